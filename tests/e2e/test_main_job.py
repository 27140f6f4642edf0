"""A server asks, a person decides, a local model answers: in both eras, with real parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.events import RequestChanged, RequestPhase
from desktop.gateway.approval import Approved, Declined, Review
from desktop.gateway.consent import ALWAYS
from tests.e2e.desk import desk, no, program, yes
from tests.scripted_model import write_scripted_model

if TYPE_CHECKING:
    from desktop.storage.places import Places

pytestmark = pytest.mark.anyio

ANSWER = "The ferry waits until noon because of the storm."
ERAS = pytest.mark.parametrize("era", ["legacy", "2026-07-28"])
BUNDLED = {"args": ["-m", "desktop.toolkit.bundled_server"]}


@pytest.fixture
def answering(places: Places) -> Places:
    """A Parley whose one model answers with a sentence that is known."""
    places.models.mkdir(parents=True)
    write_scripted_model(places.models / "scripted.gguf", ANSWER)
    return places


@ERAS
async def test_the_bundled_server_is_answered_by_the_local_model(
    answering: Places, era: str
) -> None:
    server = program("", era=era) | BUNDLED
    async with desk(answering, {"mine": server}) as made:
        text = await made.call("mine", "summarize", text="Because of the storm ...")
        assert text.startswith(ANSWER)
        assert "(scripted answered.)" in text
        [entry] = await made.entries()
        assert entry.phase is RequestPhase.ANSWERED
        assert entry.way == ("pushed" if era == "legacy" else "input_required")
        assert (entry.tool, entry.model, entry.text) == ("summarize", "scripted", ANSWER)
        assert entry.stop_reason == "endTurn"
        assert entry.input_tokens > 20
        assert entry.output_tokens > 3
        assert entry.reasons


@ERAS
async def test_a_server_on_the_sdks_resolver_is_answered_too(answering: Places, era: str) -> None:
    server = program("sdk_server", era=era)
    async with desk(answering, {"mine": server}) as made:
        text = await made.call("mine", "ask", prompt="When?")
        assert text == f"{ANSWER} | scripted | endTurn"


@ERAS
async def test_tokens_are_published_as_they_come(answering: Places, era: str) -> None:
    server = program("sampling_server", era=era)
    async with desk(answering, {"mine": server}) as made:
        await made.call("mine", "ask", prompt="When?")
        changes = [one for one in made.events if isinstance(one, RequestChanged)]
        phases = list(dict.fromkeys(change.phase for change in changes))
        assert phases == [RequestPhase.WAITING, RequestPhase.ANSWERING, RequestPhase.ANSWERED]
        growing = [one.text for one in changes if one.phase is RequestPhase.ANSWERING]
        assert any(text and text != ANSWER for text in growing)


async def test_a_decline_is_told_to_the_tool_of_an_older_server(answering: Places) -> None:
    async with desk(answering, {}, no) as made:
        text = await made.call("examples", "summarize", text="x")
        assert text == "x\n\n(Done without a model: User rejected sampling request.)"
        [entry] = await made.entries()
        assert (entry.phase, entry.decided_by) == (RequestPhase.DECLINED, "person")


async def test_a_decline_ends_the_call_of_a_newer_server(answering: Places) -> None:
    async with desk(answering, {"mine": program("sampling_server")}, no) as made:
        outcome = await made.app.supervisor.call("mine", "ask", {"prompt": "x"})
        assert outcome.declined


@ERAS
async def test_the_limit_of_tokens_is_obeyed_and_said(answering: Places, era: str) -> None:
    server = program("sampling_server", era=era)
    async with desk(answering, {"mine": server}) as made:
        text = await made.call("mine", "ask", prompt="When?", max_tokens=2)
        assert text.endswith("| scripted | maxTokens")
        [entry] = await made.entries()
        assert entry.output_tokens == 2
        assert ANSWER.startswith(entry.text)


async def test_a_stop_sequence_ends_the_answer_before_itself(answering: Places) -> None:
    async with desk(answering, {"mine": program("sampling_server", era="legacy")}) as made:
        text = await made.call("mine", "ask", prompt="When?", stop=" because")
        assert text == "The ferry waits until noon | scripted | stopSequence"


async def test_what_the_person_changed_is_what_the_model_gets(answering: Places) -> None:
    async def less(review: Review) -> Approved | Declined:
        params = review.request.params.model_copy(update={"max_tokens": 1})
        return Approved(params, review.route.choice.id)

    async with desk(answering, {"mine": program("sampling_server")}, less) as made:
        assert (await made.call("mine", "ask", prompt="x")).endswith("maxTokens")
        [entry] = await made.entries()
        assert (entry.asked["maxTokens"], entry.approved["maxTokens"]) == (50, 1)


async def test_an_always_holds_for_the_next_start_of_the_app(answering: Places) -> None:
    async def always(review: Review) -> Approved | Declined:
        return Approved(review.request.params, review.route.choice.id, span=ALWAYS)

    server = program("sampling_server")
    async with desk(answering, {"mine": server}, always) as made:
        await made.call("mine", "ask", prompt="x")
    async with desk(answering, {"mine": server}, no) as made:
        assert (await made.call("mine", "ask", prompt="x")).startswith(ANSWER)
        assert made.reviews == []
        await made.app.ask_again("mine")
        assert (await made.app.supervisor.call("mine", "ask", {"prompt": "x"})).declined


async def test_two_requests_at_once_are_both_answered(answering: Places) -> None:
    async with desk(answering, {"mine": program("modern_server")}) as made:
        text = await made.call("mine", "ask_twice", prompt="When?")
        assert text == f"{ANSWER} | endTurn & {ANSWER} | endTurn"
        assert len(made.reviews) == 2


async def test_a_request_that_breaks_the_protocol_is_told_so_and_asks_nobody(
    answering: Places,
) -> None:
    async with desk(answering, {"raw": program("raw_server", era="legacy")}) as made:
        text = await made.call("raw", "sample", params={"messages": [], "maxTokens": 5})
        assert '"code": -32602' in text
        assert "messages must not be empty" in text
        assert made.reviews == []
        [entry] = await made.entries()
        assert entry.phase is RequestPhase.FAILED


async def test_without_any_model_of_the_persons_own_the_starter_answers_and_says_what_it_is(
    places: Places,
) -> None:
    async with desk(places, {}, yes) as made:
        await made.call("examples", "summarize", text="x")
        [review] = made.reviews
        assert review.route.choice.starter
        assert "for trying things out" in review.route.choice.note
        [entry] = await made.entries()
        assert (entry.phase, entry.model) == (RequestPhase.ANSWERED, "parley-starter")
        assert entry.text
