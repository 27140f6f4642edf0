"""What is looked for in the journal is found, and nothing else."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from desktop.events import RequestPhase
from desktop.gateway import journal as journal_module
from desktop.gateway.approval import Approved
from desktop.gateway.retention import Retention
from desktop.gateway.screening.finding import Finding, Rule
from desktop.storage.database import Database
from tests.fakes import make_params, make_request
from tests.gateway.records import answer, answered, declined, opened, result

if TYPE_CHECKING:
    from desktop.gateway.journal import Journal
    from desktop.storage.places import Places

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]


async def asked(journal: Journal, text: str) -> list[str]:
    """Returns the last messages of what is found by a text."""
    found = await journal.find(text=text)
    return [entry.asked["messages"][0]["content"]["text"] for entry in found]


async def test_requests_are_found_by_who_asked_which_model_and_how_they_ended(
    places: Places,
) -> None:
    async with opened(places) as (journal, _):
        by_notes = await answered(journal, name="notes")
        by_weather = await answered(journal, name="weather", model="large")
        refused = await declined(journal, name="weather")
        everything = [refused.id, by_weather.id, by_notes.id]

        async def ids(**wanted: object) -> list[str]:
            return [entry.request for entry in await journal.find(**wanted)]  # type: ignore[arg-type]

        assert await ids() == everything
        assert await ids(server="weather") == everything[:2]
        assert await ids(model="large") == [by_weather.id]
        assert await ids(phase=RequestPhase.DECLINED) == [refused.id]
        assert await ids(phase=RequestPhase.ANSWERED, server="notes") == [by_notes.id]
        assert await ids(phase=RequestPhase.ANSWERED, model="large") == [by_weather.id]
        assert await ids(server="notes", model="large") == []
        assert await ids(count=1) == everything[:1]
        first = await journal.entry(by_weather.id)
        assert first is not None
        assert await ids(times=(first.at, math.inf)) == everything[:2]
        assert await ids(times=(first.at + 3600, math.inf)) == []
        assert await ids(times=(0.0, first.at)) == everything[1:]


async def test_a_request_that_has_not_ended_is_found_by_how_far_it_came(places: Places) -> None:
    async with opened(places) as (journal, _):
        waiting = make_request()
        journal.asked(waiting)
        await answered(journal)
        answering = make_request()
        journal.asked(answering)
        await journal.approved(answering, Approved(answering.params, "tiny"))
        for phase, request in (
            (RequestPhase.WAITING, waiting),
            (RequestPhase.ANSWERING, answering),
        ):
            [entry] = await journal.find(phase=phase)
            assert entry.request == request.id


async def test_a_text_is_found_wherever_it_stands(places: Places) -> None:
    async with opened(places) as (journal, _):
        request = make_request(make_params("ASKED", system_prompt="SYSTEM"), name="SERVER")
        journal.asked(request)
        journal.screened(request, (Finding(Rule.SECRET, "FOUND"),))
        journal.screened(request, (Finding(Rule.SECRET, "EDIT-FOUND"),), edited=True)
        journal.screened(request, (Finding(Rule.SECRET, "ANSWER-FOUND"),), answer=True)
        await journal.approved(request, Approved(make_params("ALLOWED"), "MODEL", by="RULE"))
        await journal.answered(request, answer("GIVEN"), result("SENT"))
        await answered(journal)
        for text in (
            *("asked", "system", "server", "found", "edit-found", "answer-found"),
            *("allowed", "rule", "given", "sent", "secret"),
        ):
            assert [entry.request for entry in await journal.find(text=text)] == [request.id], text


@pytest.mark.parametrize(
    ("text", "sought"),
    [
        ("The ferry to Brill", "FERRY to b"),
        ("Grüße aus Köln", "GRÜßE AUS KÖLN"),
        ("ÄRGER", "ärger"),
        ("日本語の文章", "本語"),
        ('She said "yes".', '"YES"'),
        ("one\ntwo", "one\nTWO"),
        (r"C:\temp", r"c:\TEMP"),
        ("100 % sure", "0 % S"),
        ("snake_case", "SNAKE_"),
    ],
)
async def test_capitals_of_any_script_and_special_letters_are_found(
    places: Places, text: str, sought: str
) -> None:
    async with opened(places) as (journal, _):
        await answered(journal, "another: snakeXcase, 100 X sure")
        await answered(journal, text)
        assert await asked(journal, sought) == [text]


@pytest.mark.parametrize("sought", ["params", "maxTokens", "role", "text", "no such words", "u_er"])
async def test_the_names_that_the_records_use_themselves_are_not_found(
    places: Places, sought: str
) -> None:
    async with opened(places) as (journal, _):
        await answered(journal, "Hello")
        assert await asked(journal, sought) == []


async def test_what_lies_far_back_is_found_slice_by_slice(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_module, "SLICE", 3)
    async with opened(places) as (journal, _):
        for number in range(6):
            await answered(journal, f"number {number}")
        assert await asked(journal, "number 0") == ["number 0"]
        assert len(await journal.find()) == 6
        assert await asked(journal, "number") == [f"number {n}" for n in range(5, -1, -1)]
        await journal.prune(Retention(days=-1))
        assert await journal.find() == []


async def test_of_more_than_are_wanted_in_one_slice_the_newest_are_returned(
    places: Places,
) -> None:
    async with opened(places) as (journal, _):
        requests = [await declined(journal, str(number)) for number in range(230)]
        found = await journal.find(count=120)
        assert [entry.request for entry in found] == [one.id for one in requests[:-121:-1]]


async def test_a_million_rows_keep_nobody_waiting(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not the time is measured, which differs, but that each turn of the thread is bounded."""
    turns: list[int] = []
    rows = Database.rows

    async def counted(self: Database, query: str, values: object = ()) -> object:
        found = await rows(self, query, values)  # type: ignore[arg-type]
        turns.append(len(found))
        return found

    async with opened(places) as (journal, database):
        await database.write(
            "WITH RECURSIVE c (x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM c LIMIT 100000) "
            "INSERT INTO journal (at, request, call, server, event, data) SELECT x, 'r' || x, '', "
            """'s', 'asked', '{"way": "pushed", "tool": "", "params": {"x": "y"}}' FROM c"""
        )
        monkeypatch.setattr(Database, "rows", counted)
        assert await journal.find(text="nowhere") == []
        assert len(turns) == 1 + 100_000 // journal_module.SLICE
        assert len(await journal.find(text="Y", count=50)) == 50
        assert max(turns) <= journal_module.SLICE
