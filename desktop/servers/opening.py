"""The opening of a connection to a server, over its pipes or the network, and why it failed."""

from __future__ import annotations

import asyncio
import sys
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

from mcp import Client, MCPError
from mcp_types import (
    CONNECTION_CLOSED,
    Implementation,
    SamplingCapability,
    SamplingToolsCapability,
)

from desktop import __version__
from desktop.errors import ServerError, ServerGone, StartFailed
from desktop.language import tr
from desktop.servers.connection import Connection, first_of_all
from desktop.servers.eras import Era
from desktop.servers.news import LOG_LEVEL, introduce
from desktop.servers.tasks import Tasks
from desktop.servers.transport.stdio import stdio
from desktop.servers.transport.tap import tapped

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable
    from contextlib import AbstractAsyncContextManager
    from typing import TextIO

    from mcp.client import Transport

    from desktop.servers.config import ServerSpec
    from desktop.servers.connection import Face
    from desktop.servers.signing_in.oauth import SignedRequests
    from desktop.servers.transport.http import HttpLine
    from desktop.servers.transport.traffic import Wire

CONNECT_SECONDS = 30.0
"""A server may take this long to start; the SDK itself would wait for ever."""


_LATE = tr(
    "did not answer within {connect_seconds:.0f} seconds of its start.",
    connect_seconds=CONNECT_SECONDS,
)


@asynccontextmanager
async def connect(
    spec: ServerSpec,
    era: Era,
    face: Face,
    errlog: TextIO,
    wire: Wire,
    auth: SignedRequests | None = None,
) -> AsyncGenerator[Connection]:
    """Opens a connection; the body must end in the task that began it, and must not raise.

    Raises:
        StartFailed: the server could not be started or reached, or the handshake failed.
        ServerGone: the connection broke down later.
    """
    connection, line = Connection(spec, face), None
    try:
        async with AsyncExitStack() as stack:
            limit = await stack.enter_async_context(asyncio.timeout(CONNECT_SECONDS))
            if auth is not None:
                auth.limit = limit
            if spec.url:
                line = await stack.enter_async_context(_http_line(spec, auth, connection.end))
                client = await _reached(connection, era, line, wire, stack)
            else:
                made = _client(connection, era, stdio(spec, errlog, wire), wire)
                client = await stack.enter_async_context(made)
            await introduce(client)
            limit.reschedule(None)
            connection.attach(client)
            try:
                yield connection
            finally:
                await connection.leave()
    except TimeoutError as error:
        raise StartFailed(f"{spec.name} {_LATE}") from error
    except _breaks() as error:
        failure, cause = _failure(connection, line, error), first_of_all(error)
        if failure is error:
            raise
        raise failure from (None if failure is cause else cause)


def _breaks() -> tuple[type[BaseException], ...]:
    """Returns what ends a connection that is not to be kept."""
    broken = BaseExceptionGroup, ServerError, MCPError, OSError, RuntimeError
    if "httpx2" not in sys.modules:  # It takes 2 MB that most never need.
        return broken
    from httpx2 import HTTPError  # noqa: PLC0415

    return *broken, HTTPError


def _failure(connection: Connection, line: HttpLine | None, error: BaseException) -> BaseException:
    """Returns what is said of a connection that could not be opened, or that broke down."""
    spec = connection.spec
    ours = error.subgroup(ServerError) if isinstance(error, BaseExceptionGroup) else None
    cause = first_of_all(ours or error)
    if isinstance(cause, asyncio.CancelledError):
        return error
    if isinstance(cause, StartFailed):
        return cause
    if isinstance(cause, ServerError):
        return cause if connection.in_use else StartFailed(str(cause))
    if connection.in_use:
        return ServerGone(tr("The connection to {name} broke down.", name=spec.name))
    return StartFailed(line.why(cause) if line else _why(spec, cause))


def _http_line(
    spec: ServerSpec, auth: SignedRequests | None, end: Callable[[], None]
) -> AbstractAsyncContextManager[HttpLine]:
    from desktop.servers.transport.http import http_line  # noqa: PLC0415  (few servers need it)

    return http_line(spec, auth, end)


async def _reached(
    connection: Connection, era: Era, line: HttpLine, wire: Wire, stack: AsyncExitStack
) -> Client:
    """Opens the client of a server with an address, in the older way where the newer is refused."""
    import httpx2  # noqa: PLC0415

    if connection.spec.type != "sse":
        try:
            made = _client(connection, era, line.transport(older=False), wire)
            return await stack.enter_async_context(made)
        except (BaseExceptionGroup, MCPError, httpx2.HTTPError):
            if not line.goes_another_way:
                raise
            connection.ended.clear()
    made = _client(connection, Era.LEGACY, line.transport(older=True), wire)
    return await stack.enter_async_context(made)


def _client(connection: Connection, era: Era, transport: Transport, wire: Wire) -> Client:
    spec, rules = connection.spec, connection.spec.sampling
    return Client(
        tapped(transport, wire, connection.end, verbatim=not spec.url),
        mode=era.value,
        # What is turned off is not declared, so that the server can do without from the start.
        sampling_callback=connection.on_sampling if rules.enabled else None,
        sampling_capabilities=SamplingCapability(
            tools=None if rules.tools == "never" else SamplingToolsCapability()
        ),
        elicitation_callback=connection.on_elicitation,
        list_roots_callback=connection.on_roots,
        logging_callback=connection.on_log,
        log_level=LOG_LEVEL,
        extensions=[Tasks(connection.tell_of_task)],
        message_handler=connection.on_message,
        client_info=Implementation(name="parley", title="Parley", version=__version__),
    )


def _why(spec: ServerSpec, cause: BaseException) -> str:
    match cause:
        case FileNotFoundError() | NotADirectoryError():
            missing = spec.cwd if spec.cwd and cause.filename == spec.cwd else spec.command
            return tr(
                "{name} could not be started: {missing!r} was not found.",
                name=spec.name,
                missing=missing,
            )
        case PermissionError():
            return tr(
                "{name} could not be started: {command!r} may not be run.",
                name=spec.name,
                command=spec.command,
            )
        case MCPError(code=code) if code == CONNECTION_CLOSED:
            return tr("{name} ended right after its start.", name=spec.name)
        case MCPError(message=message):
            return tr("{name} refused the connection: {message}", name=spec.name, message=message)
        case _:
            return tr("{name} could not be started: {cause}", name=spec.name, cause=cause)
