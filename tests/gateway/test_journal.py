"""What the journal tells of a request, folded from its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from mcp_types import CreateMessageResult, TextContent

from desktop.errors import StorageError
from desktop.events import RequestPhase
from desktop.gateway.approval import Approved
from desktop.gateway.consent import Span
from desktop.gateway.entry import UNREADABLE
from desktop.gateway.journal import UNSAID_ERROR, About, Journal, UsageRow
from desktop.gateway.routing import Route
from desktop.gateway.screening.finding import Finding, Place, Rule
from desktop.gateway.texts import wire
from desktop.models.backend import Completion, Usage
from desktop.models.context import ModelContext
from desktop.storage.database import Database
from tests.fakes import calling, make_params, make_request
from tests.gateway.records import answered, declined, result, silent

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from desktop.gateway.entry import Entry
    from desktop.gateway.request import Request
    from desktop.storage.places import Places

pytestmark = pytest.mark.anyio

ROUTE = Route(ModelContext("tiny", "Tiny"), (), ("It is small.", "It is here."))
ANSWER = Completion(
    CreateMessageResult(
        role="assistant", content=TextContent(text="Yes."), model="tiny", stop_reason="endTurn"
    ),
    Usage(12, 2, 0.5, 0.01),
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
    await journal.answered(request, ANSWER, ANSWER.result)
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
    assert (entry.cost, entry.cached, entry.unedited, entry.holds) == (0.01, False, "", "")


async def test_an_entry_keeps_the_time_at_which_the_request_came(journal: Journal) -> None:
    request = make_request()
    journal.asked(request)
    first = await journal.entry(request.id)
    journal.approved_soon(request, Approved(request.params, "tiny"))
    await journal.answered(request, ANSWER, ANSWER.result)
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


async def test_what_the_screening_found_is_kept_with_the_names_of_the_rules(
    journal: Journal,
) -> None:
    request = make_request()
    journal.asked(request)
    journal.screened(request, (Finding(Rule.SECRET, "A key."), Finding(Rule.HOST, "A host.")))
    journal.screened(request, (Finding(Rule.TAGS, "Tags."),), edited=True)
    journal.screened(request, (Finding(Rule.SECRET, "Another key."),), answer=True)
    await journal.approved(request, Approved(request.params, "tiny"))
    await journal.answered(request, ANSWER, ANSWER.result)
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


async def told(journal: Journal, request: Request) -> Entry:
    entry = await journal.entry(request.id)
    assert entry is not None
    return entry


async def test_an_answer_that_a_person_changed_is_kept_as_it_was_and_as_it_left(
    journal: Journal,
) -> None:
    request = make_request()
    journal.asked(request)
    journal.approved_soon(request, Approved(request.params, "tiny"))
    await journal.answered(request, ANSWER, result("No."))
    entry = await told(journal, request)
    assert (entry.text, entry.unedited) == ("No.", "Yes.")


async def test_an_answer_that_calls_tools_is_kept_as_it_is(journal: Journal) -> None:
    request, calls = make_request(), calling(("search", {"for": "ferries"}))
    journal.asked(request)
    journal.approved_soon(request, Approved(request.params, "tiny"))
    await journal.answered(request, Completion(calls, Usage(1, 2, 0.5)), result("No."))
    edited = await told(journal, request)
    assert (edited.text, edited.content) == ("No.", [])
    assert edited.unedited == "[tool_use]"
    [block] = edited.unedited_content
    assert (block["type"], block["name"], block["input"]) == (
        "tool_use",
        "search",
        {"for": "ferries"},
    )
    await journal.answered(request, Completion(calls, Usage(1, 2, 0.5)), calls)
    assert (await told(journal, request)).content == [block]


async def test_no_answer_is_recorded_where_nothing_on_disk_allows_it(journal: Journal) -> None:
    request = make_request()
    journal.asked(request)
    with pytest.raises(StorageError, match="an answer has no approval on record"):
        await journal.answered(request, ANSWER, ANSWER.result)
    assert (await told(journal, request)).phase is RequestPhase.WAITING


async def test_an_answer_that_is_given_again_is_named_as_such(journal: Journal) -> None:
    request = make_request()
    journal.asked(request)
    journal.approved_soon(request, Approved(request.params, "tiny"))
    again = Completion(ANSWER.result, Usage(0, 0, 0.0), cached=True)
    await journal.answered(request, again, again.result)
    assert (await told(journal, request)).cached


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (Span("call"), "for this tool call"),
        (Span("times", 3), "for 3 more requests"),
        (Span("minutes", 10), "for 10 more minutes"),
        (Span("session"), "until Parley ends"),
        (Span("always"), "always"),
    ],
)
async def test_a_yes_tells_for_how_long_it_was_meant(
    journal: Journal, span: Span, words: str
) -> None:
    request = make_request()
    journal.asked(request)
    await journal.approved(request, Approved(request.params, "tiny", span))
    assert (await told(journal, request)).holds == words


async def test_of_a_request_that_is_turned_away_unread_only_its_length_is_kept(
    journal: Journal, database: Database
) -> None:
    request = make_request(make_params("Read me. " * 100_000, system_prompt="Be brief."))
    journal.asked(request, turned_away=True)
    journal.ended(request, RequestPhase.REFUSED, by="limit atOnce", error="Refused.")
    entry = await told(journal, request)
    assert entry.asked == {"maxTokens": 50}
    length = "1 message, 900,009 characters of text"
    assert entry.left_out == f"It was turned away unread: {length}."
    assert (entry.phase, entry.decided_by) == (RequestPhase.REFUSED, "limit atOnce")
    [(size,)] = await database.rows("SELECT sum(length(data)) FROM journal")
    assert int(size or 0) < 500


async def test_where_no_texts_are_to_be_kept_nothing_of_them_is_on_disk(
    journal: Journal, database: Database
) -> None:
    request = silent(make_request(make_params("Asked-words", system_prompt="Asked-words")))
    journal.asked(request)
    place = Place(0, 0, 0, 5)
    journal.screened(request, (Finding(Rule.SECRET, "Asked-words is a key.", place),))
    journal.screened(request, (Finding(Rule.HOST, "Answer-words is a host.", place),), answer=True)
    await journal.approved(request, Approved(make_params("Edited-words"), "tiny"))
    given = Completion(result("Answer-words"), Usage(12, 2, 0.5))
    await journal.answered(request, given, result("Changed-words!"))
    entry = await told(journal, request)
    assert entry.left_out == "mcp.json says not to keep the texts of notes."
    [message] = entry.asked["messages"]
    assert message["content"]["text"] == "[11 characters, not kept]"
    assert entry.approved["messages"][0]["content"]["text"] == "[12 characters, not kept]"
    assert (entry.text, entry.unedited) == (
        "[14 characters, not kept]",
        "[12 characters, not kept]",
    )
    assert entry.noticed == ("Message 1: secret.",)
    assert entry.noticed_in_answer == ("look-alike host.",)
    assert (entry.input_tokens, entry.output_tokens, entry.seconds) == (12, 2, 0.5)
    rows = await database.rows("SELECT data FROM journal")
    assert "-words" not in str(rows)


async def test_where_no_texts_are_to_be_kept_neither_are_an_unfinished_answer_and_an_error(
    journal: Journal,
) -> None:
    request = silent(make_request())
    journal.asked(request)
    journal.ended(request, RequestPhase.FAILED, error="It choked on 'Hello'.", text="He")
    failed = await told(journal, request)
    assert (failed.error, failed.text) == (UNSAID_ERROR, "[2 characters, not kept]")
    journal.ended(request, RequestPhase.REFUSED, by="a rule", error="Refused: a rule.")
    assert (await told(journal, request)).error == "Refused: a rule."


async def test_a_row_that_cannot_be_read_is_told_and_hides_no_other(
    journal: Journal, database: Database
) -> None:
    spoilt, whole = await answered(journal), await answered(journal)
    for event, data in (("answered", "{"), ("asked", "{}"), ("routed", '"a word"')):
        statement = "UPDATE journal SET data = ? WHERE request = ? AND event = ?"
        await database.write(statement, (data, spoilt.id, event))
    entries = {entry.request: entry for entry in await journal.latest(10)}
    assert entries[spoilt.id].error == UNREADABLE
    assert (entries[whole.id].text, entries[whole.id].error) == ("Yes.", "")


async def test_a_request_is_found_by_the_first_letters_of_its_id(journal: Journal) -> None:
    first, second = await answered(journal), await declined(journal)
    assert [entry.request for entry in await journal.beginning(first.id[:20])] == [first.id]
    assert {entry.request for entry in await journal.beginning("")} == {first.id, second.id}
    assert await journal.beginning("no such") == []


async def test_what_was_used_is_told_by_day_server_and_model(
    journal: Journal, database: Database
) -> None:
    for day in ("2026-11-19", "2026-11-20", "2026-11-21"):
        values = (day, "notes", "tiny", 2, 20, 10, 1.5, 0.25)
        await database.write("INSERT INTO usage VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)
    assert await journal.usage("2026-11-20") == [
        UsageRow("2026-11-20", "notes", "tiny", 2, 20, 10, 1.5, 0.25),
        UsageRow("2026-11-21", "notes", "tiny", 2, 20, 10, 1.5, 0.25),
    ]


async def test_a_question_for_the_person_is_a_record_like_any_other(database: Database) -> None:
    journal, about = Journal(database), About("q1", "c1", "notes")
    asked = {"mode": "form", "message": "Your town?"}
    journal.add_question(about, "asked", {"way": "pushed", "tool": "sum", "params": asked})
    journal.add_question(about, "approved", {"by": "person", "model": ""})
    await journal.answered_question(about, {"text": "town: 5 characters"})
    entry = await journal.entry("q1")
    assert entry is not None
    assert (entry.server, entry.call, entry.text) == ("notes", "c1", "town: 5 characters")
    assert entry.asks_person
    assert entry.phase is RequestPhase.ANSWERED
    verdict, _ = await journal.verify()
    assert verdict.faults == ()
