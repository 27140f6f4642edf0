"""A question to a person that is answered exactly once, and whose silence means no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent
    from PySide6.QtWidgets import QWidget


class Question(QDialog):
    """A window that never takes the focus by itself; Esc and closing it say no."""

    decided = Signal(object)

    def __init__(self, refusal: object, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._refusal = refusal
        self._is_decided = False
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setModal(False)

    def show_place(self, place: int, waiting: int, alike: int = 1) -> None:
        """Tells which of several waiting questions this is, and how many are of its server."""

    def begin(self) -> None:
        """Lets its time run, although it is not on the screen yet."""

    def decide(self, answer: object) -> None:
        """Gives the answer, unless one was given before, and closes."""
        if not self._is_decided:
            self._is_decided = True
            self.decided.emit(answer)
            self.hide()

    def reject(self) -> None:
        """Answers no; Esc comes here."""
        self.decide(self._refusal)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Takes closing the window for a no."""
        self.decide(self._refusal)
        event.accept()
