"""Work in a thread that does not keep Parley from ending, as those of `asyncio.to_thread` do."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


async def aside(work: Callable[[], T]) -> T:
    """Returns what work returns; a cancellation leaves it to itself."""
    done = Future[T]()
    done.set_running_or_notify_cancel()  # So that it can be told when nobody waits any more.

    def run() -> None:
        try:
            done.set_result(work())
        except Exception as error:
            done.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return await asyncio.wrap_future(done)
