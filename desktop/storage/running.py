"""The private line by which Parley's own processes find the window that runs, and reach it.

A record in Parley's own folder says where it is, and holds a token: whoever can read that file is
this person. Where there are Unix sockets it is one, in a folder that nobody else may enter.
"""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import shutil
import socket
import struct
import sys
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.errors import ConfigError

if TYPE_CHECKING:
    from desktop.storage.places import Places

LONGEST_LINE = 64 << 20
"""Bytes of a message: more than any request may have."""
_HAS_UNIX = hasattr(socket, "AF_UNIX") and sys.platform != "win32"
_LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Line:
    """Where a window that runs can be reached."""

    pid: int
    path: str
    """Of the socket; empty where it is a port."""
    port: int
    token: str


def record_of(places: Places) -> Path:
    """Returns the file that says where the window is reached, which is there while it runs."""
    return places.data / "window.json"


def found(places: Places) -> Line | None:
    """Returns what the record says, which may be of a window that is no more."""
    try:
        told = json.loads(record_of(places).read_text("utf-8"))
        return Line(int(told["pid"]), str(told["path"]), int(told["port"]), str(told["token"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def listening(places: Places) -> tuple[socket.socket, Line]:
    """Returns a socket on which to listen, and the record of it, which is written.

    Raises:
        OSError: there can be none.
    """
    token = secrets.token_urlsafe(32)
    if _HAS_UNIX:
        folder = tempfile.mkdtemp(prefix="parley-", dir=_runtime())  # Nobody else may enter it.
        path = str(Path(folder, "line"))
        one = socket.socket(socket.AF_UNIX)
        one.bind(path)
        Path(path).chmod(0o600)
        line = Line(os.getpid(), path, 0, token)
    else:
        one = socket.socket()
        one.bind((_LOOPBACK, 0))
        line = Line(os.getpid(), "", one.getsockname()[1], token)
    file = record_of(places)
    fresh = file.with_name(f"{file.name}.new")
    fresh.touch(0o600)
    fresh.write_text(json.dumps(asdict(line)), "utf-8")
    fresh.replace(file)
    return one, line


def forget(places: Places, line: Line) -> None:
    """Takes the record and the socket away, if the record is still of this line."""
    with suppress(OSError):
        if found(places) == line:
            record_of(places).unlink(missing_ok=True)
    if line.path:
        shutil.rmtree(Path(line.path).parent, ignore_errors=True)


async def opened(
    places: Places, hello: dict[str, Any]
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter, dict[str, Any]] | None:
    """Returns a conversation with the window that runs, and its first words; None if none runs.

    Args:
        places: whose window.
        hello: what is wished: `op`, and what goes with it.

    Raises:
        ConfigError: the window does not grant it; the message says why.
    """
    line = found(places)
    if line is None:
        return None
    try:
        if line.path:
            reader, writer = await asyncio.open_unix_connection(line.path, limit=LONGEST_LINE)
        else:
            reader, writer = await asyncio.open_connection(_LOOPBACK, line.port, limit=LONGEST_LINE)
    except OSError:
        return None  # It was killed, and could not take its record away.
    try:
        writer.write(json.dumps({"token": line.token, **hello}).encode() + b"\n")
        await writer.drain()
        said = json.loads(await reader.readline() or b"{}")
    except (OSError, ValueError):
        said = {}
    if not said.get("ok"):
        writer.close()
        if not said:
            return None
        raise ConfigError(str(said.get("error", "Parley's window does not know this wish.")))
    return reader, writer, said


def peer_of(one: socket.socket) -> tuple[int, int] | None:
    """Returns the process and the user at the other end, where the system tells."""
    if not hasattr(socket, "SO_PEERCRED") or one.family != getattr(socket, "AF_UNIX", None):
        return None
    told = one.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    pid, user, _ = struct.unpack("3i", told)
    return pid, user


def _runtime() -> str | None:
    """Returns the folder that a login has for sockets, where there is one."""
    told = os.environ.get("XDG_RUNTIME_DIR", "")
    return told if told and Path(told).is_dir() and os.access(told, os.W_OK) else None
