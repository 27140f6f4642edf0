"""Who may ask by the endpoint: each by a token of its own, of which only a digest is kept."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.errors import ConfigError
from desktop.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.storage.database import Database

PREFIX = "parley-"
"""How a token begins, so that one which lies about is recognised."""


@dataclass(frozen=True, slots=True)
class Program:
    """A program that a person gave a token."""

    name: str
    at: float
    """When, in seconds since the epoch."""
    digest: str


class Callers:
    """The tokens that are good: of programs, in the records, and of servers while they run."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._programs: dict[str, Program] = {}
        self._servers: dict[str, str] = {}
        """The digest of each running server's token, by the server's name."""

    async def refresh(self) -> None:
        """Reads the records, where another Parley may have given or taken back a token."""
        rows = await self._database.rows("SELECT name, at, digest FROM callers ORDER BY at")
        self._programs = {
            str(name): Program(str(name), float(at or 0), str(digest)) for name, at, digest in rows
        }

    def programs(self) -> list[Program]:
        """Returns the programs that have a token, in the order in which they got it."""
        return list(self._programs.values())

    async def add(self, name: str) -> str:
        """Returns a new token for a program; it is shown this once and kept nowhere.

        Raises:
            ConfigError: the name is empty, or taken.
        """
        name = name.strip()
        await self.refresh()
        if not name:
            raise ConfigError(tr("The program needs a name, by which its requests are shown."))
        if name in self._programs:
            raise ConfigError(
                tr(
                    "{name} has a token already. Revoke it first, or choose another name.",
                    name=name,
                )
            )
        token = _new()
        await self._keep(Program(name, time.time(), _digest(token)))
        return token

    async def _keep(self, program: Program) -> None:
        await self._database.write(
            "INSERT INTO callers (name, at, digest) VALUES (?, ?, ?)",
            (program.name, program.at, program.digest),
        )
        self._programs[program.name] = program

    async def revoke(self, name: str) -> None:
        """Makes a program's token worthless, at once.

        Raises:
            ConfigError: no program of that name has one.
        """
        if not await self._database.write("DELETE FROM callers WHERE name = ?", (name,)):
            known = ", ".join(self._programs) or "none"
            raise ConfigError(
                tr(
                    "No program named {name!r} has a token. Those that have: {known}.",
                    name=name,
                    known=known,
                )
            )
        self._programs.pop(name, None)

    async def restore(self, program: Program) -> None:
        """Lets a program's token that was just revoked be good again.

        Raises:
            ConfigError: the program has another token by now.
        """
        await self.refresh()
        if program.name in self._programs:
            raise ConfigError(
                tr("{name} has another token by now, and keeps that one.", name=program.name)
            )
        await self._keep(program)

    @contextmanager
    def lent(self, server: str) -> Iterator[str]:
        """Yields a token for a server, which is good as long as the server runs."""
        token = _new()
        self._servers[server] = _digest(token)
        try:
            yield token
        finally:
            del self._servers[server]

    def server_of(self, token: str) -> str | None:
        """Returns the name of the running server that has this token."""
        digest = _digest(token)
        return _match(digest, self._servers)

    def program_of(self, token: str) -> Program | None:
        """Returns the program that has this token."""
        found = _match(_digest(token), {one.name: one.digest for one in self.programs()})
        return self._programs[found] if found else None


def _match(digest: str, known: dict[str, str]) -> str | None:
    """Returns whose a digest is, in a time that does not tell how near a guess was."""
    found = None
    for name, other in known.items():
        if hmac.compare_digest(digest, other):
            found = name
    return found


def _new() -> str:
    return PREFIX + secrets.token_urlsafe(32)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
