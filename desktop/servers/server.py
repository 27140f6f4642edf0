"""One server's life, in the one task that opens and closes its connections."""

from __future__ import annotations

import asyncio
import json
import re
from contextvars import Context
from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

import anyio
from mcp import MCPError

from desktop.errors import ServerError, ServerGone, StartFailed
from desktop.events import ServerChanged, ServerStatus, ToolSummary
from desktop.servers.connection import connect
from desktop.servers.eras import Era
from desktop.servers.memory import is_patience

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from mcp_types import CreateMessageRequestParams, CreateMessageResult, ErrorData, Tool

    from desktop.events import Publish
    from desktop.servers.config import ServerSpec
    from desktop.servers.connection import Connection, Origin, Sampler
    from desktop.servers.memory import ServerMemory

RESTARTS = 5
"""A server that keeps dying is started again this often, each time after a longer wait."""

HEALTHY_SECONDS = 60.0
"""A server that lived this long is forgiven its earlier deaths."""

TAIL_BYTES = 2_000
LOG_BYTES = 1_000_000


class Server:
    """A server that is started, watched, restarted and stopped."""

    def __init__(
        self,
        spec: ServerSpec,
        sampler: Sampler,
        memory: ServerMemory,
        log_folder: Path,
        publish: Publish,
    ) -> None:
        self.spec = spec
        self._sampler = sampler
        self._memory = memory
        self._log = log_folder / f"{re.sub(r'[^A-Za-z0-9._-]', '_', spec.name)}.log"
        self._publish = publish
        self._state = ServerChanged(
            spec.name, ServerStatus.STOPPED, spec.target, bundled=spec.bundled, log=str(self._log)
        )
        self._task: asyncio.Task[None] | None = None
        self._stop = asyncio.Event()
        self._open = asyncio.Event()
        self._hurry = asyncio.Event()
        self._starting = anyio.CancelScope()
        self._connection: Connection | None = None
        self._failure: ServerError | None = None

    @property
    def state(self) -> ServerChanged:
        """How the server stands now."""
        return self._state

    async def connected(self) -> Connection:
        """Returns the open connection, starting the server where it is not running.

        Raises:
            ServerError: the server could not be started, or was stopped meanwhile.
        """
        if self._connection is None:
            await self._connect()
        if self._connection is None:
            raise self._failure or ServerGone(f"{self.spec.name} was stopped.")
        return self._connection

    async def reconnect(self) -> Connection:
        """Returns a fresh connection, after ending the one that is open."""
        await self.stop()
        return await self.connected()

    async def stop(self) -> None:
        """Ends the server and waits until its process is gone."""
        self._stop.set()
        if self._task is not None:
            if self._connection is None:
                # It may be starting, for up to half a minute, or waiting to start again. This
                # scope, unlike the task's own `cancel`, leaves the SDK time to end the process.
                self._starting.cancel()
            await asyncio.wait([self._task])
            self._task = None
            self._change(ServerStatus.STOPPED)

    def announce(self) -> None:
        """Publishes how the server stands now."""
        self._publish(self._state)

    async def _connect(self) -> None:
        """Waits until a connection is open or cannot be had."""
        if self._task is None or self._task.done():
            self._stop.clear()
            self._starting = anyio.CancelScope()
            # An empty context: a call's own must not leak into what the server pushes later.
            self._task = asyncio.create_task(self._live(), name=self.spec.name, context=Context())
        self._hurry.set()
        opened = asyncio.create_task(self._open.wait())
        await _first_of(opened, self._task, keep=self._task)

    async def _live(self) -> None:
        with self._starting:
            await self._keep_alive()

    async def _keep_alive(self) -> None:
        loop, deaths = asyncio.get_running_loop(), 0
        while not self._stop.is_set():
            began = loop.time()
            try:
                await self._serve_once()
            except StartFailed as error:
                self._fail(error)
                return
            except ServerError as error:
                deaths = 1 if loop.time() - began > HEALTHY_SECONDS else deaths + 1
                if deaths > RESTARTS:
                    self._fail(error)
                    return
                await self._wait_to_restart(error, delay=min(60.0, 2.0 ** (deaths - 1)))

    async def _serve_once(self) -> None:
        """Keeps the server connected until it ends or is to be stopped.

        Raises:
            ServerError: with the end of what the server wrote to its error output.
        """
        self._failure = None
        self._change(ServerStatus.STARTING)
        remembered = (await self._memory.recall(self.spec)).era
        era = self.spec.era if self.spec.era is not Era.AUTO else remembered
        with ErrorLog(self._log) as errlog:
            try:
                await self._serve_in(era, errlog)
            except ServerError as error:
                tail = errlog.tail()
                told = f"{error} It said last:\n{tail}" if tail else str(error)
                raise type(error)(told) from error

    async def _serve_in(self, era: Era, errlog: ErrorLog) -> None:
        try:
            await self._serve(era, errlog)
        except StartFailed:
            fallback = _fallback(era)
            if fallback is None or self.spec.era is not Era.AUTO or self._stop.is_set():
                raise
            await self._serve(fallback, errlog)

    async def _serve(self, era: Era, errlog: ErrorLog) -> None:
        async with connect(self.spec, era, self._sample, errlog.file) as connection:
            try:
                await self._welcome(connection)
                await self._watch(connection)
            finally:
                self._open.clear()
                self._connection = None
        if not self._stop.is_set():
            raise ServerGone(f"{self.spec.name} ended by itself.")

    async def _watch(self, connection: Connection) -> None:
        """Returns when the server has ended or is to be stopped."""
        while not (connection.ended.is_set() or self._stop.is_set()):
            await _first_of(
                asyncio.create_task(connection.ended.wait()),
                asyncio.create_task(self._stop.wait()),
                asyncio.create_task(connection.tools_changed.wait()),
            )
            if connection.tools_changed.is_set() and not connection.ended.is_set():
                await self._show_tools(connection)

    async def _welcome(self, connection: Connection) -> None:
        if self.spec.era is Era.AUTO:
            await self._memory.learn_era(self.spec, connection.era)
        await self._show_tools(connection)
        self._connection = connection
        self._open.set()

    async def _show_tools(self, connection: Connection) -> None:
        connection.tools_changed.clear()
        try:
            tools = tuple(_summary(tool) for tool in await connection.tools())
            detail = ""
        except MCPError as error:
            tools, detail = (), f"Its tools could not be listed: {error.message}"
        self._change(ServerStatus.READY, detail=detail, era=connection.revision, tools=tools)

    async def _sample(
        self, origin: Origin, params: CreateMessageRequestParams
    ) -> CreateMessageResult | ErrorData:
        """Passes a request on with the time the server will wait, and learns that time."""
        if origin.way == "input_required":
            return await self._sampler(origin, params)
        patience = (await self._memory.recall(self.spec)).patience
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            return await self._sampler(replace(origin, patience=patience), params)
        except asyncio.CancelledError:
            waited = loop.time() - began
            if is_patience(waited) and not self._stop.is_set():
                self._memory.learn_patience(self.spec, round(waited))
            raise

    async def _wait_to_restart(self, error: ServerError, delay: float) -> None:
        self._hurry.clear()
        self._change(ServerStatus.WAITING, detail=f"Starting again in {delay:.0f} s. {error}")
        await _first_of(
            asyncio.create_task(self._stop.wait()),
            asyncio.create_task(self._hurry.wait()),
            asyncio.create_task(asyncio.sleep(delay)),
        )

    def _fail(self, error: ServerError) -> None:
        self._failure = error
        self._change(ServerStatus.FAILED, detail=str(error))

    def _change(
        self,
        status: ServerStatus,
        *,
        detail: str = "",
        era: str = "",
        tools: tuple[ToolSummary, ...] = (),
    ) -> None:
        self._state = replace(self._state, status=status, detail=detail, era=era, tools=tools)
        self.announce()


class ErrorLog:
    """A server's error output in a file, kept short, whose newest end can be shown."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> ErrorLog:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            full = self._path.exists() and self._path.stat().st_size > LOG_BYTES
            self.file = self._path.open("w" if full else "a", encoding="utf-8")
        except OSError as error:
            raise StartFailed(f"The log {self._path} cannot be written: {error}.") from error
        self._start = self.file.tell()
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    def tail(self) -> str:
        """Returns the end of what was written since the log was opened."""
        with self._path.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(max(self._start, size - TAIL_BYTES))
            return file.read().decode("utf-8", "replace").strip()


def _fallback(era: Era) -> Era | None:
    """Returns the era to try after a failed start.

    Some servers exit at the newer era's first question and must be asked in the older one; one
    that has been replaced since it was remembered is asked afresh.
    """
    match era:
        case Era.AUTO | Era.MODERN:
            return Era.LEGACY
        case Era.LEGACY:
            return Era.AUTO
        case _:
            assert_never(era)


def _summary(tool: Tool) -> ToolSummary:
    schema = json.dumps(tool.input_schema, ensure_ascii=False)
    return ToolSummary(tool.name, tool.title or tool.name, tool.description or "", schema)


async def _first_of(*tasks: asyncio.Task[Any], keep: asyncio.Task[Any] | None = None) -> None:
    """Waits for the first of several tasks and cancels the others, but for the one to keep."""
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        spare = [task for task in tasks if task is not keep]
        for task in spare:
            task.cancel()
        await asyncio.gather(*spare, return_exceptions=True)
