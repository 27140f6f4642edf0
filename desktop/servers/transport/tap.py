"""A tap on a transport: it bounds and records what passes, and tells when the stream ends."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from mcp.shared.message import SessionMessage
from mcp_types import (
    PARSE_ERROR,
    ErrorData,
    JSONRPCError,
    JSONRPCNotification,
    JSONRPCRequest,
    JSONRPCResponse,
)

from desktop.language import tr
from desktop.servers.transport.framing import Unreadable
from desktop.servers.transport.schemas import bounded
from desktop.servers.transport.sluice import Sluice

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable
    from types import TracebackType
    from typing import Self

    from mcp.client import Transport
    from mcp.client._transport import TransportStreams
    from mcp_types import JSONRPCMessage, RequestId

    from desktop.servers.transport.traffic import Wire

MOST_TOOLS = 1_000
"""Tools of one page of a server's list that are taken; more would hold up the window."""

_LOOKS = frozenset({"ping", "server/discover"})
"""With these Parley looks whether a server still answers, which is no use of it."""

_UNREADABLE = tr("Its answer cannot be read: {}.")


class _Stream:
    """What both ends of a tap have in common: all else is the tapped stream's own."""

    def __init__(self, stream: Any, tap: Tap) -> None:
        self._stream = stream
        self._tap = tap

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def __aenter__(self) -> Self:
        await self._stream.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool | None:
        left: bool | None = await self._stream.__aexit__(kind, error, trace)
        return left


class _Reads(_Stream):
    """A read stream that tells when it ends: nobody is told when a server dies while idle."""

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> SessionMessage | Exception:
        while True:
            try:
                item = await self._stream.__anext__()
            except StopAsyncIteration:
                self._tap.ended()
                raise
            taken = await self._tap.take(item)
            if taken is not None:
                return taken

    async def receive(self) -> SessionMessage | Exception:
        return await self.__anext__()


class _Writes(_Stream):
    """A write stream that records what is asked, so that only its answers are taken."""

    async def send(self, item: SessionMessage) -> None:
        self._tap.give(item.message)
        await self._stream.send(item)


class Tap:
    """What both directions of one connection know of each other."""

    def __init__(self, wire: Wire, ended: Callable[[], None], *, verbatim: bool) -> None:
        """Starts with nothing asked.

        Args:
            wire: where what passes is recorded.
            ended: is called when the other side closes its end.
            verbatim: whether the transport itself records what passes, as it is on the wire.
        """
        self.wire = wire
        self.ended = ended
        self._verbatim = verbatim
        self._asked: dict[str, tuple[RequestId, str]] = {}
        """The requests that are not answered: by their ids as text, what was asked."""
        self._withdrawn: deque[str] = deque(maxlen=1_000)
        """Those that were taken back: their answers may be on their way."""
        self._sluice = Sluice()

    def give(self, message: JSONRPCMessage) -> None:
        """Takes note of what goes to the server."""
        if not self._verbatim:
            text = message.model_dump_json(by_alias=True, exclude_unset=True)
            self.wire.record("out", text, len(text))
        if isinstance(message, JSONRPCRequest):
            self._asked[str(message.id)] = (message.id, message.method)
            if message.method not in _LOOKS:
                self.wire.used = time.monotonic()
        elif (
            isinstance(message, JSONRPCNotification)
            and message.method == "notifications/cancelled"
            and message.params
        ):
            self._withdrawn.append(str(message.params.get("requestId")))
            self._asked.pop(self._withdrawn[-1], None)
        self.wire.awaited = len(self._asked)

    async def take(self, item: SessionMessage | Exception) -> SessionMessage | Exception | None:
        """Returns what is to be passed on of what came, if anything, when it is its turn."""
        now = asyncio.get_running_loop().time()
        asks = isinstance(item, SessionMessage) and isinstance(item.message, JSONRPCRequest)
        wait = self._sluice.wait(now, asks=asks)
        if wait > 0:
            self.wire.count("fast", tr("It sent {} messages faster than they are taken."))
            await asyncio.sleep(wait)
        if isinstance(item, Unreadable):
            return self._in_place_of(item)
        if isinstance(item, Exception):
            return item
        if not self._verbatim:
            text = item.message.model_dump_json(by_alias=True, exclude_unset=True)
            self.wire.record("in", text, len(text))
        return item if self._passes(item.message, now) else None

    def _passes(self, message: JSONRPCMessage, now: float) -> bool:
        match message:
            case JSONRPCNotification(method=method):
                if hasty := self._sluice.hasty(method, now):
                    self.wire.count(
                        hasty, tr("It told of {{}} {hasty} faster than Parley looks.", hasty=hasty)
                    )
                surplus = self._sluice.surplus(method, now)
                if surplus:
                    self.wire.count(
                        surplus,
                        tr("{{}} {surplus} were dropped: they came too fast.", surplus=surplus),
                    )
                return not surplus
            case JSONRPCResponse() | JSONRPCError():
                return self._answers(message)
            case _:
                return True

    def _answers(self, message: JSONRPCResponse | JSONRPCError) -> bool:
        """Whether this answers what was asked; what a list has too much of is cut off."""
        if message.id is None and len(self._asked) == 1:
            # An error that names no request, where but one can be meant: it would wait for ever.
            [(message.id, _)] = self._asked.values()
        asked = self._settle(message.id)
        if asked is None:
            if str(message.id) not in self._withdrawn:
                self.wire.count("stray", tr("It sent {} answers to nothing that was asked."))
            return False
        if isinstance(message, JSONRPCResponse) and asked[1] == "tools/list":
            self._bound(message)
        return True

    def _settle(self, answered: RequestId | None) -> tuple[RequestId, str] | None:
        """Returns the request that is answered now, if it was open."""
        asked = self._asked.pop(str(answered), None)
        self.wire.awaited = len(self._asked)
        if asked is not None:
            self.wire.used = time.monotonic()
        return asked

    def _bound(self, message: JSONRPCResponse) -> None:
        tools = message.result.get("tools")
        if not isinstance(tools, list):
            return
        if len(tools) > MOST_TOOLS:
            told = tr(
                "It lists {{}} tools more than the first {most_tools:,}; they are left out.",
                most_tools=MOST_TOOLS,
            )
            self.wire.count("tools", told, len(tools) - MOST_TOOLS)
            del tools[MOST_TOOLS:]
            message.result.pop("nextCursor", None)
        for tool in tools:
            if isinstance(tool, dict) and not bounded(tool.get("outputSchema")):
                del tool["outputSchema"]
                told = tr("The results of {} tools are not checked: their schemas may have no end.")
                self.wire.count("schemas", told)

    def _in_place_of(self, line: Unreadable) -> SessionMessage | None:
        """Returns an error where a line was to be an answer, which would be awaited for ever."""
        if line.blank:
            return None
        asked = self._settle(line.answers)
        if asked is None:
            words = tr("It wrote {} lines that are no messages; the last began: ")
            beginning = line.beginning[:60].replace("{", "{{").replace("}", "}}")
            self.wire.count("junk", f"{words}{beginning}")
            return None
        self.wire.count("unreadable", tr("{} of its answers could not be read."))
        told = ErrorData(code=PARSE_ERROR, message=_UNREADABLE.format(line.why))
        return SessionMessage(JSONRPCError(jsonrpc="2.0", id=asked[0], error=told))


@asynccontextmanager
async def tapped(
    transport: Transport, wire: Wire, ended: Callable[[], None], *, verbatim: bool = False
) -> AsyncGenerator[TransportStreams]:
    """Opens a transport and calls `ended` when the other side closes its end.

    Args:
        transport: what is tapped.
        wire: where what passes is recorded.
        ended: is called when the other side closes its end.
        verbatim: whether the transport itself records what passes, as it is on the wire.
    """
    tap = Tap(wire, ended, verbatim=verbatim)
    async with transport as (reads, writes):
        yield _Reads(reads, tap), _Writes(writes, tap)
