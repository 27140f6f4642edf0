"""Every request that breaks the protocol is turned away by a rule that is named, and unseen."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest

from desktop.errors import InvalidRequest
from desktop.events import RequestPhase
from desktop.gateway.policy import Policy
from tests.attacks.malformed import MALFORMED, NO_JSON, UNREADABLE
from tests.e2e.desk import desk, program
from tests.fakes import BOUNDLESS, FakeBackend, ScriptedApprover, allow, make_request
from tests.gateway.desk import opened_desk

if TYPE_CHECKING:
    from mcp_types import CreateMessageRequestParams

    from desktop.storage.places import Places

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]

TEXT = '{"type": "text", "text": "How deep is the lake?"}'
MEDIA = frozenset({"text", "image", "audio"})


@pytest.mark.parametrize(("params", "rule"), MALFORMED.values(), ids=MALFORMED.keys())
async def test_what_breaks_the_protocol_is_turned_away_by_its_rule_though_all_is_allowed(
    places: Places, params: CreateMessageRequestParams, rule: str
) -> None:
    model, person = FakeBackend(tools=True, modalities=MEDIA), ScriptedApprover(allow)
    async with opened_desk(places, person, model) as desk:
        always = Policy(consent="always", tools="always")
        with pytest.raises(InvalidRequest) as caught:
            await desk.gateway.answer(make_request(params, policy=always, limits=BOUNDLESS))
        assert caught.value.to_caller == rule
        entry = await desk.entry()
        assert (entry.phase, entry.error) == (RequestPhase.FAILED, str(caught.value))
    assert (model.seen, person.asked) == ([], [])


async def test_what_the_sdk_cannot_read_is_told_so_and_reaches_nobody(places: Places) -> None:
    async with desk(
        places, {"real": program("scripted_server", "2025-11-25", era="legacy")}
    ) as one:
        for number, params in enumerate(UNREADABLE.values()):
            text = params.replace("%s", TEXT)
            seen = json.loads(await one.call("real", "sample", params=text))
            assert seen[-1]["error"]["code"] == -32602, (number, seen[-1])
        assert one.reviews == []
        assert await one.entries() == []


@pytest.mark.parametrize("params", NO_JSON.values(), ids=NO_JSON.keys())
async def test_a_line_that_is_no_json_ends_neither_the_connection_nor_the_app(
    places: Places, params: str
) -> None:
    async with desk(
        places, {"real": program("scripted_server", "2025-11-25", era="legacy")}
    ) as one:
        one.app.library.enlist(FakeBackend())
        lost = asyncio.create_task(one.call("real", "sample", params=params))
        fine = f'{{"messages": [{{"role": "user", "content": {TEXT}}}], "maxTokens": 5}}'
        told = await one.call("real", "sample", params=fine)
        assert "A plain answer." in told
        assert not lost.done()
        lost.cancel()
        await asyncio.wait([lost])
        assert len(one.reviews) == 1
