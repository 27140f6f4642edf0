"""A server of the older kind: it pushes its requests whatever the era."""

import warnings

from mcp import MCPDeprecationWarning
from mcp.server.mcpserver import Context, MCPServer
from mcp_types import SamplingMessage, TextContent

server = MCPServer("pushes")
runs = 0


@server.tool(structured_output=False)
async def ask(ctx: Context, prompt: str, max_tokens: int = 50) -> str:
    """Asks for a completion and tells what came."""
    global runs  # noqa: PLW0603
    runs += 1
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MCPDeprecationWarning)
        answer = await ctx.session.create_message(
            [SamplingMessage(role="user", content=TextContent(text=prompt))],
            max_tokens=max_tokens,
            related_request_id=ctx.request_id,
        )
    assert isinstance(answer.content, TextContent)
    return f"run {runs}: {answer.content.text} | {answer.model} | {answer.stop_reason}"


if __name__ == "__main__":
    server.run("stdio")
