"""The model server as `parley serve` wants it: for one host's line, or at an address of its own."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, cast

import uvicorn
from mcp.server.stdio import stdio_server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Mount

from desktop.errors import ConfigError, NoModel
from desktop.inbound.failures import UNKNOWN
from desktop.inbound.guard import LOOPBACK, Guard, Quiet, listening_at, token_of
from desktop.inbound.hosts import host_of
from desktop.inbound.model_server import Asker, ModelServer
from desktop.inbound.tool_server import tool_server
from desktop.language import tr

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable

    import anyio
    from mcp.server.context import ServerRequestContext
    from mcp.server.lowlevel import Server

    from desktop.gateway.gateway import Gateway
    from desktop.gateway.request import Caller
    from desktop.inbound.hosts import Hosts
    from desktop.inbound.reception import Visitor
    from desktop.models.context import ModelContext
    from desktop.servers.supervisor import Supervisor

    Context = ServerRequestContext[Any, Any]

logger = logging.getLogger(__name__)

PATH = "/mcp"


class Serving:
    """What a model server is made of, whoever it is for."""

    def __init__(
        self,
        gateway: Gateway,
        contexts: Callable[[], list[ModelContext]],
        hosts: Hosts,
        program: Callable[[str], Caller | None],
        supervisor: Supervisor,
    ) -> None:
        """Takes what is needed, and opens nothing.

        Args:
            gateway: answers.
            contexts: returns the models that there are.
            hosts: who asks on a line of their own.
            program: returns who has a token, or None where nobody has it.
            supervisor: has the servers whose tools a host may be given.
        """
        self._gateway = gateway
        self._supervisor = supervisor
        self._contexts = contexts
        self._hosts = hosts
        self._program = program

    async def receive(self, visitor: Visitor) -> None:
        """Grants the wish to be a host's line, or an address as long as the visitor stays.

        Raises:
            NoModel: the one model that is wished is not here.
            ConfigError: the port is taken, or the server that is wished is not in the list.
        """
        hello = visitor.hello
        only, depth = str(hello.get("model") or ""), int(hello.get("depth") or 0)
        if hello.get("http"):
            async with self.address(int(hello.get("port") or 0), only) as address:
                await visitor.grant(address=address)
                await visitor.reader.read()
            return
        if server := str(hello.get("server") or ""):
            tools = self._tools(server, depth)
            await visitor.grant()
            await _converse(tools, visitor.reader, visitor.writer)
            return
        self._check(only)
        program = await asyncio.to_thread(host_of, visitor.pid)
        await visitor.grant()
        await self.line(visitor.reader, visitor.writer, program, only, depth)

    async def line(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        program: tuple[str, ...],
        only: str = "",
        depth: int = 0,
    ) -> None:
        """Answers one host until it closes its line.

        Raises:
            NoModel: the one model that is wished is not here.
        """
        self._check(only)

        def asker(context: Context) -> Asker:
            met = context.session.client_params
            name, version = (met.client_info.name, met.client_info.version) if met else ("", "")
            return Asker(self._hosts.met(name, version, program), depth)

        await _converse(
            ModelServer(self._gateway, self._contexts, asker, only).server, reader, writer
        )

    @asynccontextmanager
    async def address(self, port: int, only: str = "") -> AsyncGenerator[str]:
        """Yields an address at which programs with a token ask; it is open as long as the body.

        Raises:
            NoModel: the one model that is wished is not here.
            ConfigError: the port is taken.
        """
        self._check(only)
        listening = listening_at(port)

        def asker(context: Context) -> Asker:
            caller = self._program(token_of(context.request.headers)) if context.request else None
            if caller is None:  # The door has looked before; the token was taken back since.
                raise PermissionError
            return Asker(caller)

        served = ModelServer(self._gateway, self._contexts, asker, only).server
        manager = StreamableHTTPSessionManager(served)
        door = _Door(manager, self._program)
        app = Guard(Starlette(routes=[Mount(PATH, door)]))
        config = uvicorn.Config(
            app, lifespan="off", log_config=None, access_log=False, ws="none", http="h11"
        )
        server = Quiet(config)
        async with manager.run():
            serving = asyncio.create_task(server.serve([listening]))
            try:
                yield f"http://{LOOPBACK}:{listening.getsockname()[1]}{PATH}/"
            finally:
                server.should_exit = server.force_exit = True
                await serving

    def _tools(self, name: str, depth: int) -> Server[Any]:
        if depth:
            raise ConfigError(
                tr("A server that Parley runs gets no tools by Parley: it might loop.")
            )
        if name not in [spec.name for spec in self._supervisor.specs()]:
            raise ConfigError(
                tr("No server is named {name!r}. `parley servers list` names them.", name=name)
            )
        return tool_server(name, self._supervisor)

    def _check(self, only: str) -> None:
        if only and only not in [one.id for one in self._contexts()]:
            raise NoModel(
                tr("No model has the id {only!r}. `parley models list` names them.", only=only)
            )


async def _converse(
    server: Server[Any], reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    """Answers one host until it closes its line; what is open then is withdrawn."""
    ends = cast("anyio.AsyncFile[str]", reader), cast("anyio.AsyncFile[str]", _Lines(writer))
    try:
        async with stdio_server(*ends) as (incoming, outgoing):
            await server.run(incoming, outgoing, server.create_initialization_options())
    except* OSError:
        logger.info("A host has gone in the middle of an answer.")


class _Door:
    """Lets programs with a token through."""

    def __init__(
        self, manager: StreamableHTTPSessionManager, program: Callable[[str], Caller | None]
    ) -> None:
        self._manager = manager
        self._program = program

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        headers = {
            name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]
        }
        if self._program(token_of(headers)) is None:
            refusal = JSONResponse(UNKNOWN.openai(), UNKNOWN.status)
            await refusal(scope, receive, send)
            return
        await self._manager.handle_request(scope, receive, send)


class _Lines:
    """The writing end of a line, as the SDK writes to a file."""

    def __init__(self, writer: asyncio.StreamWriter) -> None:
        self._writer = writer

    async def write(self, text: str) -> None:
        """Takes a message."""
        self._writer.write(text.encode())

    async def flush(self) -> None:
        """Waits until it has room for more."""
        await self._writer.drain()
