"""Models that ask models: a host's by `parley serve`, and a server's that a host calls."""

from __future__ import annotations

import asyncio
import json
import sys
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import anyio
import httpx2
import psutil
import pytest
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.exceptions import MCPError
from mcp_types import Implementation, TextContent

from desktop.errors import ConfigError
from desktop.events import RequestChanged, RequestPhase
from desktop.storage import running
from tests.e2e.desk import desk, program, write_servers, yes
from tests.fakes import FakeBackend

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from desktop.events import Event
    from desktop.gateway.approval import Approved, Declined, Review
    from desktop.storage.places import Places

pytestmark = pytest.mark.anyio


@asynccontextmanager
async def host(
    places: Places, *words: str, mode: Any = "auto", **environment: str
) -> AsyncIterator[Client]:
    """Another host, with Parley among its servers as its settings have it."""
    home = str(places.data.parent)
    command = StdioServerParameters(
        command=sys.executable,
        args=["-m", "desktop", "serve", *words],
        env={"PARLEY_HOME": home, "QT_QPA_PLATFORM": "offscreen", **environment},
    )
    info = Implementation(name="claude-code", version="2.1")
    async with Client(command, client_info=info, mode=mode) as client:
        yield client


def text_of(result: Any) -> str:
    return "\n".join(block.text for block in result.content if isinstance(block, TextContent))


@pytest.mark.parametrize("mode", ["legacy", "auto"])
async def test_a_hosts_model_asks_another_and_the_person_is_asked_in_the_window(
    places: Places, mode: str
) -> None:
    heard: list[str] = []
    waiting = asyncio.Event()

    async def hear(progress: float, total: float | None, message: str | None) -> None:
        heard.append(message or "")
        waiting.set()

    async def once_told(review: Review) -> Approved | Declined:
        await waiting.wait()
        return await yes(review)

    async with desk(places, {}, once_told, started=True) as made:
        made.app.library.enlist(FakeBackend("b", "It leaves at nine."))
        async with host(places, mode=mode) as client:
            asked = {"prompt": "When?", "model": "b", "system_prompt": "Be brief."}
            told = await client.call_tool("ask_model", asked, progress_callback=hear)
        assert text_of(told) == "It leaves at nine."
        assert heard[0] == "Waiting for the person"
        assert (told.structured_content or {})["model"] == "b"
        [caller] = [review.request.caller for review in made.reviews]
        assert caller.name == "claude-code"
        assert caller.target.startswith("claude-code 2.1, a host that speaks MCP, run as /")
        assert "claude-code" in [one.name for one in made.app.callers()]
        [entry] = await made.entries()
        assert (entry.server, entry.way, entry.depth) == ("claude-code", "ask_model", 1)
        assert entry.asked["systemPrompt"] == "Be brief."


async def test_a_hosts_model_calls_a_tool_whose_server_asks_a_model_and_goes_on(
    places: Places,
) -> None:
    async with desk(places, {}, yes, started=True) as made:
        made.app.library.enlist(FakeBackend("b", "The organ plays again."))
        async with host(places, "--server", "examples") as client:
            tools = {tool.name: tool for tool in (await client.list_tools()).tools}
            assert "text" in tools["summarize"].input_schema["properties"]
            told = await client.call_tool("summarize", {"text": "Mirela restored the organ."})
        assert text_of(told) == "The organ plays again.\n\n(b answered.)"
        [entry] = await made.entries()
        assert (entry.server, entry.tool, entry.model) == ("examples", "summarize", "b")
        [review] = made.reviews
        assert review.request.call == entry.call != ""


async def test_what_the_host_no_longer_wants_is_withdrawn_from_the_person(places: Places) -> None:
    async def never(review: Review) -> Approved | Declined:
        return await asyncio.Future()

    async with desk(places, {}, never, started=True) as made:
        made.app.library.enlist(FakeBackend("b"))
        async with host(places) as client:
            call = asyncio.create_task(client.call_tool("ask_model", {"prompt": "When?"}))
            await made.until(lambda event: bool(made.reviews))
            call.cancel()
            await made.until(is_withdrawn)
            lost = asyncio.create_task(client.call_tool("ask_model", {"prompt": "Where?"}))
            await made.until(lambda event: len(made.reviews) == 2)
        with anyio.fail_after(10):
            with pytest.raises(MCPError, match="Connection closed"):
                await lost
            while made.withdrawn < 2:  # noqa: ASYNC110  # the host has gone, which nobody tells
                await anyio.sleep(0.01)


@pytest.mark.parametrize(("stands", "refused"), [("2", False), ("3", True)])
async def test_models_that_ask_each_other_in_a_loop_are_stopped(
    places: Places, stands: str, refused: bool
) -> None:
    async with desk(places, {}, yes, started=True) as made:
        made.app.library.enlist(FakeBackend("b", "Yes."))
        async with host(places, PARLEY_DEPTH=stands) as client:
            told = await client.call_tool("ask_model", {"prompt": "Again?"})
        assert bool(told.is_error) is refused
        assert ("looks like a loop" in text_of(told)) is refused
        [entry] = await made.entries()
        assert entry.depth == int(stands) + 1 or refused
        assert entry.phase is (RequestPhase.REFUSED if refused else RequestPhase.ANSWERED)


async def test_a_server_that_parley_runs_is_one_deeper_and_gets_no_tools_by_it(
    places: Places,
) -> None:
    servers = {"nosy": program("nosy_server", start="use")}
    async with desk(places, servers, yes, started=True) as made:
        told = await made.call("nosy", "attempt", what=[["variable", "PARLEY_DEPTH"]])
        assert json.loads(told) == ["1"]
        line = await running.opened(places, {"op": "serve", "server": "examples"})
        assert line
        line[1].close()
        with pytest.raises(ConfigError, match="it might loop"):
            await running.opened(places, {"op": "serve", "server": "examples", "depth": 1})


async def test_without_a_window_only_the_rules_decide(places: Places) -> None:
    write_servers(places, {})
    async with host(places, "--headless") as client:
        told = await client.call_tool("ask_model", {"prompt": "Is it raining?", "max_tokens": 9})
        assert told.is_error
        assert "Nobody is there to be asked" in text_of(told)
        always = {"programs": {"claude-code": {"sampling": {"consent": "always"}}}}
        places.config_file.write_text(json.dumps({"mcpServers": {}, "endpoint": always}), "utf-8")
        told = await client.call_tool("ask_model", {"prompt": "Is it raining?", "max_tokens": 9})
        assert not told.is_error
        assert (told.structured_content or {})["output_tokens"] > 0


async def test_where_no_window_runs_one_is_started(places: Places) -> None:
    async with host(places) as client:
        told = await client.call_tool("list_models", {})
        assert "parley-starter" in text_of(told)
        line = running.found(places)
        assert line
        window = psutil.Process(line.pid)
        assert window.environ().get("PARLEY_DEPTH") is None
    try:
        assert window.is_running()  # It is the person's now, not the host's.
    finally:
        window.terminate()
        window.wait(20)
    assert running.found(places) is None


async def test_a_program_with_a_token_asks_at_an_address(places: Places) -> None:
    async with desk(places, {}, yes, started=True) as made:
        made.app.library.enlist(FakeBackend("b", "By http."))
        token = await made.app.programs.add("editor")
        async with made.app.serving().address(0) as address:
            headers = {"authorization": f"Bearer {token}"}
            async with httpx2.AsyncClient(headers=headers) as http:
                line = streamable_http_client(address, http_client=http)
                async with Client(line) as client:
                    told = await client.call_tool("ask_model", {"prompt": "How?"})
            assert text_of(told) == "By http."
            [entry] = await made.entries()
            assert entry.server == "editor"
            async with httpx2.AsyncClient() as http:
                assert (await http.post(address, json={})).status_code == 401
                foreign = headers | {"origin": "https://example.org"}
                assert (await http.post(address, json={}, headers=foreign)).status_code == 403


def is_withdrawn(event: Event) -> bool:
    return isinstance(event, RequestChanged) and event.phase is RequestPhase.WITHDRAWN
