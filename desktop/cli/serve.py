"""`parley serve`: Parley's models for other hosts, by the window that runs or is started."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

from desktop.cli.display import find_display, has_display
from desktop.cli.exit_codes import ExitCode
from desktop.cli.output import say, tell
from desktop.errors import ConfigError, ServerGone
from desktop.events import Notice
from desktop.servers.processes.leftovers import MARK
from desktop.storage import depth, running
from desktop.storage.aside import to_the_end
from desktop.storage.places import Places
from desktop.storage.programs import BACKGROUND, own_window

if TYPE_CHECKING:
    import argparse

    from desktop.events import Event

    Line = tuple[asyncio.StreamReader, asyncio.StreamWriter, dict[str, Any]]

START_SECONDS = 60.0
"""What a window may take to come up; the first start after an installation is slow."""
_LOOK = 0.1
_PIECE = 1 << 16


async def run(options: argparse.Namespace) -> int:
    """Serves until the host has closed its end, or installs, and returns the exit code.

    Raises:
        ConfigError: the window does not grant it, or settings cannot be read or written.
        ServerGone: the window was closed.
    """
    if options.install or options.remove:
        from desktop.cli.installing import install  # noqa: PLC0415

        return await install(options)
    places = Places.from_environment()
    wish = {
        "op": "serve",
        "pid": os.getpid(),
        "model": options.model,
        "server": options.server,
        "http": options.http,
        "port": options.port,
        "depth": depth.own_depth(),
    }
    line = await running.opened(places, wish)
    if line is None and options.server and options.headless:
        raise ConfigError("The tools of a server need Parley's window: leave --headless out.")
    if line is None and not options.headless:
        line = await _start_window(places, wish)
    if line is None and options.server:
        raise ConfigError("The tools of a server need Parley's window, and none could be opened.")
    if line is None:
        await _serve_here(places, options)
    elif options.http:
        await _hold_open(line)
    else:
        await _join(line)
    return ExitCode.DONE


async def _start_window(places: Places, wish: dict[str, Any]) -> Line | None:
    """Returns a line to a window that this starts, or None where none can be opened."""
    await asyncio.to_thread(find_display)
    if not has_display():
        say("parley: there is no display for a window, so the rules are followed without asking.")
        return None
    # The window is nobody's child: neither a server's, nor deeper than what a person starts.
    environment = {
        name: value for name, value in os.environ.items() if name not in (depth.VARIABLE, MARK)
    }
    process = await asyncio.to_thread(
        subprocess.Popen,
        [*own_window(), BACKGROUND],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    with suppress(TimeoutError):
        async with asyncio.timeout(START_SECONDS):
            while process.poll() is None:
                if line := await running.opened(places, wish):
                    return line
                await asyncio.sleep(_LOOK)
    say("parley: no window came up, so the rules are followed without asking.")
    return None


async def _join(line: Line) -> None:
    """Passes everything between the host and the window.

    Raises:
        ServerGone: the window was closed before the host had enough.
    """
    reader, writer, _ = line
    stdin = _standard_input()
    up = asyncio.create_task(_pass_on(stdin, writer))
    try:
        while piece := await reader.read(_PIECE):
            await asyncio.to_thread(_write_out, piece)
    finally:
        up.cancel()
        writer.close()
    if not stdin.at_eof():
        raise ServerGone("Parley's window was closed. Its models can be asked once it is open.")


async def _pass_on(stdin: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while piece := await stdin.read(_PIECE):
            writer.write(piece)
            await writer.drain()
        writer.write_eof()


async def _hold_open(line: Line) -> None:
    """Tells the address that the window has opened, and waits.

    Raises:
        ServerGone: the window was closed.
    """
    reader, writer, said = line
    _tell_address(str(said["address"]))
    try:
        await reader.read()
    finally:
        writer.close()
    raise ServerGone("Parley's window was closed, and this address with it.")


async def _serve_here(places: Places, options: argparse.Namespace) -> None:
    """Serves without a window, by what the person's rules allow."""
    # Imported only here: what is between a host and the window is to start at once.
    from desktop.app import App  # noqa: PLC0415
    from desktop.cli.unasked import Unasked  # noqa: PLC0415
    from desktop.inbound.hosts import host_of  # noqa: PLC0415

    approver = Unasked()
    app = App(places, approver, approver, _complain)
    try:
        await app.open()
        await app.programs.callers.refresh()
        if options.http:
            async with app.serving().address(options.port, options.model) as address:
                _tell_address(address)
                await asyncio.Event().wait()
        program = await asyncio.to_thread(host_of, os.getpid())
        ends = _standard_input(), cast("asyncio.StreamWriter", _StandardOutput())
        await app.serving().line(*ends, program, options.model, depth.own_depth())
    finally:
        await to_the_end(app.stop())


def _tell_address(address: str) -> None:
    tell(address)
    say("parley: programs with a token of `parley callers add` can ask there, until Ctrl+C.")


def _complain(event: Event) -> None:
    if isinstance(event, Notice) and event.error:
        say(f"parley: {event.text}")


def _standard_input() -> asyncio.StreamReader:
    """Returns what comes in, by a thread: not every system's loop can wait for such a pipe."""
    loop, reader = asyncio.get_running_loop(), asyncio.StreamReader(limit=running.LONGEST_LINE)

    def read() -> None:
        piece = b"-"
        while piece:
            try:
                piece = os.read(sys.__stdin__.fileno() if sys.__stdin__ else 0, _PIECE)
            except OSError:
                piece = b""
            with suppress(RuntimeError):  # The loop has ended.
                if piece:
                    loop.call_soon_threadsafe(reader.feed_data, piece)
                else:
                    loop.call_soon_threadsafe(reader.feed_eof)

    # A daemon: nothing can wake it, and nothing is lost with it.
    threading.Thread(target=read, name="standard input", daemon=True).start()
    return reader


class _StandardOutput:
    """What goes out, as a line's writing end."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def write(self, data: bytes) -> None:
        """Takes what is to go out."""
        self._waiting += data

    async def drain(self) -> None:
        """Writes it."""
        data, self._waiting = bytes(self._waiting), bytearray()
        await asyncio.to_thread(_write_out, data)


def _write_out(data: bytes) -> None:
    stream = sys.__stdout__.fileno() if sys.__stdout__ else 1
    while data:
        data = data[os.write(stream, data) :]
