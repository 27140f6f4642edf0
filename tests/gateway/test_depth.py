"""Requests that came about through others: recorded as such, and refused where they would loop."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from desktop.errors import TooDeep
from desktop.events import RequestChanged, RequestPhase
from desktop.gateway.request import said_way
from desktop.storage import depth
from tests.fakes import FakeBackend, ScriptedApprover, allow, make_request
from tests.gateway.desk import opened_desk

if TYPE_CHECKING:
    from desktop.storage.places import Places

pytestmark = pytest.mark.anyio


async def test_how_deep_a_request_stood_is_on_record_and_shown(places: Places) -> None:
    async with opened_desk(places, ScriptedApprover(allow), FakeBackend()) as desk:
        await desk.gateway.complete(replace(make_request(), depth=2))
        entry = await desk.entry()
        assert entry.depth == 2
        assert said_way(entry.way, entry.depth).endswith("as request 2 in a chain of requests")
        await desk.gateway.complete(make_request())
        entry = await desk.entry()
        assert said_way(entry.way, entry.depth) == said_way("pushed")


async def test_one_that_is_too_deep_is_refused_and_nobody_is_asked(places: Places) -> None:
    approver = ScriptedApprover(allow)
    async with opened_desk(places, approver, FakeBackend()) as desk:
        with pytest.raises(TooDeep, match="through 3 other requests"):
            await desk.gateway.complete(replace(make_request(), depth=depth.MOST + 1))
        entry = await desk.entry()
        assert (entry.phase, entry.decided_by) == (RequestPhase.REFUSED, "the limit of depth")
        assert approver.asked == []


async def test_who_asks_may_follow_its_own_request(places: Places) -> None:
    heard: list[Any] = []
    async with opened_desk(places, ScriptedApprover(allow), FakeBackend()) as desk:
        request = make_request()
        await desk.gateway.complete(request, heard.append)
        assert {one.request for one in heard if isinstance(one, RequestChanged)} == {request.id}
        assert heard[-1].phase is RequestPhase.ANSWERED


@pytest.mark.parametrize(("told", "own"), [("", 0), ("2", 2), ("-1", 0), ("x", 0), ("9999", 0)])
def test_a_process_knows_its_depth(monkeypatch: pytest.MonkeyPatch, told: str, own: int) -> None:
    monkeypatch.setenv(depth.VARIABLE, told)
    assert depth.own_depth() == own
    assert depth.one_deeper() == {depth.VARIABLE: str(own + 1)}
