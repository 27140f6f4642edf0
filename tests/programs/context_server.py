"""A server with a tool that answers, and one that asks for a completion and for context."""

from typing import Annotated, Literal

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.resolve import Resolve, Sample
from mcp_types import CreateMessageResult, SamplingMessage, TextContent

server = MCPServer("tides")


def _sample(context: Literal["thisServer", "allServers"]) -> Sample:
    message = SamplingMessage(role="user", content=TextContent(text="When can we leave?"))
    return Sample([message], max_tokens=50, include_context=context)


@server.tool(structured_output=False)
def high_water(harbour: str) -> str:
    """Says when the water is high."""
    return f"High water at {harbour}: 14:20."


@server.tool(structured_output=False)
async def ask(
    context: Literal["thisServer", "allServers"],
    answer: Annotated[CreateMessageResult, Resolve(_sample)],
) -> str:
    """Asks for a completion with context and tells what came."""
    assert isinstance(answer.content, TextContent)
    return answer.content.text


if __name__ == "__main__":
    server.run("stdio")
