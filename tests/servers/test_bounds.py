"""Servers that send too much, or what is no message: the loop goes on, and a person is told."""

from __future__ import annotations

import asyncio
import gc
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import anyio
import psutil
import pytest

from desktop.errors import ServerGone, ToolFailed
from desktop.events import ServerChanged, ServerStatus
from desktop.ui.schema import arguments
from tests.servers.test_supervisor import desk, program

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from desktop.storage.places import Places
    from tests.servers.test_supervisor import Desk

pytestmark = pytest.mark.anyio

STALL = 0.1
"""Seconds for which the loop may be held up at most."""


class Pulse:
    """How long Parley itself held up the loop at most, whatever else the computer does."""

    worst = 0.0

    async def beat(self) -> None:
        while True:
            began, spent = time.perf_counter(), time.process_time()
            await asyncio.sleep(0.005)
            late = time.perf_counter() - began - 0.005
            self.worst = max(self.worst, min(late, time.process_time() - spent))


@asynccontextmanager
async def wild(
    places: Places, *ways: str, era: str = "legacy"
) -> AsyncIterator[tuple[Desk, Pulse]]:
    pulse = Pulse()
    async with desk(places, {"wild": program("wild_server", *ways, era=era)}) as made:
        await made.supervisor.start("wild")
        gc.collect()
        beats = asyncio.create_task(pulse.beat())
        try:
            yield made, pulse
        finally:
            beats.cancel()


def ready(made: Desk) -> ServerChanged:
    """Returns how the server stands now."""
    [*_, change] = [one for one in made.events if isinstance(one, ServerChanged)]
    return change


async def told(made: Desk, *words: str) -> str:
    """Returns what the server's page says, once it says all of this."""
    with anyio.fail_after(20):
        while True:
            change = ready(made)
            if all(word in change.detail for word in words):
                return change.detail
            made.news.clear()
            await made.news.wait()


@pytest.mark.parametrize("deed", ["endless", "huge"])
async def test_a_line_without_end_ends_the_server_with_words(places: Places, deed: str) -> None:
    async with wild(places) as (made, pulse):
        before = psutil.Process().memory_info().rss
        waiting = asyncio.create_task(made.until("wild", ServerStatus.WAITING))
        with pytest.raises(ServerGone):
            await made.supervisor.call("wild", "do", {"deed": deed})
        change = await waiting
        assert "it wrote more than 8 MiB without the end of a line" in change.detail
        assert pulse.worst < STALL
        assert psutil.Process().memory_info().rss - before < 64 << 20


async def test_a_message_of_very_many_parts_does_not_hold_up_the_loop(places: Places) -> None:
    async with wild(places) as (made, pulse):
        await made.supervisor.call("wild", "do", {"deed": "many"})
        assert pulse.worst < STALL


async def test_a_message_of_too_many_parts_is_an_error_of_the_call_that_it_answers(
    places: Places,
) -> None:
    async with wild(places) as (made, pulse):
        with pytest.raises(ToolFailed, match="it has too many values"):
            await made.supervisor.call("wild", "do", {"deed": "large"})
        assert pulse.worst < STALL
        await told(made, "1 of its answers could not be read.")


@pytest.mark.parametrize("era", ["legacy", "2026-07-28"])
async def test_an_answer_that_cannot_be_read_ends_its_call(places: Places, era: str) -> None:
    async with wild(places, era=era) as (made, _):
        with pytest.raises(ToolFailed, match="cannot be read: it is no JSON"):
            await made.supervisor.call("wild", "do", {"deed": "broken"})
        with pytest.raises(ToolFailed, match="what was that"):
            await made.supervisor.call("wild", "do", {"deed": "nameless"})


async def test_what_is_no_message_is_left_out_and_counted(places: Places) -> None:
    async with wild(places) as (made, _):
        outcome = await made.supervisor.call("wild", "do", {"deed": "foreign"})
        assert outcome.text == "\ufffd"
        said = await told(made, "100 answers to nothing that was asked")
        assert "It wrote 3 lines that are no messages; the last began: 123" in said


async def test_what_is_nested_without_end_harms_nothing(places: Places) -> None:
    async with wild(places) as (made, _):
        outcome = await made.supervisor.call("wild", "do", {"deed": "deep"})
        assert outcome.text == "done"
        await told(made, "lines that are no messages")


async def test_a_flood_of_notes_is_dropped_and_the_answer_behind_it_arrives(
    places: Places,
) -> None:
    async with wild(places) as (made, pulse):
        before = psutil.Process().memory_info().rss
        call = asyncio.create_task(made.supervisor.call("wild", "do", {"deed": "notes"}))
        await told(made, "log messages were dropped: they came too fast.")
        assert (await call).text == "done"
        assert pulse.worst < STALL
        assert psutil.Process().memory_info().rss - before < 64 << 20


async def test_tools_that_change_all_the_time_are_looked_at_once_a_second(places: Places) -> None:
    async with wild(places) as (made, _):
        outcome = await made.supervisor.call("wild", "do", {"deed": "changes"})
        times = int(outcome.text.split()[1])
        assert 2 <= times <= 8
        await told(made, "changes of its tools faster than Parley looks")


async def test_of_ten_thousand_tools_the_first_thousand_are_taken(places: Places) -> None:
    async with wild(places, "crowd") as (made, pulse):
        await made.supervisor.restart("wild")
        await told(made, "It lists 9,000 tools more than the first 1,000")
        assert len(ready(made).tools) == 1_000
        assert pulse.worst < STALL


async def test_a_result_is_not_checked_by_a_schema_that_refers_to_itself(places: Places) -> None:
    async with wild(places, "itself") as (made, pulse):
        outcome = await made.supervisor.call("wild", "do", {"deed": "deep"})
        assert outcome.text == "done"
        assert [one.name for one in arguments(ready(made).tools[0].schema)] == ["again"]
        assert pulse.worst < STALL
        await told(made, "The results of 1 tools are not checked")
