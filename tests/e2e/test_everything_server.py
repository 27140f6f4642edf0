"""The reference server from npm, which pushes its requests, over stdio and over HTTP."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
from pathlib import Path
from typing import TYPE_CHECKING

import anyio
import pytest

from desktop.events import CallProgressed, ServerChanged
from desktop.servers.elicitation import Elicitation, Reply
from desktop.servers.forms import FieldKind
from tests.e2e.desk import desk, no
from tests.scripted_model import write_scripted_model

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from desktop.events import Event
    from desktop.storage.places import Places

NODE = Path(__file__).parents[1] / "node"
SCRIPT = NODE / "node_modules/@modelcontextprotocol/server-everything/dist/index.js"
ANSWER = "All is well here."

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(
        shutil.which("node") is None or shutil.which("npm") is None, reason="Node is not installed"
    ),
]


@pytest.fixture
def answering(places: Places) -> Places:
    """A Parley whose one model answers with a sentence that is known."""
    assert SCRIPT.exists(), "run `make test`, or `npm ci` in tests/node"
    places.models.mkdir(parents=True)
    write_scripted_model(places.models / "scripted.gguf", ANSWER)
    return places


@pytest.fixture
async def address() -> AsyncIterator[str]:
    """The address of the server running over HTTP."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = await asyncio.create_subprocess_exec(
        "node",
        str(SCRIPT),
        "streamableHttp",
        env={**os.environ, "PORT": str(port)},
        stderr=asyncio.subprocess.PIPE,
    )
    assert server.stderr is not None
    with anyio.fail_after(30):
        while b"listening" not in (line := await server.stderr.readline()):
            assert line, "the server ended"
    rest = asyncio.create_task(server.stderr.read())
    yield f"http://127.0.0.1:{port}/mcp"
    server.terminate()
    await server.wait()
    await rest


def offers_sampling(event: Event) -> bool:
    """Whether the server has added the tool that it adds only for a host that can sample."""
    tools = event.tools if isinstance(event, ServerChanged) else ()
    return any(tool.name == "trigger-sampling-request" for tool in tools)


async def test_it_is_answered_over_stdio(answering: Places) -> None:
    servers = {"everything": {"command": "node", "args": [str(SCRIPT), "stdio"]}}
    async with desk(answering, servers) as made:
        await made.app.supervisor.start("everything")
        await made.until(offers_sampling)
        text = await made.call("everything", "trigger-sampling-request", prompt="How is it?")
        assert ANSWER in text
        [review] = made.reviews
        assert review.request.patience == 60
        assert review.request.tool == "trigger-sampling-request"


async def test_it_is_answered_over_streamable_http(answering: Places, address: str) -> None:
    async with desk(answering, {"everything": {"url": address}}) as made:
        await made.app.supervisor.start("everything")
        await made.until(offers_sampling)
        text = await made.call("everything", "trigger-sampling-request", prompt="How is it?")
        assert ANSWER in text


async def test_it_is_told_of_a_decline(answering: Places) -> None:
    servers = {"everything": {"command": "node", "args": [str(SCRIPT), "stdio"]}}
    async with desk(answering, servers, no) as made:
        await made.app.supervisor.start("everything")
        await made.until(offers_sampling)
        outcome = await made.app.supervisor.call(
            "everything", "trigger-sampling-request", {"prompt": "How is it?"}
        )
        assert outcome.is_error
        assert "User rejected sampling request" in outcome.text


async def test_its_forms_addresses_and_folders_reach_the_person(
    answering: Places, tmp_path: Path
) -> None:
    async def reply(question: Elicitation) -> Reply:
        if question.address:
            return Reply("accept")
        values = {field.name: field.default for field in question.fields if field.default}
        return Reply("accept", {**values, "name": "Ada"})

    entry = {"command": "node", "args": [str(SCRIPT), "stdio"], "roots": [str(tmp_path)]}
    async with desk(answering, {"everything": entry}) as made:
        made.reply = reply
        await made.app.supervisor.start("everything")
        for tool in ("trigger-elicitation-request", "trigger-url-elicitation", "get-roots-list"):
            await made.until(lambda event, tool=tool: offers(event, tool))  # type: ignore[misc]
        told = await made.call("everything", "trigger-elicitation-request")
        assert "Ada" in told
        [form] = made.questions
        assert {field.kind for field in form.fields} == {*FieldKind} - {FieldKind.MOMENT}
        url = "https://modelcontextprotocol.io/"
        await made.call("everything", "trigger-url-elicitation", url=url)
        assert made.questions[1].address == url
        assert tmp_path.as_uri() in await made.call("everything", "get-roots-list")


async def test_its_progress_is_told(answering: Places) -> None:
    servers = {"everything": {"command": "node", "args": [str(SCRIPT), "stdio"]}}
    async with desk(answering, servers) as made:
        tool = "trigger-long-running-operation"
        await made.call("everything", tool, duration=1, steps=2)
        done = CallProgressed("everything", tool, 2, 2)
        await made.until(lambda event: event == done)


def offers(event: Event, tool: str) -> bool:
    """Whether a server has a tool."""
    return isinstance(event, ServerChanged) and tool in [one.name for one in event.tools]
