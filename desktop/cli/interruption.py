"""The signals that end a command, each of which lets it clean up first."""

from __future__ import annotations

import asyncio
import signal
from typing import TYPE_CHECKING, Any

from desktop.cli.output import say

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

SIGNALS = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
]


def run(command: Coroutine[Any, Any, int]) -> int:
    """Runs a command and returns its exit code, or 128 and the number of what ended it."""
    return asyncio.run(_until_told(command))


async def _until_told(command: Coroutine[Any, Any, int]) -> int:
    task = asyncio.ensure_future(command)
    told: list[int] = []

    def end(number: int) -> None:
        # Only once: a second cancellation would cut off the end of the servers.
        if not told:
            told.append(number)
            task.cancel()
            say("\nparley: stopping; waiting for the servers to end…")

    for number in SIGNALS:
        _listen(number, end)
    try:
        return await task
    except asyncio.CancelledError:
        if not told:
            raise
        say("parley: interrupted; what was open has been withdrawn.")
        return 128 + told[0]


def _listen(number: int, end: Callable[[int], None]) -> None:
    if signal.getsignal(number) is signal.SIG_IGN:
        return  # As nohup has it.
    loop = asyncio.get_running_loop()
    try:
        loop.add_signal_handler(number, end, number)
    except NotImplementedError:  # Windows.
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(end, number))
