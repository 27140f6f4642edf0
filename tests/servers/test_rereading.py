"""mcp.json changed by hand while servers run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from desktop.events import Notice, ServerChanged, ServerRemoved, ServerStatus
from tests.servers.test_supervisor import Desk, desk, program

if TYPE_CHECKING:
    from desktop.storage.places import Places

pytestmark = pytest.mark.anyio


def write(places: Places, text: str) -> None:
    places.config_file.write_text(text, "utf-8")


def say(places: Places, servers: dict[str, dict[str, Any]]) -> None:
    write(places, json.dumps({"mcpServers": servers}))


def names(made: Desk) -> list[str]:
    return [spec.name for spec in made.supervisor.specs()]


def notices(made: Desk) -> list[str]:
    return [one.text for one in made.events if isinstance(one, Notice)]


async def test_a_server_that_comes_into_the_file_comes_into_the_list(places: Places) -> None:
    async with desk(places, {}) as made:
        rereading = made.supervisor.rereading
        assert await rereading.heed() == []
        say(places, {"fresh": program("sampling_server")})
        assert [spec.name for spec in await rereading.heed()] == ["fresh"]
        assert names(made) == ["examples", "fresh"]
        assert made.states("fresh") == [ServerStatus.STOPPED]
        assert await rereading.heed() == []


async def test_a_server_that_leaves_the_file_is_stopped_and_leaves_the_list(places: Places) -> None:
    async with desk(places, {"asks": program("sampling_server")}) as made:
        await made.supervisor.start("asks")
        say(places, {})
        await made.supervisor.rereading.heed()
        assert names(made) == ["examples"]
        assert made.events[-2] == ServerRemoved("asks")
        assert "asks was stopped" in notices(made)[0]


async def test_a_running_server_goes_on_as_it_was_started_until_it_is_restarted(
    places: Places,
) -> None:
    async with desk(places, {"asks": program("sampling_server")}) as made:
        supervisor = made.supervisor
        await supervisor.start("asks")
        say(places, {"asks": program("sampling_server", "--other")})
        await supervisor.rereading.heed()
        assert supervisor.is_running("asks")
        assert "--other" not in supervisor.specs()[1].target
        assert "until you restart it" in notices(made)[0]
        await supervisor.restart("asks")
        assert "--other" in supervisor.specs()[1].target
        assert supervisor.is_running("asks")


async def test_what_a_stopped_server_has_become_holds_at_once_and_is_shown(places: Places) -> None:
    async with desk(places, {"asks": program("sampling_server")}) as made:
        say(places, {"asks": program("looking_server")})
        await made.supervisor.rereading.heed()
        shown = made.events[-1]
        assert isinstance(shown, ServerChanged)
        assert "looking_server" in shown.target
        assert notices(made) == []


async def test_rules_need_no_restart_and_what_the_window_writes_is_no_news(places: Places) -> None:
    async with desk(places, {"asks": program("sampling_server")}) as made:
        supervisor = made.supervisor
        await supervisor.start("asks")
        say(places, {"asks": program("sampling_server", sampling={"consent": "never"})})
        await supervisor.rereading.heed()
        assert supervisor.specs()[1].sampling.consent == "never"
        await supervisor.set_endpoint("asks", has=True)
        await supervisor.set_roots("asks", [str(places.data)])
        await supervisor.add("other", program("looking_server"))
        await supervisor.rereading.heed()
        assert names(made) == ["examples", "asks", "other"]
        assert notices(made) == []


async def test_a_file_that_is_broken_or_gone_takes_nothing_away(places: Places) -> None:
    async with desk(places, {"asks": program("sampling_server")}) as made:
        rereading = made.supervisor.rereading
        write(places, '{"mcpServers": {')
        await rereading.heed()
        assert "not valid JSON" in notices(made)[0]
        say(places, {"asks": {"command": 5}})
        await rereading.heed()
        assert "left out" in notices(made)[1]
        places.config_file.unlink()
        assert await rereading.heed() == []
        assert names(made) == ["examples", "asks"]


async def test_nothing_is_taken_in_once_parley_ends(places: Places) -> None:
    async with desk(places, {}) as made:
        await made.supervisor.close()
        say(places, {"late": program("sampling_server")})
        assert await made.supervisor.rereading.heed() == []
