"""A dialog that stays open, with all that was entered, until what it wishes was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLayout, QVBoxLayout, QWidget

from desktop.language import tr
from desktop.ui import wording
from desktop.ui.widgets.texts import PlainLabel, inline_text

if TYPE_CHECKING:
    from collections.abc import Callable


class EntryDialog(QDialog):
    """Something to fill in, and what is wrong with it said in its place."""

    def __init__(
        self, title: str, action: str, wish: Callable[[], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(wording.one_line(title))
        self._wish = wish
        self._over = False
        self._body = QWidget()
        self.hint = PlainLabel()
        self._said = inline_text(tr("What happened"), 6)
        self._said.hide()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.action = self._buttons.addButton(action, QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)

    def lay_out(self, body: QLayout, stretch: int = 0) -> None:
        """Puts what is to be filled in above the hint, what happened, and the buttons."""
        body.setContentsMargins(0, 0, 0, 0)
        self._body.setLayout(body)
        column = QVBoxLayout(self)
        column.addWidget(self._body, stretch)
        for part in (self.hint, self._said, self._buttons):
            column.addWidget(part)
        self.action.setDefault(True)
        self.hint.say(self.hint.text())

    def accept(self) -> None:
        """Wishes what was entered; the dialog waits to be told what came of it."""
        if self.action.isEnabled():
            self.action.setEnabled(False)  # At once: a second press must not wish it again.
            self._wish()

    def finish(self) -> None:
        """Closes: what was wished is done."""
        if not self._over:
            super().accept()

    def done(self, result: int) -> None:
        """Closes; whoever still works for the dialog tells it nothing more."""
        self._over = True
        super().done(result)

    def wait(self, text: str) -> None:
        """Says what is being waited for; meanwhile nothing can be changed."""
        self._tell(text, waiting=True)

    def say(self, text: str) -> None:
        """Says what went wrong, or nothing, and lets the person go on."""
        self._tell(text, waiting=False)

    def said(self) -> str:
        """Returns what is said now."""
        return self._said.toPlainText()

    def _tell(self, text: str, *, waiting: bool) -> None:
        if self._over:
            return
        self._said.show_text(text)
        self._said.setVisible(bool(text))
        self._body.setEnabled(not waiting)
        for button in self._buttons.buttons():
            if self._buttons.buttonRole(button) is not QDialogButtonBox.ButtonRole.RejectRole:
                button.setEnabled(not waiting)
