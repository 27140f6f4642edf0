"""How a model is to behave in a conversation, in the person's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout

from desktop.language import tr
from desktop.ui import theme
from desktop.ui.dialogs.blocks import Editable
from desktop.ui.widgets.texts import PlainLabel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_LINES = 12


class InstructionsDialog(QDialog):
    """A text that goes before every message of the conversation, from the next one on."""

    saved = Signal(str)

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Instructions for the model"))
        self.text = Editable(tr("Instructions for the model"), _LINES)
        self.text.allow_editing(allowed=True)
        self.text.setPlaceholderText(tr("For example: Answer briefly, in French."))
        self.text.setPlainText(text)
        self.text.setMinimumSize(theme.em(self, 26), theme.em(self, 6))
        buttons = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        self.save = buttons.addButton(tr("&Save"), role.AcceptRole)
        buttons.addButton(tr("&Cancel"), role.RejectRole)
        buttons.accepted.connect(self._save)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        said = tr(
            "How is the model to behave in this conversation? It holds from the next message."
        )
        column.addWidget(PlainLabel(said))
        column.addWidget(self.text, 1)
        column.addWidget(buttons)

    def _save(self) -> None:
        self.saved.emit(self.text.toPlainText().strip())
        self.accept()
