"""How long the program that asked will still wait."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from desktop.ui import wording
from desktop.ui.widgets.texts import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

GIVEN_UP = "The server has probably given up waiting; an answer may come too late."


class Countdown(PlainLabel):
    """A line with the seconds left; nothing where the end is not known."""

    def __init__(
        self,
        gives_up_at: float | None,
        clock: Callable[[], float] = time.monotonic,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent)
        self.setAccessibleName("Time left")
        self._gives_up_at = gives_up_at
        self._clock = clock
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.tick)
        if gives_up_at is not None:
            self._timer.start()

    def tick(self) -> None:
        """Says how many seconds are left now."""
        if self._gives_up_at is None:
            return
        left = math.ceil(self._gives_up_at - self._clock())
        if left > 0:
            self.say(f"The server stops waiting in {wording.count(left, 'second')}.")
        else:
            self.say(GIVEN_UP)
            self._timer.stop()
