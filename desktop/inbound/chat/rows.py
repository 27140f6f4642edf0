"""Turns and conversations as rows of the records, and back."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, cast

from mcp_types import SamplingMessage

from desktop.inbound.chat.conversation import CallState, Conversation, ToolCall, Turn, TurnStatus
from desktop.models.backend import Usage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.inbound.chat.conversation import Role
    from desktop.storage.database import Value

CONVERSATION = "id, title, model, servers, system, created, changed, leaf"
"""The columns of a conversation, in their order."""

TURN = "id, conversation, parent, role, at, status, content, data"
"""The same of a turn."""

_LISTS = ("noticed", "noticed_in_answer", "left_out")
_DATA = ("detail", "model", "model_name", "host", "request", "thinking", *_LISTS)
"""What of a turn stands in one column; the calls and the usage do too."""

_as_json = json.JSONEncoder(ensure_ascii=False).encode


def conversation_of(row: Sequence[Value]) -> Conversation:
    """Returns a conversation as its row tells of it."""
    id_, title, model, servers, system, created, changed, leaf = row
    return Conversation(
        str(id_),
        str(title),
        str(model),
        tuple(json.loads(str(servers))),
        float(created or 0),
        float(changed or 0),
        str(system),
        None if leaf is None else str(leaf),
    )


def row_of(turn: Turn) -> tuple[Value, ...]:
    """Returns the values of `TURN`, and after them the words by which the turn is found."""
    data: dict[str, Any] = {name: value for name in _DATA if (value := getattr(turn, name))}
    if turn.calls:
        data["calls"] = [asdict(call) | {"state": call.state.name} for call in turn.calls]
    if turn.usage:
        data["usage"] = asdict(turn.usage)
    message = SamplingMessage(role=turn.role, content=list(turn.content))
    return (
        turn.id,
        turn.conversation,
        turn.parent,
        turn.role,
        turn.at,
        turn.status.name,
        message.model_dump_json(by_alias=True, exclude_none=True),
        _as_json(data),
        "\n".join([*_words(turn), turn.thinking]).casefold(),
    )


def turn_of(row: Sequence[Value]) -> Turn:
    """Returns a turn as its row tells of it."""
    id_, conversation, parent, role, at, status, content, data = row
    told: dict[str, Any] = json.loads(str(data))
    usage = told.pop("usage", None)
    calls = [
        ToolCall(**call | {"state": CallState[call["state"]], "noticed": tuple(call["noticed"])})
        for call in told.pop("calls", ())
    ]
    told |= {name: tuple(told.get(name, ())) for name in _LISTS}
    return Turn(
        str(id_),
        str(conversation),
        None if parent is None else str(parent),
        cast("Role", role),
        tuple(SamplingMessage.model_validate_json(str(content)).content_as_list),
        float(at or 0),
        TurnStatus[str(status)],
        usage=Usage(**usage) if usage else None,
        calls=tuple(calls),
        **told,
    )


def _words(turn: Turn) -> list[str]:
    """Returns what is said in a turn, by whomever."""
    blocks = [part for block in turn.results for part in block.content]
    said = [block.text for block in (*turn.content, *blocks) if block.type == "text"]
    return [*said, *(json.dumps(use.input, ensure_ascii=False) for use in turn.uses)]
