"""A server asks for context: a person may add it to the one request, and nobody else does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.gateway.approval import Approved, Declined, Review
from desktop.gateway.consent import ALWAYS
from desktop.gateway.context import added_to
from tests.e2e.desk import desk, program
from tests.scripted_model import write_scripted_model

if TYPE_CHECKING:
    from desktop.storage.places import Places

pytestmark = pytest.mark.anyio

ANSWER = "At half past two."
ERAS = pytest.mark.parametrize("era", ["legacy", "2026-07-28"])
OPEN_CALL = 'Tool: ask\nArguments: {"context": "thisServer"}\nAnswer: (none)'
CALL = 'Tool: high_water\nArguments: {"harbour": "Brill"}\nAnswer: High water at Brill: 14:20.'


@pytest.fixture
def answering(places: Places) -> Places:
    """A Parley whose one model answers with a sentence that is known."""
    places.models.mkdir(parents=True)
    write_scripted_model(places.models / "scripted.gguf", ANSWER)
    return places


async def adds(review: Review) -> Approved | Declined:
    """Adds what there is to add, and allows the server everything from now on."""
    assert review.context
    params = added_to(review.request.params, review.context)
    return Approved(params, review.route.choice.id, span=ALWAYS)


@ERAS
async def test_a_person_adds_it_once_and_what_was_always_allowed_adds_nothing(
    answering: Places, era: str
) -> None:
    servers = {"tides": program("context_server", era=era)}
    async with desk(answering, servers, adds) as made:
        await made.call("tides", "high_water", harbour="Brill")
        assert await made.call("tides", "ask", context="thisServer") == ANSWER
        assert await made.call("tides", "ask", context="thisServer") == ANSWER
        first, second = await made.entries()
        assert len(made.reviews) == 1
        given = first.approved["systemPrompt"]
        assert f"Server: tides\n{CALL}\n\nServer: tides\n{OPEN_CALL}" in given
        assert first.asked["includeContext"] == "thisServer"
        assert "systemPrompt" not in first.asked
        assert "systemPrompt" not in {**second.asked, **second.approved}


@ERAS
async def test_the_tools_of_other_servers_are_told_apart(answering: Places, era: str) -> None:
    entry = program("context_server", era=era)
    async with desk(answering, {"mine": entry, "other": entry}, adds) as made:
        await made.call("other", "high_water", harbour="Brill")
        await made.call("mine", "ask", context="allServers")
        [review] = made.reviews
        assert review.context
        assert review.context.servers == ("other", "mine")
        assert f"Server: other\n{CALL}" in review.context.text
        await made.app.supervisor.remove("other")
        made.reviews.clear()
        await made.app.ask_again("mine")
        await made.call("mine", "ask", context="allServers")
        [review] = made.reviews
        assert review.context
        assert review.context.servers == ("mine",)
