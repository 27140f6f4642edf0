"""The name of a program that is to get a token, and then the token, which is shown once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
)

from desktop.language import tr
from desktop.ui import theme, wording
from desktop.ui.clipboard import copied_secret
from desktop.ui.dialogs.entry import EntryDialog
from desktop.ui.theme import Symbol
from desktop.ui.widgets.folding_form import FoldingForm
from desktop.ui.widgets.symbols import SymbolButton
from desktop.ui.widgets.texts import FittingText, PlainLabel, heading, in_monospace, label_for
from desktop.ui.widgets.tick import Tick

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

HINT = tr(
    "By this name its requests are shown, bounded and recorded. Any program can have a token."
)
ONCE = tr(
    "This is shown once, and kept nowhere: whoever has the token asks as {name}. If it is lost, "
    "revoke it and add the program again."
)


class AddProgramDialog(EntryDialog):
    """Asks for a name, and where the endpoint is off whether it is to be turned on."""

    add_requested = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None, *, off: bool) -> None:
        super().__init__(tr("Add a program"), tr("&Add"), self._wish_it, parent)
        self.name = QLineEdit()
        self.name.setAccessibleName(tr("Name"))
        self.name.setPlaceholderText(tr("my editor"))
        self.name.setMaxLength(100)
        self.turn_on = Tick(tr("&Turn the endpoint on, at a port that stays"))
        self.turn_on.setChecked(off)
        self.turn_on.setVisible(off)
        self.hint.setText(HINT)
        form = FoldingForm()
        form.addRow(label_for(tr("&Name"), self.name), self.name)
        form.addRow("", self.turn_on)
        self.name.textChanged.connect(lambda text: self.action.setEnabled(bool(text.strip())))
        self.lay_out(form)
        self.action.setEnabled(False)
        self.setMinimumWidth(theme.room(self, 26))

    def _wish_it(self) -> None:
        self.wait(tr("Making its token…"))
        self.add_requested.emit(self.name.text().strip(), self.turn_on.isChecked())


class TokenDialog(QDialog):
    """A program's token and the lines that most programs take it by, each to be copied."""

    def __init__(self, name: str, token: str, address: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shown = wording.one_line(name)
        self.setWindowTitle(tr("The token of {shown}", shown=shown).replace("[*]", "[*][*]"))
        column = QVBoxLayout(self)
        column.addWidget(heading(tr("{shown} may ask now", shown=shown)))
        column.addWidget(PlainLabel(ONCE.format(name=shown)))
        base = address or "http://127.0.0.1:PORT/v1"
        for title, action, text in (
            (tr("Token"), tr("&Copy the token"), token),
            (
                tr("For what speaks OpenAI's language"),
                tr("Copy the &OpenAI lines"),
                openai(base, token),
            ),
            (
                tr("For what speaks Anthropic's language"),
                tr("Copy the &Anthropic lines"),
                anthropic(base, token),
            ),
        ):
            self._add(column, title, action, text)
        if not address:
            off = tr("The endpoint is off. Turn it on, and put its port in the place of PORT.")
            column.addWidget(PlainLabel(off))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        self.setMinimumWidth(theme.room(self, 50))

    def _add(self, column: QVBoxLayout, title: str, action: str, text: str) -> None:
        view = in_monospace(FittingText(title, 3))
        view.show_text(text)
        copy = SymbolButton(Symbol.COPY, action)
        copy.clicked.connect(lambda: copied_secret(text))
        row = QHBoxLayout()
        row.addWidget(view, 1)
        row.addWidget(copy, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(label_for(title, view))
        column.addLayout(row)


def openai(address: str, token: str) -> str:
    """Returns the two lines that OpenAI's SDKs read."""
    return f"OPENAI_BASE_URL={address}\nOPENAI_API_KEY={token}"


def anthropic(address: str, token: str) -> str:
    """Returns the two lines that Anthropic's SDKs read, which add the /v1 by themselves."""
    return f"ANTHROPIC_BASE_URL={address.removesuffix('/v1')}\nANTHROPIC_AUTH_TOKEN={token}"
