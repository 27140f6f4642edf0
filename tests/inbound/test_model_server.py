"""Parley's models as an MCP server, asked by the SDK's own client."""

from __future__ import annotations

import json
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import anyio
import pytest
from mcp import Client
from mcp.shared.exceptions import MCPError
from mcp_types import TextContent, TextResourceContents

from desktop.errors import ModelError
from desktop.gateway.limits import Limits
from desktop.gateway.policy import Policy
from desktop.gateway.request import Caller
from desktop.inbound.model_server import DEPTH, Asker, ModelServer
from tests.fakes import BOUNDLESS, FakeBackend, ScriptedApprover, allow, decline
from tests.gateway.desk import opened_desk

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from desktop.storage.places import Places
    from tests.gateway.desk import Desk

pytestmark = pytest.mark.anyio


@asynccontextmanager
async def served(
    places: Places,
    *models: FakeBackend,
    approver: ScriptedApprover | None = None,
    limits: Limits = BOUNDLESS,
    only: str = "",
    **policy: Any,
) -> AsyncIterator[tuple[Desk, Client]]:
    caller = Caller("editor", "a host", "digest", Policy(**policy), limits, is_program=True)
    models = models or (FakeBackend("a", "From a."), FakeBackend("b", "From b."))
    async with opened_desk(places, approver or ScriptedApprover(allow), *models) as desk:
        server = ModelServer(
            desk.gateway, lambda: [one.context for one in models], lambda _: Asker(caller), only
        )
        async with Client(server.server) as client:
            with anyio.fail_after(20):
                yield desk, client


def text_of(result: Any) -> str:
    return "\n".join(block.text for block in result.content if isinstance(block, TextContent))


def deep(number: int) -> Any:
    return {DEPTH: number}


async def test_a_conversation_is_asked_as_it_is_and_its_wishes_go_to_the_router(
    places: Places,
) -> None:
    async with served(places) as (desk, client):
        said = [
            {"role": "user", "content": "I am Ada."},
            {"role": "assistant", "content": [{"type": "text", "text": "Good day."}]},
        ]
        told = await client.call_tool(
            "ask_model",
            {
                "messages": said,
                "prompt": "Who am I?",
                "model": "b",
                "priorities": {"speed": 1, "cost": 0.5},
                "max_tokens": 20,
                "temperature": 0,
            },
        )
        assert text_of(told) == "From b."
        asked = (await desk.entry()).asked
        assert [one["role"] for one in asked["messages"]] == ["user", "assistant", "user"]
        assert asked["modelPreferences"] == {
            "hints": [{"name": "b"}],
            "speedPriority": 1,
            "costPriority": 0.5,
        }
        assert (asked["maxTokens"], asked["temperature"]) == (20, 0)


async def test_several_models_are_compared_side_by_side_and_one_that_fails_says_so(
    places: Places,
) -> None:
    models = FakeBackend("a", "From a."), FakeBackend("b", ModelError("no"))
    async with served(places, *models) as (_, client):
        told = await client.call_tool("compare_models", {"prompt": "?", "models": ["a", "b"]})
        assert text_of(told) == "## A\n\nFrom a.\n\n## B\n\nThe model could not answer."
        [first, second] = (told.structured_content or {})["answers"]
        assert (first["model"], first["text"]) == ("a", "From a.")
        assert second == {"model": "b", "error": "The model could not answer."}
        told = await client.call_tool("compare_models", {"prompt": "?", "models": ["a", "c"]})
        assert text_of(told) == "No model has the id 'c'. list_models tells them."


@pytest.mark.parametrize(
    ("policy", "given", "said"),
    [
        ({}, {"prompt": "?"}, "The person declined this request."),
        ({"models": ("z",)}, {"prompt": "?"}, "No model is available"),
        ({}, {}, "Give a prompt, or messages."),
        ({}, {"prompt": "?", "max_tokens": 0}, "max_tokens: Input should be greater"),
        ({}, {"prompt": "?", "tools": []}, "tools: Extra inputs are not permitted"),
    ],
)
async def test_what_gets_no_answer_is_told_in_words(
    places: Places, policy: dict[str, Any], given: dict[str, Any], said: str
) -> None:
    approver = ScriptedApprover(decline)
    async with served(places, approver=approver, **policy) as (_, client):
        told = await client.call_tool("ask_model", given)
        assert told.is_error
        assert text_of(told).startswith(said)


async def test_a_limit_is_named_with_when_it_frees(places: Places) -> None:
    one = Limits(1, *[10**9] * 8)
    async with served(places, limits=one, consent="always") as (_, client):
        assert not (await client.call_tool("ask_model", {"prompt": "?"})).is_error
        told = await client.call_tool("ask_model", {"prompt": "?"})
        assert told.is_error
        assert "minute" in text_of(told)


async def test_a_host_may_tell_how_deep_its_own_request_stands(places: Places) -> None:
    async with served(places) as (desk, client):
        await client.call_tool("ask_model", {"prompt": "?"}, meta=deep(1))
        assert (await desk.entry()).depth == 2
        told = await client.call_tool("ask_model", {"prompt": "?"}, meta=deep(3))
        assert "looks like a loop" in text_of(told)


async def test_each_model_is_a_resource_with_all_that_is_known_of_it(
    places: Places, tmp_path: Path
) -> None:
    model = FakeBackend("org/a", context_length=4096, path=tmp_path / "a.gguf")
    async with served(places, model) as (_, client):
        [listed] = (await client.list_resources()).resources
        assert str(listed.uri) == "parley://models/org%2Fa"
        [contents] = (await client.read_resource(str(listed.uri))).contents
        assert isinstance(contents, TextResourceContents)
        told = json.loads(contents.text)
        assert told["identification"]["id"]["value"] == "org/a"
        assert told["capabilities"]["context_length"]["value"] == 4096
        assert "path" not in told["runtime"]
        [template] = (await client.list_resource_templates()).resource_templates
        assert template.uri_template == "parley://models/{id}"
        with pytest.raises(MCPError, match="There is no resource"):
            await client.read_resource("parley://models/none")


async def test_one_model_alone_is_a_server_of_its_own(places: Places) -> None:
    async with served(places, only="a") as (desk, client):
        assert [tool.name for tool in (await client.list_tools()).tools] == ["ask"]
        assert [one.name for one in (await client.list_resources()).resources] == ["a"]
        assert text_of(await client.call_tool("ask", {"prompt": "?"})) == "From a."
        assert (await desk.entry()).model == "a"
        with pytest.raises(MCPError, match="no tool named 'ask_model'"):
            await client.call_tool("ask_model", {"prompt": "?", "model": "b"})


async def test_one_model_alone_answers_nobody_who_may_not_ask_it(places: Places) -> None:
    async with served(places, only="a", models=("b",)) as (_, client):
        told = await client.call_tool("ask", {"prompt": "?"})
        assert text_of(told).startswith("No model is available")
