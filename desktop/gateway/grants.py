"""The standing permissions, kept on disk."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from desktop.gateway.consent import Grant
from desktop.models.context import Location

if TYPE_CHECKING:
    from desktop.storage.database import Database


class Grants:
    """Every standing yes; read once, then kept in step with the disk."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._grants: frozenset[Grant] = frozenset()

    async def open(self) -> None:
        """Reads the permissions from disk."""
        rows = await self._database.rows("SELECT server, fingerprint, location FROM grants")
        self._grants = frozenset(
            Grant(str(server), str(fingerprint), Location[str(location)])
            for server, fingerprint, location in rows
        )

    def all(self) -> frozenset[Grant]:
        """Returns every permission that stands."""
        return self._grants

    async def add(self, grant: Grant) -> None:
        """Keeps a permission; it holds once it is on disk."""
        await self._database.write(
            "INSERT OR IGNORE INTO grants (server, fingerprint, location, at) VALUES (?, ?, ?, ?)",
            (grant.server, grant.fingerprint, grant.location.name, time.time()),
        )
        self._grants |= {grant}

    async def forget(self, server: str) -> None:
        """Takes back every permission of a server."""
        self._grants = frozenset(grant for grant in self._grants if grant.server != server)
        await self._database.write("DELETE FROM grants WHERE server = ?", (server,))
