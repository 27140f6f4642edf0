"""The limits in force: each request is counted, reserved for and settled, also over a restart."""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.errors import LimitReached
from desktop.events import CHAT
from desktop.gateway.account import HOUR, NOTHING, Account, Day, Moment, Turns, Used
from desktop.gateway.cost import price_of
from desktop.gateway.limits import TOTAL, Bound, Breach, estimated, rounds
from desktop.language import in_english, tr
from desktop.models.backend import Usage
from desktop.models.context import Location

if TYPE_CHECKING:
    from mcp_types import CreateMessageRequestParams

    from desktop.gateway.limits import Limits, Standing
    from desktop.gateway.request import Caller, Request
    from desktop.models.backend import Part
    from desktop.models.context import ModelContext
    from desktop.storage.database import Database

USED = (
    "SELECT server, sum(input_tokens + output_tokens), sum(seconds), sum(cost) FROM usage "
    "WHERE day = ? GROUP BY server"
)
"""What was used on a day, in as many rows as there are servers and models."""

ASKED = """
SELECT server, at FROM journal AS asked WHERE event = 'asked' AND at <= ?2 AND n > coalesce(
    (SELECT n FROM journal WHERE event = 'asked' AND at <= ?1 ORDER BY n DESC LIMIT 1), 0
) AND EXISTS (
    SELECT 1 FROM journal AS routed WHERE routed.request = asked.request AND event = 'routed'
) ORDER BY n
"""
"""When requests came between two moments that no limit refused, for those alone were routed.

It goes back from the newest no farther than it must, however long the journal is.
"""

_ADD = """
INSERT INTO usage (day, server, model, requests, input_tokens, output_tokens, seconds, cost)
VALUES (?, ?, ?, 1, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
requests = requests + 1, input_tokens = input_tokens + excluded.input_tokens,
output_tokens = output_tokens + excluded.output_tokens, seconds = seconds + excluded.seconds,
cost = cost + excluded.cost
"""


@dataclass(slots=True)
class Reservation:
    """What one request may take at most, until it is known what it took."""

    request: Request
    reads: int
    """About the tokens of the request itself."""
    bound: Bound | None
    tokens: int
    """What is still reserved."""
    dollars: float = 0.0
    """The same of money."""

    @property
    def params(self) -> CreateMessageRequestParams:
        """The request's params, with no longer an answer than a limit allows."""
        asked = self.request.params
        if self.bound is None:
            return asked
        return asked.model_copy(update={"max_tokens": self.bound.max_tokens})


class Budget:
    """An account for each server and one for all; read once, then kept in step with the disk.

    Where two Parleys run at once, each learns now and then what the other used of a day's limits.
    """

    def __init__(self, database: Database, total: Limits = TOTAL) -> None:
        self.total = total
        """The limits of all servers together."""
        self._database = database
        self._accounts: defaultdict[str, Account] = defaultdict(Account)
        self._all = Account()
        self._person = Account()
        """In its place, for the person's own conversations."""
        self._turns = Turns()
        self._day = Day("", 0.0, 0.0)
        self._counted = 0
        """How many answers were counted here, which may be on their way to the disk yet."""
        self._loops: defaultdict[str, int] = defaultdict(int)
        """How many requests with tools each open tool call of ours has caused."""

    async def open(self) -> None:
        """Reads what was used today, and when requests came in the last hour."""
        now = self._now()
        await self.refresh()
        for server, at in await self._database.rows(ASKED, (now.at - HOUR, now.at)):
            self._accounts[str(server)].remember_request(float(at or 0))
            if server != CHAT:
                self._all.remember_request(float(at or 0))

    async def refresh(self) -> None:
        """Reads again what was used today, by another Parley too."""
        now, counted = self._now(), self._counted
        rows = await self._database.rows(USED, (now.day,))
        if self._counted != counted:
            return  # What was read may be older than what is known here; next time, then.
        total = NOTHING
        for server, tokens, seconds, cost in rows:
            used = Used(int(tokens or 0), float(seconds or 0), float(cost or 0))
            self._accounts[str(server)].remember(now.day, used)
            total = total if server == CHAT else total.plus(used)
        self._all.remember(now.day, total)

    def reserve(self, request: Request) -> Reservation:
        """Counts a request, and keeps for it what it may take at most.

        Raises:
            LimitReached: it would break a limit; then it counts for nothing.
        """
        now, caller = self._now(), request.caller
        held = self._most(request)
        own, shared = self._accounts_of(caller)
        if breach := self._too_many_rounds(request):
            raise _reached(breach, caller.name)
        if breach := own.breach(caller.limits, held.tokens, now):
            raise _reached(breach, caller.name)
        if breach := shared.breach(self._total_of(caller), held.tokens, now):
            raise _reached(breach)
        for account in (own, shared):
            account.reserve(held.tokens, now)
        if request.with_tools:
            self._loops[_loop(request)] += 1
        return held

    def reserve_effort(self, held: Reservation, model: ModelContext) -> None:
        """Keeps what several models take together that are to answer the request.

        Raises:
            LimitReached: it would break a limit of tokens.
        """
        effort, reads = model.effort, held.reads
        writes = held.tokens - reads
        more = effort.request * reads + effort.answer * writes + effort.flat - held.tokens
        if not more:
            return
        now, caller = self._now(), held.request.caller
        own, shared = self._accounts_of(caller)
        if breach := own.short_of(caller.limits, held.tokens, more, now):
            raise _reached(breach, caller.name)
        if breach := shared.short_of(self._total_of(caller), held.tokens, more, now):
            raise _reached(breach)
        held.tokens += more
        for account in (own, shared):
            account.reserve_more(more)

    def reserve_dollars(self, held: Reservation, dollars: float) -> None:
        """Keeps what an answer may cost at most.

        Raises:
            LimitReached: it would break a limit of money.
        """
        now, caller = self._now(), held.request.caller
        own, shared = self._accounts_of(caller)
        if breach := own.too_dear(caller.limits, dollars, now):
            raise _reached(breach, caller.name)
        if breach := shared.too_dear(self._total_of(caller), dollars, now):
            raise _reached(breach)
        held.dollars = dollars
        for account in (own, shared):
            account.reserve_dollars(dollars)

    def end_call(self, call: str) -> None:
        """Forgets the rounds of a tool call of ours that has ended, and those of no known call."""
        self._loops = defaultdict(
            int,
            {
                loop: count
                for loop, count in self._loops.items()
                if loop != call and not loop.startswith(_OUTSIDE)
            },
        )

    def standing(self, server: str, limits: Limits) -> Standing:
        """Returns what a server has used of its limits."""
        return self._accounts[server].standing(limits, self._now())

    def begin(self, held: Reservation, model: ModelContext) -> None:
        """Takes note that a request goes to its model now."""
        if model.location is Location.LOCAL:
            self._turns.join(held.request.id, time.monotonic())

    def settle(self, held: Reservation, model: ModelContext, usage: Usage) -> None:
        """Counts what an answer took: at once, and on disk before anything written later.

        What several models took that gave it together is counted already.
        """
        self._turn(held, model)
        self._count(held, model, _NO_USAGE if model.team else usage)

    def settle_part(self, held: Reservation, part: Part) -> None:
        """Counts what one of several models took, and leaves the rest to the others."""
        usage, model = part.usage, part.model
        if part.error and part.asked:
            usage = _broken_off(model, usage.output_tokens, usage.seconds, estimated(part.params))
        self._add(held, model, usage, min(held.tokens, usage.input_tokens + usage.output_tokens))
        paid = min(held.dollars, usage.cost)
        for account in self._accounts_of(held.request.caller):
            account.reserve_dollars(-paid)
        held.dollars -= paid

    def break_off(self, held: Reservation, model: ModelContext, pieces: int) -> None:
        """Counts what an answer took that ended too soon, as far as can be told.

        Else a program could use this computer for nothing by going away before the end.
        """
        seconds = self._turn(held, model)
        usage = _NO_USAGE if model.team else _broken_off(model, pieces, seconds, held.reads)
        self._count(held, model, usage)

    def release(self, held: Reservation) -> None:
        """Gives back what a request did not take, once it has ended."""
        for account in self._accounts_of(held.request.caller):
            account.release(held.tokens)
            account.reserve_dollars(-held.dollars)

    def _too_many_rounds(self, request: Request) -> Breach | None:
        """Returns the limit of rounds where the model could call tools once too often."""
        choice, most = request.params.tool_choice, request.caller.limits.tool_rounds
        if not request.with_tools or (choice and choice.mode == "none"):
            return None
        # What the request tells of the loop is the server's word; what it asked before is not.
        told, counted = rounds(request.params), self._loops.get(_loop(request), 0)
        if max(told, counted) < most:
            return None
        return Breach("toolRounds", most, tr("It frees when a tool call of yours has ended."))

    def _most(self, request: Request) -> Reservation:
        """Returns what a request may take, the two limits of an answer's length heeded."""
        caller, asked = request.caller, request.params.max_tokens
        own = caller.limits.tokens_per_request
        total = self._total_of(caller).tokens_per_request
        writes, reads, bound = max(0, min(asked, own, total)), estimated(request.params), None
        if writes < asked:
            whose = caller.name if own <= total else tr("any server")
            bound = Bound(
                writes,
                tr(
                    "{writes:,} is the limit for one answer to {whose}.", writes=writes, whose=whose
                ),
            )
        return Reservation(request, reads, bound, reads + writes)

    def _accounts_of(self, caller: Caller) -> tuple[Account, Account]:
        """Returns a caller's own account, and the one that it shares with all others."""
        return self._accounts[caller.name], self._person if caller.is_person else self._all

    def _total_of(self, caller: Caller) -> Limits:
        """Returns the limits of that one."""
        return caller.limits if caller.is_person else self.total

    def _turn(self, held: Reservation, model: ModelContext) -> float:
        """Returns how long this computer worked for a request that leaves its model now."""
        if model.location is Location.REMOTE:
            return 0.0
        return self._turns.leave(held.request.id, time.monotonic())

    def _count(self, held: Reservation, model: ModelContext, usage: Usage) -> None:
        """Counts what an answer took, instead of all that was reserved for it."""
        for account in self._accounts_of(held.request.caller):
            account.reserve_dollars(-held.dollars)
        held.dollars = 0.0
        self._add(held, model, usage, held.tokens)

    def _add(self, held: Reservation, model: ModelContext, usage: Usage, reserved: int) -> None:
        """Counts what a model took, instead of so many tokens that were reserved."""
        self._counted += 1
        now, server = self._now(), held.request.caller.name
        seconds = usage.seconds if model.location is Location.LOCAL else 0.0
        read, wrote = usage.input_tokens, usage.output_tokens
        used = Used(read + wrote, seconds, usage.cost)
        for account in self._accounts_of(held.request.caller):
            account.settle(reserved, used, now)
        held.tokens -= reserved
        if used != NOTHING:
            row = (now.day, server, model.id, read, wrote, seconds, usage.cost)
            self._database.write_soon(_ADD, row)

    def _now(self) -> Moment:
        at = time.time()
        if not self._day.begins <= at < self._day.ends:
            self._day = Day.of(at)
        return Moment(at, self._day.name)


_OUTSIDE = "outside "
_NO_USAGE = Usage(0, 0, 0.0)


def _broken_off(model: ModelContext, pieces: int, seconds: float, reads: int) -> Usage:
    """Returns what an answer took that ended too soon, as far as can be told."""
    # A provider has read the request, and wants its money, though not a word has come.
    read = reads if pieces or model.location is Location.REMOTE else 0
    return Usage(read, pieces, seconds, price_of(model, read, pieces) or 0)


def _loop(request: Request) -> str:
    """Returns the loop of tools that a request belongs to, as far as can be told."""
    return request.call or f"{_OUTSIDE}{request.caller.name}"


def _reached(breach: Breach, server: str = "") -> LimitReached:
    """Returns the error for the limit of a server, or of all of them together."""
    whose = (
        tr("{server} has reached its limit", server=server)
        if server
        else tr("All servers together have reached their limit")
    )
    among = "" if server else tr(" for all servers together")
    place = tr("its entry in mcp.json") if server else "mcp.json"
    # What the others have used is none of its business. It reads English, whatever is spoken.
    told = " ".join(filter(None, map(in_english, (breach.left if server else "", breach.frees))))
    return LimitReached(
        tr(
            "{whose} of {says}. {remark} It can be changed in {place}, as sampling.limits.{limit}.",
            whose=whose,
            says=breach.says,
            remark=breach.remark,
            place=place,
            limit=breach.limit,
        ),
        by=f"limit {breach.limit}{in_english(among)}",
        to_caller=f"Sampling limit reached: {in_english(breach.says)}{in_english(among)}. {told}",
    )
