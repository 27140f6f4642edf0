"""The bundled MCP server, whose tools ask their host for a completion in both protocol eras."""

from __future__ import annotations

import warnings
from typing import Annotated

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

MODERN_REVISION = "2026-07-28"
REJECTED = -1
DECLINED = "The person declined, so no model saw the text."

server = MCPServer("Parley examples", version="1.0")


@server.tool(title="Summarise a text", structured_output=False)
async def summarise(
    ctx: Context,
    text: Annotated[str, Field(description="The text to summarise.")] = (
        "The ferry to Brill leaves at nine. Because of the storm it will wait until noon, "
        "and passengers may spend the morning in the old harbour office."
    ),
) -> str | InputRequiredResult:
    """Asks a model for one sentence that says what a text says."""
    system = "You summarise a text in one short sentence."
    return await _ask(ctx, system, f"Summarise this text in one sentence:\n\n{text}")


@server.tool(title="Ask about a text", structured_output=False)
async def ask_about(
    ctx: Context,
    question: Annotated[str, Field(description="What you want to know.")],
    text: Annotated[str, Field(description="The text that holds the answer.")],
) -> str | InputRequiredResult:
    """Asks a model a question whose answer stands in a text."""
    system = "You answer a question from the given text only."
    return await _ask(ctx, system, f"{text}\n\nQuestion: {question}")


async def _ask(ctx: Context, system: str, prompt: str) -> str | InputRequiredResult:
    params = CreateMessageRequestParams(
        messages=[SamplingMessage(role="user", content=TextContent(text=prompt))],
        system_prompt=system,
        max_tokens=80,
        model_preferences=ModelPreferences(speed_priority=0.8, cost_priority=0.5),
    )
    if (ctx.protocol_version or "") < MODERN_REVISION:
        return await _push(ctx, params)
    answer = (ctx.input_responses or {}).get("answer")
    if answer is None:
        return InputRequiredResult(input_requests={"answer": CreateMessageRequest(params=params)})
    if isinstance(answer, CreateMessageResult | CreateMessageResultWithTools):
        return _told(answer)
    return "The host answered with something other than a completion."


async def _push(ctx: Context, params: CreateMessageRequestParams) -> str:
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
    return _told(answer)


def _told(answer: CreateMessageResult | CreateMessageResultWithTools) -> str:
    blocks = answer.content if isinstance(answer.content, list) else [answer.content]
    text = " ".join(block.text for block in blocks if isinstance(block, TextContent))
    return f"{text}\n\n({answer.model} answered and stopped because of {answer.stop_reason}.)"


if __name__ == "__main__":
    server.run("stdio")
