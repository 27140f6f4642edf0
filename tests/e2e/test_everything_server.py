"""The reference server from npm, which pushes its requests, over stdio and over HTTP."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import socket
from pathlib import Path
from typing import TYPE_CHECKING

import anyio
import pytest

from desktop.events import CallProgressed, ServerChanged, ToolSummary
from desktop.servers.elicitation import Elicitation, Reply
from desktop.servers.forms import FieldKind
from desktop.servers.listings import (
    address_of,
    prompt_summary,
    resource_summary,
    template_summary,
)
from desktop.ui.parts import (
    PicturePart,
    TablePart,
    TextPart,
    parts_of_prompt,
    parts_of_resource,
    parts_of_result,
)
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


async def test_what_it_offers_and_answers_is_taken_apart(answering: Places) -> None:
    servers = {"everything": {"command": "node", "args": [str(SCRIPT), "stdio"]}}
    async with desk(answering, servers) as made:
        supervisor = made.app.supervisor
        await supervisor.start("everything")
        ready = await made.until(
            lambda event: isinstance(event, ServerChanged) and bool(event.tools)
        )
        assert isinstance(ready, ServerChanged)
        assert ready.offers == ("resources", "prompts")
        offers = await supervisor.offers("everything")
        listed = [resource_summary(one) for one in await offers.resources()]
        assert parts_of_resource(await offers.read(listed[0].name)).parts
        templates = [template_summary(one) for one in await offers.templates()]
        address = address_of(templates[0].name, dict.fromkeys(fields_of(templates[0]), "1"))
        assert "1" in str(parts_of_resource(await offers.read(address)).parts[0])
        prompts = {one.name: prompt_summary(one) for one in await offers.prompts()}
        asked = dict.fromkeys(fields_of(prompts["args-prompt"]), "Brill")
        filled = parts_of_prompt(await offers.prompt("args-prompt", asked)).parts
        assert isinstance(filled[-1], TextPart)
        assert "Brill" in filled[-1].text
        outcome = await supervisor.call("everything", "get-tiny-image", {})
        assert outcome.result
        drawn = [one for one in parts_of_result(outcome.result).parts if type(one) is PicturePart]
        assert [one.drawn.image is not None for one in drawn] == [True]
        outcome = await supervisor.call(
            "everything", "get-structured-content", {"location": "New York"}
        )
        assert outcome.result
        table, *rest = parts_of_result(outcome.result).parts
        assert isinstance(table, TablePart)
        assert [row[0] for row in table.grid.rows] == ["temperature", "conditions", "humidity"]
        assert rest == []


def fields_of(summary: ToolSummary) -> list[str]:
    """Returns the blanks of a prompt or a template."""
    return [*json.loads(summary.schema)["properties"]]


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
