"""A server on fastmcp 4, which has no `ctx.sample`: it asks inside its result, or delegates.

`delegation` is Parley's, copied beside this file as a server's author would copy it.
"""

# mypy: ignore-errors
# What this imports is in an environment of its own.

import sys

from delegation import Ask, Delegation, Settings
from fastmcp import Context, FastMCP
from mcp_types import (
    CreateMessageRequest,
    CreateMessageRequestParams,
    InputRequiredResult,
    SamplingMessage,
    TextContent,
)

server = FastMCP("fastmcp4")
delegation = Delegation(Settings(), {"lent": Settings("delegate-first", timeout=20.0)})


def asking(text: str) -> CreateMessageRequest:
    message = SamplingMessage(role="user", content=TextContent(text=text))
    return CreateMessageRequest(
        params=CreateMessageRequestParams(messages=[message], max_tokens=64)
    )


@server.tool
async def guarded(question: str, ctx: Context) -> str | InputRequiredResult:
    """Asks two things at once."""
    if ctx.input_responses is None:
        asked = {"one": asking(question), "two": asking(f"{question} Really?")}
        return InputRequiredResult(input_requests=asked, request_state="seen")
    answers = ctx.input_responses
    return f"told: {answers['one'].content.text} | {len(answers)} | {ctx.request_state}"


@server.tool
@delegation.tool
async def delegate(question: str, how: str, ctx: Context) -> str:
    outcome = await delegation.delegate(ctx, how, Ask(question), lambda: "done here")
    return f"{outcome.strategy}: {outcome.value} | {outcome.model} | {outcome.error}"


if __name__ == "__main__":
    sys.exit(server.run(show_banner=False))
