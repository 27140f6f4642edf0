"""One request as the journal tells it, folded from its rows."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from desktop.events import RequestPhase
from desktop.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.storage.database import Value

UNREADABLE = tr("A part of this record cannot be read; `parley journal verify` tells more.")

_NO_WORDS = {"role", "type", "data", "mimeType"}
"""What stands under these is nobody's words."""


@dataclass(frozen=True, slots=True)
class PartEntry:
    """What one of several models did that answered a request together."""

    role: str
    model: str
    text: str = ""
    thinking: str = ""
    error: str = ""
    input_tokens: int = 0
    output_tokens: int = 0
    seconds: float = 0.0
    cost: float = 0.0


@dataclass(frozen=True, slots=True)
class Entry:
    """All that is known of one request."""

    request: str
    server: str
    at: float
    """When it arrived, in seconds since the epoch."""
    phase: RequestPhase = RequestPhase.WAITING
    way: str = ""
    tool: str = ""
    call: str = ""
    asked: dict[str, Any] = field(default_factory=dict)
    """The params as they came, in the wire's notation."""
    depth: int = 1
    """How many requests stood in one another there, this one included."""
    left_out: str = ""
    """Why no text of it was kept, in a sentence; empty where all were."""
    approved: dict[str, Any] = field(default_factory=dict)
    """The params as they were allowed; empty where nothing was allowed."""
    model: str = ""
    reasons: tuple[str, ...] = ()
    bound: str = ""
    """Which limit shortened the answer, where one did, in a sentence."""
    decision: str = ""
    decided_by: str = ""
    holds: str = ""
    """For how long the yes was meant, where it was for more than this request."""
    text: str = ""
    content: list[dict[str, Any]] = field(default_factory=list)
    """The blocks of the answer in the wire's notation, where there is more than text."""
    unedited: str = ""
    """The model's own answer, where a person changed it before it left."""
    unedited_content: list[dict[str, Any]] = field(default_factory=list)
    """The blocks of that, where there is more than text."""
    cached: bool = False
    """Whether it is the answer to an earlier request, given again."""
    stop_reason: str = ""
    input_tokens: int = 0
    output_tokens: int = 0
    seconds: float = 0.0
    cost: float = 0.0
    """US dollars, as far as they are known."""
    thinking: str = ""
    """What the model thought before it answered."""
    parts: tuple[PartEntry, ...] = ()
    """Where several models answered together: what each did, in the order in which they ended."""
    chosen: str = ""
    """Which of several answers it is, and who chose it, in a sentence."""
    error: str = ""
    noticed: tuple[str, ...] = ()
    """What the screening found in the request, in sentences."""
    noticed_in_edit: tuple[str, ...] | None = None
    """What it found in the texts as a person changed them; None where they were left alone."""
    noticed_in_answer: tuple[str, ...] = ()
    """What it found in the answer."""
    rules: tuple[str, ...] = ()
    """The names of the rules that fired, on whichever of these texts, each once."""

    @property
    def asks_person(self) -> bool:
        """Whether the server asked the person itself, by a form or an address, and no model."""
        return "mode" in self.asked

    def says(self, text: str) -> bool:
        """Whether a text stands anywhere in it, in capitals or not."""
        sought = text.casefold()
        return any(sought in words.casefold() for words in self._words())

    def _words(self) -> Iterator[str]:
        yield from (self.request, self.server, self.tool, self.model, self.error, self.bound)
        yield from (self.decision, self.decided_by, self.text, self.unedited)
        yield from (*self.reasons, *self.noticed, *self.noticed_in_answer, *self.rules)
        yield from self.noticed_in_edit or ()
        yield from (self.thinking, self.chosen)
        for part in self.parts:
            yield from (part.model, part.text, part.thinking, part.error)
        yield from _leaves([self.asked, self.approved, self.content, self.unedited_content])


def fold(rows: Sequence[tuple[Value, ...]]) -> Entry:
    """Returns the entry of one request, of its rows in order.

    A row is the request's id, its server, its tool call's id, the time, the event and its data.
    """
    request, server, call, at, _, _ = rows[0]
    entry = Entry(str(request), str(server), float(at or 0), call=str(call))
    for _, _, _, _, event, data in rows:
        try:
            entry = _after(entry, str(event), json.loads(str(data)))
        except (ValueError, KeyError, TypeError, RecursionError):
            entry = replace(entry, error=UNREADABLE)
    return entry


def _leaves(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for name, part in value.items():
                if name not in _NO_WORDS:
                    yield from _leaves(part)
        case list():
            for part in value:
                yield from _leaves(part)


def _after(entry: Entry, event: str, data: dict[str, Any]) -> Entry:
    """Returns an entry as it stood after one more row."""
    match event:
        case "asked":
            return replace(
                entry,
                way=data["way"],
                tool=data["tool"],
                asked=data["params"],
                depth=data.get("depth", 1),
                left_out=data.get("left_out", ""),
            )
        case "routed":
            return replace(
                entry,
                model=data["model"],
                reasons=tuple(data["reasons"]),
                bound=data.get("bound", ""),
            )
        case "screened":
            return _screened(entry, data)
        case "approved":
            return replace(
                entry,
                phase=RequestPhase.ANSWERING,
                decision="approved",
                decided_by=data["by"],
                holds=data.get("holds", ""),
                model=data["model"],
                approved=data.get("params", entry.asked),
            )
        case "part" | "answered":
            return _answered(entry, event, data)
        case _:
            return _ended(entry, RequestPhase[event.upper()], data)


def _answered(entry: Entry, event: str, data: dict[str, Any]) -> Entry:
    if event == "part":
        return replace(entry, parts=(*entry.parts, PartEntry(**data)))
    return replace(entry, phase=RequestPhase.ANSWERED, **data)


def _screened(entry: Entry, data: dict[str, Any]) -> Entry:
    rules = tuple(dict.fromkeys((*entry.rules, *(rule for rule, _ in data["findings"]))))
    told = tuple(says for _, says in data["findings"])
    if data["answer"]:
        return replace(entry, rules=rules, noticed_in_answer=told)
    if data.get("edited"):
        return replace(entry, rules=rules, noticed_in_edit=told)
    return replace(entry, rules=rules, noticed=told)


def _ended(entry: Entry, phase: RequestPhase, data: dict[str, Any]) -> Entry:
    ended = replace(entry, phase=phase, error=data["error"], text=data["text"])
    if phase in (RequestPhase.DECLINED, RequestPhase.REFUSED):
        return replace(ended, decision=phase.value, decided_by=data["by"])
    return ended
