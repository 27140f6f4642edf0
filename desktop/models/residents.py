"""The models of this computer that are in memory: as many as fit, none longer than it is used."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING

from desktop.models.gguf.fit import COPIED

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

    from desktop.models.backend import Backend

RESERVE = 1 << 30
"""Bytes of memory that stay free for the person's own programs."""
IDLE = 600.0
"""Seconds after its last answer that a model keeps its memory."""


class Residents:
    """Makes room for a model before it is loaded, and unloads those that nobody asks any more."""

    def __init__(
        self,
        free: Callable[[], int | None],
        idle: Callable[[], float] = lambda: IDLE,
        most: Callable[[], int | None] = lambda: None,
    ) -> None:
        """Takes what tells the free memory, in bytes, and how much of it may be used, how long.

        Args:
            free: None where nobody can say; then one model at a time is in memory.
            idle: seconds after which an idle model is unloaded.
            most: bytes that all of them may have together; None for as much as is free.
        """
        self._free = free
        self._idle = idle
        self._most = most
        self._used: dict[Backend, asyncio.TimerHandle | None] = {}
        """The least recently used first, with the end of its time."""
        self._leaving: set[asyncio.Task[None]] = set()

    async def make_room(self, model: Backend, others: Iterable[Backend]) -> None:
        """Unloads others, the least recently used first, until a model fits into memory.

        A team takes no memory besides its members', and those are among the others.
        """
        if model.loaded:
            return
        alone = [one for one in others if not one.context.team]
        loaded = [one for one in alone if one.loaded and one is not model]
        order = [one for one in self._used if one in loaded]
        queue = [*(one for one in loaded if one not in order), *order]
        free = self._free()
        while queue and not (_fits(model, queue, free) and self._may(model, *queue)):
            leaving = queue.pop(0)
            await leaving.unload()
            if free is not None:
                free += _needed(leaving) - _mapped(leaving)

    @contextmanager
    def using(self, model: Backend) -> Generator[None]:
        """Keeps a model in memory for an answer, and for some time after it."""
        self._stop(model)
        self._used[model] = None
        try:
            yield
        finally:
            if model in self._used:
                self._rest(model)

    def heed(self) -> None:
        """Takes other bounds for what is in memory already, but for what answers now."""
        resting = [model for model, timer in self._used.items() if timer is not None]
        for model in resting:
            self._rest(model)
        while resting and not self._may(*self._used):
            self.let_go(resting.pop(0))

    def let_go(self, model: Backend) -> None:
        """Unloads a model soon, after what it answers now."""
        self._stop(model)
        task = asyncio.get_running_loop().create_task(model.unload(), name="a model leaves")
        self._leaving.add(task)
        task.add_done_callback(self._leaving.discard)

    def forget(self, model: Backend) -> None:
        """Takes a model out that has gone."""
        self._stop(model)

    async def close(self) -> None:
        """Stops all waiting; the models themselves are left as they are."""
        for model in list(self._used):
            self._stop(model)
        for task in self._leaving:
            task.cancel()
        await asyncio.gather(*self._leaving, return_exceptions=True)

    def _stop(self, model: Backend) -> None:
        timer = self._used.pop(model, None)
        if timer is not None:
            timer.cancel()

    def _rest(self, model: Backend) -> None:
        """Begins the time after which an idle model leaves."""
        timer = self._used.get(model)
        if timer is not None:
            timer.cancel()
        loop = asyncio.get_running_loop()
        self._used[model] = loop.call_later(self._idle(), self.let_go, model)

    def _may(self, *models: Backend) -> bool:
        """Returns whether models may be in memory together."""
        most = self._most()
        return most is None or sum(map(_needed, models)) <= most


def _fits(model: Backend, beside: Iterable[Backend], free: int | None) -> bool:
    if free is None:
        return False
    return _needed(model) + sum(map(_mapped, beside)) + RESERVE <= free


def _needed(model: Backend) -> int:
    return model.context.memory or model.context.size


def _mapped(model: Backend) -> int:
    """Returns the bytes of its file that the system counts as free while it is loaded."""
    return 0 if model.context.quantization in COPIED else model.context.size
