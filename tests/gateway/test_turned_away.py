"""A flood that is turned away fills no disk, and each refusal is in the journal all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.errors import InvalidRequest, LimitReached, Paused
from desktop.events import RequestPhase
from tests.fakes import (
    BOUNDLESS,
    FakeBackend,
    ScriptedApprover,
    allow,
    make_params,
    make_request,
)
from tests.gateway.desk import opened_desk
from tests.gateway.records import on_disk

if TYPE_CHECKING:
    from desktop.storage.places import Places

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]

LONG = "Read all of this, please. " * 10_000


async def test_requests_beyond_a_limit_leave_their_length_and_the_reason(places: Places) -> None:
    async with opened_desk(places, ScriptedApprover(allow), FakeBackend("here")) as desk:
        for _ in range(40):
            with pytest.raises(LimitReached):
                await desk.gateway.answer(make_request(make_params(LONG)))
        entries = await desk.journal.find()
        assert {(entry.phase, entry.decision) for entry in entries} == {
            (RequestPhase.REFUSED, "refused")
        }
        assert all("1 message, 260,000 characters" in entry.left_out for entry in entries)
        assert len(entries) == 40
    assert places.database.stat().st_size < 200_000


async def test_while_paused_no_text_is_written(places: Places) -> None:
    async with opened_desk(places, ScriptedApprover(allow), FakeBackend("here")) as desk:
        desk.pause.begin()
        with pytest.raises(Paused):
            await desk.gateway.answer(make_request(make_params(LONG)))
        assert (await desk.entry()).decided_by == "pause"
        desk.pause.end()
        await desk.gateway.answer(make_request(make_params("Short.")))
        assert (await desk.entry()).asked["messages"][0]["content"]["text"] == "Short."
    assert on_disk(places, "SELECT count(*) FROM journal WHERE data LIKE '%Read all%'") == [(0,)]


async def test_what_breaks_the_protocol_is_not_kept_either(places: Places) -> None:
    async with opened_desk(places, ScriptedApprover(allow), FakeBackend("here")) as desk:
        desk.budget.total = BOUNDLESS
        request = make_request(make_params(LONG, max_tokens=0), limits=BOUNDLESS)
        with pytest.raises(InvalidRequest):
            await desk.gateway.answer(request)
        entry = await desk.entry()
        assert (entry.phase, entry.asked) == (RequestPhase.FAILED, {"maxTokens": 0})


async def test_the_rows_of_a_request_come_in_the_order_in_which_things_happened(
    places: Places,
) -> None:
    async with opened_desk(places, ScriptedApprover(allow), FakeBackend("here")) as desk:
        await desk.gateway.answer(make_request())
        verdict, _ = await desk.journal.verify()
        assert (verdict.faults, verdict.covered) == ((), 4)
    assert on_disk(places, "SELECT event FROM journal ORDER BY n") == [
        ("asked",),
        ("routed",),
        ("approved",),
        ("answered",),
    ]
