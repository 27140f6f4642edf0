"""The limits in force: each request is counted, reserved for and settled, also over a restart."""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.errors import LimitReached
from desktop.gateway.account import HOUR, Account, Day, Moment, Turns
from desktop.gateway.limits import TOTAL, Bound, estimated
from desktop.models.backend import Usage
from desktop.models.context import Location

if TYPE_CHECKING:
    from mcp_types import CreateMessageRequestParams

    from desktop.gateway.limits import Breach, Limits, Standing
    from desktop.gateway.request import Request
    from desktop.models.context import ModelContext
    from desktop.storage.database import Database

USED = (
    "SELECT server, sum(input_tokens + output_tokens), sum(seconds) FROM usage "
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
INSERT INTO usage (day, server, model, requests, input_tokens, output_tokens, seconds)
VALUES (?, ?, ?, 1, ?, ?, ?) ON CONFLICT DO UPDATE SET
requests = requests + 1, input_tokens = input_tokens + excluded.input_tokens,
output_tokens = output_tokens + excluded.output_tokens, seconds = seconds + excluded.seconds
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

    @property
    def params(self) -> CreateMessageRequestParams:
        """The request's params, with no longer an answer than a limit allows."""
        asked = self.request.params
        if self.bound is None:
            return asked
        return asked.model_copy(update={"max_tokens": self.bound.max_tokens})


class Budget:
    """An account for each server and one for all; read once, then kept in step with the disk.

    Where two Parleys run at once, each counts what the other used before it was started.
    """

    def __init__(self, database: Database, total: Limits = TOTAL) -> None:
        self.total = total
        """The limits of all servers together."""
        self._database = database
        self._accounts: defaultdict[str, Account] = defaultdict(Account)
        self._all = Account()
        self._turns = Turns()
        self._day = Day("", 0.0, 0.0)

    async def open(self) -> None:
        """Reads what was used today, and when requests came in the last hour."""
        now = self._now()
        tokens, seconds = 0, 0.0
        for server, used, took in await self._database.rows(USED, (now.day,)):
            self._accounts[str(server)].remember(now.day, int(used or 0), float(took or 0))
            tokens, seconds = tokens + int(used or 0), seconds + float(took or 0)
        self._all.remember(now.day, tokens, seconds)
        for server, at in await self._database.rows(ASKED, (now.at - HOUR, now.at)):
            self._accounts[str(server)].remember_request(float(at or 0))
            self._all.remember_request(float(at or 0))

    def reserve(self, request: Request) -> Reservation:
        """Counts a request, and keeps for it what it may take at most.

        Raises:
            LimitReached: it would break a limit; then it counts for nothing.
        """
        now, caller = self._now(), request.caller
        held = self._most(request)
        own = self._accounts[caller.name]
        if breach := own.breach(caller.limits, held.tokens, now):
            raise _reached(breach, caller.name)
        if breach := self._all.breach(self.total, held.tokens, now):
            raise _reached(breach)
        for account in (own, self._all):
            account.reserve(held.tokens, now)
        return held

    def standing(self, server: str, limits: Limits) -> Standing:
        """Returns what a server has used of its limits."""
        return self._accounts[server].standing(limits, self._now())

    def begin(self, held: Reservation) -> None:
        """Takes note that a request goes to its model now."""
        self._turns.join(held.request.id, time.monotonic())

    def settle(self, held: Reservation, model: ModelContext, usage: Usage) -> None:
        """Counts what an answer took: at once, and on disk before anything written later."""
        self._turns.leave(held.request.id, time.monotonic())
        self._count(held, model, usage)

    def break_off(self, held: Reservation, model: ModelContext, pieces: int) -> None:
        """Counts what an answer took that ended too soon, as far as can be told.

        Else a program could use this computer for nothing by going away before the end.
        """
        seconds = self._turns.leave(held.request.id, time.monotonic())
        self._count(held, model, Usage(held.reads if pieces else 0, pieces, seconds))

    def release(self, held: Reservation) -> None:
        """Gives back what a request did not take, once it has ended."""
        for account in (self._accounts[held.request.caller.name], self._all):
            account.release(held.tokens)

    def _most(self, request: Request) -> Reservation:
        """Returns what a request may take, the two limits of an answer's length heeded."""
        caller, asked = request.caller, request.params.max_tokens
        own, total = caller.limits.tokens_per_request, self.total.tokens_per_request
        writes, reads, bound = min(asked, own, total), estimated(request.params), None
        if writes < asked:
            whose = caller.name if own <= total else "any server"
            bound = Bound(writes, f"{writes:,} is the limit for one answer to {whose}.")
        return Reservation(request, reads, bound, reads + writes)

    def _count(self, held: Reservation, model: ModelContext, usage: Usage) -> None:
        now, server = self._now(), held.request.caller.name
        seconds = usage.seconds if model.location is Location.LOCAL else 0.0
        used = usage.input_tokens + usage.output_tokens
        for account in (self._accounts[server], self._all):
            account.settle(held.tokens, used, seconds, now)
        held.tokens = 0
        if used or seconds:
            row = (now.day, server, model.id, usage.input_tokens, usage.output_tokens, seconds)
            self._database.write_soon(_ADD, row)

    def _now(self) -> Moment:
        at = time.time()
        if not self._day.begins <= at < self._day.ends:
            self._day = Day.of(at)
        return Moment(at, self._day.name)


def _reached(breach: Breach, server: str = "") -> LimitReached:
    """Returns the error for the limit of a server, or of all of them together."""
    whose = f"{server} has reached its" if server else "All servers together have reached their"
    among = "" if server else " for all servers together"
    place = "its entry in mcp.json" if server else "mcp.json"
    return LimitReached(
        f"{whose} limit of {breach.says}. {breach.remark} It can be changed in {place}, as "
        f"sampling.limits.{breach.limit}.",
        by=f"limit {breach.limit}{among}",
        to_caller=f"Sampling limit reached: {breach.says}{among}. {breach.remark}",
    )
