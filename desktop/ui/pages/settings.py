"""The page of settings."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


class SettingsPage(QWidget):
    """The page of settings."""

    def focus_list(self) -> None:
        """Brings the keyboard to what the page is for."""
        self.setFocus()
