"""A server taken out of the list: brought back as it was, or done away with for good."""

from __future__ import annotations

import asyncio
import json
import logging
import uuid
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.errors import ConfigError, KeyStoreFailed
from desktop.servers.bundles.installing import forget_bundle
from desktop.servers.config import ENTRIES, add_server, checked_entry, remove_server
from desktop.servers.sandbox.bounds import forget_home
from desktop.storage.json_file import read_entries

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from desktop.servers.config import ServerSpec
    from desktop.servers.supervisor import Supervisor
    from desktop.storage.places import Places

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TakenOut:
    """What brings a server back, as long as it is not forgotten."""

    spec: ServerSpec
    entry: Mapping[str, Any]
    """As it stood in mcp.json."""
    ran: bool
    """Whether it was running."""
    note: Path
    """What tells the next Parley of it, should this one be killed before it is forgotten."""


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
        note = self._places.removed / f"{uuid.uuid4().hex}.json"
        _write(note, name, entry)
        try:
            remove_server(path, name)
        except ConfigError:
            _drop(note)
            raise
        return TakenOut(await self._servers.drop(name), entry, ran, note)

    def bring_back(self, gone: TakenOut) -> None:
        """Puts a server into the list and mcp.json again; it is not started.

        Raises:
            ConfigError: its name is taken by now, or mcp.json cannot be written.
        """
        self._servers.take_in(add_server(self._places.config_file, gone.spec.name, gone.entry))
        _drop(gone.note)

    async def forget(self, gone: TakenOut) -> None:
        """Deletes what a server had: its files, its keys, and what a sign-in gave.

        Where another server has its name by now, what belongs to the name is left to that one.
        """
        await self._forget(gone.spec)
        await asyncio.to_thread(_drop, gone.note)

    async def forget_left(self) -> None:
        """Forgets what an earlier Parley took out, and was killed before it could forget."""
        for note, name, entry in await asyncio.to_thread(_left, self._places.removed):
            if any(one.name == name for one in self._servers.specs()):  # It came back by hand.
                await asyncio.to_thread(_drop, note)
                continue
            try:
                await self._forget(checked_entry(name, entry))
            except ConfigError as error:  # A newer Parley may have written it.
                logger.warning("What %s left cannot be told: %s", name, error)
                continue
            await asyncio.to_thread(_drop, note)

    async def _forget(self, spec: ServerSpec) -> None:
        admission, others = self._servers.admission, self._servers.specs()
        is_taken = any(one.name == spec.name for one in others)
        if spec.url and not is_taken:
            with suppress(KeyStoreFailed):  # What is left is good for that address alone.
                await admission.sign_out(spec)
        await forget_bundle(spec, others, self._places, admission)
        if not is_taken:
            await asyncio.to_thread(forget_home, spec.name, self._places)
            self._servers.calls.forget(spec.name)


def _write(note: Path, name: str, entry: Mapping[str, Any]) -> None:
    with suppress(OSError):  # Without it all is as before: only a kill would leave something.
        note.parent.mkdir(0o700, exist_ok=True)
        note.touch(0o600)
        note.write_text(json.dumps({"name": name, "entry": entry}), "utf-8")


def _drop(note: Path) -> None:
    with suppress(OSError):
        note.unlink(missing_ok=True)
        note.parent.rmdir()  # Unless there are others.


def _left(folder: Path) -> list[tuple[Path, str, dict[str, Any]]]:
    found = []
    for note in sorted(folder.glob("*.json")):
        with suppress(OSError, ValueError, KeyError, TypeError):
            told = json.loads(note.read_text("utf-8"))
            found.append((note, str(told["name"]), dict(told["entry"])))
    return found
