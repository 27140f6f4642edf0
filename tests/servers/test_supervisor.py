"""Supervision of real server processes, in both protocol eras."""

from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import anyio
import psutil
import pytest
from mcp_types import CreateMessageRequestParams, CreateMessageResult, ErrorData, TextContent

from desktop.errors import (
    NotConsented,
    RerunDeclined,
    ServerGone,
    StartFailed,
    ToolFailed,
    UnknownServer,
)
from desktop.events import Event, Notice, ServerChanged, ServerStatus
from desktop.servers.connection import Origin
from desktop.servers.eras import Era
from desktop.servers.importers import read, source_of
from desktop.servers.memory import ServerMemory
from desktop.servers.rules import SamplingRules
from desktop.servers.supervisor import Supervisor
from desktop.storage.database import Database
from tests.servers.attendant import ScriptedAttendant, admission

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.servers.trust import Command
    from desktop.storage.places import Places

pytestmark = pytest.mark.anyio

Answer = Callable[[Origin, CreateMessageRequestParams], Awaitable[CreateMessageResult | ErrorData]]


async def fine(origin: Origin, params: CreateMessageRequestParams) -> CreateMessageResult:
    text = f"fine, {origin.call.tool if origin.call else 'nobody'}"
    return CreateMessageResult(
        role="assistant", content=TextContent(text=text), model="m", stop_reason="endTurn"
    )


class Desk:
    """A supervisor with its records, and everything that it published."""

    def __init__(self, places: Places, answer: Answer, person: ScriptedAttendant) -> None:
        self.events: list[Event] = []
        self.database = Database(places.database)
        self.memory = ServerMemory(self.database)
        self.attendant = person
        self.reruns = self.attendant.reruns
        self.news = asyncio.Event()
        self.supervisor = Supervisor(
            places,
            answer,
            self.memory,
            admission(places, self.database, self.attendant),
            self.attendant,
            self._publish,
        )

    def _publish(self, event: Event) -> None:
        self.events.append(event)
        self.news.set()

    def states(self, name: str) -> list[ServerStatus]:
        changes = [one for one in self.events if isinstance(one, ServerChanged)]
        return [change.status for change in changes if change.server == name]

    async def until(self, name: str, status: ServerStatus) -> ServerChanged:
        """Waits for the next time that a server stands so."""
        seen = len(self.events)
        with anyio.fail_after(20):
            while True:
                for event in self.events[seen:]:
                    match event:
                        case ServerChanged(server, now) if (server, now) == (name, status):
                            return event
                seen = len(self.events)
                self.news.clear()
                await self.news.wait()


@asynccontextmanager
async def desk(
    places: Places,
    servers: dict[str, dict[str, Any]],
    answer: Answer = fine,
    *,
    rerun: bool = True,
    person: ScriptedAttendant | None = None,
) -> AsyncIterator[Desk]:
    places.config.mkdir(parents=True, exist_ok=True)
    places.config_file.write_text(json.dumps({"mcpServers": servers}), "utf-8")
    others = set(psutil.Process().children(recursive=True))
    made = Desk(places, answer, person or ScriptedAttendant(rerun=rerun))
    await made.database.open()
    made.supervisor.open()
    try:
        with anyio.fail_after(60):
            yield made
    finally:
        await made.supervisor.close()
        await made.database.close()
        assert set(psutil.Process().children(recursive=True)) <= others


def program(name: str, *arguments: str, **more: Any) -> dict[str, Any]:
    return {"command": sys.executable, "args": ["-m", f"tests.programs.{name}", *arguments], **more}


RAW_PARAMS = {
    "messages": [{"role": "user", "content": {"type": "text", "text": "x"}}],
    "maxTokens": 5,
}


async def test_a_started_server_is_ready_and_shows_its_tools(places: Places) -> None:
    async with desk(places, {}) as made:
        await made.supervisor.start("examples")
        ready = made.events[-1]
        assert isinstance(ready, ServerChanged)
        assert ready.status is ServerStatus.READY
        assert ready.era == "2025-11-25"
        names = [tool.name for tool in ready.tools]
        assert names[:4] == ["summarize", "sentiment", "ask_about_text", "route"]


async def test_a_command_that_is_not_there_is_named_and_not_tried_again(places: Places) -> None:
    async with desk(places, {"gone": {"command": "no-such-program"}}) as made:
        with pytest.raises(StartFailed, match="'no-such-program' was not found"):
            await made.supervisor.start("gone")
        assert made.states("gone")[-1] is ServerStatus.FAILED


async def test_a_server_that_ends_at_once_fails_with_its_last_words(places: Places) -> None:
    script = "import sys; sys.exit('cannot find my own feet')"
    servers = {"ends": {"command": sys.executable, "args": ["-c", script]}}
    async with desk(places, servers) as made:
        with pytest.raises(StartFailed, match="cannot find my own feet"):
            await made.supervisor.start("ends")


async def test_a_server_that_hangs_at_its_start_can_be_stopped(places: Places) -> None:
    async with desk(places, {"raw": program("raw_server", "hangs", era="legacy")}) as made:
        start = asyncio.create_task(made.supervisor.start("raw"))
        await made.until("raw", ServerStatus.STARTING)
        await made.supervisor.stop("raw")
        with pytest.raises(ServerGone):
            await start


async def test_junk_on_the_output_of_a_server_is_tolerated(places: Places) -> None:
    async with desk(places, {"raw": program("raw_server", "junk")}) as made:
        outcome = await made.supervisor.call("raw", "sample", {"params": RAW_PARAMS})
        assert "fine, sample" in outcome.text


async def test_a_server_that_exits_when_probed_is_met_in_the_older_era_and_remembered(
    places: Places,
) -> None:
    async with desk(places, {"raw": program("raw_server", "exits-on-probe")}) as made:
        outcome = await made.supervisor.call("raw", "sample", {"params": RAW_PARAMS})
        assert "fine, sample" in outcome.text
        spec = made.supervisor.specs()[1]
        assert (await made.memory.recall(spec)).era is Era.LEGACY


async def test_a_server_that_ignores_the_probe_is_met_in_the_older_era(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mcp.client.session.DISCOVER_TIMEOUT_SECONDS", 0.5)
    async with desk(places, {"raw": program("raw_server", "silent-on-probe")}) as made:
        await made.supervisor.start("raw")
        spec = made.supervisor.specs()[1]
        assert (await made.memory.recall(spec)).era is Era.LEGACY


async def test_a_pushing_server_is_met_in_the_older_era_and_its_tool_run_again_when_allowed(
    places: Places,
) -> None:
    async with desk(places, {"pushes": program("push_server")}) as made:
        outcome = await made.supervisor.call("pushes", "ask", {"prompt": "x"})
        assert outcome.text == "run 1: fine, ask | m | endTurn"
        assert [(one.tool, one.era) for one in made.reruns] == [("ask", Era.LEGACY)]
        await made.supervisor.restart("pushes")
        again = await made.supervisor.call("pushes", "ask", {"prompt": "x"})
        assert again.text == "run 1: fine, ask | m | endTurn"
        assert len(made.reruns) == 1


async def test_a_tool_is_not_run_a_second_time_against_the_persons_will(places: Places) -> None:
    async with desk(places, {"pushes": program("push_server")}, rerun=False) as made:
        with pytest.raises(RerunDeclined, match="right era now"):
            await made.supervisor.call("pushes", "ask", {"prompt": "x"})
        assert made.states("pushes")[-1] is ServerStatus.READY


async def test_a_server_that_changed_to_the_newer_era_is_met_there(places: Places) -> None:
    async with desk(places, {"modern": program("modern_server")}) as made:
        made.memory.learn_era(made.supervisor.specs()[1], Era.LEGACY)
        outcome = await made.supervisor.call("modern", "ask_twice", {"prompt": "x"})
        assert outcome.text == "fine, ask_twice | endTurn & fine, ask_twice | endTurn"
        assert [one.era for one in made.reruns] == [Era.MODERN]


async def test_an_era_that_mcp_json_fixes_is_kept_and_the_way_out_is_named(
    places: Places,
) -> None:
    async with desk(places, {"fixed": program("modern_server", era="legacy")}) as made:
        with pytest.raises(ToolFailed, match='Change or remove "era"'):
            await made.supervisor.call("fixed", "ask_twice", {"prompt": "x"})


async def test_a_server_that_dies_in_a_call_ends_the_call_and_is_started_again(
    places: Places,
) -> None:
    async with desk(places, {"dies": program("sampling_server", era="legacy")}) as made:
        await made.supervisor.start("dies")
        waiting = asyncio.create_task(made.until("dies", ServerStatus.WAITING))
        with pytest.raises(ServerGone, match="before it answered die"):
            await made.supervisor.call("dies", "die", {})
        assert "a last word" in (await waiting).detail
        outcome = await made.supervisor.call("dies", "ask", {"prompt": "x"})
        assert outcome.text.startswith("fine, ask")


@pytest.mark.parametrize("era", ["legacy", "2026-07-28"])
async def test_stopping_a_server_withdraws_what_it_asked_for(places: Places, era: str) -> None:
    asked, withdrawn = asyncio.Event(), asyncio.Event()

    async def never(origin: Origin, params: CreateMessageRequestParams) -> CreateMessageResult:
        asked.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            withdrawn.set()
            raise
        raise AssertionError

    servers = {"modern": program("sampling_server"), "raw": program("raw_server")}
    name, tool, arguments = (
        ("raw", "sample", {"params": RAW_PARAMS})
        if era == "legacy"
        else ("modern", "ask", {"prompt": "x"})
    )
    async with desk(places, servers, never) as made:
        call = asyncio.create_task(made.supervisor.call(name, tool, arguments))
        await asked.wait()
        await made.supervisor.stop(name)
        with pytest.raises(ServerGone):
            await call
        assert withdrawn.is_set()


@pytest.mark.parametrize("era", ["legacy", "2026-07-28"])
async def test_a_cancelled_call_withdraws_its_request_and_leaves_the_server_usable(
    places: Places, era: str
) -> None:
    asked, withdrawn = asyncio.Event(), asyncio.Event()

    async def first_never(
        origin: Origin, params: CreateMessageRequestParams
    ) -> CreateMessageResult:
        if asked.is_set():
            return await fine(origin, params)
        asked.set()
        try:
            await asyncio.Event().wait()
        finally:
            withdrawn.set()
        raise AssertionError

    servers = {"tools": program("sdk_server", era=era)}
    async with desk(places, servers, first_never) as made:
        call = asyncio.create_task(made.supervisor.call("tools", "ask", {"prompt": "x"}))
        await asked.wait()
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        await withdrawn.wait()
        outcome = await made.supervisor.call("tools", "ask", {"prompt": "x"})
        assert outcome.text == "fine, ask | m | endTurn"


async def test_a_declined_request_of_the_newer_era_ends_the_call_as_declined(
    places: Places,
) -> None:
    async def no(origin: Origin, params: CreateMessageRequestParams) -> ErrorData:
        return ErrorData(code=-1, message="User rejected sampling request")

    async with desk(places, {"modern": program("sampling_server")}, no) as made:
        outcome = await made.supervisor.call("modern", "ask", {"prompt": "x"})
        assert outcome.declined
        assert outcome.is_error


async def test_a_server_that_ignores_every_hint_to_end_is_killed(places: Places) -> None:
    async with desk(places, {"raw": program("raw_server", "stubborn")}) as made:
        await made.supervisor.start("raw")
        await made.supervisor.stop("raw")
        assert psutil.Process().children(recursive=True) == []


async def test_a_server_is_reached_by_its_url(places: Places) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "tests.programs.modern_server", "http", str(port)]
    server = await asyncio.create_subprocess_exec(*command, stderr=subprocess.PIPE)
    try:
        assert server.stderr is not None
        with anyio.fail_after(20):
            while b"running on" not in await server.stderr.readline():
                pass
        rest = asyncio.create_task(server.stderr.read())
        async with desk(places, {"http": {"url": f"http://127.0.0.1:{port}/mcp"}}) as made:
            outcome = await made.supervisor.call("http", "ask_twice", {"prompt": "x"})
            assert outcome.text == "fine, ask_twice | endTurn & fine, ask_twice | endTurn"
    finally:
        server.terminate()
        await server.wait()
        await rest


async def test_an_address_where_nobody_answers_is_named(places: Places) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/mcp"
    async with desk(places, {"nobody": {"url": url}}) as made:
        with pytest.raises(StartFailed, match=url):
            await made.supervisor.start("nobody")


async def test_changed_rules_hold_from_the_next_request_without_a_restart(places: Places) -> None:
    seen: list[str] = []

    async def answer(origin: Origin, params: CreateMessageRequestParams) -> CreateMessageResult:
        seen.append(origin.spec.sampling.consent)
        return await fine(origin, params)

    servers = {"other": program("sampling_server", era="legacy")}
    async with desk(places, servers, answer) as made:
        await made.supervisor.call("other", "ask", {"prompt": "x"})
        starts = made.states("other").count(ServerStatus.STARTING)
        made.supervisor.set_rules("other", SamplingRules(consent="never"))
        await made.supervisor.call("other", "ask", {"prompt": "x"})
        assert seen == ["ask", "never"]
        assert made.states("other").count(ServerStatus.STARTING) == starts
    entry = json.loads(places.config_file.read_text("utf-8"))["mcpServers"]["other"]
    assert entry["sampling"] == {"consent": "never"}


async def test_an_unknown_server_is_told_with_those_that_are_known(places: Places) -> None:
    async with desk(places, {}) as made:
        with pytest.raises(UnknownServer, match="There are: examples"):
            await made.supervisor.start("exmaples")


async def test_two_restarts_at_once_leave_one_server_that_works(places: Places) -> None:
    async with desk(places, {"tools": program("sampling_server", era="legacy")}) as made:
        await made.supervisor.start("tools")
        await asyncio.gather(made.supervisor.restart("tools"), made.supervisor.restart("tools"))
        outcome = await made.supervisor.call("tools", "ask", {"prompt": "x"})
        assert outcome.text == "fine, ask | m | endTurn"
        assert len(psutil.Process().children()) == 1


async def test_a_remembered_newer_era_is_given_up_when_the_server_no_longer_speaks_it(
    places: Places,
) -> None:
    async with desk(places, {"raw": program("raw_server", "exits-on-modern")}) as made:
        spec = made.supervisor.specs()[1]
        made.memory.learn_era(spec, Era.MODERN)
        await made.supervisor.start("raw")
        assert (await made.memory.recall(spec)).era is Era.LEGACY


async def test_a_server_list_that_cannot_be_read_leaves_the_bundled_server(places: Places) -> None:
    places.prepare()
    places.config_file.write_text("{ no json", "utf-8")
    made = Desk(places, fine, ScriptedAttendant())
    made.supervisor.open()
    assert [spec.name for spec in made.supervisor.specs()] == ["examples"]
    [notice] = [one.text for one in made.events if isinstance(one, Notice)]
    assert "is not valid JSON" in notice


async def test_nothing_runs_before_its_command_was_consented_to(places: Places) -> None:
    async with desk(places, {"other": program("sampling_server")}) as made:
        made.attendant.consent = False
        others = set(psutil.Process().children(recursive=True))
        stopped = asyncio.create_task(made.until("other", ServerStatus.STOPPED))
        with pytest.raises(NotConsented, match="you did not let its command run"):
            await made.supervisor.start("other")
        change = await stopped
        assert change.unconsented
        assert "sampling_server" in change.detail
        assert set(psutil.Process().children(recursive=True)) <= others
        with pytest.raises(NotConsented):
            await made.supervisor.start("other", ask_again=False)
        assert len(made.attendant.commands) == 1
        made.attendant.consent = True
        await made.supervisor.start("other")
        assert made.states("other")[-1] is ServerStatus.READY
        assert [one.unconsented for one in made.events[-1:] if isinstance(one, ServerChanged)] == [
            False
        ]


async def test_a_stop_takes_the_question_back(places: Places) -> None:
    asked, taken_back = asyncio.Event(), asyncio.Event()

    class Slow(ScriptedAttendant):
        async def confirm_command(self, command: Command) -> Command | None:
            asked.set()
            try:
                return await asyncio.Future()
            finally:
                taken_back.set()

    async with desk(places, {"other": program("sampling_server")}, person=Slow()) as made:
        start = asyncio.create_task(made.supervisor.start("other"))
        await asked.wait()
        await made.supervisor.stop("other")
        assert taken_back.is_set()
        with pytest.raises(ServerGone):
            await start


async def test_what_is_run_has_its_variables_filled_in(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WHICH_SERVER", "sampling_server")
    entry = {"command": sys.executable, "args": ["-m", "tests.programs.${env:WHICH_SERVER}"]}
    async with desk(places, {"other": entry}) as made:
        await made.supervisor.start("other")
        assert "tests.programs.sampling_server" in made.attendant.commands[0].words
        assert made.supervisor.specs()[1].args == ("-m", "tests.programs.${env:WHICH_SERVER}")


async def test_servers_that_are_added_here_are_not_asked_about_and_those_taken_over_are(
    places: Places, tmp_path: Path
) -> None:
    file = tmp_path / "theirs.json"
    file.write_text(json.dumps({"mcpServers": {"theirs": {"command": "no-such-command"}}}), "utf-8")
    async with desk(places, {}) as made:
        await made.supervisor.add("mine", {"command": "no-such-program"})
        made.supervisor.take_over(read(source_of(file)))
        for name in ("mine", "theirs"):
            with pytest.raises(StartFailed, match="was not found"):
                await made.supervisor.start(name)
        assert [command.server for command in made.attendant.commands] == ["theirs"]
