"""The switch that stops every request."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

from desktop.errors import Paused, StorageError
from desktop.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from typing import Any

    from desktop.storage.places import Places

T = TypeVar("T")


class Pause:
    """A file that is there while Parley is paused; every Parley of this person looks for it.

    It is no row in the database: to look for it takes no turn in the database's thread, so that
    each request can; and it works where the database is damaged, locked, or of a newer Parley.
    """

    def __init__(self, places: Places) -> None:
        self._file = places.paused
        self._open: set[asyncio.Timeout] = set()

    @property
    def on(self) -> bool:
        """Whether everything is paused; what cannot be looked up counts as a yes."""
        try:
            self._file.stat()
        except FileNotFoundError:
            return False
        except OSError:
            pass
        return True

    def check(self) -> None:
        """Passes while nothing is paused.

        Raises:
            Paused: everything is.
        """
        if self.on:
            raise Paused

    async def heed(self, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Returns what some work returns, unless a pause comes before its end.

        Raises:
            Paused: everything is paused; the work was not begun, or was cancelled.
        """
        self.check()
        stop = asyncio.timeout(None)
        try:
            async with stop:
                self._open.add(stop)
                try:
                    return await work()
                finally:
                    self._open.remove(stop)
        except TimeoutError:
            if stop.expired():
                raise Paused from None
            raise

    def stop_open(self) -> None:
        """Cancels the work under way."""
        for stop in self._open:
            if not stop.expired():
                stop.reschedule(0)

    def begin(self) -> None:
        """Pauses everything.

        Raises:
            StorageError: the file cannot be made.
        """
        try:
            self._file.touch(0o600)
        except OSError as error:
            raise StorageError(
                tr(
                    "Parley cannot be paused: {file} cannot be made ({strerror}). Close Parley "
                    "instead: without it no request is answered.",
                    file=self._file,
                    strerror=error.strerror,
                )
            ) from error

    def end(self) -> None:
        """Lets requests come in again.

        Raises:
            StorageError: the file cannot be removed.
        """
        try:
            self._file.unlink(missing_ok=True)
        except OSError as error:
            raise StorageError(
                tr(
                    "Parley stays paused: {file} cannot be removed ({strerror}). Delete it "
                    "yourself to resume.",
                    file=self._file,
                    strerror=error.strerror,
                )
            ) from error
