"""One server's life, in the one task that opens and closes its connections."""

from __future__ import annotations

import asyncio
import json
import os
import re
from contextvars import Context
from dataclasses import replace
from typing import TYPE_CHECKING

import anyio
from mcp import MCPError
from mcp_types import METHOD_NOT_FOUND

from desktop.errors import NotConsented, ServerError, ServerGone, StartFailed, StorageError
from desktop.events import ServerChanged, ServerStatus, ToolSummary
from desktop.servers.connection import connect
from desktop.servers.eras import Era
from desktop.servers.memory import is_patience

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from mcp_types import CreateMessageRequestParams, Tool

    from desktop.errors import ParleyError
    from desktop.events import Publish
    from desktop.servers.admission import Admission
    from desktop.servers.config import ServerSpec
    from desktop.servers.connection import Answer, Connection, Origin, Sampler
    from desktop.servers.memory import ServerMemory

RESTARTS = 5
"""A server that keeps dying is started again this often, each time after a longer wait."""

HEALTHY_SECONDS = 60.0
"""A server that lived this long is forgiven its earlier deaths."""

TAIL_BYTES = 2_000
LOG_BYTES = 1_000_000
TRIM_SECONDS = 2.0
"""How often the error output of a running server is kept from growing without end."""


class Server:
    """A server that is started, watched, restarted and stopped."""

    def __init__(
        self,
        spec: ServerSpec,
        sampler: Sampler,
        memory: ServerMemory,
        admission: Admission,
        log_folder: Path,
        publish: Publish,
    ) -> None:
        self.spec = spec
        self._sampler = sampler
        self._memory = memory
        self._admission = admission
        self._ask_again = True
        """Whether the person is asked about a command that they declined before."""
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
        self._failure: ParleyError | None = None
        self._turn = asyncio.Lock()
        """Held by whoever starts or stops the task."""
        self._replacing = asyncio.Lock()

    @property
    def connection(self) -> Connection | None:
        """The open connection, where there is one."""
        return self._connection

    @property
    def tools(self) -> tuple[ToolSummary, ...]:
        """Its tools, as far as they are known."""
        return self._state.tools

    async def connected(self, *, ask_again: bool = True) -> Connection:
        """Returns the open connection, starting the server where it is not running.

        Args:
            ask_again: whether to ask about a command that the person declined before.

        Raises:
            ServerError: the server could not be started, or was stopped meanwhile.
        """
        if self._connection is None:
            await self._connect(ask_again=ask_again)
        if self._connection is None:
            raise self._failure or ServerGone(f"{self.spec.name} was stopped.")
        return self._connection

    async def reconnect(self, old: Connection | None) -> Connection:
        """Returns a fresh connection in place of an old one, unless another has replaced it."""
        async with self._replacing:
            if self._connection is old:
                await self.stop()
            return await self.connected()

    async def stop(self) -> None:
        """Ends the server and waits until its process is gone."""
        self._stop.set()
        was_open = self._connection is not None
        self._forget_connection()
        async with self._turn:
            if self._task is None:
                return
            if not was_open:
                # It may be starting, for up to half a minute, or waiting to start again. This
                # scope, unlike the task's own `cancel`, leaves the SDK time to end the process.
                self._starting.cancel()
            await asyncio.wait([self._task])
            self._task = None
            self._change(ServerStatus.STOPPED)

    def announce(self) -> None:
        """Publishes how the server stands now."""
        self._publish(self._state)

    async def _connect(self, *, ask_again: bool) -> None:
        """Waits until a connection is open or cannot be had."""
        async with self._turn:
            if self._task is None or self._task.done():
                self._ask_again = ask_again
                self._stop.clear()
                self._starting = anyio.CancelScope()
                # An empty context: a call's own must not leak into what the server pushes later.
                self._task = asyncio.create_task(
                    self._live(self._starting), name=self.spec.name, context=Context()
                )
            task = self._task
        self._hurry.set()
        await _first_of(asyncio.create_task(self._open.wait()), task, keep=task)

    async def _live(self, scope: anyio.CancelScope) -> None:
        with scope:
            try:
                await self._keep_alive()
            except StorageError as error:
                self._fail(error)

    async def _keep_alive(self) -> None:
        """Starts the server again when it dies; one that never came up is not tried again."""
        loop, deaths = asyncio.get_running_loop(), 0
        while not self._stop.is_set():
            began = loop.time()
            try:
                await self._serve_once()
            except NotConsented as error:
                self._failure = error
                self._change(ServerStatus.STOPPED, detail=str(error), unconsented=True)
                return
            except ServerError as error:
                never_up = isinstance(error, StartFailed) and deaths == 0
                deaths = 1 if loop.time() - began > HEALTHY_SECONDS else deaths + 1
                if never_up or deaths > RESTARTS:
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
        spec = await self._admission.admit(self.spec, again=self._ask_again)
        remembered = (await self._memory.recall(self.spec)).era
        era = self.spec.era if self.spec.era is not Era.AUTO else remembered
        with ErrorLog(self._log) as errlog:
            try:
                await self._serve_in(spec, era, errlog)
            except ServerError as error:
                tail = errlog.tail()
                told = f"{error} It said last:\n{tail}" if tail else str(error)
                raise type(error)(told) from error

    async def _serve_in(self, spec: ServerSpec, era: Era, errlog: ErrorLog) -> None:
        try:
            await self._serve(spec, era, errlog)
        except StartFailed as error:
            timed_out = isinstance(error.__cause__, TimeoutError)
            if self.spec.era is not Era.AUTO or timed_out or self._stop.is_set():
                raise
            # Some servers exit at the newer era's first question and must be asked in the older
            # one; one that was replaced since its era was remembered is asked afresh.
            await self._serve(spec, Era.LEGACY if era is Era.AUTO else Era.AUTO, errlog)

    async def _serve(self, spec: ServerSpec, era: Era, errlog: ErrorLog) -> None:
        async with connect(spec, era, self._sample, errlog.file) as connection:
            try:
                failure = await self._welcome(connection)
                if failure is None:
                    await self._watch(connection, errlog)
            finally:
                self._forget_connection()
        if failure is not None:
            raise failure
        if not self._stop.is_set():
            raise ServerGone(f"{self.spec.name} ended by itself.")

    def _forget_connection(self) -> None:
        self._open.clear()
        self._connection = None

    async def _watch(self, connection: Connection, errlog: ErrorLog) -> None:
        """Returns when the server has ended or is to be stopped."""
        while not (connection.ended.is_set() or self._stop.is_set()):
            await _first_of(
                asyncio.create_task(connection.ended.wait()),
                asyncio.create_task(self._stop.wait()),
                asyncio.create_task(connection.tools_changed.wait()),
                asyncio.create_task(asyncio.sleep(TRIM_SECONDS)),
            )
            errlog.trim()
            if connection.tools_changed.is_set() and not connection.ended.is_set():
                await self._refresh_tools(connection)

    async def _welcome(self, connection: Connection) -> StartFailed | None:
        """Takes a new connection into use, or returns why it is of no use."""
        try:
            await self._show_tools(connection)
        except MCPError as error:
            if connection.ended.is_set() or error.code != METHOD_NOT_FOUND:
                return StartFailed(f"{self.spec.name} does not work: {error.message}")
            self._change(ServerStatus.READY, era=connection.revision)
        if self.spec.era is Era.AUTO:
            self._memory.learn_era(self.spec, connection.era)
        connection.in_use = True
        self._connection = connection
        self._open.set()
        return None

    async def _refresh_tools(self, connection: Connection) -> None:
        try:
            await self._show_tools(connection)
        except MCPError as error:
            detail = f"Its tools could not be listed: {error.message}"
            self._change(ServerStatus.READY, detail=detail, era=connection.revision)

    async def _show_tools(self, connection: Connection) -> None:
        connection.tools_changed.clear()
        tools = tuple(_summary(tool) for tool in await connection.tools())
        self._change(ServerStatus.READY, era=connection.revision, tools=tools)

    async def _sample(self, origin: Origin, params: CreateMessageRequestParams) -> Answer:
        """Passes a request on with the time the server will wait, and learns that time."""
        origin = replace(origin, spec=self.spec)  # Its rules may be others than when it started.
        if origin.way == "input_required":
            return await self._sampler(origin, params)
        patience = (await self._memory.recall(self.spec)).patience
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            return await self._sampler(replace(origin, patience=patience), params)
        except asyncio.CancelledError:
            waited = loop.time() - began
            connection = self._connection
            if is_patience(waited) and connection and connection.awaits(origin.call):
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

    def _fail(self, error: ParleyError) -> None:
        self._failure = error
        self._change(ServerStatus.FAILED, detail=str(error))

    def _change(
        self,
        status: ServerStatus,
        *,
        detail: str = "",
        era: str = "",
        tools: tuple[ToolSummary, ...] = (),
        unconsented: bool = False,
    ) -> None:
        self._state = replace(
            self._state,
            status=status,
            detail=detail,
            era=era,
            tools=tools,
            unconsented=unconsented,
        )
        self.announce()


class ErrorLog:
    """A server's error output in a file, kept short, whose newest end can be shown."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> ErrorLog:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self.file = self._path.open("a", encoding="utf-8")
        except OSError as error:
            raise StartFailed(f"The log {self._path} cannot be written: {error}.") from error
        self.trim()
        self._start = self.file.seek(0, os.SEEK_END)
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    def trim(self) -> None:
        """Empties the file when it has grown too long; the server writes on at its start."""
        if os.fstat(self.file.fileno()).st_size > LOG_BYTES:
            os.ftruncate(self.file.fileno(), 0)
            self._start = 0

    def tail(self) -> str:
        """Returns the end of what was written since the log was opened."""
        with self._path.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(max(self._start, size - TAIL_BYTES))
            return file.read().decode("utf-8", "replace").strip()


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
