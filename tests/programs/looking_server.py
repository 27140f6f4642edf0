"""A server whose tool asks what an image shows, in either era; another asks for JSON."""

import base64
import json
from typing import Annotated, Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.resolve import Resolve, Sample
from mcp_types import CreateMessageResult, ImageContent, SamplingMessage, TextContent

from tests.made_projector import picture

server = MCPServer("looks")


def _look(brightness: int) -> Sample:
    data = base64.b64encode(picture(brightness)).decode()
    image = ImageContent(type="image", data=data, mime_type="image/png")
    question = TextContent(type="text", text="What is it?")
    message = SamplingMessage(role="user", content=[question, image])
    return Sample([message], max_tokens=20, temperature=0.0)


def _fill(schema: str) -> Sample:
    message = SamplingMessage(role="user", content=TextContent(type="text", text="Fill it in."))
    form: dict[str, Any] = {"name": "form", "schema": json.loads(schema)}
    wish = {"response_format": {"type": "json_schema", "json_schema": form}}
    return Sample([message], max_tokens=500, metadata=wish)


@server.tool(structured_output=False)
async def look(brightness: int, answer: Annotated[CreateMessageResult, Resolve(_look)]) -> str:
    """Asks what an image of one shade shows."""
    assert isinstance(answer.content, TextContent)
    return f"{answer.content.text} | {answer.model}"


@server.tool(structured_output=False)
async def fill(schema: str, answer: Annotated[CreateMessageResult, Resolve(_fill)]) -> str:
    """Asks for JSON that is valid against a schema."""
    assert isinstance(answer.content, TextContent)
    return answer.content.text


if __name__ == "__main__":
    server.run("stdio")
