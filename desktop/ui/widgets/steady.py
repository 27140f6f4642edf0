"""The wheel's way past what it must not change."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget

_Control = TypeVar("_Control", bound=QWidget)


class _Steady(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel:
            event.ignore()  # It goes on to what scrolls.
            return True
        return super().eventFilter(watched, event)


def steadied(control: _Control) -> _Control:
    """Returns a control that scrolling over it leaves as it is."""
    control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    control.installEventFilter(_Steady(control))
    return control
