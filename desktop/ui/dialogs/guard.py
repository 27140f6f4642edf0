"""The pause that keeps a keystroke meant for elsewhere from giving consent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

PAUSE_MS = 1000
"""Firefox's `security.dialog_enable_delay`; long enough to notice that a window came up."""

_STIRS = frozenset(
    {
        QEvent.Type.Show,
        QEvent.Type.Move,
        QEvent.Type.Resize,
        QEvent.Type.WindowActivate,
        QEvent.Type.WindowDeactivate,
    }
)


class Guard(QObject):
    """Wakes a while after its window last came up, moved or changed size, and only while active."""

    changed = Signal(bool)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._awake = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._settle)
        window.installEventFilter(self)

    @property
    def awake(self) -> bool:
        """Whether a keystroke or a click may count as consent now."""
        return self._awake

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Falls asleep whenever the window stirs."""
        if event.type() in _STIRS:
            self._become(awake=False)
            self._timer.start()
        return super().eventFilter(watched, event)

    def _settle(self) -> None:
        self._become(awake=self._window.isActiveWindow())

    def _become(self, *, awake: bool) -> None:
        if awake != self._awake:
            self._awake = awake
            self.changed.emit(awake)
