"""A worker process as its parent sees it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
from itertools import count
from typing import TYPE_CHECKING, assert_never

from desktop.errors import ComputeFailed, LoadFailed, ModelError, PromptTooLong, WorkerDied
from desktop.language import tr
from desktop.models.local.isolation import clean_environment
from desktop.models.local.pages import asking_for_large_pages
from desktop.models.local.wire import Cancel, Failed, Made, Text, decode_event, encode
from desktop.storage.programs import own_program

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.models.local.wire import Command, Complete, Embed, Event, Load

_GRACE = 3.0
"""Seconds that a worker has to end a cancelled job, or itself."""
_LONGEST_LINE = 1 << 24
_LINES_AT_ONCE = 32


class ChildEnded(Exception):  # noqa: N818  (a fact, which the caller turns into words for people)
    """The process ended with a job undone; the message says how."""


class Child:
    """One worker process, which does one job at a time."""

    def __init__(self, process: asyncio.subprocess.Process, on_end: Callable[[], None]) -> None:
        """Takes over a process that `start` made."""
        self._process = process
        self._on_end = on_end
        self._job = 0
        self._events: asyncio.Queue[Event | None] = asyncio.Queue()
        self._idle = asyncio.Event()
        self._alarm: asyncio.TimerHandle | None = None
        self._last_words: Failed | None = None
        self._reader = asyncio.create_task(self._read(), name=f"worker {process.pid}")

    @classmethod
    async def start(cls, log: Path, on_end: Callable[[], None]) -> Child:
        """Starts a worker whose error output is added to `log`.

        `on_end` is called once, when the process has ended.

        Raises:
            OSError: the log cannot be written, or the process cannot be started.
        """
        errors = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            process = await asyncio.create_subprocess_exec(
                *own_program("desktop.models.local.worker"),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                limit=_LONGEST_LINE,
                env=_environment(),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        finally:
            os.close(errors)
        return cls(process, on_end)

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    def begin(self, command: Load | Complete | Embed) -> None:
        """Gives an idle worker a job, whose events come from `event`."""
        self._job = command.job
        self._events = asyncio.Queue()
        self._idle.clear()
        self._send(command)

    async def event(self) -> Event:
        """Returns the job's next event.

        Raises:
            ChildEnded: the process has ended and no more will come.
        """
        event = await self._events.get()
        if event is None:
            raise ChildEnded(_how_it_ended(self._process.returncode))
        return event

    def withdraw(self) -> None:
        """Cancels the job, if one is running; a worker that does not heed this is killed."""
        if not self._idle.is_set():
            self._send(Cancel(self._job))
            self._kill_later()

    async def idle(self) -> None:
        """Returns when the job, a withdrawn one too, is over, or the process has ended."""
        await self._idle.wait()

    def kill(self) -> None:
        """Ends the process at once; it is not idle before it has ended."""
        if not self._reader.done():
            self._idle.clear()
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()

    async def stop(self) -> None:
        """Asks the process to end, kills it if it does not, and returns when it has ended."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            await asyncio.wait([self._reader], timeout=_GRACE)
        finally:
            self.kill()
        await asyncio.wait([self._reader])

    def _send(self, command: Command) -> None:
        if self._process.stdin is not None:
            self._process.stdin.write(encode(command))

    def _kill_later(self) -> None:
        if self._alarm is None:
            self._alarm = asyncio.get_running_loop().call_later(_GRACE, self.kill)

    async def _read(self) -> None:
        """Takes events until the process ends; nothing else awaits the process."""
        lines = count(1)
        try:
            while self._process.stdout and (line := await self._process.stdout.readline()):
                self._take(decode_event(line))
                if next(lines) % _LINES_AT_ONCE == 0:
                    await asyncio.sleep(0)  # What lies in the pipe must not hold the window.
            self._idle.clear()
            # Not a kill: on a process that ends by itself, it would lose the exit code.
            self._kill_later()
        except BaseException:
            self.kill()
            raise
        finally:
            await self._process.wait()
            self._settle()
            if self._last_words is not None:
                self._events.put_nowait(self._last_words)
            self._events.put_nowait(None)
            self._on_end()

    def _take(self, event: Event) -> None:
        if event.job != self._job:
            return
        if isinstance(event, Failed) and event.kind == "fatal":
            self._last_words = event
            self._kill_later()
            return
        self._events.put_nowait(event)
        if not isinstance(event, Text | Made):
            self._settle()

    def _settle(self) -> None:
        self._idle.set()
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None


def failure_of(failed: Failed, name: str, log: Path) -> ModelError:
    """Returns what a person is told of a job that failed.

    Args:
        failed: what the worker said.
        name: the model's name.
        log: the process's log.
    """
    match failed.kind:
        case "load":
            return LoadFailed(failed.message)
        case "too long":
            return PromptTooLong(failed.message)
        case "fatal":
            return WorkerDied(
                tr(
                    "{name} failed: {message} The next request starts it again. Its process's "
                    "log is {log}.",
                    name=name,
                    message=failed.message,
                    log=log,
                )
            )
        case "compute":
            return ComputeFailed(failed.message)
        case "model" | "cancelled":
            return ModelError(failed.message)
        case other:
            assert_never(other)


def _environment() -> dict[str, str]:
    """Returns this process's environment, less what is none of a model's business."""
    # A crash would call a debugger, if there is one, and be told a second later.
    settings = {"GGML_NO_BACKTRACE": "1"} | asking_for_large_pages()
    return clean_environment(os.environ) | settings


def _how_it_ended(code: int | None) -> str:
    if code is not None and code < 0:
        return tr("ended by {name}", name=signal.Signals(-code).name)
    return tr("exit code {code}", code=code)
