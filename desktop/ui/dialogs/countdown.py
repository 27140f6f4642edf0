"""How long a question waits for a touch, and the program that asked for an answer."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication

from desktop.language import tr
from desktop.ui.widgets.texts import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

GIVEN_UP = tr("The server has probably given up waiting; an answer may come too late.")
STANDS_STILL = tr("The clock stands still while you edit.")

_TICK_MS = 200


class Countdown(PlainLabel):
    """A line for each of the two clocks; the second only where its end is known."""

    ran_out = Signal()
    """Nobody touched the question for so long as it waits."""

    def __init__(
        self,
        fate: str,
        timeout: float,
        gives_up_at: float | None,
        clock: Callable[[], float] = time.monotonic,
        parent: QWidget | None = None,
    ) -> None:
        """Takes both ends, and begins nothing.

        Args:
            fate: what becomes of a question that nobody touches: "Declined".
            timeout: after how many seconds.
            gives_up_at: when the program that asked stops waiting, on the clock.
            clock: tells the time in seconds.
            parent: the widget that it is in.
        """
        super().__init__("", parent)
        self.setAccessibleName(tr("Time left"))
        self._fate, self._timeout, self._gives_up_at = fate, timeout, gives_up_at
        self._clock = clock
        self._touched_at: float | None = None
        self._stands_still = False
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.tick)
        self.tick()

    def begin(self) -> None:
        """Counts from now on, unless it does already."""
        if self._touched_at is None:
            self._touched_at = self._clock()
            self._timer.start()
        self.tick()

    def touch(self) -> None:
        """Counts from the beginning: somebody is there."""
        if self._touched_at is not None:
            self._touched_at = self._clock()
            self.tick()

    def stand_still(self, *, still: bool) -> None:
        """Waits without an end, or counts from the beginning."""
        self._stands_still = still
        self.touch()

    def tick(self) -> None:
        """Says how many seconds are left now."""
        now = self._clock()
        if _is_choosing(self):
            self._touched_at = now
        left = self._timeout
        if self._touched_at is not None and not self._stands_still:
            left += self._touched_at - now
        if left <= 0:
            self._timer.stop()
            self.ran_out.emit()
            return
        lines = [self._line(math.ceil(left))]
        if self._gives_up_at is not None:
            lines.append(_patience(math.ceil(self._gives_up_at - now)))
        self.say("\n".join(lines))

    def _line(self, left: int) -> str:
        if self._stands_still:
            return STANDS_STILL
        seconds = tr("{n} second(s)", "", left)
        return tr(
            "{fate} in {seconds} unless you touch this window.", fate=self._fate, seconds=seconds
        )


def _patience(left: int) -> str:
    return (
        tr("The server stops waiting in {seconds}.", seconds=tr("{n} second(s)", "", left))
        if left > 0
        else GIVEN_UP
    )


def _is_choosing(label: QWidget) -> bool:
    """Whether a list or a menu of the label's window is open: a window of its own."""
    popup = QApplication.activePopupWidget()
    owner = popup.parentWidget() if popup else None
    return owner is not None and owner.window() is label.window()
