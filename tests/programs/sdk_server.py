"""A server whose one tool samples through the SDK's own resolver, in either era."""

from typing import Annotated

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.resolve import Resolve, Sample
from mcp_types import CreateMessageResult, SamplingMessage, TextContent

server = MCPServer("samples")


def _sample(prompt: str, max_tokens: int = 50) -> Sample:
    message = SamplingMessage(role="user", content=TextContent(text=prompt))
    return Sample([message], max_tokens=max_tokens)


@server.tool(structured_output=False)
async def ask(
    prompt: str,
    answer: Annotated[CreateMessageResult, Resolve(_sample)],
    max_tokens: int = 50,
) -> str:
    """Asks for a completion and tells what came."""
    assert isinstance(answer.content, TextContent)
    return f"{answer.content.text} | {answer.model} | {answer.stop_reason}"


if __name__ == "__main__":
    server.run("stdio")
