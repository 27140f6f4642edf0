"""A server on fastmcp 3, which samples with its `ctx.sample`, and delegates with Parley's module.

`delegation` is Parley's, copied beside this file as a server's author would copy it.
"""

# mypy: ignore-errors
# What this imports is in an environment of its own.

import sys

from delegation import Ask, Delegation, Settings
from fastmcp import Context, FastMCP
from pydantic import BaseModel

server = FastMCP("fastmcp3")
delegation = Delegation(Settings(), {"lent": Settings("delegate-first", timeout=20.0)})


class Mood(BaseModel):
    mood: str
    score: int


def weather(city: str) -> str:
    """Returns the weather of a city."""
    return f"sunny in {city}"


@server.tool
async def plain(question: str, ctx: Context) -> str:
    answer = await ctx.sample(
        question,
        system_prompt="be brief",
        temperature=0.1,
        max_tokens=64,
        model_preferences=["claude-3", "gpt"],
    )
    return f"told: {answer.text}"


@server.tool
async def with_tools(question: str, ctx: Context) -> str:
    answer = await ctx.sample(question, tools=[weather], max_tokens=64)
    return f"told: {answer.text} | {len(answer.history)} messages"


@server.tool
async def structured(question: str, ctx: Context) -> str:
    answer = await ctx.sample(question, result_type=Mood, max_tokens=400)
    return f"{type(answer.result).__name__}: {answer.result.model_dump_json()}"


@server.tool
@delegation.tool
async def delegate(question: str, how: str, ctx: Context) -> str:
    outcome = await delegation.delegate(ctx, how, Ask(question), lambda: "done here")
    return f"{outcome.strategy}: {outcome.value} | {outcome.model} | {outcome.error}"


if __name__ == "__main__":
    sys.exit(server.run(show_banner=False))
