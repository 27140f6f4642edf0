"""Limits that stand in mcp.json, in force between real parts and over a restart."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from desktop.events import Notice, RequestPhase
from desktop.gateway.limits import TOTAL
from tests.e2e.desk import Desk, desk, program, yes

if TYPE_CHECKING:
    from desktop.storage.places import Places

pytestmark = pytest.mark.anyio

ERAS = pytest.mark.parametrize("era", ["legacy", "2026-07-28"])


def sampling(**limits: int) -> dict[str, Any]:
    return {"sampling": {"limits": limits}}


@ERAS
async def test_a_servers_limit_holds_over_a_restart(places: Places, era: str) -> None:
    servers = {"mine": program("sampling_server", era=era, **sampling(requestsPerHour=1))}
    async with desk(places, servers) as made:
        await made.call("mine", "ask", prompt="x", max_tokens=3)
    async with desk(places, servers) as made:
        await made.app.supervisor.call("mine", "ask", {"prompt": "x", "max_tokens": 3})
        last = (await made.entries())[-1]
        assert (last.phase, made.reviews) == (RequestPhase.REFUSED, [])
        assert last.decided_by == "limit requestsPerHour"
        assert last.error.startswith("mine has reached its limit of 1 request an hour. It frees")


@pytest.mark.parametrize("limit", ["tokensPerDay", "secondsPerDay"])
async def test_what_was_used_today_holds_over_a_restart(places: Places, limit: str) -> None:
    mine = program("sampling_server", era="2026-07-28", **sampling(**{limit: 1}))
    async with desk(places, {"mine": program("sampling_server", era="2026-07-28")}) as made:
        await made.call("mine", "ask", prompt="x", max_tokens=3)
        standing = made.app.standing("mine")
        assert standing is not None
        assert standing.tokens > 3
        assert standing.seconds > 0
    with closing(sqlite3.connect(places.database)) as connection:
        connection.execute("UPDATE usage SET seconds = seconds + 1")
        connection.commit()
    async with desk(places, {"mine": mine}) as made:
        await made.app.supervisor.call("mine", "ask", {"prompt": "x", "max_tokens": 3})
        last = (await made.entries())[-1]
        assert (last.decided_by, made.reviews) == (f"limit {limit}", [])
        assert "at midnight" in last.error or "alone" in last.error


async def limits_of(places: Places, text: str) -> Desk:
    places.prepare()
    places.config_file.write_text(text, "utf-8")
    made = Desk(places, yes)
    await made.app.open()
    await made.app.stop()
    return made


async def test_the_limits_of_all_servers_together_are_read_from_mcp_json(places: Places) -> None:
    made = await limits_of(places, json.dumps({"mcpServers": {}, **sampling(atOnce=2)}))
    assert (made.app.budget.total.at_once, made.app.budget.total.tokens_per_day) == (2, 200_000)


@pytest.mark.parametrize("text", ["{", json.dumps(sampling(money=2))])
async def test_what_cannot_be_read_leaves_the_usual_limits_and_is_told_once(
    places: Places, text: str
) -> None:
    made = await limits_of(places, text)
    assert made.app.budget.total == TOTAL
    assert len([event for event in made.events if isinstance(event, Notice)]) == 1


async def test_a_server_that_is_not_in_the_list_stands_nowhere(places: Places) -> None:
    async with desk(places, {}) as made:
        assert made.app.standing("nobody") is None
