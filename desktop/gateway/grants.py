"""The permissions that stand, and for how long no question is wanted."""

from __future__ import annotations

import time
import uuid
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from desktop.gateway.consent import Grant
from desktop.models.context import Location

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.gateway.consent import Case, Kind, Span
    from desktop.gateway.request import Caller
    from desktop.storage.database import Database, Value

_COLUMNS = "id, server, fingerprint, location, host, tools, kind, uses_left, until, at"
_INSERT = f"INSERT INTO grants ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_RESTORE = _INSERT.replace("INSERT", "INSERT OR REPLACE", 1)
Key = tuple[str, str]
_NEVER_WRITTEN = frozenset({"call", "session"})


class Grants:
    """Every standing yes: read once, found by its server, kept in step with the disk.

    What holds for one tool call, or until Parley ends, is never written.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._grants: defaultdict[Key, dict[str, Grant]] = defaultdict(dict)
        """By server and what runs it, and then by their ids."""
        self._of_calls: defaultdict[str, list[Grant]] = defaultdict(list)
        """What ends with a tool call, by the call."""
        self._quiet: dict[str, float] = {}
        self._changes = 0
        """How often something was changed here, which may be on its way to the disk yet."""

    async def open(self) -> None:
        """Reads the permissions from disk; what has run out is deleted there."""
        now = time.time()
        await self._database.write("DELETE FROM grants WHERE until <= ? OR uses_left <= 0", (now,))
        await self.refresh()

    async def refresh(self) -> None:
        """Reads the permissions again, as another Parley may have changed them."""
        changes = self._changes
        rows = await self._database.rows(f"SELECT {_COLUMNS} FROM grants")
        if self._changes != changes:
            return  # What was read may be older than what is known here; next time, then.
        of_this_run = [
            grant
            for held in self._grants.values()
            for grant in held.values()
            if grant.kind in _NEVER_WRITTEN
        ]
        self._grants.clear()
        for grant in (*of_this_run, *map(_grant, rows)):
            self._hold(grant)

    def all(self) -> list[Grant]:
        """Returns every permission that stands now, the newest first."""
        now = time.time()
        found = [
            grant
            for held in self._grants.values()
            for grant in held.values()
            if grant.until is None or now < grant.until
        ]
        return sorted(found, key=lambda grant: grant.at, reverse=True)

    def of(self, caller: Caller) -> list[Grant]:
        """Returns what was granted to a server as it is run now, and not taken back."""
        held = self._grants.get((caller.name, caller.fingerprint))
        return list(held.values()) if held else []

    async def add(self, caller: Caller, case: Case, span: Span) -> None:
        """Keeps a permission for requests like this one; one that is kept is on disk then."""
        if span.kind == "once" or (span.kind == "call" and case.call is None):
            return
        self._changes += 1
        grant = Grant(
            uuid.uuid4().hex,
            caller.name,
            caller.fingerprint,
            case.location,
            host=case.host,
            tools=case.tools,
            kind=span.kind,
            left=span.amount if span.kind == "times" else None,
            until=case.at + 60 * span.amount if span.kind == "minutes" else None,
            call=case.call if span.kind == "call" else None,
            at=case.at,
        )
        if span.kind not in _NEVER_WRITTEN:
            await self._database.write(_INSERT, _row(grant))
        if grant.call:
            self._of_calls[grant.call].append(grant)
        self._hold(grant)

    def use(self, grant: Grant) -> None:
        """Counts one request that passes by a grant which is bounded by a number."""
        held = self._grants[grant.server, grant.fingerprint].get(grant.id)
        if held is None or held.left is None:
            return
        self._changes += 1
        left = held.left - 1
        # Another Parley may use it too.
        self._database.write_soon(
            "UPDATE grants SET uses_left = uses_left - 1 WHERE id = ?", (grant.id,)
        )
        if left > 0:
            self._hold(replace(held, left=left))
        else:
            self._drop(held)

    async def revoke(self, grant_id: str) -> None:
        """Takes back one permission; one that is gone already is nothing to worry about."""
        self._changes += 1
        for held in self._grants.values():
            held.pop(grant_id, None)
        await self._database.write("DELETE FROM grants WHERE id = ?", (grant_id,))

    async def restore(self, grants: Iterable[Grant]) -> None:
        """Lets permissions that were just taken back stand again, as they were."""
        self._changes += 1
        for grant in grants:
            if grant.call and grant.call not in self._of_calls:
                continue  # It ended with its call meanwhile.
            if grant.kind not in _NEVER_WRITTEN:
                await self._database.write(_RESTORE, _row(grant))
            self._hold(grant)

    async def forget(self, server: str) -> None:
        """Takes back every permission of a server."""
        self._changes += 1
        for key in [one for one in self._grants if one[0] == server]:
            del self._grants[key]
        await self._database.write("DELETE FROM grants WHERE server = ?", (server,))

    def end_call(self, call: str) -> None:
        """Lets what was granted for one tool call end with it."""
        for grant in self._of_calls.pop(call, []):
            self._drop(grant)

    def hush(self, server: str, seconds: float) -> None:
        """Wishes for no question about a server for a while."""
        self._quiet[server] = time.time() + seconds

    def quiet_until(self, server: str) -> float:
        """Returns until when no question about a server is wanted, in seconds since the epoch."""
        return self._quiet.get(server, 0.0)

    def quiet(self) -> dict[str, float]:
        """Returns the servers about which no question is wanted now, and until when."""
        now = time.time()
        return {server: until for server, until in self._quiet.items() if now < until}

    def _hold(self, grant: Grant) -> None:
        self._grants[grant.server, grant.fingerprint][grant.id] = grant

    def _drop(self, grant: Grant) -> None:
        self._grants[grant.server, grant.fingerprint].pop(grant.id, None)


def _grant(row: tuple[Value, ...]) -> Grant:
    id_, server, fingerprint, location, host, tools, kind, left, until, at = row
    return Grant(
        str(id_),
        str(server),
        str(fingerprint),
        Location[str(location)],
        host=str(host),
        tools=bool(tools),
        kind=cast("Kind", kind),
        left=None if left is None else int(left),
        until=None if until is None else float(until),
        at=float(at or 0),
    )


def _row(grant: Grant) -> tuple[str | float | None, ...]:
    return (
        grant.id,
        grant.server,
        grant.fingerprint,
        grant.location.name,
        grant.host,
        int(grant.tools),
        grant.kind,
        grant.left,
        grant.until,
        grant.at,
    )
