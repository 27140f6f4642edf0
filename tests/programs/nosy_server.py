"""A server whose only tool tries whatever it is told to, and says what came of each.

It stands alone: a sandbox shows it this folder and little else.
"""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any


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


def result(method: str, params: dict[str, Any]) -> dict[str, Any] | None:
    match method:
        case "initialize":
            about = {"serverInfo": {"name": "Nosy", "version": "0"}}
            able: dict[str, Any] = {"capabilities": {"tools": {}}}
            return {"protocolVersion": "2025-11-25", **able, **about}
        case "tools/list":
            return {"tools": [{"name": "attempt", "inputSchema": {"type": "object"}}]}
        case "tools/call":
            text = json.dumps([tried(*one) for one in params["arguments"]["what"]])
            return {"content": [{"type": "text", "text": text}]}
    return None


for line in sys.stdin:
    asked = json.loads(line)
    if "id" in asked:
        came = result(asked["method"], asked.get("params", {}))
        failed = {"code": -32601, "message": "Method not found"}
        told = {"error": failed} if came is None else {"result": came}
        print(json.dumps({"jsonrpc": "2.0", "id": asked["id"], **told}), flush=True)
