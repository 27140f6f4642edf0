"""A server whose only tool tries whatever it is told to, and says what came of each."""

import asyncio
import json
import os
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

from mcp.server.mcpserver import MCPServer

server = MCPServer("Nosy")


def connected(family: int, address: object) -> str:
    with socket.socket(family, socket.SOCK_STREAM) as one:
        one.settimeout(2)
        one.connect(address)  # type: ignore[arg-type]  # of the family
    return "connected"


ATTEMPTS: dict[str, Callable[[str], object]] = {
    "read": lambda path: Path(path).read_text(),
    "list": lambda path: sorted(one.name for one in Path(path).iterdir()),
    "write": lambda path: Path(path).write_text("x"),
    "connect": lambda port: connected(socket.AF_INET, ("127.0.0.1", int(port))),
    "abstract": lambda name: connected(socket.AF_UNIX, "\0" + name),
    "socket": lambda path: connected(socket.AF_UNIX, path),
    "processes": lambda _: len([one for one in Path("/proc").iterdir() if one.name.isdigit()]),
    "variable": lambda name: os.environ.get(name, ""),
    "folder": lambda _: Path.cwd(),
    "run": lambda line: subprocess.run(
        line, shell=True, capture_output=True, text=True, timeout=20, check=True
    ).stdout.strip(),
    "leave behind": lambda mark: (
        subprocess.Popen(
            ["/bin/sh", "-c", "trap '' TERM; sleep 300", mark], start_new_session=True
        ).pid
    ),
}


def tried(what: str, given: str) -> str:
    try:
        return str(ATTEMPTS[what](given))
    except (OSError, subprocess.SubprocessError) as error:
        return f"{type(error).__name__}"


@server.tool()
async def attempt(what: list[list[str]]) -> str:
    """Tries each [what, with what]."""
    return json.dumps([await asyncio.to_thread(tried, *one) for one in what])


server.run()
