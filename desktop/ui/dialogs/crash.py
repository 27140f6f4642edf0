"""What is said when something of Parley's own went wrong: what happened, what is kept, what now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, qVersion
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QVBoxLayout

from desktop.language import tr
from desktop.ui import theme
from desktop.ui.clipboard import copied
from desktop.ui.theme import Symbol
from desktop.ui.widgets.announcing import announce
from desktop.ui.widgets.disclosure import Disclosure
from desktop.ui.widgets.symbols import SymbolButton, SymbolLabel
from desktop.ui.widgets.texts import PlainLabel, TextView, heading, in_monospace

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class CrashDialog(QDialog):
    """Blocks nothing, and sends nothing; of many faults in a row it is the one dialog."""

    log_requested = Signal()
    quit_requested = Signal()

    def __init__(self, details: str, parent: QWidget | None = None, *, ended: bool = False) -> None:
        """Takes where it happened, and whether it ended Parley the last time."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Something went wrong"))
        self.setSizeGripEnabled(True)
        self._times = 1
        self.details = f"{details.rstrip()}\n\nQt {qVersion()}\n"
        self._what = heading(
            tr("Parley ended unexpectedly the last time.")
            if ended
            else tr("Something went wrong inside Parley itself.")
        )
        self._kept = PlainLabel(_ENDED if ended else _GOES_ON)
        self.again = PlainLabel()
        self.sent = PlainLabel(
            tr("Nothing was sent to anybody. The details have no text of a request and no key.")
        )
        view = in_monospace(TextView(tr("Details")))
        view.show_text(self.details)
        view.setMinimumHeight(theme.em(self, 6))
        self.unfold = Disclosure(tr("Details"), view)
        self.unfold.button.toggled.connect(self.adjustSize)
        self.copy = SymbolButton(Symbol.COPY, tr("&Copy the details"))
        self.copy.clicked.connect(self._copy)
        self._lay_out()
        self.setMinimumWidth(theme.room(self, 30))

    def count_again(self) -> None:
        """Says that something went wrong once more."""
        self._times += 1
        self.again.say(tr("It went wrong {n} time(s) by now.", "", self._times))

    def _copy(self) -> None:
        copied(self.details)
        announce(self, tr("Copied."))

    def _lay_out(self) -> None:
        symbol = SymbolLabel(Symbol.FAILED)
        symbol.enlarge(2)
        texts = QVBoxLayout()
        for text in (self._what, self._kept, self.again, self.sent):
            texts.addWidget(text)
        self.again.hide()
        top = QHBoxLayout()
        top.addWidget(symbol, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(texts, 1)
        buttons = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        go_on = buttons.addButton(tr("&Go on"), role.RejectRole)
        leave = buttons.addButton(tr("&Quit Parley"), role.DestructiveRole)
        log = buttons.addButton(tr("Open the &log"), role.ActionRole)
        buttons.addButton(self.copy, role.ActionRole)
        buttons.rejected.connect(self.reject)
        log.clicked.connect(self.log_requested)
        leave.clicked.connect(self.quit_requested)
        go_on.setDefault(True)
        column = QVBoxLayout(self)
        column.addLayout(top)
        column.addWidget(self.unfold, 1)
        column.addWidget(buttons)
        go_on.setFocus()


_GOES_ON = tr(
    "What you did last may not have been done; try it again. Everything else goes on: requests "
    "and answers, permissions, settings and models are kept, and so is what you have entered."
)
_ENDED = tr(
    "Requests and answers, permissions, settings and models are kept. A request that was open "
    "then is shown as withdrawn, and a download goes on where it stopped. Your servers were ended."
)
