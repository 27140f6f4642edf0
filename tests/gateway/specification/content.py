"""What a request may be made of, what becomes of it, and what an answer is made of."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from mcp_types import CreateMessageResult, TextContent
from pydantic.alias_generators import to_camel

from desktop.errors import ToolFailed
from desktop.events import RequestPhase
from desktop.gateway.screening.finding import Rule
from tests.attacks.malformed import MALFORMED
from tests.e2e.desk import no, yes
from tests.fakes import BOUNDLESS, FakeBackend, Hold, ScriptedApprover, allow, make_params
from tests.gateway.specification.door import Door, Reply, error, words

if TYPE_CHECKING:
    from desktop.gateway.approval import Approved, Declined, Review
    from tests.gateway.specification.door import Message

TEXT = {"type": "text", "text": "What is the capital of France?"}
WRONG: tuple[Message, ...] = ({"role": "system", "content": TEXT}, {"role": "user"})


async def wants_role_and_content(door: Door) -> None:
    """The SDK turns such a message away; in the newer era, with the call that it came in."""
    for message in WRONG:
        params = {"messages": [message], "maxTokens": 5}
        if door.is_modern:
            with pytest.raises(ToolFailed):
                await door.sent({"params": params})
            continue
        seen, model = await door.sent({"params": params})
        assert seen[-1]["error"]["code"] == -32602
        assert model.seen == []


NO_LIMITS = {
    to_camel(name): 10**9
    for name in (
        "requests_per_minute",
        "requests_per_hour",
        "tokens_per_day",
        "tokens_per_session",
        "tool_rounds",
    )
}


async def validates(door: Door) -> None:
    model = FakeBackend(tools=True, modalities=frozenset({"text", "image", "audio"}))
    async with door.inbound(ScriptedApprover(allow), model, limits=NO_LIMITS) as notes:
        notes.desk.budget.total = BOUNDLESS
        for params, rule in MALFORMED.values():
            assert error(await notes.ask(params)) == (-32602, rule)
    assert model.seen == []


async def names_a_missing_result(door: Door) -> None:
    await is_told(door, "Tool result missing in request")


async def names_a_mixed_result(door: Door) -> None:
    await is_told(door, "Tool results mixed with other content")


async def is_told(door: Door, wanted: str) -> None:
    found = [params for params, rule in MALFORMED.values() if rule == wanted]
    assert found
    model = FakeBackend(tools=True)
    async with door.inbound(ScriptedApprover(allow), model) as notes:
        for params in found:
            assert error(await notes.ask(params)) == (-32602, wanted)
    assert model.seen == []


async def retains_nothing(door: Door) -> None:
    model = FakeBackend()
    async with door.inbound(ScriptedApprover(allow), model) as notes:
        for text in ("The first.", "The second."):
            await notes.ask(make_params(text))
    assert [params.messages for params in model.seen] == [
        make_params(text).messages for text in ("The first.", "The second.")
    ]


async def may_leave_context_out(door: Door) -> None:
    for wanted in ("none", "thisServer", "allServers"):
        model, person = FakeBackend("m", "Yes."), ScriptedApprover(allow)
        async with door.inbound(person, model) as notes:
            await notes.ask(make_params("The first."))
            words(await notes.ask(make_params("The second.", include_context=wanted)))
        assert model.seen[-1].messages == make_params("The second.").messages
        assert model.seen[-1].system_prompt is None
        rules = {finding.rule for finding in person.asked[-1].findings}
        assert rules == ({Rule.CONTEXT} if wanted == "allServers" else set())


async def may_ignore_metadata(door: Door) -> None:
    model = FakeBackend("m", "Yes.")
    async with door.inbound(ScriptedApprover(allow), model) as notes:
        assert words(await notes.ask(make_params(metadata={"top_k": 1}))) == "Yes."


async def names_why_it_stopped(door: Door) -> None:
    for reason in ("endTurn", "stopSequence", "maxTokens", "contentFilter", None):
        text = TextContent(text="Yes.")
        given = CreateMessageResult(role="assistant", content=text, model="m", stop_reason=reason)
        async with door.inbound(ScriptedApprover(allow), Reply(given)) as notes:
            answer = await notes.ask(make_params())
        assert answer == given


async def stops_when_cancelled(door: Door) -> None:
    hold = Hold("Half of an")
    async with door.inbound(ScriptedApprover(allow), FakeBackend("m", hold)) as notes:
        task = asyncio.create_task(notes.ask(make_params()))
        await hold.reached.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert hold.cancelled.is_set()
        assert (await notes.desk.entry()).phase is RequestPhase.WITHDRAWN


async def asks_for_no_retry(door: Door) -> None:
    """The declined call is not sent again; the other one, which was allowed, is."""
    answers = iter((no, yes))

    async def one_of_two(review: Review) -> Approved | Declined:
        return await next(answers)(review)

    call = {"params": {"messages": [{"role": "user", "content": TEXT}], "maxTokens": 5}}
    seen, model = await door.sent(call, call, person=one_of_two)
    assert [message["method"] for message in seen].count("tools/call") == 3
    assert len(model.seen) == 1
