"""Everything that was asked, decided and answered, refusals and failures too.

Rows are only ever added, one for each thing that happened; an entry is folded from the rows of
one request, so that what was known at each step stays as it was.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from desktop.events import RequestPhase

if TYPE_CHECKING:
    from mcp_types import CreateMessageRequestParams, CreateMessageResult

    from desktop.gateway.approval import Approved
    from desktop.gateway.limits import Bound
    from desktop.gateway.request import Request
    from desktop.gateway.routing import Route
    from desktop.gateway.screening.finding import Finding
    from desktop.models.backend import Completion
    from desktop.storage.database import Database, Value


@dataclass(frozen=True, slots=True)
class Entry:
    """One request as the journal tells it, folded from its rows."""

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
    approved: dict[str, Any] = field(default_factory=dict)
    """The params as they were allowed; empty where nothing was allowed."""
    model: str = ""
    reasons: tuple[str, ...] = ()
    bound: str = ""
    """Which limit shortened the answer, where one did, in a sentence."""
    decision: str = ""
    decided_by: str = ""
    text: str = ""
    stop_reason: str = ""
    input_tokens: int = 0
    output_tokens: int = 0
    seconds: float = 0.0
    error: str = ""
    noticed: tuple[str, ...] = ()
    """What the screening found in the request, in sentences."""
    noticed_in_edit: tuple[str, ...] | None = None
    """What it found in the texts as a person changed them; None where they were left alone."""
    noticed_in_answer: tuple[str, ...] = ()
    """What it found in the answer."""
    rules: tuple[str, ...] = ()
    """The names of the rules that fired, on whichever of these texts, each once."""


class Journal:
    """The record of every request."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def asked(self, request: Request) -> None:
        """Records that a request came in."""
        self._add_soon(
            request,
            "asked",
            {"way": request.way, "tool": request.tool or "", "params": wire(request.params)},
        )

    def routed(self, request: Request, route: Route, bound: Bound | None = None) -> None:
        """Records which model would answer, why, and which limit would shorten the answer."""
        told: dict[str, Any] = {"model": route.choice.id, "reasons": route.reasons}
        if bound:
            told["bound"] = bound.says
        self._add_soon(request, "routed", told)

    def screened(
        self,
        request: Request,
        findings: tuple[Finding, ...],
        *,
        answer: bool = False,
        edited: bool = False,
    ) -> None:
        """Records what was found in a request, or in its answer, where there was anything.

        Of a request as a person edited it, it is recorded too that nothing was found.
        """
        if findings or edited:
            told = [[one.rule, one.says if answer else one.line] for one in findings]
            data = {"answer": answer, "edited": edited, "findings": told}
            self._add_soon(request, "screened", data)

    async def approved(self, request: Request, approved: Approved) -> None:
        """Records a yes, which is on disk when this returns."""
        await self._database.write(_INSERT, _row(request, "approved", _yes(request, approved)))

    def approved_soon(self, request: Request, approved: Approved) -> None:
        """Records a yes; it is on disk before anything that is recorded later."""
        self._add_soon(request, "approved", _yes(request, approved))

    async def answered(self, request: Request, completion: Completion) -> None:
        """Records an answer; it leaves only after this returns."""
        data = {
            "text": text_of(completion.result),
            "model": completion.result.model,
            "stop_reason": completion.result.stop_reason or "",
            "input_tokens": completion.usage.input_tokens,
            "output_tokens": completion.usage.output_tokens,
            "seconds": round(completion.usage.seconds, 3),
        }
        await self._database.write(_INSERT, _row(request, "answered", data))

    def ended(
        self,
        request: Request,
        phase: RequestPhase,
        *,
        by: str = "",
        error: str = "",
        text: str = "",
    ) -> None:
        """Records an end without an answer, with the text that had come by then."""
        self._add_soon(request, phase.name.lower(), {"by": by, "error": error, "text": text})

    async def latest(self, count: int) -> list[Entry]:
        """Returns the entries of the latest requests, newest first."""
        return await self._entries(
            "request IN (SELECT request FROM journal WHERE event = 'asked' "
            "ORDER BY n DESC LIMIT ?)",
            (count,),
        )

    async def entry(self, request: str) -> Entry | None:
        """Returns the entry of one request, or None where there is none."""
        found = await self._entries("request = ?", (request,))
        return found[0] if found else None

    async def _entries(self, condition: str, values: tuple[Value, ...]) -> list[Entry]:
        rows = await self._database.rows(
            f"SELECT request, server, call, at, event, data FROM journal WHERE {condition} "
            "ORDER BY n",
            values,
        )
        requests: dict[Value, list[tuple[Value, ...]]] = {}
        for row in rows:
            requests.setdefault(row[0], []).append(row)
        return [_fold(found) for found in reversed(requests.values())]

    def _add_soon(self, request: Request, event: str, data: dict[str, Any]) -> None:
        self._database.write_soon(_INSERT, _row(request, event, data))


_as_json = json.JSONEncoder(ensure_ascii=False).encode  # `json.dumps` would make one each time.
_INSERT = "INSERT INTO journal (at, request, call, server, event, data) VALUES (?, ?, ?, ?, ?, ?)"


def wire(params: CreateMessageRequestParams) -> dict[str, Any]:
    """Returns a request's params in the notation of the wire."""
    return params.model_dump(by_alias=True, exclude_none=True, mode="json")


def text_of(result: CreateMessageResult) -> str:
    """Returns an answer as text; what is not text is named."""
    return result.content.text if result.content.type == "text" else f"[{result.content.type}]"


def _yes(request: Request, approved: Approved) -> dict[str, Any]:
    """Returns what a yes says; the params only where they differ from those that were asked."""
    told: dict[str, Any] = {"by": approved.by, "model": approved.model}
    if approved.params is not request.params:
        told["params"] = wire(approved.params)
    return told


def _row(request: Request, event: str, data: dict[str, Any]) -> tuple[Value, ...]:
    told = _as_json(data)
    return (time.time(), request.id, request.call or "", request.caller.name, event, told)


def _fold(rows: list[tuple[Value, ...]]) -> Entry:
    request, server, call, at, _, _ = rows[0]
    entry = Entry(str(request), str(server), float(at or 0), call=str(call))
    for _, _, _, _, event, data in rows:
        entry = _after(entry, str(event), json.loads(str(data)))
    return entry


def _after(entry: Entry, event: str, data: dict[str, Any]) -> Entry:
    """Returns an entry as it stood after one more row."""
    match event:
        case "asked":
            return replace(entry, way=data["way"], tool=data["tool"], asked=data["params"])
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
                model=data["model"],
                approved=data.get("params", entry.asked),
            )
        case "answered":
            return replace(entry, phase=RequestPhase.ANSWERED, **data)
        case _:
            return _ended(entry, RequestPhase[event.upper()], data)


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
