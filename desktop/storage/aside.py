"""Work that goes on by itself: in a thread that keeps nobody from ending, or to its end."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

T = TypeVar("T")


async def aside(work: Callable[[], T]) -> T:
    """Returns what work returns; a cancellation leaves it to itself.

    Threads of `asyncio.to_thread` would keep Parley from ending.
    """
    done = Future[T]()
    done.set_running_or_notify_cancel()  # So that it can be told when nobody waits any more.

    def run() -> None:
        try:
            done.set_result(work())
        except Exception as error:
            done.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return await asyncio.wrap_future(done)


async def to_the_end(work: Awaitable[object]) -> None:
    """Awaits what must not be cut off, since half of it would be neither; a cancellation waits."""
    task = asyncio.ensure_future(work)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await task
        raise
