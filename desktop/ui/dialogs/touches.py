"""The signs that a person is at a window: keys, clicks, scrolling, the pointer's moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtGui import QWindow

_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.ShortcutOverride,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
    }
)


class Touches(QObject):
    """Tells of every one, wherever in the window it happens."""

    touched = Signal()

    def watch(self, window: QWindow) -> None:
        """Begins with a window, through which what happens in its parts comes first."""
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lets everything pass."""
        if event.type() in _TOUCHES:
            self.touched.emit()
        return super().eventFilter(watched, event)
