"""A server's loop of tools: over several rounds, in both eras, each round seen and bounded."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from desktop.events import RequestPhase
from desktop.gateway.consent import CALL
from desktop.gateway.texts import wire
from desktop.models.context import Location
from tests.e2e.desk import desk, no, program, yes
from tests.fakes import FakeBackend, allow, calling
from tests.programs.openai_server import piece, said, serving, streamed, used
from tests.scripted_model import write_scripted_model

if TYPE_CHECKING:
    from desktop.gateway.approval import Approved, Declined, Review
    from desktop.storage.places import Places

pytestmark = pytest.mark.anyio

ERAS = pytest.mark.parametrize("era", ["legacy", "2026-07-28"])
MOST = 9
"""So many rounds does a call take at most, where the limits allow it."""
TWO = ("add", {"a": 1, "b": 2}), ("add", {"a": 3, "b": 4})


def loops(era: str, **limits: int) -> dict[str, dict[str, Any]]:
    return {"loops": program("loop_server", era=era, sampling={"limits": limits})}


async def for_this_call(review: Review) -> Approved | Declined:
    """Allows it and whatever else this call asks."""
    return replace(allow(review), span=CALL)


@ERAS
async def test_a_model_calls_a_servers_tools_in_parallel_and_again_and_then_answers(
    places: Places, era: str
) -> None:
    again = calling(("add", {"a": 3, "b": 7}))
    model = FakeBackend("m", calling(*TWO), again, "It is 10.", tools=True)
    async with desk(places, loops(era), for_this_call) as made:
        made.app.library.enlist(model)
        text = await made.call("loops", "solve", question="What is 1 + 2 + 3 + 4?", most=MOST)
        assert text == "It is 10. | 2 rounds | endTurn"
        assert len(made.reviews) == 1, "one yes holds for the call"
        assert [len(params.messages) for params in model.seen] == [1, 3, 5]
        results = wire(model.seen[1])["messages"][2]["content"]
        assert [block["content"][0]["text"] for block in results] == ["3", "7"]
        entries = await made.entries()
        assert [entry.stop_reason for entry in entries] == ["toolUse", "toolUse", "endTurn"]
        assert len({entry.call for entry in entries}) == 1
        assert made.app.grants.all() == [], "it ended with the call"


@ERAS
async def test_a_loop_that_goes_on_too_long_is_refused_by_its_limit(
    places: Places, era: str
) -> None:
    model = FakeBackend("m", *[calling(TWO[0])] * 5, tools=True)
    async with desk(places, loops(era, toolRounds=2)) as made:
        made.app.library.enlist(model)
        await made.app.supervisor.call("loops", "solve", {"question": "For ever?", "most": MOST})
        last = (await made.entries())[-1]
        assert (last.phase, last.decided_by) == (RequestPhase.REFUSED, "limit toolRounds")
        assert len(model.seen) == 2


@ERAS
async def test_a_server_that_asks_for_the_last_answer_in_time_gets_it(
    places: Places, era: str
) -> None:
    model = FakeBackend("m", calling(TWO[0]), calling(TWO[1]), "Seven.", tools=True)
    async with desk(places, loops(era, toolRounds=2)) as made:
        made.app.library.enlist(model)
        text = await made.call("loops", "solve", question="What is 3 + 4?", most=2)
        assert text == "Seven. | 2 rounds | endTurn"


@ERAS
async def test_a_round_that_is_declined_ends_the_loop(places: Places, era: str) -> None:
    async def first_only(review: Review) -> Approved | Declined:
        return await (yes if len(made.reviews) == 1 else no)(review)

    model = FakeBackend("m", calling(TWO[0]), tools=True)
    async with desk(places, loops(era), first_only) as made:
        made.app.library.enlist(model)
        outcome = await made.app.supervisor.call(
            "loops", "solve", {"question": "And then?", "most": MOST}
        )
        assert outcome.is_error
        assert len(model.seen) == 1
        assert (await made.entries())[-1].phase is RequestPhase.DECLINED


@ERAS
async def test_a_model_on_this_computer_calls_a_servers_tools_and_then_answers(
    places: Places, era: str
) -> None:
    places.models.mkdir(parents=True)
    called = '<tool_call>\n{"name": "add", "arguments": {"a": 3, "b": 4}}\n</tool_call>'
    write_scripted_model(places.models / "scripted.gguf", called)
    async with desk(places, loops(era), for_this_call) as made:
        text = await made.call("loops", "solve", question="What is 3 + 4?", most=2)
        entries = await made.entries()
        assert [entry.stop_reason for entry in entries[:2]] == ["toolUse", "toolUse"]
        assert entries[1].asked["messages"][2]["content"][0]["content"][0]["text"] == "7"
        assert {entry.model for entry in entries} == {"scripted"}
        # The last round forbids calls, so this model, which knows nothing else, says something.
        assert " | 2 rounds | " in text
        assert "<tool_call>" not in text


@ERAS
async def test_a_model_of_a_provider_calls_a_servers_tools_and_then_answers(
    places: Places, era: str
) -> None:
    calls = [
        {"index": at, "id": f"c{at}", "function": {"name": name, "arguments": json.dumps(values)}}
        for at, (name, values) in enumerate(TWO)
    ]
    with serving() as provider:
        provider.will(
            streamed(piece(tool_calls=calls), piece(finish="tool_calls"), used(20, 9)),
            said("It is 10."),
        )
        price = {"inputPrice": 1.0, "outputPrice": 10.0, "contextLength": 8000, "tools": True}
        entry = {"baseUrl": provider.address, "models": [{"id": "big", **price}]}
        places.prepare()
        places.providers_file.write_text(json.dumps({"providers": {"mine": entry}}), "utf-8")
        async with desk(places, loops(era), for_this_call) as made:
            text = await made.call("loops", "solve", question="What is 1 + 2 + 3 + 4?", most=MOST)
            assert text == "It is 10. | 1 rounds | endTurn"
            assert [review.route.choice.location for review in made.reviews] == [Location.REMOTE]
            roles = [message["role"] for message in provider.wishes[1]["messages"]]
            assert roles == ["user", "assistant", "tool", "tool"]
            entries = await made.entries()
            assert entries[0].cost == pytest.approx((20 * 1.0 + 9 * 10.0) / 1e6)
