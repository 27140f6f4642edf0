"""A server without an SDK that leaves processes behind, in the ways that its arguments say.

`forks` (a child in its group that ignores SIGTERM), `daemonises` (a child that leaves its session
and parent), `shell` (a shell that starts node), `bombs` (children that start others all the time),
`closes` (its pipes, and lives on), `stubborn` (ignores SIGTERM and the end of its input), `leaves`
(ends itself once told to initialize, with its children alive). Each process that is started
carries the first argument in its command line, so that it can be found.
"""

import json
import os
import signal
import subprocess
import sys
import threading
from typing import Any

TAG, *FLAGS = sys.argv[1:]
WAIT = "import signal, threading, sys; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + (
    "print('up', flush=True); threading.Event().wait()"
)
BOMB = """
import subprocess, sys, time
while True:
    subprocess.Popen([sys.executable, "-c", "import time; time.sleep(20)", sys.argv[1]])
    time.sleep(0.02)
"""


def start(*command: str, **more: object) -> None:
    """Starts a process and waits until it is up."""
    child = subprocess.Popen(  # type: ignore[call-overload]
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, **more
    )
    child.stdout.readline()


def daemonise() -> None:
    """Starts a process that forks twice, so that it has neither our session nor us as parent."""
    twice = f"import os\nif os.fork(): os._exit(0)\nos.setsid()\nif os.fork(): os._exit(0)\n{WAIT}"
    start(sys.executable, "-c", twice, TAG)


def start_all() -> None:
    """Starts what the arguments name."""
    if "forks" in FLAGS:
        start(sys.executable, "-c", WAIT, TAG)
    if "daemonises" in FLAGS:
        daemonise()
    if "shell" in FLAGS:
        script = "console.log('up'); process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)"
        start("/bin/sh", "-c", f'node -e "{script}" {TAG}; true')
    if "bombs" in FLAGS:
        subprocess.Popen([sys.executable, "-c", BOMB, TAG], stdout=subprocess.DEVNULL)


def answer(request: dict[str, Any]) -> None:
    result: dict[str, object] = {}
    if request.get("method") == "initialize":
        about = {"name": "leaving", "version": "0"}
        result = {"protocolVersion": "2025-06-18", "capabilities": {"tools": {}}}
        result["serverInfo"] = about
    elif request.get("method") == "tools/list":
        result = {"tools": []}
    if "id" in request:
        print(json.dumps({"jsonrpc": "2.0", "id": request["id"], "result": result}), flush=True)


def main() -> None:
    start_all()
    if "stubborn" in FLAGS:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    for line in sys.stdin:
        request = json.loads(line)
        answer(request)
        if request.get("method") == "tools/list" and "leaves" in FLAGS:
            os._exit(3)
        if request.get("method") == "tools/list" and "closes" in FLAGS:
            os.close(0)
            os.close(1)
            threading.Event().wait()
    if "stubborn" in FLAGS:
        threading.Event().wait()


if __name__ == "__main__":
    main()
