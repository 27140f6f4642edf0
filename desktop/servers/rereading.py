"""What mcp.json comes to say of servers while Parley runs: some come, some go, some change."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from desktop.errors import ConfigError
from desktop.events import Notice
from desktop.language import tr
from desktop.servers.config import ENTRIES, ServerList, read_servers
from desktop.storage.json_file import read_entries
from desktop.storage.stamp import stamp

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from desktop.events import Publish
    from desktop.servers.config import ServerSpec
    from desktop.servers.supervisor import Supervisor


class Rereading:
    """Lets the list follow the file; what runs goes on as it was started, and it is said so."""

    def __init__(self, servers: Supervisor, file: Path, publish: Publish) -> None:
        self._servers, self._file, self._publish = servers, file, publish
        self.turn = asyncio.Lock()
        """Held by whoever writes into the file what the list has only some steps later."""
        self._seen: object = None
        self._read: dict[str, ServerSpec] = {}
        self._told: frozenset[str] = frozenset()
        """What was wrong in the file when it was read last."""
        self._waiting: dict[str, ServerSpec] = {}
        """What servers are to be that run as an earlier entry says."""
        self._is_over = False

    def open(self) -> ServerList:
        """Returns what the file says; what is wrong in it is told as notices, once.

        Raises:
            ConfigError: the file cannot be read.
        """
        self._seen = stamp(self._file)
        found = read_servers(self._file)
        self._read = {spec.name: spec for spec in found.servers}
        told, self._told = self._told, frozenset(found.problems)
        for problem in found.problems:
            if problem not in told:
                self._publish(Notice(problem, error=True))
        return found

    async def close(self) -> None:
        """Heeds the file no more."""
        async with self.turn:
            self._is_over = True

    async def heed(self) -> list[ServerSpec]:
        """Takes over what the file has come to say, and returns the servers that came."""
        async with self.turn:
            if self._is_over:
                return []
            for name in [*self._waiting]:
                await self.settle(name)
            now = await asyncio.to_thread(stamp, self._file)
            # A file that is not there is about to be: many editors save so.
            if now is None or now == self._seen:
                return []
            try:
                return await self._reread()
            except ConfigError as error:
                self._publish(Notice(str(error), error=True))
                return []

    async def settle(self, name: str, *, at_once: bool = False) -> None:
        """Lets a changed entry hold, where its server rests or is to be stopped for it."""
        if name in self._waiting and (at_once or self._servers.rests(name)):
            await self._servers.renew(self._waiting.pop(name))

    async def _reread(self) -> list[ServerSpec]:
        # Not in a thread: what the window itself writes must not come between the two.
        before, found = self._read, self.open()
        entries = read_entries(self._file, ENTRIES)[1]
        self._servers.limits = found.limits
        here = {spec.name: spec for spec in self._servers.specs()}
        came = [spec for spec in found.servers if spec.name not in here]
        for spec in came:
            self._servers.take_in(spec)
        changed = [spec for spec in found.servers if spec.name in here]
        for spec in changed:
            if spec != before.get(spec.name):
                await self._change(spec, here[spec.name], before.get(spec.name))
        await self._let_go(before.keys() & here.keys() - self._read.keys() - entries.keys())
        return came

    async def _change(self, spec: ServerSpec, runs: ServerSpec, before: ServerSpec | None) -> None:
        if spec == runs:  # The window has written it, or the person has thought better of it.
            self._waiting.pop(spec.name, None)
            return
        self._servers.take_rules(spec)
        if before is not None and spec == before.model_copy(update={"sampling": spec.sampling}):
            if spec.name in self._waiting:
                self._waiting[spec.name] = spec
            return
        self._waiting[spec.name] = spec
        await self.settle(spec.name)
        if spec.name in self._waiting:
            self._publish(
                Notice(
                    tr(
                        "The entry of {name} in mcp.json has changed. It runs as before until "
                        "you restart it.",
                        name=spec.name,
                    )
                )
            )

    async def _let_go(self, names: Iterable[str]) -> None:
        for name in names:
            self._waiting.pop(name, None)
            ran = self._servers.is_running(name)
            await self._servers.drop(name)
            if ran:
                told = tr("{name} was stopped: it has no entry in mcp.json any more.", name=name)
                self._publish(Notice(told))
