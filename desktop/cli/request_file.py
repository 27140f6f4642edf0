"""A request for a completion in a file: written by hand, or taken from the journal."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mcp_types import CreateMessageRequestParams
from pydantic import ValidationError

from desktop.errors import ConfigError, UnknownEntry

if TYPE_CHECKING:
    from desktop.gateway.entry import Entry

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Recorded:
    """A request, and the answer that it got, where there was one."""

    params: dict[str, Any]
    """In the wire's notation."""
    answer: dict[str, Any] = field(default_factory=dict)

    @property
    def request(self) -> CreateMessageRequestParams:
        """The params in MCP's own words."""
        return CreateMessageRequestParams.model_validate(self.params)


def read(file: str) -> Recorded:
    """Returns the request in a file, which may hold the params or the whole JSON-RPC request.

    Raises:
        ConfigError: there is none in it.
    """
    try:
        text = sys.stdin.read() if file == STANDARD_INPUT else Path(file).read_text("utf-8-sig")
        found, answer = json.loads(text), None
        if isinstance(found, dict) and isinstance(found.get("params"), dict):
            found, answer = found["params"], found.get("answer")
        CreateMessageRequestParams.model_validate(found)
        return Recorded(found, answer if isinstance(answer, dict) else {})
    except (OSError, ValueError, RecursionError) as error:
        raise ConfigError(
            f"{file} holds no request for a completion: {_wrong(error)}. It should be the JSON of "
            "sampling/createMessage, or of its params."
        ) from error


def written(entry: Entry) -> str:
    """Returns a request of the journal as such a file, with the answer that it got.

    Raises:
        UnknownEntry: the journal kept no text of it, or it is a question for a person.
    """
    if entry.left_out or entry.asks_person:
        why = entry.left_out or "It was a question for you, and not for a model."
        raise UnknownEntry(f"{entry.request} cannot be asked again. {why}")
    told: dict[str, Any] = {"method": "sampling/createMessage", "params": entry.asked}
    if entry.text or entry.content:
        told["answer"] = {
            "model": entry.model,
            "text": entry.text,
            "content": entry.content,
            "stopReason": entry.stop_reason,
        }
    return json.dumps(told, indent=2, ensure_ascii=False)


def _wrong(error: Exception) -> str:
    match error:
        case ValidationError():
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            return f"{where}: {first['msg']}" if where else first["msg"]
        case RecursionError():
            return "it is nested too deeply"
        case _:
            return str(error)
