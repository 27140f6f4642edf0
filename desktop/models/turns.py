"""Turns at what only one can have at a time, shared fairly between callers."""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator


@dataclass(frozen=True, slots=True, eq=False)
class _Waiting:
    number: int
    """In the order of arrival."""
    caller: str | None
    """None waits for all who came before."""
    turn: asyncio.Future[None]


class Turns:
    """Each caller in turn, and each caller's own requests in the order in which they came.

    So a flood of one caller's requests costs another one a single turn at most.
    """

    def __init__(self) -> None:
        self._waiting: deque[_Waiting] = deque()
        self._numbers = count()
        self._served: dict[str, int] = {}
        """When each of those who wait had a turn the last time, and 0 for never."""
        self._turn = count(1)
        self._taken = False

    @asynccontextmanager
    async def of(self, caller: str | None) -> AsyncGenerator[None]:
        """Waits for a turn, and has it until the block ends.

        Args:
            caller: who asks; None for a turn after all who wait already.
        """
        if self._taken:
            await self._wait(caller)
        else:
            self._taken = True
        if caller is not None:
            self._served[caller] = next(self._turn)
        try:
            yield
        finally:
            self._pass_on()

    async def _wait(self, caller: str | None) -> None:
        mine = _Waiting(next(self._numbers), caller, asyncio.get_running_loop().create_future())
        self._waiting.append(mine)
        try:
            await mine.turn
        except asyncio.CancelledError:
            if not mine.turn.cancelled():
                self._pass_on()  # the turn came, but too late
            raise

    def _pass_on(self) -> None:
        # One that was cancelled just now is still here.
        self._waiting = deque(one for one in self._waiting if not one.turn.done())
        if not self._waiting:
            self._taken = False
            self._served.clear()
            return
        first = self._waiting[0]
        if first.caller is not None:
            first = min(self._waiting, key=self._place)
        self._waiting.remove(first)
        first.turn.set_result(None)

    def _place(self, one: _Waiting) -> tuple[float, int]:
        """Returns a key that sorts those who wait: first who was served longest ago."""
        if one.caller is None:
            return float("inf"), one.number
        return self._served.get(one.caller, 0), one.number
