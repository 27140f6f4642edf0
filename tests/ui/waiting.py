"""Waiting for a window on the app's own loop, bounded and without sleeping."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


async def until(happened: Callable[[], bool], seconds: float = 5.0) -> None:
    """Lets Qt and asyncio run until something is so."""
    async with asyncio.timeout(seconds):
        while not happened():  # noqa: ASYNC110 - Qt tells it by no event that asyncio could await
            await asyncio.sleep(0)
