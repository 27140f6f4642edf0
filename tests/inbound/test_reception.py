"""The private line to the window that runs: who is let in, and what comes of each wish."""

from __future__ import annotations

import json
import os
import stat
import sys
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import anyio
import pytest

from desktop.errors import ConfigError
from desktop.inbound.hosts import Hosts, host_of
from desktop.inbound.reception import Reception, Visitor
from desktop.servers.rules import SamplingRules
from desktop.storage import running

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from desktop.storage.places import Places

pytestmark = pytest.mark.anyio


@asynccontextmanager
async def opened(places: Places) -> AsyncIterator[Reception]:
    places.prepare()
    reception = Reception(places)
    await reception.open()
    try:
        with anyio.fail_after(20):
            yield reception
    finally:
        await reception.close()


async def test_a_process_of_this_person_is_let_in_with_its_wish(places: Places) -> None:
    async def echo(visitor: Visitor) -> None:
        assert visitor.pid == os.getpid()
        await visitor.grant(number=visitor.hello["number"] + 1)
        visitor.writer.write(await visitor.reader.readline())

    async with opened(places) as reception:
        reception.grants["echo"] = echo
        line = await running.opened(places, {"op": "echo", "number": 1})
        assert line
        reader, writer, said = line
        assert said == {"ok": True, "number": 2}
        writer.write(b"one line\n")
        assert await reader.readline() == b"one line\n"
        writer.close()


async def test_an_unknown_wish_is_refused_in_words(places: Places) -> None:
    async with opened(places):
        with pytest.raises(ConfigError, match="does not know the wish"):
            await running.opened(places, {"op": "fly"})


async def test_who_cannot_read_the_record_is_let_in_nowhere(places: Places) -> None:
    async with opened(places):
        file = running.record_of(places)
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        told = json.loads(file.read_text("utf-8"))
        assert stat.S_IMODE(Path(told["path"]).parent.stat().st_mode) == 0o700
        file.write_text(json.dumps({**told, "token": "guessed"}), "utf-8")
        assert await running.opened(places, {"op": "hello"}) is None


async def test_the_first_window_has_the_line_and_leaves_nothing_behind(places: Places) -> None:
    async with opened(places):
        first = running.found(places)
        assert first
        async with opened(places):
            assert running.found(places) == first
        assert running.found(places) == first
    assert running.found(places) is None
    assert not Path(first.path).parent.exists()


async def test_a_window_that_was_killed_is_not_waited_for(places: Places) -> None:
    places.prepare()
    one, line = running.listening(places)
    one.close()
    assert running.found(places) == line
    assert await running.opened(places, {"op": "hello"}) is None
    async with opened(places):
        there = await running.opened(places, {"op": "hello"})
        assert there
        there[1].close()


def test_a_host_cannot_take_the_name_of_another_that_asks() -> None:
    hosts = Hosts(lambda _: SamplingRules(), lambda: {"notes"})
    assert hosts.met("notes", "1", ()).name == "notes (host)"
    assert hosts.met("\u202eevil\nname" + "x" * 99, "", ()).name.isprintable()
    assert hosts.met(" ", "", ()).name == "a host without a name"


def test_what_a_host_was_allowed_is_bound_to_the_program_not_to_its_version() -> None:
    hosts = Hosts(lambda _: SamplingRules(), set)
    first = hosts.met("claude", "1", ("/bin/claude",)).fingerprint
    assert hosts.met("claude", "2", ("/bin/claude",)).fingerprint == first
    assert hosts.met("claude", "1", ("/tmp/claude",)).fingerprint != first
    assert [one.name for one in hosts.known()] == ["claude"]


def test_the_program_behind_a_line_is_what_started_the_process() -> None:
    program = host_of(os.getpid())
    assert program
    assert Path(program[0]).is_absolute()
    assert host_of(None) == ()
    assert sys.platform != "linux" or host_of(2**22 + 1) == ()
