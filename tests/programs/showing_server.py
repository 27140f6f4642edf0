"""A server with something of every kind: results, resources, prompts, and tools that destroy."""

import base64
import struct
import zlib

from mcp.server.mcpserver import MCPServer
from mcp_types import (
    AudioContent,
    CallToolResult,
    Completion,
    EmbeddedResource,
    ImageContent,
    ResourceLink,
    TextContent,
    TextResourceContents,
    ToolAnnotations,
)

server = MCPServer("shows")


def picture() -> str:
    """Returns a PNG of 3 by 2 pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        end = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + end

    header = struct.pack(">IIBBBBB", 3, 2, 8, 2, 0, 0, 0)
    pixels = zlib.compress((b"\0" + b"\x20\x80\x80" * 3) * 2)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    return base64.b64encode(b"\x89PNG\r\n\x1a\n" + parts).decode()


@server.tool(structured_output=False)
async def show_all() -> CallToolResult:
    """Answers with a part of every kind."""
    text = TextResourceContents(uri="note://inside", text="It came along.")
    sound = base64.b64encode(b"RIFF\0\0\0\0WAVE").decode()
    return CallToolResult(
        content=[
            TextContent(text="A gale is on its way."),
            ImageContent(data=picture(), mime_type="image/png"),
            AudioContent(data=sound, mime_type="audio/wav"),
            ResourceLink(name="today", uri="note://today", mime_type="text/plain"),
            EmbeddedResource(resource=text),
        ],
        structured_content={"days": [{"day": "Saturday", "wind": 8}, {"day": "Sunday", "wind": 6}]},
    )


@server.tool(structured_output=False, annotations=ToolAnnotations(destructive_hint=True))
async def burn(what: str = "the letter") -> str:
    """Burns something."""
    return f"{what} is burnt."


@server.resource("note://today", mime_type="text/plain")
def today() -> str:
    """What today brings."""
    return "a fine day"


@server.resource("note://{day}", mime_type="text/plain")
def any_day(day: str) -> str:
    """What a day brings."""
    return f"rain on {day}"


@server.prompt()
def greet(name: str) -> str:
    """Greets somebody."""
    return f"Greet {name}."


@server.completion()  # type: ignore[no-untyped-call, untyped-decorator]
async def complete(ref: object, argument: object, context: object) -> Completion:
    """Knows two names."""
    return Completion(values=["Ada", "Alan"])


if __name__ == "__main__":
    server.run()
