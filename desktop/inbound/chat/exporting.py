"""A conversation as a file of the person's own: readable, or whole."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

from desktop.inbound.chat.conversation import attached, branch_to
from desktop.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mcp_types import SamplingMessageContentBlock

    from desktop.inbound.chat.conversation import Conversation, Turn

Form = Literal["markdown", "json"]


def exported(conversation: Conversation, turns: Sequence[Turn], form: Form) -> str:
    """Returns a conversation as a text: its shown branch as Markdown, or every turn as JSON."""
    if form == "markdown":
        branch = branch_to(turns, conversation.leaf)
        return "\n\n".join(_markdown(conversation, branch)) + "\n"
    told = {
        "title": conversation.title,
        "model": conversation.model,
        "servers": list(conversation.servers),
        "system": conversation.system,
        "created": _time(conversation.created),
        "shown": conversation.leaf,
        "turns": [_told(turn) for turn in turns],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _markdown(conversation: Conversation, branch: Sequence[Turn]) -> Iterator[str]:
    yield f"# {conversation.title or tr('Conversation')}"
    if conversation.system:
        yield _quoted(conversation.system)
    for turn in branch:
        if not turn.results:
            who = turn.model_name or turn.model or tr("You")
            yield f"## {who}, {_time(turn.at)}"
        for block in turn.content:
            yield _block(block)
        if turn.detail:
            yield f"*{turn.detail}*"


def _block(block: SamplingMessageContentBlock) -> str:
    match block.type:
        case "text":
            return block.text
        case "tool_use":
            arguments = json.dumps(block.input, ensure_ascii=False, indent=2)
            return f"**{tr('Tool {tool}', tool=block.name)}**\n\n{fenced(arguments, 'json')}"
        case "tool_result":
            said = "\n".join(
                part.text if part.type == "text" else f"[{part.type}]" for part in block.content
            )
            return fenced(said)
        case kind:
            return f"[{attached(block) or kind}]"


def fenced(text: str, kind: str = "") -> str:
    """Returns a text between fences that it cannot close."""
    fence = "```"
    while fence in text:
        fence += "`"
    return f"{fence}{kind}\n{text}\n{fence}"


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.splitlines())


def _told(turn: Turn) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": turn.id,
        "parent": turn.parent,
        "role": turn.role,
        "at": _time(turn.at),
        "status": turn.status.value,
        "detail": turn.detail,
        "model": turn.model,
        "host": turn.host,
        "thinking": turn.thinking,
        "left_out": list(turn.left_out),
        "content": [
            block.model_dump(mode="json", by_alias=True, exclude_none=True)
            for block in turn.content
        ],
        "calls": [
            {
                "id": call.id,
                "server": call.server,
                "tool": call.tool,
                "state": call.state.value,
                "detail": call.detail,
            }
            for call in turn.calls
        ],
    }
    return {name: value for name, value in told.items() if value or name == "parent"}


def _time(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).astimezone().isoformat(timespec="seconds")
