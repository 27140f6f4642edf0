"""The page of conversations with a model."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


class ChatPage(QWidget):
    """The page of conversations with a model."""

    def focus_list(self) -> None:
        """Brings the keyboard to what the page is for."""
        self.setFocus()
