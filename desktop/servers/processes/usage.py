"""What the processes of each server use of the computer, measured while somebody looks."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import time
from typing import TYPE_CHECKING

from desktop.events import ServerUsage

if TYPE_CHECKING:
    from collections.abc import Callable

    import psutil

    from desktop.events import Publish

LOOK_SECONDS = 2.0

_KEPT = sys.platform != "win32"
"""Whether the first process is a keeper, which is none of the server's own."""


class UsageWatch:
    """Publishes what the servers use, every two seconds while it is shown."""

    def __init__(self, running: Callable[[], dict[str, int]], publish: Publish) -> None:
        """Watches nothing yet.

        Args:
            running: returns the servers that run, each with its first process.
            publish: is told.
        """
        self._running = running
        self._publish = publish
        self._meter = Meter()
        self._task: asyncio.Task[None] | None = None
        self._resting: asyncio.Task[None] | None = None
        """The last one that was told to end."""

    def begin(self) -> None:
        """Measures from now on."""
        if self._task is None:
            self._task = asyncio.create_task(self._watch(), name="usage")

    def rest(self) -> None:
        """Measures no more until it begins again."""
        if self._task is not None:
            self._task.cancel()
            self._resting, self._task = self._task, None

    async def end(self) -> None:
        """Measures no more, and has ended once it returns."""
        self.rest()
        if self._resting is not None:
            await asyncio.wait([self._resting])

    async def _watch(self) -> None:
        while True:
            running = self._running()
            found = await asyncio.to_thread(self._meter.measure, running)
            for usage in found:
                self._publish(usage)
            await asyncio.sleep(LOOK_SECONDS)


class Meter:
    """Adds up what a server's processes use; CPU time is that since the last look."""

    def __init__(self) -> None:
        """Starts without an earlier look."""
        self._spent: dict[tuple[int, float], float] = {}
        """Seconds of CPU that each process had used, by its number and its start."""
        self._looked = time.monotonic()

    def measure(self, running: dict[str, int]) -> list[ServerUsage]:
        """Returns what each server uses; those that have just ended are left out."""
        import psutil  # noqa: PLC0415  (nothing at the start needs it)

        now = time.monotonic()
        elapsed, self._looked = max(now - self._looked, 0.001), now
        before, self._spent = self._spent, {}
        found = []
        for server, first in running.items():
            with contextlib.suppress(psutil.Error):
                root = psutil.Process(first)
                own = [] if _KEPT else [root]
                everyone = [*own, *root.children(recursive=True)]
                found.append(self._sum(server, everyone, before, elapsed))
        return found

    def _sum(
        self,
        server: str,
        everyone: list[psutil.Process],
        before: dict[tuple[int, float], float],
        elapsed: float,
    ) -> ServerUsage:
        import psutil  # noqa: PLC0415  (nothing at the start needs it)

        spent, memory, count = 0.0, 0, 0
        for process in everyone:
            with contextlib.suppress(psutil.Error), process.oneshot():
                times, key = process.cpu_times(), (process.pid, process.create_time())
                self._spent[key] = times.user + times.system
                spent += self._spent[key] - before.get(key, self._spent[key])
                memory += process.memory_info().rss
                count += 1
        return ServerUsage(server, 100.0 * spent / elapsed, memory, count)
