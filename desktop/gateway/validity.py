"""MCP's rules for a request, as far as the SDK leaves them to its user."""

from __future__ import annotations

import re
from binascii import a2b_base64
from math import inf
from typing import TYPE_CHECKING, Any

from pydantic_core import to_json

from desktop.errors import InvalidRequest
from desktop.models.structured import malformed

if TYPE_CHECKING:
    from mcp_types import (
        ContentBlock,
        CreateMessageRequestParams,
        SamplingMessage,
        SamplingMessageContentBlock,
    )

_LARGEST = 2**53 - 1
"""The largest number that every reader of JSON takes for the same."""

_MEDIA_TYPE = re.compile(r"(image|audio)/[\w.+-]+(; ?[^\s;,]+)*")

MOST_OCTETS = 16_000_000
"""More than this the journal does not take of one request."""


def check(params: CreateMessageRequestParams) -> None:
    """Passes a request that keeps the rules which the SDK leaves to its user.

    The rules are those of MCP's sampling page (SEP-1577 for the tool blocks).

    Raises:
        InvalidRequest: with the specification's wording where it has one.
    """
    if not params.messages:
        raise InvalidRequest("messages must not be empty")
    if params.max_tokens < 1:
        raise InvalidRequest("maxTokens must be a positive number")
    if params.max_tokens > _LARGEST:
        raise InvalidRequest("maxTokens is too large a number")
    if params.temperature is not None and not 0 <= params.temperature < inf:
        raise InvalidRequest("temperature must be a number that is not negative")
    if wrong := malformed(params):
        raise InvalidRequest(wrong)
    _check_size(params)
    _check_tools(params)
    _check_content(params.messages)
    _check_tool_balance(params.messages)


def _check_size(params: CreateMessageRequestParams) -> None:
    """Passes what the journal can keep; a picture of 10 MB is among it."""
    size = len(params.system_prompt or "")
    for message in params.messages:
        for block in message.content_as_list:
            match block.type:
                case "text":
                    size += len(block.text)
                case "image" | "audio":
                    size += len(block.data)
                case _:
                    size += len(block.model_dump_json())
    for rest in (params.metadata, params.stop_sequences, params.model_preferences, params.tools):
        size += len(to_json(rest)) if rest else 0
    if size > MOST_OCTETS:
        raise InvalidRequest(f"the request is larger than {MOST_OCTETS // 10**6} MB")


def _check_tools(params: CreateMessageRequestParams) -> None:
    names = [tool.name for tool in params.tools or []]
    if params.tool_choice is not None and params.tool_choice.mode == "required" and not names:
        raise InvalidRequest("toolChoice is required, but there are no tools")
    if len(set(names)) < len(names):
        raise InvalidRequest("two tools have the same name")
    if not all(name.strip() for name in names):
        raise InvalidRequest("a tool must have a name")
    for tool in params.tools or []:
        if tool.input_schema.get("type") != "object":
            raise InvalidRequest("inputSchema of a tool must have the type object")
        if _refers_to_itself(tool.input_schema):
            raise InvalidRequest("inputSchema of a tool refers to itself and to nothing else")


def _refers_to_itself(schema: dict[str, Any]) -> bool:
    """Whether following a reference leads back to it; a tree of objects, which ends, does not."""
    open_values: list[Any] = [schema]
    ending = set[str]()
    while open_values:
        value, met = open_values.pop(), set[str]()
        inner = value.values() if isinstance(value, dict) else value
        open_values.extend(one for one in inner if isinstance(one, dict | list))
        while isinstance(value, dict) and isinstance(reference := value.get("$ref"), str):
            if reference in met:
                return True
            if reference in ending:
                break
            met.add(reference)
            value = _pointed(schema, reference)
        ending |= met
    return False


def _pointed(schema: dict[str, Any], reference: str) -> Any:
    """Returns what a reference points to within a schema; None where that is not in it."""
    head, *steps = reference.split("/")
    found: Any = schema if head == "#" else None
    for step in steps:
        name = step.replace("~1", "/").replace("~0", "~")
        found = found.get(name) if isinstance(found, dict) else None
    return found


def _check_content(messages: list[SamplingMessage]) -> None:
    for message in messages:
        if not message.content_as_list:
            raise InvalidRequest("the content of a message must not be empty")
        for block in message.content_as_list:
            for part in block.content if block.type == "tool_result" else [block]:
                _check_media(part)


def _check_media(block: SamplingMessageContentBlock | ContentBlock) -> None:
    if block.type not in ("image", "audio"):
        return
    kind = _MEDIA_TYPE.fullmatch(block.mime_type)
    if not kind or kind[1] != block.type:
        raise InvalidRequest(f"mimeType of {block.type} content must be one of {block.type}")
    try:
        octets = a2b_base64(block.data, strict_mode=True)
    except ValueError:
        octets = b""
    if not octets:
        raise InvalidRequest(f"data of {block.type} content must be base64")


def _check_tool_balance(messages: list[SamplingMessage]) -> None:
    expected: set[str] = set()
    for message in messages:
        blocks = message.content_as_list
        answered = [block.tool_use_id for block in blocks if block.type == "tool_result"]
        called = [block.id for block in blocks if block.type == "tool_use"]
        results, uses = set(answered), set(called)
        if results and any(block.type != "tool_result" for block in blocks):
            raise InvalidRequest("Tool results mixed with other content")
        if results != expected:
            raise InvalidRequest("Tool result missing in request")
        if (uses and message.role != "assistant") or (results and message.role != "user"):
            raise InvalidRequest("Tool content in a message of the wrong role")
        if len(uses) < len(called) or len(results) < len(answered):
            raise InvalidRequest("Two tool uses or results with the same id")
        expected = uses
    if expected:
        raise InvalidRequest("Tool result missing in request")
