"""Requests that break the protocol, each with the rule that turns it away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mcp_types import (
    AudioContent,
    ImageContent,
    SamplingMessage,
    TextContent,
    Tool,
    ToolChoice,
    ToolResultContent,
    ToolUseContent,
)

from tests.fakes import make_params

if TYPE_CHECKING:
    from mcp_types import CreateMessageRequestParams

TEXT = TextContent(text="How deep is the lake?")
ITSELF = "inputSchema of a tool refers to itself and to nothing else"
MISSING = "Tool result missing in request"
NEGATIVE = "temperature must be a number that is not negative"
NO_OBJECT = "inputSchema of a tool must have the type object"
SAME_ID = "Two tool uses or results with the same id"
WRONG_ROLE = "Tool content in a message of the wrong role"


def use(name: str = "a") -> ToolUseContent:
    return ToolUseContent(id=name, name="measure", input={})


def result(name: str = "a", *content: Any) -> ToolResultContent:
    return ToolResultContent(tool_use_id=name, content=list(content) or [TEXT])


def user(*blocks: Any) -> SamplingMessage:
    return SamplingMessage(role="user", content=list(blocks))


def assistant(*blocks: Any) -> SamplingMessage:
    return SamplingMessage(role="assistant", content=list(blocks))


def talk(*messages: SamplingMessage) -> CreateMessageRequestParams:
    return make_params(messages=list(messages))


def offered(*tools: Tool, mode: Any = None) -> CreateMessageRequestParams:
    return make_params(tools=list(tools), tool_choice=ToolChoice(mode=mode) if mode else None)


def tool(schema: dict[str, Any], name: str = "measure") -> Tool:
    return Tool(name=name, input_schema={"type": "object", **schema})


def picture(data: str, kind: str = "image/png") -> ImageContent:
    return ImageContent(data=data, mime_type=kind)


Malformed = dict[str, tuple["CreateMessageRequestParams", str]]

MALFORMED: Malformed = {
    "no messages": (talk(), "messages must not be empty"),
    "a message of nothing": (talk(user()), "the content of a message must not be empty"),
    "no tokens": (make_params(max_tokens=0), "maxTokens must be a positive number"),
    "negative tokens": (make_params(max_tokens=-1), "maxTokens must be a positive number"),
    "tokens without end": (make_params(max_tokens=10**400), "maxTokens is too large a number"),
    "a negative temperature": (make_params(temperature=-0.5), NEGATIVE),
    "a temperature that is no number": (make_params(temperature=float("nan")), NEGATIVE),
    "an infinite temperature": (make_params(temperature=float("inf")), NEGATIVE),
    "a call without its result": (talk(user(TEXT), assistant(use())), MISSING),
    "a result without its call": (talk(user(result())), MISSING),
    "another call's result": (talk(assistant(use()), user(result("b"))), MISSING),
    "one result of two": (talk(assistant(use(), use("b")), user(result())), MISSING),
    "a word between call and result": (
        talk(assistant(use()), user(TEXT), user(result())),
        MISSING,
    ),
    "two calls of one id": (talk(assistant(use(), use()), user(result())), SAME_ID),
    "two results of one call": (talk(assistant(use()), user(result(), result())), SAME_ID),
    "a result among words": (
        talk(assistant(use()), user(TEXT, result())),
        "Tool results mixed with other content",
    ),
    "a call by the user": (talk(user(use()), user(result())), WRONG_ROLE),
    "a result by the assistant": (talk(assistant(use()), assistant(result())), WRONG_ROLE),
    "two tools of one name": (
        offered(tool({}), tool({"description": "another"})),
        "two tools have the same name",
    ),
    "a tool without a name": (offered(tool({}, " ")), "a tool must have a name"),
    "a choice of no tools": (
        offered(mode="required"),
        "toolChoice is required, but there are no tools",
    ),
    "a schema of a text": (offered(tool({"type": "string"})), NO_OBJECT),
    "a schema of nothing": (offered(Tool(name="measure", input_schema={})), NO_OBJECT),
    "a schema that is itself": (offered(tool({"$ref": "#"})), ITSELF),
    "a schema in a circle": (
        offered(
            tool(
                {"properties": {"a": {"$ref": "#/$defs/b"}}, "$defs": {"b": {"$ref": "#/$defs/b"}}}
            )
        ),
        ITSELF,
    ),
    "a broken picture": (talk(user(picture("%%%"))), "data of image content must be base64"),
    "half a picture": (talk(user(picture("QUJDR"))), "data of image content must be base64"),
    "an empty picture": (talk(user(picture(""))), "data of image content must be base64"),
    "a page instead of a picture": (
        talk(user(picture("QUJD", "text/html"))),
        "mimeType of image content must be one of image",
    ),
    "a picture whose kind goes on": (
        talk(user(picture("QUJD", "image/png,<svg onload=alert(1)>"))),
        "mimeType of image content must be one of image",
    ),
    "a picture instead of a sound": (
        talk(user(AudioContent(data="QUJD", mime_type="image/png"))),
        "mimeType of audio content must be one of audio",
    ),
    "a broken picture in a result": (
        talk(assistant(use()), user(result("a", picture("%%%")))),
        "data of image content must be base64",
    ),
}
"""What the SDK lets through; the rule is what the server is told with -32602."""

UNREADABLE: dict[str, str] = {
    "a role of its own": '{"messages": [{"role": "system", "content": %s}], "maxTokens": 5}',
    "no content": '{"messages": [{"role": "user"}], "maxTokens": 5}',
    "content of its own kind": (
        '{"messages": [{"role": "user", "content": {"type": "video", "data": "QUJD"}}], '
        '"maxTokens": 5}'
    ),
    "no bound": '{"messages": [{"role": "user", "content": %s}]}',
    "half a token": '{"messages": [{"role": "user", "content": %s}], "maxTokens": 1.5}',
    "a choice of its own": (
        '{"messages": [{"role": "user", "content": %s}], "maxTokens": 5, '
        '"toolChoice": {"mode": "any"}}'
    ),
    "a schema that is a text": (
        '{"messages": [{"role": "user", "content": %s}], "maxTokens": 5, '
        '"tools": [{"name": "measure", "inputSchema": "object"}]}'
    ),
}
"""What the SDK itself turns away with -32602, as JSON; `%s` stands for a text."""

NO_JSON: dict[str, str] = {
    "half a character": r'{"messages": [], "maxTokens": 5, "systemPrompt": "\ud800 and on"}',
    "a nest without end": '{"messages": [], "metadata": ' + '{"a":' * 1_000 + "1" + "}" * 1_001,
    "a number too long": '{"messages": [], "maxTokens": 1' + "0" * 5_000 + "}",
}  # fmt: skip
"""What makes a whole line unreadable, so that nothing can answer it."""
