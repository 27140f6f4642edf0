"""A conversation in MCP's own notation, put together from that of a chat interface."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from mcp_types import CreateMessageRequestParams
from pydantic import ValidationError

from desktop.errors import InvalidRequest

if TYPE_CHECKING:
    from collections.abc import Sequence

Wire = dict[str, Any]
"""A value in MCP's own notation."""

USUAL_TOKENS = 2_000
"""An answer's bound where the program names none; the caller's own limit still holds."""

_DATA = re.compile(r"data:([\w.+-]+/[\w.+-]+);base64,(.+)", re.DOTALL)


class Conversation:
    """The turns of a conversation as they come in, and what else is asked for."""

    def __init__(self) -> None:
        self._system: list[str] = []
        self._messages: list[Wire] = []

    def system(self, text: str) -> None:
        """Takes a part of the system prompt."""
        self._system.append(text)

    def turn(self, role: str, blocks: Sequence[Wire]) -> None:
        """Takes a turn; calls that follow each other are one, and so are their results.

        MCP has it so: all that a turn calls is answered by the next, which holds nothing else.

        Raises:
            InvalidRequest: it is empty.
        """
        if not blocks:
            raise InvalidRequest("A message says nothing.")
        results = [block for block in blocks if block["type"] == "tool_result"]
        others = [block for block in blocks if block["type"] != "tool_result"]
        for part in filter(None, (results, others)):
            last = self._messages[-1] if self._messages else None
            if last and last["role"] == role and (role == "assistant" or _both_results(last, part)):
                last["content"] += part
            else:
                self._messages.append({"role": role, "content": part})

    def params(self, **more: Any) -> CreateMessageRequestParams:
        """Returns the whole as MCP's params; what is None is left out.

        Raises:
            InvalidRequest: something in it is not as it should be.
        """
        told = {
            "messages": self._messages,
            "systemPrompt": "\n\n".join(self._system) or None,
            **more,
        }
        told = {name: value for name, value in told.items() if value is not None}
        try:
            return CreateMessageRequestParams.model_validate(told)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"][:3])
            raise InvalidRequest(f"{where}: {first['msg']}") from error


def text(words: str) -> Wire:
    """Returns a block of text."""
    return {"type": "text", "text": words}


def image(address: str) -> Wire:
    """Returns a picture that stands in an address itself.

    Raises:
        InvalidRequest: it is elsewhere, and Parley fetches nothing that a program names.
    """
    found = _DATA.fullmatch(address)
    if found is None:
        raise InvalidRequest("Images must come in the request, as a data: address in base64.")
    return {"type": "image", "mimeType": found[1], "data": found[2]}


def tool(name: str, description: str | None, schema: Wire | None) -> Wire:
    """Returns a tool that may be called."""
    usual = {"type": "object", "properties": {}}
    told: Wire = {"name": name, "inputSchema": schema or usual}
    return {**told, "description": description} if description else told


def tool_use(call: str, name: str, arguments: object) -> Wire:
    """Returns a call of a tool, whose arguments may be JSON still.

    Raises:
        InvalidRequest: they are no object.
    """
    try:
        given = json.loads(arguments or "{}") if isinstance(arguments, str) else arguments
    except (ValueError, RecursionError) as error:
        raise InvalidRequest(f"The arguments of {name} are no JSON.") from error
    if not isinstance(given, dict):
        raise InvalidRequest(f"The arguments of {name} are no object.")
    return {"type": "tool_use", "id": call, "name": name, "input": given}


def tool_result(call: str, blocks: Sequence[Wire], *, failed: bool = False) -> Wire:
    """Returns what came of a call of a tool."""
    told: Wire = {"type": "tool_result", "toolUseId": call, "content": list(blocks)}
    return {**told, "isError": True} if failed else told


def hinted(model: str) -> Wire | None:
    """Returns the preferences that name a model; the router finds it, or the nearest to it."""
    return {"hints": [{"name": model}]} if model else None


def chosen(tools: Sequence[Wire], name: str) -> list[Wire]:
    """Returns the one tool that must be called.

    Raises:
        InvalidRequest: it is not among those that were offered.
    """
    found = [one for one in tools if one["name"] == name]
    if not found:
        raise InvalidRequest(f"The tool {name} is to be called, but it is not offered.")
    return found


def _both_results(message: Wire, blocks: Sequence[Wire]) -> bool:
    return {block["type"] for block in (*message["content"], *blocks)} == {"tool_result"}
