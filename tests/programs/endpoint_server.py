"""A server that asks for a model's answer with OpenAI's own SDK, by what it finds at its start."""

import os
from typing import Annotated

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.resolve import Resolve, Sample
from mcp_types import CreateMessageResult, SamplingMessage, TextContent

server = MCPServer("thinks")


@server.tool(structured_output=False)
async def think(question: str) -> str:
    """Asks by the endpoint."""
    import openai  # noqa: PLC0415  (it takes a second)

    try:
        async with openai.AsyncOpenAI() as client:
            told = await client.chat.completions.create(
                model="", messages=[{"role": "user", "content": question}], max_tokens=50
            )
    except openai.APIStatusError as error:
        return f"{error.status_code} {error.code}"
    return str(told.choices[0].message.content)


def _sample(question: str) -> Sample:
    return Sample([SamplingMessage(role="user", content=TextContent(text=question))], max_tokens=50)


@server.tool(structured_output=False)
async def sample(question: str, answer: Annotated[CreateMessageResult, Resolve(_sample)]) -> str:
    """Asks by MCP's sampling."""
    assert isinstance(answer.content, TextContent)
    return answer.content.text


@server.tool(structured_output=False)
def found() -> str:
    """Tells what it found at its start."""
    names = ("OPENAI_BASE_URL", "OPENAI_API_KEY", "ANTHROPIC_BASE_URL", "ANTHROPIC_API_KEY")
    return " ".join(os.environ.get(name, "-") for name in names)


if __name__ == "__main__":
    server.run("stdio")
