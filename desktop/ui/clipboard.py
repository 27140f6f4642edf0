"""Text on the clipboard, and secrets there that no history is to keep."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication


def copied(text: str) -> None:
    """Puts a text on the clipboard."""
    QGuiApplication.clipboard().setText(text)


def copied_secret(text: str) -> None:
    """Puts a secret on the clipboard, with the hint that its history heeds on most desktops."""
    data = QMimeData()
    data.setText(text)
    data.setData("x-kde-passwordManagerHint", b"secret")
    QGuiApplication.clipboard().setMimeData(data)
