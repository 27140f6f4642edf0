"""What the journal tells of a request, folded from its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from mcp_types import CreateMessageResult, ImageContent, TextContent

from desktop.events import RequestPhase
from desktop.gateway.approval import Approved
from desktop.gateway.journal import Journal, text_of, wire
from desktop.gateway.routing import Route
from desktop.gateway.screening.finding import Finding, Rule
from desktop.models.backend import Completion, Usage
from desktop.models.context import ModelContext
from desktop.storage.database import Database
from tests.fakes import make_params, make_request

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from desktop.storage.places import Places

pytestmark = pytest.mark.anyio

ROUTE = Route(ModelContext("tiny", "Tiny"), (), ("It is small.", "It is here."))
ANSWER = Completion(
    CreateMessageResult(
        role="assistant", content=TextContent(text="Yes."), model="tiny", stop_reason="endTurn"
    ),
    Usage(12, 2, 0.5),
)


@pytest.fixture
async def database(places: Places) -> AsyncIterator[Database]:
    opened = Database(places.database)
    await opened.open()
    yield opened
    await opened.close()


@pytest.fixture
def journal(database: Database) -> Journal:
    return Journal(database)


async def test_an_answered_request_is_told_from_start_to_end(journal: Journal) -> None:
    request = make_request(make_params("Is it so?", temperature=0.5))
    edited = make_params("Is it?", max_tokens=9)
    journal.asked(request)
    journal.routed(request, ROUTE)
    await journal.approved(request, Approved(edited, "large"))
    await journal.answered(request, ANSWER)
    entry = await journal.entry(request.id)
    assert entry is not None
    assert (entry.server, entry.way, entry.tool, entry.call) == ("notes", "pushed", "sum", "c1")
    assert entry.asked == wire(request.params)
    assert entry.asked["messages"][0]["content"]["text"] == "Is it so?"
    assert entry.approved == wire(edited)
    assert (entry.decision, entry.decided_by) == ("approved", "person")
    assert entry.reasons == ROUTE.reasons
    assert (entry.phase, entry.text) == (RequestPhase.ANSWERED, "Yes.")
    assert (entry.model, entry.stop_reason) == ("tiny", "endTurn")
    assert (entry.input_tokens, entry.output_tokens, entry.seconds) == (12, 2, 0.5)


async def test_an_entry_keeps_the_time_at_which_the_request_came(journal: Journal) -> None:
    request = make_request()
    journal.asked(request)
    first = await journal.entry(request.id)
    await journal.answered(request, ANSWER)
    last = await journal.entry(request.id)
    assert first is not None
    assert last is not None
    assert last.at == first.at


@pytest.mark.parametrize("phase", [RequestPhase.DECLINED, RequestPhase.REFUSED])
async def test_a_no_tells_who_said_it(journal: Journal, phase: RequestPhase) -> None:
    request = make_request()
    journal.asked(request)
    journal.ended(request, phase, by="a rule", error="Refused: a rule.")
    entry = await journal.entry(request.id)
    assert entry is not None
    assert (entry.phase, entry.decision, entry.decided_by) == (phase, phase.value, "a rule")
    assert entry.approved == {}


@pytest.mark.parametrize("phase", [RequestPhase.FAILED, RequestPhase.WITHDRAWN])
async def test_an_end_without_an_answer_keeps_what_was_written_and_decided(
    journal: Journal, phase: RequestPhase
) -> None:
    request = make_request()
    journal.asked(request)
    await journal.approved(request, Approved(request.params, "tiny"))
    journal.ended(request, phase, error="It stopped.", text="Ye")
    entry = await journal.entry(request.id)
    assert entry is not None
    assert (entry.phase, entry.text, entry.error) == (phase, "Ye", "It stopped.")
    assert entry.decision == "approved"


async def test_a_request_that_never_ended_is_shown_as_far_as_it_came(journal: Journal) -> None:
    request = make_request()
    journal.asked(request)
    journal.routed(request, ROUTE)
    waiting = await journal.entry(request.id)
    await journal.approved(request, Approved(request.params, "tiny"))
    answering = await journal.entry(request.id)
    assert waiting is not None
    assert answering is not None
    assert (waiting.phase, waiting.model) == (RequestPhase.WAITING, "tiny")
    assert answering.phase is RequestPhase.ANSWERING


async def test_the_latest_are_given_newest_first_and_no_more_than_asked_for(
    journal: Journal,
) -> None:
    requests = [make_request(name=f"server {number}") for number in range(5)]
    for request in requests:
        journal.asked(request)
    for request in reversed(requests):
        journal.ended(request, RequestPhase.FAILED)
    latest = await journal.latest(3)
    assert [entry.server for entry in latest] == ["server 4", "server 3", "server 2"]
    assert all(entry.phase is RequestPhase.FAILED for entry in latest)


async def test_requests_of_one_moment_keep_their_order(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.time", lambda: 1_800_000_000.0)
    for number in range(8):
        journal.asked(make_request(name=f"server {number}"))
    latest = await journal.latest(8)
    assert [entry.server for entry in latest] == [f"server {number}" for number in range(7, -1, -1)]


async def test_an_unknown_request_has_no_entry(journal: Journal) -> None:
    assert await journal.entry("nobody") is None
    assert await journal.latest(10) == []


async def test_text_of_any_script_comes_back_as_it_was(journal: Journal) -> None:
    request = make_request(make_params("Grüße, 日本 \U0001f6a2 \u202e\x00"))
    journal.asked(request)
    entry = await journal.entry(request.id)
    assert entry is not None
    assert entry.asked == wire(request.params)


def test_an_answer_that_is_no_text_is_named() -> None:
    image = ImageContent(data="aGk=", mime_type="image/png")
    assert text_of(CreateMessageResult(role="assistant", content=image, model="m")) == "[image]"


async def test_what_the_screening_found_is_kept_with_the_names_of_the_rules(
    journal: Journal,
) -> None:
    request = make_request()
    journal.asked(request)
    journal.screened(request, (Finding(Rule.SECRET, "A key."), Finding(Rule.HOST, "A host.")))
    journal.screened(request, (Finding(Rule.TAGS, "Tags."),), edited=True)
    journal.screened(request, (Finding(Rule.SECRET, "Another key."),), answer=True)
    await journal.answered(request, ANSWER)
    entry = await journal.entry(request.id)
    assert entry is not None
    assert entry.rules == ("secret", "look-alike host", "tag characters")
    assert entry.noticed == ("A key.", "A host.")
    assert entry.noticed_in_edit == ("Tags.",)
    assert entry.noticed_in_answer == ("Another key.",)


async def test_where_nothing_was_found_nothing_is_written(
    journal: Journal, database: Database
) -> None:
    journal.screened(make_request(), ())
    assert await database.rows("SELECT * FROM journal") == []
