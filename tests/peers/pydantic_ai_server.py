"""A server whose agent of pydantic-ai thinks with its host's model."""

# mypy: ignore-errors
# What this imports is in an environment of its own.

import sys

from mcp.server.mcpserver import Context, MCPServer
from pydantic_ai import Agent
from pydantic_ai.models.mcp_sampling import MCPSamplingModel

server = MCPServer("pydantic-ai")
agent = Agent(system_prompt="Always answer in rhyme.")


@server.tool()
async def poem(ctx: Context, question: str) -> str:
    answer = await agent.run(question, model=MCPSamplingModel(session=ctx.session))
    return f"told: {answer.output}"


if __name__ == "__main__":
    sys.exit(server.run("stdio"))
