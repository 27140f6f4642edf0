"""What was learned of a server, kept for the next time it is met."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from desktop.servers.eras import Era

if TYPE_CHECKING:
    from desktop.servers.config import ServerSpec
    from desktop.storage.database import Database

NODE_RUNNERS = frozenset({"node", "npx", "npm", "pnpm", "yarn", "bun", "bunx", "deno", "tsx"})
TYPESCRIPT_PATIENCE = 60.0
"""Seconds after which the TypeScript SDK cancels a request it pushed, measured at exactly 60.0."""


@dataclass(frozen=True, slots=True)
class Memory:
    """The era that a server spoke last, and how long it waits for an answer, in seconds."""

    era: Era = Era.AUTO
    patience: float | None = None


class ServerMemory:
    """The memories of all servers, each bound to its command or address.

    Each is read from disk once, for every request that a server pushes asks for it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[str, Memory] = {}
        self._prints: dict[str, tuple[ServerSpec, str]] = {}
        """The fingerprint of each server's entry as it is now, by its name."""

    async def recall(self, spec: ServerSpec) -> Memory:
        """Returns what is known; a server run by Node is presumed to wait sixty seconds."""
        fingerprint = self._fingerprint(spec)
        known = self._known.get(fingerprint)
        if known is None:
            known = await self._read(fingerprint)
            self._known[fingerprint] = known
        if known.patience is None and _is_node(spec):
            return replace(known, patience=TYPESCRIPT_PATIENCE)
        return known

    def learn_era(self, spec: ServerSpec, era: Era) -> None:
        """Keeps the era for the next connection; a disk that is busy holds nobody up."""
        self._learn(spec, era=era)
        self._database.write_soon(
            "INSERT INTO server_memory (fingerprint, era) VALUES (?, ?) "
            "ON CONFLICT (fingerprint) DO UPDATE SET era = excluded.era",
            (spec.fingerprint, era.value),
        )

    def learn_patience(self, spec: ServerSpec, seconds: float) -> None:
        """Keeps how long the server waited before it gave up; written behind the caller's back."""
        self._learn(spec, patience=seconds)
        self._database.write_soon(
            "INSERT INTO server_memory (fingerprint, patience) VALUES (?, ?) "
            "ON CONFLICT (fingerprint) DO UPDATE SET patience = excluded.patience",
            (spec.fingerprint, seconds),
        )

    def _fingerprint(self, spec: ServerSpec) -> str:
        entry, fingerprint = self._prints.get(spec.name, (None, ""))
        if entry is not spec:
            fingerprint = spec.fingerprint
            self._prints[spec.name] = (spec, fingerprint)
        return fingerprint

    def _learn(self, spec: ServerSpec, **lesson: Any) -> None:
        if spec.fingerprint in self._known:
            self._known[spec.fingerprint] = replace(self._known[spec.fingerprint], **lesson)

    async def _read(self, fingerprint: str) -> Memory:
        rows = await self._database.rows(
            "SELECT era, patience FROM server_memory WHERE fingerprint = ?", (fingerprint,)
        )
        if not rows:
            return Memory()
        era, patience = rows[0]
        return Memory(Era(era), None if patience is None else float(patience))


def is_patience(seconds: float) -> bool:
    """Whether a wait that was broken off looks like a time limit: whole tens of seconds."""
    return seconds > 5 and abs(seconds - round(seconds, -1)) < 0.5


def _is_node(spec: ServerSpec) -> bool:
    program = spec.command.replace("\\", "/").rsplit("/", 1)[-1].lower()
    return program.removesuffix(".exe").removesuffix(".cmd") in NODE_RUNNERS
