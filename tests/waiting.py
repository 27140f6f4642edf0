"""Waiting for what nothing tells that asyncio could await, bounded."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS = 30.0
"""Long enough for a busy machine that imports a provider's library, or reads a model."""
_BREATH = 0.002
"""Without any, a thread of the app waits 5 ms for the interpreter whenever it wants it."""


async def until(happened: Callable[[], object], seconds: float = SECONDS) -> None:
    """Lets the loop run, and Qt where it is Qt's, until something is so.

    Args:
        happened: whether it is so.
        seconds: how long at most.
    """
    async with asyncio.timeout(seconds):
        while not happened():  # noqa: ASYNC110 - see above
            await asyncio.sleep(_BREATH)
