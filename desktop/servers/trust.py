"""Which commands a person let run on this computer, each by what exactly would be run."""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.language import tr
from desktop.servers.config import bundled_server, replaying_server
from desktop.servers.eras import Era

if TYPE_CHECKING:
    from desktop.servers.config import ServerSpec
    from desktop.servers.sandbox.bounds import Sandbox
    from desktop.storage.database import Database

RIGHTS = tr(
    "It runs with your rights: it can read, change and delete your files, and use the network."
)
ASKS = tr("It gets a token of Parley's, by which it may ask models besides, as its rules let it.")
FAR = tr(
    "It is on another computer, or a port of this one, and gets what its tools are called with."
)

_KEEP = """
INSERT INTO commands (digest, server, allowed, at) VALUES (?, ?, ?, ?)
ON CONFLICT (digest) DO UPDATE SET
server = excluded.server, allowed = excluded.allowed, at = excluded.at
"""


@dataclass(frozen=True, slots=True)
class Command:
    """What would be run or reached for a server, with every variable filled in but secrets."""

    server: str
    line: str
    """The complete command line, or the address."""
    words: tuple[str, ...]
    """The command and its arguments one by one; none for an address."""
    folder: str
    variables: tuple[str, ...]
    """The names of its environment variables, never their values."""
    url: str
    sandbox: Sandbox | None = None
    """What it is held in; None is nothing."""
    unsandboxed: str = ""
    """Why this computer can hold nothing in; empty where it can."""
    changed: bool = False
    """Whether the person let another command of this server run before."""
    endpoint: bool = False
    """Whether it gets a token for the endpoint."""
    bundle: str = ""
    """What the bundle that it came from hashes to; empty where it came from none."""

    @property
    def touches(self) -> str:
        """What it can do once it runs."""
        if self.url:
            return FAR
        if self.unsandboxed:
            return tr(
                "Not sandboxed: {unsandboxed}. {rights} {asks}",
                unsandboxed=self.unsandboxed,
                rights=RIGHTS,
                asks=self.asks,
            ).strip()
        held = self.sandbox.words if self.sandbox else tr("Not sandboxed. {rights}", rights=RIGHTS)
        return f"{held} {self.asks}".strip()

    @property
    def asks(self) -> str:
        """What it may ask for by the endpoint; empty where that is nothing."""
        return ASKS if self.endpoint else ""

    @property
    def digest(self) -> str:
        """A digest that changes with anything that a person is shown."""
        parts: list[object] = [self.words, self.folder, self.variables, self.url]
        if self.sandbox and not self.unsandboxed:
            parts.append(self.sandbox.model_dump(mode="json"))
        parts += ["endpoint"] if self.endpoint else []
        parts += [f"bundle {self.bundle}"] if self.bundle else []
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def command_of(spec: ServerSpec, *, unsandboxed: str = "", changed: bool = False) -> Command:
    """Returns what would be run for a server.

    Args:
        spec: the server.
        unsandboxed: why this computer can hold nothing in; empty where it can.
        changed: whether the person let another command of this server run before.
    """
    return Command(
        spec.name,
        spec.target,
        () if spec.url else (spec.command, *spec.args),
        spec.cwd or "",
        tuple(sorted(spec.env)),
        spec.url,
        spec.sandbox,
        "" if spec.url else unsandboxed,
        changed,
        spec.endpoint,
        spec.bundle.sha256 if spec.bundle else "",
    )


class Trust:
    """What the person said of each command, kept in Parley's records."""

    def __init__(self, database: Database) -> None:
        self._database = database
        ours = (bundled_server(), replaying_server(Path(), Era.LEGACY))
        self._ours = {
            command_of(one, unsandboxed=why).digest for one in ours for why in ("", "anything")
        }
        """Parley's own servers, which nobody is asked about."""

    async def said(self, command: Command) -> bool | None:
        """Returns whether a command may run; None where the person was never asked."""
        if command.digest in self._ours:
            return True
        rows = await self._database.rows(
            "SELECT allowed FROM commands WHERE digest = ?", (command.digest,)
        )
        return bool(rows[0][0]) if rows else None

    async def knows(self, server: str) -> bool:
        """Returns whether some command of a server of this name was ever let run."""
        return bool(
            await self._database.rows(
                "SELECT 1 FROM commands WHERE server = ? AND allowed LIMIT 1", (server,)
            )
        )

    async def keep(self, command: Command, *, allowed: bool) -> None:
        """Keeps what the person said, on disk."""
        values = (command.digest, command.server, int(allowed), time.time())
        await self._database.write(_KEEP, values)
