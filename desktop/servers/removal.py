"""A server taken out of the list: brought back as it was, or done away with for good."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.errors import KeyStoreFailed
from desktop.servers.bundles.installing import forget_bundle
from desktop.servers.config import ENTRIES, add_server, remove_server
from desktop.servers.sandbox.bounds import forget_home
from desktop.storage.json_file import read_entries

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.servers.config import ServerSpec
    from desktop.servers.supervisor import Supervisor
    from desktop.storage.places import Places


@dataclass(frozen=True, slots=True)
class TakenOut:
    """What brings a server back, as long as it is not forgotten."""

    spec: ServerSpec
    entry: Mapping[str, Any]
    """As it stood in mcp.json."""
    ran: bool
    """Whether it was running."""


class Removal:
    """Takes servers out in two steps, of which only the second cannot be undone."""

    def __init__(self, servers: Supervisor, places: Places) -> None:
        self._servers, self._places = servers, places

    async def take_out(self, name: str) -> TakenOut:
        """Stops a server and takes it out of mcp.json; its files and keys are still there.

        Raises:
            ConfigError: it is the bundled one, or mcp.json cannot be written.
            UnknownServer: there is none of that name.
        """
        path = self._places.config_file
        entry = read_entries(path, ENTRIES)[1].get(name, {})
        ran = self._servers.is_running(name)
        remove_server(path, name)
        return TakenOut(await self._servers.drop(name), entry, ran)

    def bring_back(self, gone: TakenOut) -> None:
        """Puts a server into the list and mcp.json again; it is not started.

        Raises:
            ConfigError: its name is taken by now, or mcp.json cannot be written.
        """
        self._servers.take_in(add_server(self._places.config_file, gone.spec.name, gone.entry))

    async def forget(self, gone: TakenOut) -> None:
        """Deletes what a server had: its files, its keys, and what a sign-in gave.

        Where another server has its name by now, what belongs to the name is left to that one.
        """
        spec, admission, others = gone.spec, self._servers.admission, self._servers.specs()
        is_taken = any(one.name == spec.name for one in others)
        if spec.url and not is_taken:
            with suppress(KeyStoreFailed):  # What is left is good for that address alone.
                await admission.sign_out(spec)
        await forget_bundle(spec, others, self._places, admission)
        if not is_taken:
            await asyncio.to_thread(forget_home, spec.name, self._places)
            self._servers.calls.forget(spec.name)
