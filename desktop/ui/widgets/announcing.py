"""What is said aloud by a screen reader, where something changes that has not the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from desktop.ui import wording

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, text: str) -> None:
    """Has a screen reader, if one is at work, say a text when it has said what it says now."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(
            QAccessibleAnnouncementEvent(widget, wording.one_line(text))
        )
