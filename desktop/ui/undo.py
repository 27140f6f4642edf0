"""What a person has just done away with, and may have back for a moment."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.storage.aside import to_the_end

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
    undo: Work
    commit: Work
    wanted: asyncio.Future[bool]
    """Whether it is wanted back; decided once."""


class Undo:
    """One offer at a time, in the window's strip and under Ctrl+Z.

    The next offer, some seconds, or the end of Parley makes final what was done.
    """

    def __init__(self, window: MainWindow, tasks: TaskOwner) -> None:
        self._window, self._tasks = window, tasks
        self._offer: _Offer | None = None
        window.undo_requested.connect(self.take_back)
        window.undo_declined.connect(self.lapse)

    def offer(self, text: str, undo: Work, commit: Work = _nothing) -> None:
        """Says what was done away with, and offers to bring it back.

        Exactly one of the two is awaited, once; what fails in it becomes a notice.

        Args:
            text: what was done, as a sentence: "Weather was removed."
            undo: brings it back.
            commit: does what can never be undone; at the latest when Parley ends, before the
                app stops, and so it must not take long.
        """
        self.lapse()
        self._offer = _Offer(undo, commit, asyncio.get_running_loop().create_future())
        self._window.show_undo(text)
        self._tasks.start(self._stand(self._offer), "offer to undo")

    def take_back(self) -> None:
        """Undoes what the offer is about, if there is one."""
        self._decide(wanted=True)

    def lapse(self) -> None:
        """Lets the offer go: what was done is final."""
        self._decide(wanted=False)

    def _decide(self, *, wanted: bool) -> None:
        if self._offer and not self._offer.wanted.done():
            self._offer.wanted.set_result(wanted)

    async def _stand(self, offer: _Offer) -> None:
        decided = offer.wanted
        try:
            while not decided.done():
                await asyncio.wait({decided}, timeout=SECONDS)
                if not self._window.is_undo_heeded:
                    break
        finally:  # Where Parley ends, too.
            if self._offer is offer:
                self._offer = None
                self._window.show_undo("")
            wanted = decided.done() and decided.result()
            await to_the_end(offer.undo() if wanted else offer.commit())
