"""What a person has just done away with, and may have back for a moment."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from desktop.ui.main_window import MainWindow
    from desktop.ui.tasks import TaskOwner

    Work = Callable[[], Awaitable[object]]

SECONDS = 10.0
"""So long something can be had back; longer while the keyboard or the mouse rests on the offer."""


async def _nothing() -> None:
    pass


@dataclass(frozen=True, eq=False, slots=True)
class _Offer:
    text: str
    undo: Work
    commit: Work
    decided: asyncio.Event = field(default_factory=asyncio.Event)


class Undo:
    """One offer at a time, in the window's strip and under Ctrl+Z.

    The next offer, some seconds, or the end of Parley makes final what was done.
    """

    def __init__(self, window: MainWindow, tasks: TaskOwner) -> None:
        self._window, self._tasks = window, tasks
        self._offer: _Offer | None = None
        self._wanted = False
        window.undo_requested.connect(self.take_back)
        window.undo_declined.connect(self.lapse)

    def offer(self, text: str, undo: Work, commit: Work = _nothing) -> None:
        """Says what was done away with, and offers to bring it back.

        Exactly one of the two is awaited, once; what fails in it becomes a notice.

        Args:
            text: what was done, as a sentence: "Weather was removed."
            undo: brings it back.
            commit: does what can then never be undone; at the latest when Parley ends, before
                the app stops, and so it must not take long.
        """
        self.lapse()
        offer = self._offer = _Offer(text, undo, commit)
        self._window.show_undo(text)
        self._tasks.start(self._stand(offer), "offer to undo")

    def take_back(self) -> None:
        """Undoes what the offer is about, if there is one."""
        if self._offer:
            self._wanted = True
            self.lapse()

    def lapse(self) -> None:
        """Lets the offer go."""
        if self._offer:
            self._offer.decided.set()

    async def _stand(self, offer: _Offer) -> None:
        wanted = False
        try:
            await self._wait(offer)
        finally:  # Where Parley ends, too.
            if self._offer is offer:
                wanted, self._wanted, self._offer = self._wanted, False, None
                self._window.show_undo("")
            await (offer.undo() if wanted else offer.commit())

    async def _wait(self, offer: _Offer) -> None:
        while not offer.decided.is_set():
            with suppress(TimeoutError):
                async with asyncio.timeout(SECONDS):
                    await offer.decided.wait()
            if not self._window.is_undo_heeded:
                return
