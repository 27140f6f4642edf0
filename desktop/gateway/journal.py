"""Everything that was asked, decided and answered, refusals and failures too.

Rows are only ever added, one for each thing that happened; an entry is folded from the rows of
one request, so that what was known at each step stays as it was. Each row's hash covers the one
before, and retention deletes from the oldest end only.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop.events import RequestPhase
from desktop.gateway import custody, retention
from desktop.gateway.consent import ONCE
from desktop.gateway.entry import Entry, fold
from desktop.gateway.search import EVER, Wanted
from desktop.gateway.texts import (
    blocks_told,
    length,
    unsaid,
    unsaid_blocks,
    unsaid_params,
    wire,
)
from desktop.language import tr
from desktop.models.backend import text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.gateway.approval import Approved
    from desktop.gateway.consent import Span
    from desktop.gateway.limits import Bound
    from desktop.gateway.request import Caller, Request
    from desktop.gateway.retention import Retention
    from desktop.gateway.routing import Route
    from desktop.gateway.screening.finding import Finding
    from desktop.models.backend import Completion, Part, Result
    from desktop.storage.chain import Ends, Verdict
    from desktop.storage.database import Database, Value

UNSAID_ERROR = tr("The model could not answer. Why is not kept: it may quote what was asked.")

SLICE = 20_000
"""So many rows are looked through in one turn of the database's thread, some milliseconds."""

FOLDED = 25
"""So many entries are made of their rows in one turn of the loop, which is the window's too."""


class About(NamedTuple):
    """Which question of a server to the person, in which tool call, and whose."""

    question: str
    call: str
    server: str


@dataclass(frozen=True, slots=True)
class UsageRow:
    """What the answers to one server by one model took on one day."""

    day: str
    server: str
    model: str
    requests: int
    input_tokens: int
    output_tokens: int
    seconds: float
    cost: float


class Journal:
    """The record of every request."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def asked(self, request: Request, *, turned_away: bool = False) -> None:
        """Records that a request came in; of one that is turned away unread, only how long it was.

        Else a flood that the limits hold back would fill the disk all the same.
        """
        told: dict[str, Any] = {"way": request.way, "tool": request.tool or ""}
        if request.depth > 1:
            told["depth"] = request.depth
        if turned_away:
            told["params"] = {"maxTokens": request.params.max_tokens}
            told["left_out"] = tr(
                "It was turned away unread: {length}.", length=length(request.params)
            )
        elif request.caller.policy.keep_texts:
            told["params"] = wire(request.params)
        else:
            told["params"] = unsaid_params(wire(request.params))
            told["left_out"] = _left_out(request.caller)
        self._add_soon(request, "asked", told)

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
            told = [
                [one.rule, _finding(one, answer=answer, keep=request.caller.policy.keep_texts)]
                for one in findings
            ]
            data = {"answer": answer, "edited": edited, "findings": told}
            self._add_soon(request, "screened", data)

    async def approved(self, request: Request, approved: Approved) -> None:
        """Records a yes, which is on disk when this returns."""
        await self._database.write(_INSERT, _row(request, "approved", _yes(request, approved)))

    def approved_soon(self, request: Request, approved: Approved) -> None:
        """Records a yes; it is on disk before anything that is recorded later."""
        self._add_soon(request, "approved", _yes(request, approved))

    def part(self, request: Request, part: Part) -> None:
        """Records what one of several models did that answer together, one that failed too."""
        keep = request.caller.policy.keep_texts
        usage = part.usage
        told = {
            "role": part.role,
            "model": part.model.id,
            "text": part.text if keep else unsaid(part.text),
            "thinking": part.thinking if keep else unsaid(part.thinking),
            "error": part.error if keep or not part.error else UNSAID_ERROR,
            "input_tokens": usage.input_tokens,
            "output_tokens": usage.output_tokens,
            "seconds": round(usage.seconds, 3),
            "cost": usage.cost,
        }
        self._add_soon(request, "part", {name: value for name, value in told.items() if value})

    async def answered(
        self, request: Request, completion: Completion, sent: Result, chosen: str = ""
    ) -> None:
        """Records an answer, as the model gave it and as a person let it go; then it may leave.

        Args:
            request: what it answers.
            completion: what the model gave.
            sent: what leaves.
            chosen: which of several answers it is, and who chose it, in a sentence.
        """
        given, usage = completion.result, completion.usage
        keep = request.caller.policy.keep_texts
        told = _answer(sent, keep=keep)
        if sent is not given and sent != given:
            original = _answer(given, keep=keep)
            told |= {"unedited": original["text"], "unedited_content": original["content"]}
        told |= {
            "model": given.model,
            "stop_reason": sent.stop_reason or "",
            "input_tokens": usage.input_tokens,
            "output_tokens": usage.output_tokens,
            "seconds": round(usage.seconds, 3),
            "cost": usage.cost,
            "cached": completion.cached,
            "thinking": completion.thinking if keep else unsaid(completion.thinking),
            "chosen": chosen,
        }
        # What is empty goes without saying.
        told = {name: value for name, value in told.items() if value}
        await self._database.write(_INSERT, _row(request, "answered", told))

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
        if not request.caller.policy.keep_texts:
            text = unsaid(text)
            # Of every other end it is Parley that tells; a model's own error may quote texts.
            error = UNSAID_ERROR if phase is RequestPhase.FAILED else error
        self._add_soon(request, phase.name.lower(), {"by": by, "error": error, "text": text})

    def add_question(self, about: About, event: str, data: dict[str, Any]) -> None:
        """Records something of a question that a server put to the person itself."""
        self._database.write_soon(_INSERT, (time.time(), *about, event, _as_json(data)))

    async def answered_question(self, about: About, data: dict[str, Any]) -> None:
        """Records that the person answered it, which is on disk when this returns."""
        row = (time.time(), *about, "answered", _as_json(data))
        await self._database.write(_INSERT, row)

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

    async def beginning(self, letters: str) -> list[Entry]:
        """Returns the entries of at most two requests whose ids begin so."""
        return await self._entries(
            "request IN (SELECT DISTINCT request FROM journal WHERE request >= ?1 "
            "AND request < ?1 || char(0x10ffff) LIMIT 2)",
            (letters,),
        )

    async def find(
        self,
        *,
        server: str = "",
        model: str = "",
        phase: RequestPhase | None = None,
        text: str = "",
        times: tuple[float, float] = EVER,
        count: int = 200,
    ) -> list[Entry]:
        """Returns the latest entries of which all of this holds, newest first.

        Args:
            server: who asked.
            model: the id of the model that would answer, or did.
            phase: how far it came.
            text: what stands somewhere in it, in capitals or not.
            times: the earliest and the latest time, in seconds since the epoch.
            count: how many at most.
        """
        wanted, found = Wanted(server, model, phase, text, times), dict[str, Entry]()
        condition, values = wanted.condition()
        [(least, most)] = await self._database.rows(retention.ENDS)
        first, last = int(least or 1), int(most or 0)
        # In slices: what is asked about meanwhile must not wait until a million rows are read.
        while last >= first and len(found) < count:
            rows = await self._database.rows(
                "SELECT request FROM journal WHERE n > ? AND n <= ? AND "
                f"{condition} GROUP BY request ORDER BY max(n) DESC",
                (last - SLICE, last, *values),
            )
            fresh = [name for (name,) in rows if name not in found]
            while fresh and len(found) < count:
                some, fresh = fresh[:FOLDED], fresh[FOLDED:]
                entries = await self._entries(f"request IN ({', '.join('?' * len(some))})", some)
                found |= {one.request: one for one in entries if wanted.fits(one)}
            last -= SLICE
        return sorted(found.values(), key=lambda entry: entry.at, reverse=True)[:count]

    async def usage(self, since_day: str) -> list[UsageRow]:
        """Returns what was used since a day, such as "2026-11-21", oldest first."""
        rows = await self._database.rows(
            "SELECT day, server, model, requests, input_tokens, output_tokens, seconds, cost "
            "FROM usage WHERE day >= ? ORDER BY day, server, model",
            (since_day,),
        )
        return [_usage(row) for row in rows]

    async def verify(self) -> tuple[Verdict, Ends]:
        """Returns what is wrong with the rows, if anything is, and where their chain ends."""
        return await self._database.reading(custody.verify)

    async def export(self, write: Callable[[str], object], since: float = 0.0) -> int:
        """Writes every row as a line of JSON, and returns how many there were."""
        return await self._database.reading(lambda one: custody.export(one, write, since))

    async def prune(self, keep: Retention) -> int:
        """Deletes the oldest rows, as far as what is kept would be too old or too large.

        It costs next to nothing where nothing is to be deleted.

        Returns:
            How many rows were deleted.
        """
        return await retention.prune(self._database, keep)

    async def compact(self) -> None:
        """Gives the room of what was deleted back to the disk; at first it needs as much again."""
        await self._database.write("VACUUM")
        await self._database.rows("PRAGMA wal_checkpoint(TRUNCATE)")

    async def _entries(self, condition: str, values: Sequence[Value]) -> list[Entry]:
        rows = await self._database.rows(
            f"SELECT request, server, call, at, event, data FROM journal WHERE {condition} "
            "ORDER BY n",
            values,
        )
        requests: dict[Value, list[tuple[Value, ...]]] = {}
        for row in rows:
            requests.setdefault(row[0], []).append(row)
        return [fold(found) for found in reversed(requests.values())]

    def _add_soon(self, request: Request, event: str, data: dict[str, Any]) -> None:
        self._database.write_soon(_INSERT, _row(request, event, data))


_as_json = json.JSONEncoder(ensure_ascii=False).encode  # `json.dumps` would make one each time.

_NEXT = "max(coalesce((SELECT head FROM chain), 0), coalesce((SELECT max(n) FROM journal), 0)) + 1"
# One statement, so that no other Parley can write between what it reads and what it adds; and no
# INSERT from a SELECT, which would take longer.
_INSERT = f"""
INSERT INTO journal (n, at, request, call, server, event, data, hash) VALUES ({_NEXT},
?1, ?2, ?3, ?4, ?5, ?6,
linked(coalesce((SELECT head_hash FROM chain), ''), {_NEXT}, ?1, ?2, ?3, ?4, ?5, ?6))
"""


def _row(request: Request, event: str, data: dict[str, Any]) -> tuple[Value, ...]:
    told = _as_json(data)
    return (time.time(), request.id, request.call or "", request.caller.name, event, told)


def _left_out(caller: Caller) -> str:
    if caller.is_person:
        return tr("Its texts stand in your conversation, and are erased with it.")
    return tr("mcp.json says not to keep the texts of {name}.", name=caller.name)


def _yes(request: Request, approved: Approved) -> dict[str, Any]:
    """Returns what a yes says; the params only where they differ from those that were asked."""
    told: dict[str, Any] = {"by": approved.by, "model": approved.model}
    if approved.span != ONCE:
        told["holds"] = _holds(approved.span)
    if approved.params is not request.params and approved.params != request.params:
        sent = wire(approved.params)
        told["params"] = sent if request.caller.policy.keep_texts else unsaid_params(sent)
    return told


def _holds(span: Span) -> str:
    match span.kind:
        case "call":
            return tr("for this tool call")
        case "times":
            return tr("for {n} more request(s)", "", span.amount)
        case "minutes":
            return tr("for {n} more minute(s)", "", span.amount)
        case "session":
            return tr("until Parley ends")
        case _:
            return span.kind


def _answer(result: Result, *, keep: bool) -> dict[str, Any]:
    text, blocks = text_of(result), blocks_told(result)
    if keep:
        return {"text": text, "content": blocks}
    return {"text": unsaid(text), "content": unsaid_blocks(blocks)}


def _finding(finding: Finding, *, answer: bool, keep: bool) -> str:
    """Returns what was found in a sentence; without texts, only by which rule and where."""
    if keep:
        return finding.says if answer else finding.line
    where = f"{finding.place.words}: " if finding.place and not answer else ""
    return f"{where}{finding.rule.words}."


def _usage(row: tuple[Value, ...]) -> UsageRow:
    day, server, model, requests, read, wrote, seconds, cost = row
    return UsageRow(
        str(day),
        str(server),
        str(model),
        int(requests or 0),
        int(read or 0),
        int(wrote or 0),
        float(seconds or 0),
        float(cost or 0),
    )
