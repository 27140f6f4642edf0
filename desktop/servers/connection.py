"""One open connection to one server, and the calls that are under way on it."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx2
from mcp import Client, MCPError, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamable_http_client
from mcp_types import (
    CONNECTION_CLOSED,
    Implementation,
    SamplingCapability,
    SamplingToolsCapability,
    ToolListChangedNotification,
)
from pydantic import ValidationError

from desktop import __version__
from desktop.errors import ServerGone, StartFailed, ToolFailed
from desktop.servers.eras import MODERN_REVISION, Era
from desktop.servers.transport import tapped

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
    from typing import Literal, TextIO

    from mcp.client import ClientRequestContext
    from mcp_types import (
        CallToolResult,
        CreateMessageRequestParams,
        CreateMessageResult,
        CreateMessageResultWithTools,
        ErrorData,
        Tool,
    )

    from desktop.servers.config import ServerSpec

    Answer = CreateMessageResult | CreateMessageResultWithTools | ErrorData
    Sampler = Callable[["Origin", CreateMessageRequestParams], Awaitable[Answer]]

CONNECT_SECONDS = 30.0
"""A server may take this long to start; the SDK itself would wait for ever."""

LEAVE_SECONDS = 2.0
"""Calls that are cut off by a stop may take this long to tell the server."""


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


_current_call: ContextVar[Call | None] = ContextVar("current_call", default=None)


class Connection:
    """A server that can be called; made by `connect`, whose task alone may open and close it."""

    def __init__(self, spec: ServerSpec, sampler: Sampler) -> None:
        self.spec = spec
        self.revision = ""
        """The protocol revision that was agreed on."""
        self.ended = asyncio.Event()
        """Set when the server has closed its end, or is being left."""
        self.tools_changed = asyncio.Event()
        self.in_use = False
        """Whether it has proved to work, so that an end is no longer a failed start."""
        self._sampler = sampler
        self._calls: dict[str, tuple[Call, asyncio.Task[CallToolResult]]] = {}
        self._client: Client | None = None

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
            if cursor is None:
                return found

    async def call(self, call: Call) -> CallToolResult:
        """Calls a tool; cancelling the awaiting task cancels the call at the server too.

        Raises:
            MCPError: the server answered with a protocol error.
            ServerGone: the server ended, or was stopped, before it answered.
            ToolFailed: it asked too often, or its answer breaks its own schema.
        """
        token = _current_call.set(call)
        try:
            task = asyncio.create_task(self._opened().call_tool(call.tool, dict(call.arguments)))
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
            cause = _first(error)
            if isinstance(cause, MCPError) and cause.code != CONNECTION_CLOSED:
                raise cause from error
            raise self._gone(call) from error
        except RuntimeError as error:
            # The SDK's word for too many rounds of input, and for a result that breaks its schema.
            raise ToolFailed(f"{self.spec.name} answered {call.tool} wrongly: {error}") from error
        except ValidationError as error:
            # Among others, a request for a completion inside a result that breaks the protocol.
            told = f"{self.spec.name} answered {call.tool} in a way that breaks the protocol."
            raise ToolFailed(told) from error
        finally:
            del self._calls[call.id]

    def end(self) -> None:
        """Cuts off the calls under way: the server has closed its end, or is being left.

        The SDK leaves a call of the newer era hanging, with its dialog, when a server dies.
        """
        self.ended.set()
        for _, task in self._calls.values():
            task.cancel()

    def attach(self, client: Client) -> None:
        """Takes the client that has just been opened."""
        self._client = client
        self.revision = client.protocol_version

    async def leave(self) -> None:
        """Cuts off the calls under way and gives them a moment to end."""
        self.end()
        tasks = [task for _, task in self._calls.values()]
        if tasks:
            await asyncio.wait(tasks, timeout=LEAVE_SECONDS)

    async def on_sampling(
        self, context: ClientRequestContext, params: CreateMessageRequestParams
    ) -> Answer:
        """Passes a request for a completion on, with where it comes from."""
        del context  # It names neither the server nor the call.
        way: Literal["pushed", "input_required"] = (
            "input_required" if self.era is Era.MODERN else "pushed"
        )
        call = _current_call.get() or self._only_call()
        return await self._sampler(Origin(self.spec, way, call), params)

    async def on_message(self, message: object) -> None:
        """Notices that the server's tools have changed."""
        if isinstance(message, ToolListChangedNotification):
            self.tools_changed.set()

    def awaits(self, call: Call | None) -> bool:
        """Whether the server still has reason to answer a call, if there was one."""
        if self.ended.is_set():
            return False
        return call is None or (call.id in self._calls and not self._calls[call.id][1].cancelling())

    def _only_call(self) -> Call | None:
        """Over stdio an older server does not say which call it asks for: one alone is certain."""
        calls = [call for call, _ in self._calls.values()]
        return calls[0] if len(calls) == 1 else None

    def _opened(self) -> Client:
        if self._client is None or self.ended.is_set():
            raise ServerGone(f"{self.spec.name} is not connected.")
        return self._client

    def _gone(self, call: Call) -> ServerGone:
        return ServerGone(
            f"{self.spec.name} ended before it answered {call.tool}. Start it and try again."
        )


@asynccontextmanager
async def connect(
    spec: ServerSpec, era: Era, sampler: Sampler, errlog: TextIO
) -> AsyncGenerator[Connection]:
    """Opens a connection; the body must end in the task that began it, and must not raise.

    Raises:
        StartFailed: the server could not be started or reached, or the handshake failed.
        ServerGone: the connection broke down later.
    """
    connection = Connection(spec, sampler)
    try:
        async with AsyncExitStack() as stack:
            limit = await stack.enter_async_context(asyncio.timeout(CONNECT_SECONDS))
            client = await stack.enter_async_context(await _client(connection, era, errlog, stack))
            limit.reschedule(None)
            connection.attach(client)
            try:
                yield connection
            finally:
                await connection.leave()
    except TimeoutError as error:
        raise StartFailed(
            f"{spec.name} did not answer within {CONNECT_SECONDS:.0f} seconds of its start."
        ) from error
    except (BaseExceptionGroup, MCPError, OSError, httpx2.HTTPError, RuntimeError) as error:
        cause = _first(error)
        if isinstance(cause, asyncio.CancelledError):
            raise
        if connection.in_use:
            raise ServerGone(f"The connection to {spec.name} broke down.") from cause
        raise StartFailed(_why(spec, cause)) from cause


async def _client(
    connection: Connection, era: Era, errlog: TextIO, stack: AsyncExitStack
) -> Client:
    spec, rules = connection.spec, connection.spec.sampling
    if spec.url:
        # With the usual read timeout an older server is cut off while a person still reads.
        http = httpx2.AsyncClient(
            headers=spec.headers, timeout=httpx2.Timeout(CONNECT_SECONDS, read=None)
        )
        await stack.enter_async_context(http)
        transport = streamable_http_client(spec.url, http_client=http)
    else:
        parameters = StdioServerParameters(
            command=spec.command,
            args=list(spec.args),
            env=spec.env,
            cwd=spec.cwd,
            encoding_error_handler="replace",
        )
        transport = stdio_client(parameters, errlog=errlog)
    return Client(
        tapped(transport, connection.end),
        mode=era.value,
        # What is turned off is not declared, so that the server can do without from the start.
        sampling_callback=connection.on_sampling if rules.enabled else None,
        sampling_capabilities=SamplingCapability(
            tools=None if rules.tools == "never" else SamplingToolsCapability()
        ),
        message_handler=connection.on_message,
        client_info=Implementation(name="parley", title="Parley", version=__version__),
    )


def _needs_task(tool: Tool) -> bool:
    return tool.execution is not None and tool.execution.task_support == "required"


def _first(error: BaseException) -> BaseException:
    """Returns the first error inside nested groups, in which the SDK wraps what happened."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error


def _why(spec: ServerSpec, cause: BaseException) -> str:
    match cause:
        case FileNotFoundError() | NotADirectoryError():
            missing = spec.cwd if spec.cwd and cause.filename == spec.cwd else spec.command
            return f"{spec.name} could not be started: {missing!r} was not found."
        case PermissionError():
            return f"{spec.name} could not be started: {spec.command!r} may not be run."
        case MCPError(code=code) if code == CONNECTION_CLOSED:
            return f"{spec.name} ended right after its start."
        case MCPError(message=message):
            return f"{spec.name} refused the connection: {message}"
        case _ if spec.url:
            return f"{spec.name} could not be reached at {spec.url}: {cause}"
        case _:
            return f"{spec.name} could not be started: {cause}"
