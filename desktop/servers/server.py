"""One server's life, in the one task that opens and closes its connections."""

from __future__ import annotations

import asyncio
import re
from contextvars import Context
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

import anyio
from mcp import MCPError
from mcp_types import METHOD_NOT_FOUND

from desktop.errors import (
    NotConsented,
    ServerError,
    ServerGone,
    SignInNeeded,
    StartFailed,
    StorageError,
)
from desktop.events import ListChanged, ServerChanged, ServerLogged, ServerStatus, ToolSummary
from desktop.language import tr
from desktop.servers.admission import Heed
from desktop.servers.connection import Face
from desktop.servers.eras import Era
from desktop.servers.opening import connect
from desktop.servers.patience import patiently
from desktop.servers.processes.error_log import ErrorLog
from desktop.servers.requests import cancels, roots_of
from desktop.servers.transport.traffic import Wire
from desktop.servers.watch import LIST_SECONDS, Watch, first_of, is_unused, summary

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from mcp_types import (
        CreateMessageRequestParams,
        ElicitRequestParams,
        ElicitResult,
        ErrorData,
    )

    from desktop.errors import ParleyError
    from desktop.events import Publish
    from desktop.servers.admission import Admission
    from desktop.servers.config import ServerSpec
    from desktop.servers.connection import Answer, Connection, Origin, Sampler
    from desktop.servers.memory import ServerMemory
    from desktop.servers.news import ListKind, LogLine
    from desktop.servers.requests import Elicitor
    from desktop.servers.signing_in.oauth import SignedRequests

T = TypeVar("T")

RESTARTS = 5
"""A server that keeps dying is started again this often, each time after a longer wait."""

HEALTHY_SECONDS = 60.0
"""A server that lived this long is forgiven its earlier deaths."""


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
        self.elicitor: Elicitor = cancels  # Answers what the server asks the person itself.
        self.before_start: Callable[[], None] = lambda: None
        """Is called, off the loop, before its command runs."""
        self.wire = Wire()
        """What goes over the wire, for a look at it."""
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
        self._auth: SignedRequests | None = None
        self._failure: ParleyError | None = None
        self._resting = False
        """Whether it is being stopped because nobody used it."""
        self._turn = asyncio.Lock()
        """Held by whoever starts or stops the task."""
        self._replacing = asyncio.Lock()

    @property
    def connection(self) -> Connection | None:
        """The open connection, where there is one."""
        return self._connection

    @property
    def state(self) -> ServerChanged:
        """How it stands, with its tools as far as they are known."""
        return self._state

    @property
    def is_signed_in(self) -> bool:
        """Whether its requests bear what a sign-in has given."""
        return self._auth is not None and self._auth.is_signed_in

    async def connected(self, *, ask_again: bool = True) -> Connection:
        """Returns the open connection, starting the server where it is not running.

        Args:
            ask_again: whether to ask about a command that the person declined before.

        Raises:
            ServerError: the server could not be started, or was stopped meanwhile.
        """
        if self._connection and self._connection.ended.is_set():
            self._forget_connection()  # Its task is about to; nothing can be asked of it any more.
        if self._connection is None:
            await self._connect(ask_again=ask_again)
        if self._connection is None:
            raise self._failure or ServerGone(tr("{name} was stopped.", name=self.spec.name))
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

    async def sign_out(self) -> None:
        """Ends the server and forgets what a sign-in to it has given.

        Raises:
            KeyStoreFailed: what is in the system's store may still be there.
        """
        await self.stop()
        self._auth = None
        await self._admission.sign_out(self.spec)
        self._change(ServerStatus.STOPPED, needs_sign_in=True)

    def announce(self) -> None:
        """Publishes how the server stands now."""
        self._publish(self._state)

    async def _connect(self, *, ask_again: bool) -> None:
        """Waits until a connection is open or cannot be had."""
        async with self._turn:
            if self._resting and self._task:
                await asyncio.wait([self._task])
            if self._task is None or self._task.done():
                self._ask_again = ask_again
                self._resting = False
                self._stop.clear()
                self._starting = anyio.CancelScope()
                # An empty context: a call's own must not leak into what the server pushes later.
                self._task = asyncio.create_task(
                    self._live(self._starting), name=self.spec.name, context=Context()
                )
            task = self._task
        self._hurry.set()
        await first_of(asyncio.create_task(self._open.wait()), task, keep=[task])

    async def _live(self, scope: anyio.CancelScope) -> None:
        with scope:
            try:
                await self._keep_alive()
            except StorageError as error:
                self._fail(error)
        if self._resting:
            told = tr(
                "It was not used for {idle_minutes:g} minutes. Using it starts it.",
                idle_minutes=self.spec.idle_minutes,
            )
            self._change(ServerStatus.STOPPED, detail=told, tools=self._state.tools)

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
            except SignInNeeded as error:
                self._failure = error
                self._change(ServerStatus.STOPPED, detail=str(error), needs_sign_in=True)
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
        heed = Heed(self._wait_for_person, self.wire.hide)
        spec = await self._admission.admit(self.spec, again=self._ask_again, heed=heed)
        if not spec.url:
            self._change(ServerStatus.STARTING)
            await asyncio.to_thread(self.before_start)
        self.spec = self.spec.model_copy(update={"sandbox": spec.sandbox})
        remembered = (await self._memory.recall(self.spec)).era
        era = self.spec.era if self.spec.era is not Era.AUTO else remembered
        with ErrorLog(self._log) as errlog:
            try:
                async with self._admission.lent(spec, heed) as whole:
                    await self._serve_in(whole, era, errlog)
            except ServerError as error:
                told, tail = self.wire.fault or str(error), errlog.tail()
                told = tr("{told} It said last:\n{tail}", told=told, tail=tail) if tail else told
                raise type(error)(told) from error

    async def _serve_in(self, spec: ServerSpec, era: Era, errlog: ErrorLog) -> None:
        try:
            await self._serve(spec, era, errlog)
        except StartFailed as error:
            timed_out = isinstance(error.__cause__, TimeoutError)
            settled = self.spec.era is not Era.AUTO or isinstance(error, SignInNeeded)
            if settled or timed_out or self.wire.fault or self._stop.is_set():
                raise
            # Some servers exit at the newer era's first question and must be asked in the older
            # one; one that was replaced since its era was remembered is asked afresh.
            await self._serve(spec, Era.LEGACY if era is Era.AUTO else Era.AUTO, errlog)

    async def _serve(self, spec: ServerSpec, era: Era, errlog: ErrorLog) -> None:
        self.wire.begin()
        auth = self._auth = self._admission.signed_requests(
            spec, self._wait_for_person, may_ask=self._ask_again
        )
        face = self._face(errlog)
        async with connect(spec, era, face, errlog.file, self.wire, auth) as connection:
            try:
                failure = await self._welcome(connection)
                if auth is not None:
                    auth.may_ask = True  # What it is used for from now on, the person has begun.
                if failure is None:
                    await self._watch(connection, errlog)
            finally:
                self._forget_connection()
        if failure is not None:
            raise failure
        if not self._stop.is_set():
            raise ServerGone(tr("{name} ended by itself.", name=self.spec.name))

    def _forget_connection(self) -> None:
        self._open.clear()
        self._connection = None

    async def _watch(self, connection: Connection, errlog: ErrorLog) -> None:
        """Returns when the server has ended, is to be stopped, or is not used any more."""

        def tell(detail: str) -> None:
            if detail != (shown := self._state).detail:
                self._change(ServerStatus.READY, detail=detail, on=connection, tools=shown.tools)

        watch = Watch(connection, self.wire, errlog, self._show_tools, tell)
        await watch.until(self._stop, unused=lambda: is_unused(self.spec, self.wire))
        if not (self._stop.is_set() or connection.ended.is_set()):
            self._resting = True
            self._stop.set()

    async def _welcome(self, connection: Connection) -> StartFailed | None:
        """Takes a new connection into use, or returns why it is of no use."""
        try:
            async with asyncio.timeout(LIST_SECONDS):
                await self._show_tools(connection)
        except TimeoutError:
            told = tr(
                "{name} did not list its tools within {seconds:.0f} seconds.",
                name=self.spec.name,
                seconds=LIST_SECONDS,
            )
            return StartFailed(told)
        except MCPError as error:
            if connection.ended.is_set() or error.code != METHOD_NOT_FOUND:
                why = error.message
                return StartFailed(
                    tr("{name} does not work: {message}", name=self.spec.name, message=why)
                )
            self._change(ServerStatus.READY, on=connection)
        if self.spec.era is Era.AUTO:
            self._memory.learn_era(self.spec, connection.era)
        connection.in_use = True
        self._hurry.clear()
        self._connection = connection
        self._open.set()
        return None

    async def _show_tools(self, connection: Connection) -> None:
        connection.tools_changed.clear()
        tools = tuple(summary(tool) for tool in await connection.tools())
        self._change(ServerStatus.READY, detail=self.wire.conduct, on=connection, tools=tools)

    def _face(self, errlog: ErrorLog) -> Face:
        def log(line: LogLine) -> None:
            errlog.add(f"[{line.level}] {line.text}")
            self._publish(ServerLogged(self.spec.name, line.level, line.text))

        def changed(kind: ListKind) -> None:
            self._publish(ListChanged(self.spec.name, kind))

        return Face(self._sample, self._elicit, lambda: roots_of(self.spec), log, changed)

    async def _sample(self, origin: Origin, params: CreateMessageRequestParams) -> Answer:
        return await self._patiently(origin, lambda one: self._sampler(one, params))

    async def _elicit(
        self, origin: Origin, params: ElicitRequestParams
    ) -> ElicitResult | ErrorData:
        return await self._patiently(origin, lambda one: self.elicitor(one, params))

    async def _patiently(self, origin: Origin, ask: Callable[[Origin], Awaitable[T]]) -> T:
        origin = replace(origin, spec=self.spec)  # Its rules may be others than when it started.
        return await patiently(origin, ask, self._memory, lambda: self._connection)

    async def _wait_to_restart(self, error: ServerError, delay: float) -> None:
        self._change(
            ServerStatus.WAITING,
            detail=tr("Starting again in {delay:.0f} s. {error}", delay=delay, error=error),
        )
        await first_of(
            asyncio.create_task(self._stop.wait()),
            asyncio.create_task(self._hurry.wait()),
            asyncio.create_task(asyncio.sleep(delay)),
        )
        self._hurry.clear()  # Not before: a call may have come while the old process was ending.

    def _wait_for_person(self, for_what: str) -> None:
        self._change(ServerStatus.STARTING, detail=for_what)

    def _fail(self, error: ParleyError) -> None:
        self._failure = error
        self._change(ServerStatus.FAILED, detail=str(error))

    def _change(
        self,
        status: ServerStatus,
        *,
        detail: str = "",
        on: Connection | None = None,
        tools: tuple[ToolSummary, ...] = (),
        unconsented: bool = False,
        needs_sign_in: bool = False,
    ) -> None:
        self._state = replace(
            self._state,
            status=status,
            detail=detail,
            era=on.revision if on else "",
            offers=on.offers if on else (),
            tools=tools,
            unconsented=unconsented,
            needs_sign_in=needs_sign_in,
            signed_in=self.is_signed_in,
        )
        self.announce()
