"""What passes the gateway, as it is kept: in the wire's notation, or only how much it was."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from desktop.language import tr
from desktop.models.backend import blocks_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mcp_types import CreateMessageRequestParams

    from desktop.models.backend import Result

_PARAMS = {"maxTokens", "temperature", "includeContext", "modelPreferences", "toolChoice"}
"""What of a request's params is nobody's text."""
_BLOCK = {"type", "mimeType", "id", "name", "toolUseId", "isError"}
"""What of a block or a tool is nobody's text."""


def wire(params: CreateMessageRequestParams) -> dict[str, Any]:
    """Returns a request's params in the notation of the wire."""
    return params.model_dump(by_alias=True, exclude_none=True, mode="json")


def blocks_told(result: Result) -> list[dict[str, Any]]:
    """Returns an answer's blocks in the notation of the wire; none where it is only text."""
    blocks = blocks_of(result)
    if all(block.type == "text" for block in blocks):
        return []
    return [block.model_dump(by_alias=True, exclude_none=True, mode="json") for block in blocks]


def length(params: CreateMessageRequestParams) -> str:
    """Returns how much a request asks, in words, without going through more of it than it must."""
    blocks = [block for message in params.messages for block in message.content_as_list]
    characters = len(params.system_prompt or "") + sum(
        len(block.text) for block in blocks if block.type == "text"
    )
    return tr(
        "{messages}, {characters} of text",
        messages=tr("{n} message(s)", "", len(params.messages)),
        characters=tr("{n} character(s)", "", characters),
    )


def unsaid(text: str) -> str:
    """Returns how long a text was, in its place; nothing in the place of nothing."""
    return tr("[{n} character(s), not kept]", "", len(text)) if text else ""


def unsaid_params(told: Mapping[str, Any]) -> dict[str, Any]:
    """Returns params in the wire's notation with roles, kinds and lengths, and without texts."""
    kept = {name: value for name, value in told.items() if name in _PARAMS}
    if told.get("systemPrompt"):
        kept["systemPrompt"] = unsaid(told["systemPrompt"])
    kept["messages"] = [
        {"role": message["role"], "content": _unsaid_content(message["content"])}
        for message in told["messages"]
    ]
    if told.get("tools"):
        kept["tools"] = unsaid_blocks(told["tools"])
    return kept


def unsaid_blocks(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Returns blocks, or tools, without what they say."""
    return [_unsaid_block(block) for block in blocks]


def _unsaid_content(content: Any) -> Any:
    return unsaid_blocks(content) if isinstance(content, list) else _unsaid_block(content)


def _unsaid_block(block: Mapping[str, Any]) -> dict[str, Any]:
    if block.get("type") == "text":
        return {"type": "text", "text": unsaid(block["text"])}
    kept = {name: value for name, value in block.items() if name in _BLOCK}
    rest = {name: value for name, value in block.items() if name not in _BLOCK}
    return {**kept, "notKept": len(rest.get("data", "") or json.dumps(rest))}
