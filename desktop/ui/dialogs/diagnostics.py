"""The window's own `parley doctor`: how everything stands, and what to do where it is not well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QVBoxLayout

from desktop.doctor.crashes import versions
from desktop.doctor.findings import Health, as_text
from desktop.doctor.masking import at_home
from desktop.gateway.screening.hidden import reveal
from desktop.language import tr
from desktop.ui import theme
from desktop.ui.clipboard import copied
from desktop.ui.saving import ask_where
from desktop.ui.theme import Symbol
from desktop.ui.widgets.announcing import announce
from desktop.ui.widgets.health_list import HealthList, look_of
from desktop.ui.widgets.symbols import SymbolButton, SymbolLabel
from desktop.ui.widgets.texts import PlainLabel, heading

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.doctor.findings import Finding

FILE = "parley-diagnostics.txt"


class DiagnosticsDialog(QDialog):
    """Stays open beside the window; what it copies and saves has no secrets in it."""

    look_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Diagnostics"))
        self.setSizeGripEnabled(True)
        self._symbol = SymbolLabel(Symbol.INFORMATION)
        self._symbol.enlarge(2)
        self.summary = heading()
        self.list = HealthList()
        self.said = PlainLabel(
            tr("Nothing is sent anywhere. Keys are masked here, and in what you copy or save.")
        )
        self.again = SymbolButton(Symbol.RESTART, tr("Look &again"))
        self.copy = SymbolButton(Symbol.COPY, tr("&Copy all"))
        self.save = SymbolButton(Symbol.SAVE, tr("&Save…"))
        self.again.clicked.connect(self.look_requested)
        self.copy.clicked.connect(self._copy)
        self.save.clicked.connect(self._save)
        self._lay_out()
        self.resize(theme.em(self, 46), theme.em(self, 34))
        self.begin()

    def begin(self) -> None:
        """Says that it is being looked, and forgets what was found before."""
        self.list.clear()
        for button in (self.again, self.copy, self.save):
            button.setEnabled(False)
        self._symbol.show_symbol(Symbol.STARTING)
        self.summary.say(tr("Looking…"))

    def add(self, findings: list[Finding]) -> None:
        """Shows what was found so far."""
        self.list.add(findings)

    def finish(self) -> None:
        """Says how all of it stands."""
        healths = [finding.health for finding in self.list.findings()]
        wrong, notes = healths.count(Health.BAD), healths.count(Health.NOTE)
        worst = next((one for one in (Health.BAD, Health.NOTE) if one in healths), Health.GOOD)
        self._symbol.show_symbol(look_of(worst).symbol)
        if wrong:
            said = tr("{n} thing(s) must be mended.", "", wrong)
        elif notes:
            said = tr("All works; {n} thing(s) you may want to know.", "", notes)
        else:
            said = tr("All is well.")
        self.summary.say(said)
        announce(self, said)
        self.list.setCurrentRow(0)
        for button in (self.again, self.copy, self.save):
            button.setEnabled(True)

    def text(self) -> str:
        """Returns all that was found, as it is copied and saved."""
        told = f"{versions()}\n\n{as_text(self.list.findings())}"
        return reveal(at_home(told)).text

    def _copy(self) -> None:
        copied(self.text())
        self._say(tr("Copied, without keys and without the name of your folder."))

    def _save(self) -> None:
        ask_where(self, FILE, self.text().encode(), self._say)

    def _say(self, text: str) -> None:
        self.said.say(text)
        announce(self, text)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._symbol)
        top.addWidget(self.summary, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        for button in (self.again, self.copy, self.save):
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        column.addWidget(self.said)
        column.addWidget(buttons)
        self.list.setFocus()
