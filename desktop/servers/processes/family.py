"""The processes of one server: started under a keeper, and ended to the last one."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import anyio
from mcp.client.stdio import get_default_environment
from mcp.os.win32.utilities import (
    close_process_job,
    create_windows_process,
    get_windows_executable_command,
    terminate_windows_process_tree,
)

from desktop.language import tr
from desktop.servers.processes.leftovers import MARK, new_mark, sweep
from desktop.storage.depth import one_deeper
from desktop.storage.programs import own_small_program

if TYPE_CHECKING:
    from typing import TextIO

    from anyio.abc import Process
    from mcp.os.win32.utilities import ServerProcess

    from desktop.servers.config import ServerSpec

GRACE = 2.0
"""Seconds that a server has to end by itself once its input is closed."""

_KEEPER_SECONDS = 12.5
"""Seconds after which a keeper that does not end is killed, a little more than it needs."""

_POLL = 0.01


class Processes:
    """A server's own process and all that it starts."""

    def __init__(self, process: ServerProcess, line: socket.socket | None, mark: str) -> None:
        """Takes over what `start` made."""
        self.process = process
        self._line = line
        self._mark = mark

    @property
    def pid(self) -> int:
        """The number of the process under which all others are."""
        return self.process.pid

    async def end(self) -> None:
        """Closes the server's input, waits a moment, and ends what is left of it.

        It must not be cancelled: what calls it shields it. Every wait is bounded.
        """
        with suppress(OSError, anyio.BrokenResourceError, anyio.ClosedResourceError):
            if self.process.stdin is not None:
                await self.process.stdin.aclose()
        if not await self._ended(GRACE):
            await self._end_now()
        if sys.platform == "win32":  # pragma: no cover  (never run yet)
            close_process_job(self.process)
        if self._line is not None:
            self._line.close()
            if self.process.returncode is not None and self.process.returncode < 0:
                # The keeper itself was killed; its server died with it, but not what daemonised.
                await asyncio.to_thread(sweep, self._mark)

    async def _end_now(self) -> None:
        if self._line is None:  # pragma: no cover  (Windows: never run yet)
            await terminate_windows_process_tree(self.process)
            await self._ended(GRACE)
            return
        self._line.close()
        if not await self._ended(_KEEPER_SECONDS):
            self.process.kill()
            await self._ended(GRACE)

    async def _ended(self, seconds: float) -> bool:
        """Whether it ended within this time.

        By looking, for `wait` also waits for the end of pipes that others may hold open.
        """
        deadline = anyio.current_time() + seconds
        while self.process.returncode is None:
            if anyio.current_time() >= deadline:
                return False
            await anyio.sleep(_POLL)
        return True


async def start(spec: ServerSpec, errlog: TextIO) -> Processes:
    """Starts a server's command with pipes, in a session of its own.

    Raises:
        OSError: it could not be started; `filename` is what was not found or may not be run.
        ValueError: it has a character that no command can have.
    """
    mark = new_mark()
    environment = get_default_environment() | spec.env | {MARK: mark} | one_deeper()
    command = [spec.command, *spec.args]
    if sys.platform == "win32":  # pragma: no cover  (never run yet)
        program = await asyncio.to_thread(get_windows_executable_command, spec.command)
        process = await create_windows_process(
            program, list(spec.args), environment, errlog, spec.cwd
        )
        return Processes(process, None, mark)
    ours, theirs = socket.socketpair()
    ours.settimeout(0)
    kept: Process | None = None
    try:
        with theirs:
            kept = await _open(command, environment, spec.cwd, errlog, theirs.fileno())
        _check(await asyncio.get_running_loop().sock_recv(ours, 16), spec.command)
    except BaseException:
        ours.close()  # Wherever this was cut off, the keeper ends when it sees this.
        if kept is not None:
            await kept.aclose()
        raise
    return Processes(kept, ours, mark)


async def _open(
    command: list[str], environment: dict[str, str], cwd: str | None, errlog: TextIO, line: int
) -> Process:
    with anyio.CancelScope(shield=True):  # Cut off in here, nobody would wait for its end.
        return await anyio.open_process(
            [*own_small_program("desktop.servers.processes.keeper"), str(line), *command],
            env=environment,
            cwd=cwd,
            stderr=errlog,
            start_new_session=True,
            pass_fds=[line],
        )
    raise AssertionError("A shield swallows nothing.")


def _check(told: bytes, command: str) -> None:
    """Passes where a keeper told that the command runs.

    Raises:
        OSError: it does not; this says why.
    """
    if told.startswith(b"-"):
        number = int(told[1:])
        raise OSError(number, os.strerror(number), command)
    if not told:
        raise OSError(tr("the program that keeps it ended at once"))
