"""The transport to a server that is a process: lines of JSON over its pipes, within bounds."""

from __future__ import annotations

import logging
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

import anyio
from mcp.shared.message import SessionMessage

from desktop.language import tr
from desktop.servers.processes import family
from desktop.servers.transport.framing import LONGEST_LINE, Lines, LineTooLong, Unreadable, message

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from typing import TextIO

    from anyio.streams.memory import MemoryObjectReceiveStream, MemoryObjectSendStream
    from mcp.client._transport import TransportStreams

    from desktop.servers.config import ServerSpec
    from desktop.servers.processes.family import Processes
    from desktop.servers.transport.traffic import Wire

logger = logging.getLogger(__name__)

_CHUNK = 65_536
_FLUSH_SECONDS = 0.5
"""What was sent last has this long to go out before the server's input is closed."""

_GONE = (
    anyio.EndOfStream,
    anyio.ClosedResourceError,
    anyio.BrokenResourceError,
    OSError,
)
"""The ways in which a pipe or a stream says that its other end is no more."""

_TOO_LONG = tr(
    "{} was ended: it wrote more than {} MiB without the end of a line, which no message needs."
)


@asynccontextmanager
async def stdio(spec: ServerSpec, errlog: TextIO, wire: Wire) -> AsyncGenerator[TransportStreams]:
    """Runs a server's command for as long as the body runs, and leaves nothing of it behind.

    What the server writes is recorded in `wire`, which also says why Parley ended it, if it did.

    Raises:
        OSError: the command could not be started.
        ValueError: it has a character that no command can have.
    """
    server = await family.start(spec, errlog)
    # No waiting between this and the group: cut off here, the server would be left running.
    to_session, reads = anyio.create_memory_object_stream[SessionMessage | Exception](0)
    writes, from_session = anyio.create_memory_object_stream[SessionMessage](0)
    pump = _Pump(spec.name, server, wire)
    wire.pid = server.pid
    async with anyio.create_task_group() as group:
        group.start_soon(pump.read, to_session)
        group.start_soon(pump.write, from_session, to_session)
        try:
            yield reads, writes
        finally:
            with anyio.CancelScope(shield=True):
                reads.close()  # What the server still writes is thrown away, so that it can end.
                writes.close()
                with anyio.move_on_after(_FLUSH_SECONDS):
                    await pump.written.wait()
                await server.end()
                await pump.close()
                wire.pid = 0
            group.cancel_scope.cancel()


class _Pump:
    """Carries messages between a server's pipes and the session."""

    def __init__(self, name: str, server: Processes, wire: Wire) -> None:
        self.written = anyio.Event()
        """Set once nothing more goes to the server."""
        self._name = name
        self._process = server.process
        self._wire = wire

    async def read(self, to_session: MemoryObjectSendStream[SessionMessage | Exception]) -> None:
        """Takes lines until the server closes its output, or must be ended."""
        async with to_session:
            with suppress(*_GONE):
                try:
                    await self._deliver(to_session)
                except LineTooLong:
                    fault = _TOO_LONG.format(self._name, LONGEST_LINE >> 20)
                    self._wire.break_off(fault)
        # Whoever still writes must not wait at a full pipe: it could not see that it is to end.
        with suppress(*_GONE):
            while self._process.stdout is not None:
                await self._process.stdout.receive(_CHUNK)

    async def _deliver(
        self, to_session: MemoryObjectSendStream[SessionMessage | Exception]
    ) -> None:
        lines = Lines()
        while self._process.stdout is not None:
            # One piece at a time: while the session is busy, the server waits at its pipe.
            chunk = await self._process.stdout.receive(_CHUNK)
            for line in lines.feed(chunk):
                self._wire.record("in", line[: 1 << 16].decode("utf-8", "replace"), len(line))
                found = await message(line)
                await to_session.send(
                    found if isinstance(found, Unreadable) else SessionMessage(found)
                )

    async def write(
        self,
        from_session: MemoryObjectReceiveStream[SessionMessage],
        to_session: MemoryObjectSendStream[SessionMessage | Exception],
    ) -> None:
        """Sends what the session gives; where that fails, the session sees an end."""
        try:
            async with from_session:
                async for item in from_session:
                    text = item.message.model_dump_json(by_alias=True, exclude_unset=True)
                    self._wire.record("out", text, len(text))
                    if self._process.stdin is None:
                        return
                    await self._process.stdin.send(text.encode() + b"\n")
        except _GONE:
            await to_session.aclose()
        finally:
            self.written.set()

    async def close(self) -> None:
        """Lets go of the pipes, which something that could not be ended may still hold."""
        with suppress(*_GONE):
            if self._process.stdout is not None:
                await self._process.stdout.aclose()
        transport = getattr(getattr(self._process, "_process", None), "_transport", None)
        close = getattr(transport, "close", None)
        if callable(close):
            with suppress(PermissionError):
                close()
