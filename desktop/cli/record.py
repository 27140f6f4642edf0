"""One request of the journal as text, in a line or in full."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from desktop.gateway.request import said_way

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from desktop.gateway.entry import Entry, PartEntry

SHORT = 12
"""So many letters of an id are shown in a line."""


def in_a_line(entry: Entry) -> str:
    """Returns which request it was, and what became of it."""
    who = f"{entry.server} / {entry.tool}" if entry.tool else entry.server
    parts = [entry.request[:SHORT], _moment(entry.at), who, entry.model, entry.phase.value]
    if entry.decided_by:
        parts.append(f"by {entry.decided_by}")
    if what := took(entry):
        parts.append(what)
    return "  ".join(" ".join(part.split()) for part in parts if part)


def in_full(entry: Entry) -> Iterator[str]:
    """Yields all that the journal tells of a request, line by line."""
    for title, fact in _facts(entry):
        if fact:
            yield f"{title:<11} {fact}"
    yield from _texts("What was asked", entry.asked)
    if entry.approved and entry.approved != entry.asked:
        yield from _texts("What was sent instead", entry.approved)
    yield from _answer("The answer", entry.text, entry.content)
    yield from _answer("The model's own answer", entry.unedited, entry.unedited_content)
    yield from _answer("What it thought before", entry.thinking, [])
    for part in entry.parts:
        yield from _answer(f"{part.role}, by {part.model}", part.text, [])
        yield from _answer(f"{part.role}, thought before", part.thinking, [])


def _facts(entry: Entry) -> Iterator[tuple[str, str]]:
    yield "Request", entry.request
    yield "Came", f"{_moment(entry.at)}, {said_way(entry.way, entry.depth)}, from {entry.server}"
    yield "In the call", f"{entry.tool} {entry.call}".strip()
    yield "Model", entry.model
    yield from (("Why", reason) for reason in entry.reasons)
    yield "At most", entry.bound
    yield from (("Noticed", says) for says in entry.noticed)
    yield from (("In the edit", says) for says in entry.noticed_in_edit or ())
    yield from (("In answer", says) for says in entry.noticed_in_answer)
    if entry.decision:
        yield "Decision", f"{entry.decision} by {entry.decided_by} {entry.holds}".strip()
    yield "Took", took(entry)
    yield from (("Part", told_part(part)) for part in entry.parts)
    yield "Chosen", entry.chosen
    yield "Ended", f"{entry.phase.value}. {entry.error or entry.stop_reason}".strip()
    yield "Left out", entry.left_out


def _texts(title: str, params: Mapping[str, Any]) -> Iterator[str]:
    yield f"── {title} " + "─" * (69 - len(title))
    if params.get("systemPrompt"):
        yield from _said("system", str(params["systemPrompt"]))
    for message in params.get("messages", ()):
        content = message["content"]
        for block in content if isinstance(content, list) else [content]:
            yield from _said(message["role"], _block(block))
    rest = {key: value for key, value in params.items() if key not in ("systemPrompt", "messages")}
    yield json.dumps(rest, ensure_ascii=False)


def _answer(title: str, text: str, blocks: list[dict[str, Any]]) -> Iterator[str]:
    if text or blocks:
        yield f"── {title} " + "─" * (69 - len(title))
        yield from ([_block(block) for block in blocks] or [text])


def _said(role: str, text: str) -> Iterator[str]:
    yield f"[{role}]"
    yield from (f"  {line}" for line in text.split("\n"))


def _block(block: Mapping[str, Any]) -> str:
    if block.get("type") == "text":
        return str(block.get("text", ""))
    if "data" in block:
        return (
            f"({block.get('type')}, {block.get('mimeType')}, {len(block['data']) * 3 // 4} bytes)"
        )
    return json.dumps(block, ensure_ascii=False)


def took(entry: Entry) -> str:
    """Returns what an answer took, in words; nothing where none came."""
    if entry.cached:
        return "nothing: an earlier answer was given again"
    if not (entry.seconds or entry.output_tokens):
        return ""
    paid = f", ${entry.cost:.4f}" if entry.cost else ""
    return f"{entry.input_tokens:,} + {entry.output_tokens:,} tokens, {entry.seconds:.1f} s{paid}"


def told_part(part: PartEntry) -> str:
    """Returns what one of several models did and took, in words."""
    paid = f", ${part.cost:.4f}" if part.cost else ""
    tokens = f"{part.input_tokens:,} + {part.output_tokens:,} tokens, {part.seconds:.1f} s{paid}"
    failed = f". {part.error}" if part.error else ""
    return f"{part.role} by {part.model}: {tokens}{failed}"


def _moment(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).astimezone().strftime("%Y-%m-%d %H:%M:%S")
