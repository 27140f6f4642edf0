"""A question before something that cannot be undone; its silence means no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from desktop.ui import wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


def ask_first(
    parent: QWidget, title: str, question: str, fate: str, action: str, do: Callable[[], None]
) -> None:
    """Asks in a box that does not block; only its first button does it.

    Args:
        parent: what the box belongs to.
        title: what it is about.
        question: what is asked.
        fate: what becomes of what.
        action: the word on the button that does it.
        do: what that button does.
    """
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(wording.one_line(title))
    box.setText(wording.one_line(question))
    box.setInformativeText(wording.one_line(fate))
    button = box.addButton(action, QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
    button.clicked.connect(do)
    box.open()
