"""One open connection to one server, and the calls that are under way on it."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from mcp import Client, MCPError
from mcp_types import (
    CONNECTION_CLOSED,
    ErrorData,
    RootsListChangedNotification,
)
from pydantic import ValidationError

from desktop.errors import ServerGone, ToolFailed
from desktop.language import tr
from desktop.servers.eras import MODERN_REVISION, Era
from desktop.servers.news import (
    LogLine,
    Progress,
    Sieve,
    ask_for_log,
    list_of,
    listen,
    log_line,
)
from desktop.servers.requests import addresses_in
from desktop.servers.transport.tap import MOST_TOOLS

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Mapping
    from typing import Literal

    from mcp.client import ClientRequestContext
    from mcp_types import (
        CallToolResult,
        CreateMessageRequestParams,
        CreateMessageResult,
        CreateMessageResultWithTools,
        ElicitRequestParams,
        ElicitResult,
        ListRootsResult,
        LoggingMessageNotificationParams,
        Tool,
    )

    from desktop.servers.config import ServerSpec
    from desktop.servers.news import ListKind, OnProgress
    from desktop.servers.requests import Elicitor

    Answer = CreateMessageResult | CreateMessageResultWithTools | ErrorData
    Sampler = Callable[["Origin", CreateMessageRequestParams], Awaitable[Answer]]

T = TypeVar("T")

LEAVE_SECONDS = 2.0
"""Calls that are cut off by a stop may take this long to tell the server."""

LOG_LINES = 50
"""So many messages of a server's log are taken in each second; the others are counted."""


@dataclass(frozen=True, slots=True)
class Call:
    """One tool call of ours."""

    id: str
    tool: str
    arguments: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a request for a completion comes from."""

    spec: ServerSpec
    way: Literal["pushed", "input_required"]
    call: Call | None
    """The call of ours that caused it, where that is certain."""
    patience: float | None = None
    """Seconds after which the server is known to give up waiting."""


@dataclass(frozen=True, slots=True)
class Face:
    """Who answers what a server asks, and hears what it tells by itself."""

    sample: Sampler
    elicit: Elicitor
    roots: Callable[[], ListRootsResult]
    """The folders that the person shares with it now."""
    log: Callable[[LogLine], None]
    changed: Callable[[ListKind], None]
    """One of its lists is another one now; that of the tools is told in `tools_changed` too."""


_current_call: ContextVar[Call | None] = ContextVar("current_call", default=None)


class Connection:
    """A server that can be called; made by `connect`, whose task alone may open and close it."""

    def __init__(self, spec: ServerSpec, face: Face) -> None:
        self.spec = spec
        self.revision = ""
        """The protocol revision that was agreed on."""
        self.ended = asyncio.Event()
        """Set when the server has closed its end, or is being left."""
        self.tools_changed = asyncio.Event()
        self.in_use = False
        """Whether it has proved to work, so that an end is no longer a failed start."""
        self._face = face
        self._calls: dict[str, tuple[Call, asyncio.Task[Any]]] = {}
        self._heard: dict[str, Progress] = {}
        self._client: Client | None = None
        self._chores: list[asyncio.Task[None]] = []
        """They listen to what the server tells by itself."""
        self._sieve = Sieve(LOG_LINES)

    @property
    def era(self) -> Era:
        """The era of the agreed revision."""
        return Era.MODERN if self.revision >= MODERN_REVISION else Era.LEGACY

    async def tools(self) -> list[Tool]:
        """Returns the tools that can be called in the plain way.

        Tools that demand a task of 2025-11-25 are left out: calling one is refused with -32601.
        """
        client, found, cursor = self._opened(), [], None
        while True:
            page = await client.list_tools(cursor=cursor, cache_mode="refresh")
            found += [tool for tool in page.tools if not _needs_task(tool)]
            cursor = page.next_cursor
            if cursor is None or len(found) >= MOST_TOOLS:
                return found[:MOST_TOOLS]

    async def call(self, call: Call, on_progress: OnProgress | None = None) -> CallToolResult:
        """Calls a tool, as `follow` does.

        Args:
            call: which tool, and with what.
            on_progress: told how far it has come, how far it has to come, and a message.
        """
        heard = Progress(on_progress) if on_progress else None
        if heard:
            self._heard[call.id] = heard
        try:
            return await self.follow(
                call,
                lambda client: client.call_tool(
                    call.tool,
                    dict(call.arguments),
                    progress_callback=heard.hear if heard else None,
                ),
            )
        finally:
            self._heard.pop(call.id, None)

    async def follow(self, call: Call, ask: Callable[[Client], Coroutine[Any, Any, T]]) -> T:
        """Asks the server for something; cancelling the awaiting task cancels it there too.

        Raises:
            MCPError: the server answered with a protocol error.
            ServerGone: the server ended, or was stopped, before it answered.
            ToolFailed: it asked too often, or its answer breaks its own schema.
        """
        named = {"name": self.spec.name, "tool": call.tool}
        token = _current_call.set(call)
        try:
            task = asyncio.create_task(ask(self._opened()))
        finally:
            _current_call.reset(token)
        self._calls[call.id] = (call, task)
        try:
            return await task
        except asyncio.CancelledError:
            caller = asyncio.current_task()
            if caller is None or caller.cancelling():
                raise
            raise self._gone(call) from None
        except (BaseExceptionGroup, MCPError) as error:
            cause = first_of_all(error)
            if isinstance(cause, MCPError) and cause.code != CONNECTION_CLOSED:
                raise cause from error
            raise self._gone(call) from error
        except RuntimeError as error:
            # The SDK's word for too many rounds of input, and for a result that breaks its schema.
            told = tr("{name} answered {tool} wrongly:", **named)
            raise ToolFailed(f"{told} {error}") from error
        except ValidationError as error:
            # Among others, a request for a completion inside a result that breaks the protocol.
            wrong = tr("{name} answered {tool} in a way that breaks the protocol.", **named)
            raise ToolFailed(wrong) from error
        finally:
            del self._calls[call.id]

    @property
    def offers(self) -> tuple[str, ...]:
        """Which lists it has besides that of its tools."""
        has = self._client.server_capabilities if self._client else None
        kinds = {"resources": has and has.resources, "prompts": has and has.prompts}
        return tuple(kind for kind, capability in kinds.items() if capability is not None)

    async def ping(self) -> None:
        """Returns when the server answers a question that costs it nothing, whatever it says."""
        session = self._opened().session
        with suppress(MCPError):
            if self.era is Era.MODERN:
                await session.send_discover(self.revision)
            else:
                await session.send_ping()

    def end(self) -> None:
        """Cuts off the calls under way: the server has closed its end, or is being left.

        The SDK leaves a call of the newer era hanging, with its dialog, when a server dies.
        """
        self.ended.set()
        for _, task in self._calls.values():
            task.cancel()

    def attach(self, client: Client) -> None:
        """Takes the client that has just been opened, and listens to the server."""
        self._client = client
        self.revision = client.protocol_version
        modern = self.era is Era.MODERN
        chore = listen(client, self._tell_changed) if modern else ask_for_log(client)
        self._chores.append(asyncio.create_task(chore))

    async def leave(self) -> None:
        """Cuts off the calls under way and gives them a moment to end."""
        self.end()
        tasks = [*(task for _, task in self._calls.values()), *self._chores]
        for chore in self._chores:
            chore.cancel()
        if tasks:
            await asyncio.wait(tasks, timeout=LEAVE_SECONDS)

    async def visit(self, error: MCPError, call: Call) -> bool:
        """Shows the addresses without which a call is refused; returns whether all were opened.

        A server of 2025-11-25 refuses with -32042 what a person must first do in a browser.
        """
        origin = Origin(self.spec, "pushed", call)
        asked = addresses_in(error)
        for params in asked:
            answer = await self._face.elicit(origin, params)
            if isinstance(answer, ErrorData) or answer.action != "accept":
                return False
        return bool(asked)

    async def tell_roots_changed(self) -> None:
        """Tells an older server that other folders are shared; a newer one asks each time."""
        if self.era is Era.LEGACY and self._client and not self.ended.is_set():
            await self._client.session.send_notification(RootsListChangedNotification())

    async def on_sampling(
        self, context: ClientRequestContext, params: CreateMessageRequestParams
    ) -> Answer:
        """Passes a request for a completion on, with where it comes from."""
        del context  # It names neither the server nor the call.
        return await self._face.sample(self._origin(), params)

    async def on_elicitation(
        self, context: ClientRequestContext, params: ElicitRequestParams
    ) -> ElicitResult | ErrorData:
        """Passes on what the server asks the person itself, with where it comes from."""
        del context
        return await self._face.elicit(self._origin(), params)

    async def on_roots(self, context: ClientRequestContext) -> ListRootsResult:
        """Returns the folders that the person shares with the server."""
        del context
        return self._face.roots()

    async def on_log(self, params: LoggingMessageNotificationParams) -> None:
        """Takes a message of the server's log, unless they come too thick."""
        line = log_line(params)
        if line and self._sieve.lets(asyncio.get_running_loop().time()):
            if left_out := self._sieve.empty():
                self._face.log(
                    LogLine(
                        "info",
                        tr("{left_out:,} messages came too fast: left out.", left_out=left_out),
                    )
                )
            self._face.log(line)

    async def on_message(self, message: object) -> None:
        """Notices that one of the server's lists has changed."""
        if kind := list_of(message):
            self._tell_changed(kind)

    def tell_of_task(self, said: str) -> None:
        """Passes on what the server says of a call of which it made a task."""
        call = _current_call.get()
        if call and (heard := self._heard.get(call.id)):
            heard.say(said)

    def only_call(self) -> Call | None:
        """Returns the call under way, where it is the only one."""
        calls = [call for call, _ in self._calls.values()]
        return calls[0] if len(calls) == 1 else None

    def awaits(self, call: Call | None) -> bool:
        """Whether the server still has reason to answer a call, if there was one."""
        if self.ended.is_set():
            return False
        return call is None or (call.id in self._calls and not self._calls[call.id][1].cancelling())

    def _tell_changed(self, kind: ListKind) -> None:
        if kind == "tools":
            self.tools_changed.set()
        self._face.changed(kind)

    def _origin(self) -> Origin:
        way: Literal["pushed", "input_required"] = (
            "input_required" if self.era is Era.MODERN else "pushed"
        )
        # Over stdio an older server does not say which call it asks for: one alone is certain.
        return Origin(self.spec, way, _current_call.get() or self.only_call())

    def _opened(self) -> Client:
        if self._client is None or self.ended.is_set():
            raise ServerGone(tr("{name} is not connected.", name=self.spec.name))
        return self._client

    def _gone(self, call: Call) -> ServerGone:
        return ServerGone(
            tr(
                "{name} ended before it answered {tool}. Start it and try again.",
                name=self.spec.name,
                tool=call.tool,
            )
        )


def _needs_task(tool: Tool) -> bool:
    return tool.execution is not None and tool.execution.task_support == "required"


def first_of_all(error: BaseException) -> BaseException:
    """Returns the first error inside nested groups, in which the SDK wraps what happened."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error
