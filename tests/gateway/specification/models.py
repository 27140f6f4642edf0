"""Which model answers: hints in their order, then priorities, and how long the answer may be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mcp_types import CreateMessageResult, ModelHint, ModelPreferences

from desktop.models.context import Location
from tests.fakes import FakeBackend, ScriptedApprover, allow, make_params
from tests.gateway.specification.content import TEXT

if TYPE_CHECKING:
    from desktop.gateway.approval import Approved, Review
    from tests.gateway.specification.door import Door


async def chosen(door: Door, *models: FakeBackend, **preferences: object) -> str:
    """Returns which model answers a request with these preferences."""
    params = make_params(model_preferences=ModelPreferences.model_validate(preferences))
    async with door.inbound(ScriptedApprover(allow), *models) as notes:
        answer = await notes.ask(params)
    assert isinstance(answer, CreateMessageResult)
    return answer.model


def hints(*names: str) -> list[ModelHint]:
    return [ModelHint(name=name) for name in names]


def some() -> tuple[FakeBackend, FakeBackend]:
    return FakeBackend("a-first"), FakeBackend("claude-3-sonnet-20240307")


async def takes_hints_as_parts(door: Door) -> None:
    for hint in ("sonnet", "Claude", "aude-3-so"):
        assert await chosen(door, *some(), hints=hints(hint)) == "claude-3-sonnet-20240307"


async def takes_hints_in_order(door: Door) -> None:
    assert await chosen(door, *some(), hints=hints("first", "claude")) == "a-first"
    assert await chosen(door, *some(), hints=hints("gone", "claude", "first")) == (
        "claude-3-sonnet-20240307"
    )


async def maps_hints(door: Door) -> None:
    small, large = FakeBackend("a-small", capability=1), FakeBackend("large", capability=90)
    assert await chosen(door, small, large, hints=hints("claude-3-sonnet")) == "large"


async def has_the_last_word(door: Door) -> None:
    def other(review: Review) -> Approved:
        return replace(allow(review), model="a-first")

    params = make_params(model_preferences=ModelPreferences(hints=hints("claude")))
    async with door.inbound(ScriptedApprover(other), *some()) as notes:
        answer = await notes.ask(params)
    assert isinstance(answer, CreateMessageResult)
    assert answer.model == "a-first"
    allowed = door.inbound(ScriptedApprover(allow), *some(), models=["a-first"])
    async with allowed as notes:
        answer = await notes.ask(params)
    assert isinstance(answer, CreateMessageResult)
    assert answer.model == "a-first"


async def heeds_hints(door: Door) -> None:
    await takes_hints_as_parts(door)
    await takes_hints_in_order(door)


async def prefers_cheaper(door: Door) -> None:
    able, cheap = (
        FakeBackend(
            name,
            location=Location.REMOTE,
            input_price=price,
            output_price=price,
            capability=capability,
        )
        for name, price, capability in (("able", 9.0, 90.0), ("cheap", 0.1, 1.0))
    )
    both = {"intelligence_priority": 0.5}
    assert await chosen(door, able, cheap, cost_priority=0.6, **both) == "cheap"
    assert await chosen(door, able, cheap, cost_priority=0.4, **both) == "able"


async def prefers_faster(door: Door) -> None:
    slow, fast = FakeBackend("a-slow", speed=3.0), FakeBackend("fast", speed=90.0)
    assert await chosen(door, slow, fast, speed_priority=1) == "fast"


async def prefers_abler(door: Door) -> None:
    plain, able = FakeBackend("a-plain", capability=1), FakeBackend("able", capability=90)
    assert await chosen(door, plain, able, intelligence_priority=1) == "able"


async def respects_max_tokens(door: Door) -> None:
    """Neither a person nor a rule makes the answer longer than was asked for."""

    def more(review: Review) -> Approved:
        return replace(allow(review), params=make_params(max_tokens=9_999))

    for person in (ScriptedApprover(allow), ScriptedApprover(more)):
        model = FakeBackend()
        async with door.inbound(person, model) as notes:
            await notes.ask(make_params(max_tokens=7))
            await notes.ask(make_params(max_tokens=9_000))
        assert [params.max_tokens for params in model.seen] == [7, 2_000]
    call = {"params": {"messages": [{"role": "user", "content": TEXT}], "maxTokens": 2}}
    seen, _ = await door.sent(call, starter=True)
    if door.is_modern:
        answer = seen[-1]["params"]["inputResponses"]["question"]
    else:
        answer = seen[-1]["result"]
    assert answer["stopReason"] == "maxTokens"
