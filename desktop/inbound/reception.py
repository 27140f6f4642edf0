"""Where Parley's own processes come in to the window that runs, each with one wish."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import os
import socket
from typing import TYPE_CHECKING, Any

from desktop.errors import ParleyError
from desktop.storage import running

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from desktop.storage.places import Places

logger = logging.getLogger(__name__)

HELLO_SECONDS = 10.0
"""What one that comes in may take to say what it wishes."""


class Visitor:
    """One that came in, and what it said first."""

    def __init__(
        self, hello: dict[str, Any], reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.hello = hello
        self.reader = reader
        self.writer = writer
        self._answered = False

    @property
    def pid(self) -> int | None:
        """The process that came in: as the system tells it, or else as it says itself."""
        peer = running.peer_of(self.writer.get_extra_info("socket"))
        said = self.hello.get("pid")
        return peer[0] if peer else said if isinstance(said, int) else None

    async def grant(self, **told: Any) -> None:
        """Says that the wish is granted; what follows on the line is between these two."""
        await self._answer({"ok": True, **told})

    async def refuse(self, why: str) -> None:
        """Says why it is not granted, unless it was already."""
        if not self._answered:
            await self._answer({"ok": False, "error": why})

    async def _answer(self, told: dict[str, Any]) -> None:
        self._answered = True
        self.writer.write(json.dumps(told).encode() + b"\n")
        await self.writer.drain()


class Reception:
    """The listening end of the private line; of two windows, the first one has it."""

    def __init__(self, places: Places) -> None:
        self.grants: dict[str, Callable[[Visitor], Awaitable[None]]] = {}
        """What is done for each wish, by the word in `op`."""
        self._places = places
        self._server: asyncio.Server | None = None
        self._line: running.Line | None = None
        self._visits: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """Listens, unless another window does; what forbids it costs only this convenience."""
        self.grants.setdefault("hello", Visitor.grant)
        try:
            if there := await running.opened(self._places, {"op": "hello"}):
                there[1].close()
                return
            one, self._line = await asyncio.to_thread(running.listening, self._places)
            start = self._server_of(one)
            self._server = await start
        except (OSError, ParleyError) as error:
            logger.warning("Other programs cannot reach this window: %s", error)

    async def close(self) -> None:
        """Ends every visit and listens no more."""
        if self._server is not None:
            self._server.close()
            self._server = None
        for visit in self._visits:
            visit.cancel()
        await asyncio.gather(*self._visits, return_exceptions=True)
        if self._line is not None:
            await asyncio.to_thread(running.forget, self._places, self._line)
            self._line = None

    def _server_of(self, one: socket.socket) -> Awaitable[asyncio.Server]:
        limit = running.LONGEST_LINE
        if one.family == getattr(socket, "AF_UNIX", None):
            return asyncio.start_unix_server(self._come_in, sock=one, limit=limit)
        return asyncio.start_server(self._come_in, sock=one, limit=limit)

    def _come_in(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        visit = asyncio.create_task(self._receive(reader, writer))
        self._visits.add(visit)
        visit.add_done_callback(self._visits.discard)

    async def _receive(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(HELLO_SECONDS):
                hello = json.loads(await reader.readline() or b"{}")
            if self._is_ours(hello, writer):
                await self._grant(Visitor(hello, reader, writer))
        except (OSError, ValueError, TimeoutError):
            return  # It has gone, or is none of ours.
        except Exception:
            logger.exception("A visit failed unexpectedly")
        finally:
            writer.close()

    async def _grant(self, visitor: Visitor) -> None:
        grant = self.grants.get(str(visitor.hello.get("op")))
        if grant is None:
            await visitor.refuse("This window is of another version, and does not know the wish.")
            return
        try:
            await grant(visitor)
        except ParleyError as error:
            await visitor.refuse(str(error))

    def _is_ours(self, hello: object, writer: asyncio.StreamWriter) -> bool:
        """Whether it is a process of this person, which can read our own folder."""
        peer = running.peer_of(writer.get_extra_info("socket"))
        if peer is not None and peer[1] != os.getuid():
            return False
        token = hello.get("token") if isinstance(hello, dict) else None
        expected = self._line.token if self._line else ""
        return isinstance(token, str) and hmac.compare_digest(token.encode(), expected.encode())
