"""How long a server waits for an answer: learned when it gives up, and told to whoever asks."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from desktop.servers.memory import is_patience

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from desktop.servers.connection import Connection, Origin
    from desktop.servers.memory import ServerMemory

T = TypeVar("T")


async def patiently(
    origin: Origin,
    ask: Callable[[Origin], Awaitable[T]],
    memory: ServerMemory,
    connection: Callable[[], Connection | None],
) -> T:
    """Passes a request on with the time the server will wait, and learns that time."""
    if origin.way == "input_required":
        return await ask(origin)
    patience = (await memory.recall(origin.spec)).patience
    loop = asyncio.get_running_loop()
    began = loop.time()
    try:
        return await ask(origin if patience is None else replace(origin, patience=patience))
    except asyncio.CancelledError:
        waited, its = loop.time() - began, connection()
        if is_patience(waited) and its and its.awaits(origin.call):
            memory.learn_patience(origin.spec, round(waited))
        raise
