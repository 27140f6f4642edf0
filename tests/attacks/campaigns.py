"""Attacks by what is asked at once or one after the other, each with the rule that ends it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mcp_types import SamplingMessage, TextContent, Tool, ToolResultContent, ToolUseContent

from desktop.errors import Refused
from desktop.gateway.approval import Declined
from desktop.gateway.consent import ALWAYS, CALL, SESSION
from desktop.gateway.limits import SERVER
from desktop.models.context import Location
from tests.attacks.hostile import ATTACKS, FATIGUE, THEFT
from tests.fakes import (
    FakeBackend,
    Hold,
    ScriptedApprover,
    allow,
    decline,
    leave_open,
    make_params,
    make_request,
)
from tests.gateway.desk import opened_desk

if TYPE_CHECKING:
    from mcp_types import CreateMessageRequestParams

    from desktop.gateway.approval import Review
    from desktop.gateway.consent import Span
    from desktop.storage.places import Places
    from tests.fakes import Reaction
    from tests.gateway.desk import Desk

Campaign = Callable[["Places"], Awaitable[str]]
"""Asks until it is stopped, and returns by what."""

LOOK = Tool(name="look", description="Looks it up.", input_schema={"type": "object"})
BAD = make_params(**ATTACKS["press allow"][2])
LIMIT = 60
"""More requests than any campaign needs."""


async def answered(
    desk: Desk, params: CreateMessageRequestParams | None = None, **changes: Any
) -> bool:
    """Asks once, and returns whether it was answered."""
    try:
        await desk.gateway.answer(replace(make_request(params), **changes))
    except Refused:
        return False
    return True


async def stopped(desk: Desk, params: CreateMessageRequestParams | None = None) -> str:
    """Asks until it is refused, and returns by what."""
    for _ in range(LIMIT):
        if not await answered(desk, params):
            break
    return (await desk.entry()).decided_by


def allowing(span: Span) -> Reaction:
    return lambda review: replace(allow(review), span=span)


def nobody(review: Review) -> Declined:
    raise AssertionError("nobody was to be asked")


# Consent fatigue


async def flood(places: Places) -> str:
    person = ScriptedApprover(leave_open)
    async with opened_desk(places, person, FakeBackend()) as desk:
        tasks = [asyncio.create_task(answered(desk)) for _ in range(SERVER.at_once + 20)]
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        found = {entry.decided_by for entry in await desk.journal.latest(LIMIT)} - {""}
        assert len(person.asked) <= SERVER.at_once
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
    (rule,) = found
    return rule


async def ask_again_after_a_no(places: Places) -> str:
    person = ScriptedApprover(decline)
    async with opened_desk(places, person, FakeBackend()) as desk:
        for _ in range(LIMIT):
            await answered(desk)
        assert len(person.asked) == SERVER.requests_per_minute
        return (await desk.entry()).decided_by


async def ask_again_after_not_now(places: Places) -> str:
    person = ScriptedApprover(lambda _: Declined(quiet=600), nobody)
    async with opened_desk(places, person, FakeBackend()) as desk:
        assert not await answered(desk)
        rule = await stopped(desk)
    return rule.partition(" until")[0]


async def change_the_command(places: Places) -> str:
    person = ScriptedApprover(allowing(ALWAYS), decline)
    async with opened_desk(places, person, FakeBackend()) as desk:
        assert await answered(desk)
        other = replace(make_request().caller, fingerprint="f2")
        assert not await answered(desk, caller=other)
        return (await desk.entry()).decided_by


async def many_good_then_a_bad_one(places: Places) -> str:
    person = ScriptedApprover(allowing(ALWAYS), decline)
    async with opened_desk(places, person, FakeBackend()) as desk:
        for _ in range(5):
            assert await answered(desk)
        assert not await answered(desk, BAD)
        assert person.asked[-1].reason.startswith("It would have passed without a question")
        return (await desk.entry()).decided_by


async def many_plain_then_one_with_tools(places: Places) -> str:
    person = ScriptedApprover(allowing(SESSION), decline)
    async with opened_desk(places, person, FakeBackend(tools=True)) as desk:
        for _ in range(5):
            assert await answered(desk)
        assert not await answered(desk, make_params(tools=[LOOK]))
        return (await desk.entry()).decided_by


async def many_in_a_call_then_one_outside(places: Places) -> str:
    person = ScriptedApprover(allowing(CALL), decline)
    async with opened_desk(places, person, FakeBackend()) as desk:
        for _ in range(5):
            assert await answered(desk)
        desk.grants.end_call("c1")
        assert not await answered(desk, call=None)
        return (await desk.entry()).decided_by


# Resource theft


async def the_longest_answer(places: Places) -> str:
    model = FakeBackend()
    async with opened_desk(places, ScriptedApprover(allow), model) as desk:
        assert await answered(desk, make_params(max_tokens=10**9))
        assert model.seen[0].max_tokens == SERVER.tokens_per_request
        return (await desk.entry()).bound


async def a_long_prompt(places: Places) -> str:
    async with opened_desk(places, ScriptedApprover(nobody), FakeBackend()) as desk:
        return await stopped(desk, make_params("water " * 20_000))


async def a_loop_of_tools(places: Places) -> str:
    messages = [SamplingMessage(role="user", content=TextContent(text="Look."))]
    async with opened_desk(places, ScriptedApprover(allow), FakeBackend(tools=True)) as desk:
        for number in range(LIMIT):
            if not await answered(desk, make_params(messages=messages, tools=[LOOK])):
                break
            use = ToolUseContent(id=f"u{number}", name="look", input={})
            told = ToolResultContent(tool_use_id=use.id, content=[TextContent(text="More.")])
            messages += [
                SamplingMessage(role="assistant", content=use),
                SamplingMessage(role="user", content=told),
            ]
        return (await desk.entry()).decided_by


async def a_loop_that_is_not_told(places: Places) -> str:
    async with opened_desk(places, ScriptedApprover(allow), FakeBackend(tools=True)) as desk:
        return await stopped(desk, make_params(tools=[LOOK]))


async def repetition(places: Places) -> str:
    async with opened_desk(places, ScriptedApprover(allowing(ALWAYS)), FakeBackend()) as desk:
        return await stopped(desk)


async def long_answers(places: Places) -> str:
    model = FakeBackend("m", *["word " * 1_900] * LIMIT)
    async with opened_desk(places, ScriptedApprover(allowing(ALWAYS)), model) as desk:
        # The limits of a minute and of an hour would else be reached first.
        caller = make_request().caller
        slow = replace(caller.limits, requests_per_minute=LIMIT, requests_per_hour=LIMIT)
        for _ in range(LIMIT):
            if not await answered(
                desk, make_params(max_tokens=2_000), caller=replace(caller, limits=slow)
            ):
                break
        return (await desk.entry()).decided_by


async def answers_that_nobody_waits_for(places: Places) -> str:
    """What is withdrawn at the last moment is counted all the same."""
    model = FakeBackend("m")
    async with opened_desk(places, ScriptedApprover(allow), model) as desk:
        caller = make_request().caller
        caller = replace(caller, limits=replace(caller.limits, tokens_per_session=500))
        while True:
            hold = Hold("word " * 100)
            model.enqueue(hold)
            params = make_params(max_tokens=100)
            task = asyncio.create_task(answered(desk, params, caller=caller))
            reached = asyncio.create_task(hold.reached.wait())
            await asyncio.wait([task, reached], return_when=asyncio.FIRST_COMPLETED)
            reached.cancel()
            if task.done():
                return (await desk.entry()).decided_by
            task.cancel()
            await asyncio.wait([task])


async def dear_answers(places: Places) -> str:
    cloud = FakeBackend("cloud", location=Location.REMOTE, input_price=0.0, output_price=5_000.0)
    cloud.cost = 0.25
    async with opened_desk(places, ScriptedApprover(allow), cloud) as desk:
        return await stopped(desk)


CAMPAIGNS: dict[str, tuple[str, str, Campaign]] = {
    "thirty at once": (FATIGUE, "limit atOnce", flood),
    "asking again after each no": (FATIGUE, "limit requestsPerMinute", ask_again_after_a_no),
    "asking again after not now": (
        FATIGUE, "you wished not to be asked about notes", ask_again_after_not_now,
    ),
    "another command behind a standing yes": (FATIGUE, "person", change_the_command),
    "a bad one behind many good ones": (FATIGUE, "person", many_good_then_a_bad_one),
    "tools behind many without": (FATIGUE, "person", many_plain_then_one_with_tools),
    "one that comes after its call": (FATIGUE, "person", many_in_a_call_then_one_outside),
    "the longest answer": (
        THEFT, "2,000 is the limit for one answer to notes.", the_longest_answer,
    ),
    "a long prompt": (THEFT, "limit tokensPerSession", a_long_prompt),
    "a loop of tools": (THEFT, "limit toolRounds", a_loop_of_tools),
    "a loop that is not told": (THEFT, "limit toolRounds", a_loop_that_is_not_told),
    "the same again and again": (THEFT, "limit requestsPerMinute", repetition),
    "long answers": (THEFT, "limit tokensPerSession", long_answers),
    "answers that nobody waits for": (
        THEFT, "limit tokensPerSession", answers_that_nobody_waits_for,
    ),
    "dear answers": (THEFT, "limit dollarsPerDay", dear_answers),
}  # fmt: skip
"""By what they are: the class, the rule that ends it, and what is done."""
