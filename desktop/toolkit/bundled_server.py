"""The bundled MCP server, whose tools ask their host for a completion in both protocol eras."""

from __future__ import annotations

import json
import re
import warnings
from typing import TYPE_CHECKING, Annotated

from mcp import MCPDeprecationWarning, MCPError
from mcp.server.mcpserver import Context, MCPServer
from mcp_types import (
    CreateMessageRequest,
    CreateMessageRequestParams,
    CreateMessageResult,
    CreateMessageResultWithTools,
    InputRequiredResult,
    ModelPreferences,
    SamplingMessage,
    TextContent,
)
from pydantic import Field

if TYPE_CHECKING:
    from collections.abc import Callable

MODERN_REVISION = "2026-07-28"
REJECTED = -1
DECLINED = "The person declined, so no model saw the text."

TEXT = (
    "According to the paper, Mirela Tosk restored the old organ in Brill last spring. "
    "The work took 14 months. Everyone said the result was wonderful."
)
TOOLS = (
    "Tools:\n"
    "- get_weather(city): Get the weather for a city\n"
    "- search_files(query): Search files by keyword\n"
    "- send_message(to): Send a message to a person"
)
"""What `route` offers; a model that calls tools writes its call between the marks of `_CALL`."""
_CALL = re.compile(r"<tool_call>\s*(\{.*\})\s*</tool_call>", re.DOTALL)

Text = Annotated[str, Field(description="A short text.")]

server = MCPServer("Parley examples", version="1.0")


@server.tool(title="Summarise a text", structured_output=False)
async def summarise(ctx: Context, text: Text = TEXT) -> str | InputRequiredResult:
    """Asks a model for one sentence that says what a text says."""
    system = "You summarise a text in one short sentence."
    return await _ask(ctx, system, f"Summarise this text in one sentence:\n\n{text}")


@server.tool(title="Find the sentiment of a text", structured_output=False)
async def sentiment(ctx: Context, text: Text = TEXT) -> str | InputRequiredResult:
    """Asks a model whether a text is positive, negative or neutral."""
    question = "Is the sentiment of this text positive, negative or neutral?"
    return await _ask(ctx, "You answer in one word.", f"{question}\n\n{text}")


@server.tool(title="Ask about a text", structured_output=False)
async def ask_about(
    ctx: Context,
    question: Annotated[str, Field(description="What you want to know.")] = (
        "Who restored the old organ?"
    ),
    text: Annotated[str, Field(description="The text that holds the answer.")] = TEXT,
) -> str | InputRequiredResult:
    """Asks a model a question whose answer stands in a text."""
    system = "You answer a question from the given text only."
    return await _ask(ctx, system, f"{text}\n\nQuestion: {question}")


@server.tool(title="Route a request to a tool", structured_output=False)
async def route(
    ctx: Context,
    request: Annotated[
        str, Field(description="Something about the weather, a file or a message.")
    ] = "Please check the weather for Brill.",
) -> str | InputRequiredResult:
    """Asks a model which of three tools a request needs, and with which argument; runs none."""
    return await _ask(ctx, TOOLS, request, _as_call)


def _as_call(answer: str) -> str:
    """Returns the call that a model wrote, in the notation of most languages."""
    found = _CALL.search(answer)
    try:
        call = json.loads(found[1]) if found else {}
        arguments = ", ".join(f"{name}={value!r}" for name, value in call["arguments"].items())
        return f"{call['name']}({arguments})"
    except (ValueError, KeyError, AttributeError, TypeError):
        return f"The model named no tool. It said: {answer}"


async def _ask(
    ctx: Context, system: str, prompt: str, told: Callable[[str], str] = str
) -> str | InputRequiredResult:
    params = CreateMessageRequestParams(
        messages=[SamplingMessage(role="user", content=TextContent(text=prompt))],
        system_prompt=system,
        max_tokens=80,
        model_preferences=ModelPreferences(speed_priority=0.8, cost_priority=0.5),
    )
    if (ctx.protocol_version or "") < MODERN_REVISION:
        return await _push(ctx, params, told)
    answer = (ctx.input_responses or {}).get("answer")
    if answer is None:
        return InputRequiredResult(input_requests={"answer": CreateMessageRequest(params=params)})
    if isinstance(answer, CreateMessageResult | CreateMessageResultWithTools):
        return _result(answer, told)
    return "The host answered with something other than a completion."


async def _push(
    ctx: Context, params: CreateMessageRequestParams, told: Callable[[str], str]
) -> str:
    try:
        with warnings.catch_warnings():
            # Sampling is deprecated since 2026-07-28 (SEP-2577); before it there is no other way.
            warnings.simplefilter("ignore", MCPDeprecationWarning)
            answer = await ctx.session.create_message(
                params.messages,
                max_tokens=params.max_tokens,
                system_prompt=params.system_prompt,
                model_preferences=params.model_preferences,
                related_request_id=ctx.request_id,
            )
    except MCPError as error:
        return DECLINED if error.code == REJECTED else f"No answer: {error.message}"
    return _result(answer, told)


def _result(
    answer: CreateMessageResult | CreateMessageResultWithTools, told: Callable[[str], str]
) -> str:
    blocks = answer.content if isinstance(answer.content, list) else [answer.content]
    text = " ".join(block.text for block in blocks if isinstance(block, TextContent))
    return f"{told(text)}\n\n({answer.model} answered and stopped because of {answer.stop_reason}.)"


def main() -> None:
    """Serves on this process's own standard input and output."""
    server.run("stdio")


if __name__ == "__main__":
    main()
