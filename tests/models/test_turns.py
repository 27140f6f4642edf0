"""Turns: nobody waits for another one's flood."""

from __future__ import annotations

import asyncio

import pytest

from desktop.models.turns import Turns

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(20)]


class Desk:
    """Somebody who serves one at a time, and writes down whom."""

    def __init__(self) -> None:
        self.turns = Turns()
        self.served: list[str] = []
        self.open = asyncio.Event()

    def ask(self, name: str, caller: str | None) -> asyncio.Task[None]:
        async def work() -> None:
            async with self.turns.of(caller):
                self.served.append(name)
                await self.open.wait()

        return asyncio.create_task(work(), name=name)


async def settle() -> None:
    """Lets every task run until it waits."""
    for _ in range(5):
        await asyncio.sleep(0)


async def test_a_flood_of_one_caller_costs_another_a_single_turn() -> None:
    desk = Desk()
    tasks = [desk.ask(f"flood {number}", "flood") for number in range(20)]
    await settle()
    tasks += [desk.ask("calm 0", "calm"), desk.ask("late 0", "late"), desk.ask("calm 1", "calm")]
    await settle()
    desk.open.set()
    await asyncio.gather(*tasks)
    assert desk.served[:6] == ["flood 0", "calm 0", "late 0", "flood 1", "calm 1", "flood 2"]
    assert desk.served[6:] == [f"flood {number}" for number in range(3, 20)]


async def test_one_who_leaves_the_queue_or_fails_holds_nobody_up() -> None:
    desk = Desk()
    first, second, third = desk.ask("first", "a"), desk.ask("second", "b"), desk.ask("third", "c")
    await settle()
    second.cancel()
    first.cancel()  # both at once: the turn must not go to the one that is leaving
    await settle()
    assert desk.served == ["first", "third"]
    desk.open.set()
    await third
    await desk.ask("fourth", "a")
    assert desk.served[-1] == "fourth"


async def test_a_turn_that_comes_as_its_task_is_cancelled_is_passed_on() -> None:
    desk = Desk()
    first, second, third = desk.ask("first", "a"), desk.ask("second", "b"), desk.ask("third", "c")
    await settle()
    desk.open.set()
    await first
    second.cancel()
    await asyncio.gather(second, third, return_exceptions=True)
    assert desk.served[-1] == "third"


async def test_one_may_wait_for_all_who_came_before() -> None:
    desk = Desk()
    tasks = [desk.ask("a 0", "a"), desk.ask("a 1", "a"), desk.ask("a 2", "a")]
    await settle()
    tasks.append(desk.ask("end", None))
    await settle()
    tasks += [desk.ask("b 0", "b"), desk.ask("b 1", "b"), desk.ask("b 2", "b")]
    await settle()
    desk.open.set()
    await asyncio.gather(*tasks)
    assert desk.served.index("end") > desk.served.index("a 2")
    assert desk.served.index("end") < desk.served.index("b 2")
