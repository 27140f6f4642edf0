"""Waiting for a window on the app's own loop, bounded."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


async def until(happened: Callable[[], bool], seconds: float = 5.0, *, breath: float = 0.0) -> None:
    """Lets Qt and asyncio run until something is so.

    Args:
        happened: whether it is so.
        seconds: how long at most.
        breath: how long nothing is done between two looks. Without any, a thread of the app waits
            5 ms for the interpreter whenever it wants it, and an import in one takes seconds.
    """
    async with asyncio.timeout(seconds):
        while not happened():  # noqa: ASYNC110 - Qt tells it by no event that asyncio could await
            await asyncio.sleep(breath)
