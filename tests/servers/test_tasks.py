"""Tool calls of which a newer server makes tasks."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from desktop.errors import ToolFailed
from desktop.events import CallProgressed
from desktop.servers.elicitation import Elicitation, Reply
from tests.e2e.desk import desk, program

if TYPE_CHECKING:
    from desktop.storage.places import Places

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(120)]

SERVERS = {"tasks": program("task_server", era="2026-07-28")}


async def test_a_task_is_followed_to_its_end_and_what_it_asks_reaches_the_person(
    places: Places,
) -> None:
    async def ada(question: Elicitation) -> Reply:
        return Reply("accept", {"name": "Ada"})

    async with desk(places, SERVERS) as it:
        it.reply = ada
        assert await it.call("tasks", "ask") == "Hello, {'name': 'Ada'}."
        [question] = it.questions
        assert (question.tool, question.message) == ("ask", "Who are you?")
        told = CallProgressed("tasks", "ask", 0.0, None, "still at it")
        await it.until(lambda event: event == told)
        [record] = await it.entries()
        assert record.tool == "ask"


async def test_a_task_hears_of_a_question_that_was_declined(places: Places) -> None:
    async def decline(question: Elicitation) -> Reply:
        return Reply("decline")

    async with desk(places, SERVERS) as it:
        it.reply = decline
        assert await it.call("tasks", "ask") == "Hello, decline."


async def test_a_task_that_fails_is_a_call_that_fails(places: Places) -> None:
    async with desk(places, SERVERS) as it:
        with pytest.raises(ToolFailed, match="It broke"):
            await it.call("tasks", "fails")


async def test_to_cancel_the_call_cancels_the_task(places: Places) -> None:
    log = places.logs / "tasks.log"
    async with desk(places, SERVERS) as it:
        call = asyncio.create_task(it.call("tasks", "slow"))
        await it.until(lambda event: isinstance(event, CallProgressed))
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        assert "cancelled t0" in log.read_text("utf-8")
