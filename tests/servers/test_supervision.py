"""Servers that start on use, rest when nobody uses them, fall silent, and cost something."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

import anyio
import pytest

from desktop.errors import ServerGone
from desktop.events import ServerChanged, ServerStatus, ServerUsage
from desktop.servers import health, watch
from desktop.servers.config import ServerSpec, checked_entry
from desktop.servers.processes import usage
from tests.servers.attendant import ScriptedAttendant
from tests.servers.test_bounds import told
from tests.servers.test_supervisor import desk, program

if TYPE_CHECKING:
    from desktop.servers.trust import Command
    from desktop.storage.places import Places
    from tests.servers.test_supervisor import Desk

pytestmark = pytest.mark.anyio


@pytest.fixture(autouse=True)
def looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "LOOK_SECONDS", 0.05)
    monkeypatch.setattr(usage, "LOOK_SECONDS", 0.05)


def last(made: Desk) -> ServerChanged:
    [*_, change] = [one for one in made.events if isinstance(one, ServerChanged)]
    return change


async def test_a_server_that_nobody_uses_rests_until_it_is_used(places: Places) -> None:
    entry = program("wild_server", era="legacy", start="use", idleMinutes=0.01)
    async with desk(places, {"wild": entry}) as made:
        for _ in range(2):
            stopped = asyncio.create_task(made.until("wild", ServerStatus.STOPPED))
            outcome = await made.supervisor.call("wild", "do", {"deed": "deep"})
            assert outcome.text == "done"
            change = await stopped
            assert change.detail == "It was not used for 0.01 minutes. Using it starts it."
            assert [tool.name for tool in change.tools] == ["do"]


async def test_a_call_that_takes_long_is_a_use(places: Places) -> None:
    entry = program("wild_server", era="legacy", start="use", idleMinutes=0.005)
    async with desk(places, {"wild": entry}) as made:
        outcome = await made.supervisor.call("wild", "do", {"deed": "changes"})
        assert outcome.text.startswith("listed")


@pytest.mark.parametrize("era", ["legacy", "modern"])
async def test_a_server_that_dies_under_a_call_is_back_for_the_next_one_without_a_wait(
    places: Places, era: str
) -> None:
    async with desk(places, {"dies": program("soak_server", era, "breeds")}) as made:
        with anyio.fail_after(10):  # Its restarts would wait 15 seconds.
            for number in range(4):
                with pytest.raises(ServerGone):
                    await made.supervisor.call("dies", "die", {})
                outcome = await made.supervisor.call("dies", "echo", {"number": number})
                assert outcome.text == str(number)


def test_when_a_server_starts_and_rests_stands_in_its_entry() -> None:
    spec = checked_entry("x", {"command": "x", "start": "use", "idleMinutes": 3})
    assert (spec.start, spec.idle_minutes) == ("use", 3)
    usual = ServerSpec(name="x", command="x")
    assert (usual.start, usual.idle_minutes) == ("app", 15)


async def test_a_server_that_does_not_answer_is_told_and_so_is_that_it_does_again(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "QUIET_SECONDS", 0.3)
    monkeypatch.setattr(health, "ANSWER_SECONDS", 0.2)
    async with desk(places, {"wild": program("wild_server", "mute", era="legacy")}) as made:
        await made.supervisor.start("wild")
        await told(made, "It has not answered for")
        assert last(made).status is ServerStatus.READY
        assert [tool.name for tool in last(made).tools] == ["do"]
        await made.supervisor.call("wild", "do", {"deed": "deep"})
        with anyio.fail_after(5):
            while "has not answered" in last(made).detail:
                made.news.clear()
                await made.news.wait()


@pytest.mark.parametrize("name", ["wild_server", "modern_server"])
async def test_a_silent_server_that_answers_when_asked_is_well(
    places: Places, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(health, "QUIET_SECONDS", 0.1)
    monkeypatch.setattr(health, "ANSWER_SECONDS", 5.0)
    entry = program(name, era="legacy" if name == "wild_server" else "2026-07-28")
    async with desk(places, {"well": entry}) as made:
        await made.supervisor.start("well")
        wire, heard = made.supervisor.wire("well"), asyncio.Event()
        before = len(wire.entries())
        wire.watch(lambda: heard.set() if len(wire.entries()) >= before + 4 else None)
        with anyio.fail_after(10):
            await heard.wait()
        assert last(made).detail == ""


async def test_what_a_server_uses_is_told_while_somebody_looks(places: Places) -> None:
    entry = {
        "command": "/bin/sh",
        "args": ["-c", f"{sys.executable} -m tests.programs.wild_server"],
    }
    async with desk(places, {"wild": {**entry, "era": "legacy"}}) as made:
        await made.supervisor.start("wild")
        assert not [one for one in made.events if isinstance(one, ServerUsage)]
        made.supervisor.show_usage()
        with anyio.fail_after(10):
            while len(found := [one for one in made.events if isinstance(one, ServerUsage)]) < 3:
                made.news.clear()
                await made.news.wait()
        made.supervisor.hide_usage()
        assert found[-1].server == "wild"
        assert found[-1].processes in (1, 2)  # A shell may become the last command it runs.
        assert found[-1].memory > 1 << 20
        assert 0 <= found[-1].cpu < 1000


async def test_while_a_person_is_asked_the_server_says_so(places: Places) -> None:
    class Slow(ScriptedAttendant):
        async def confirm_command(self, command: Command) -> Command | None:
            return await asyncio.Future()

    async with desk(places, {"other": program("wild_server")}, person=Slow()) as made:
        start = asyncio.create_task(made.supervisor.start("other"))
        await told(made, "It waits for you to say whether its command may run.")
        assert last(made).status is ServerStatus.STARTING
        await made.supervisor.stop("other")
        await asyncio.wait([start])
        assert start.exception() is not None
