"""A server of 2025-06-18 without an SDK, which misbehaves as its arguments say.

`exits-on-probe`, `silent-on-probe`, `exits-on-modern` (when its tools are listed without the older
handshake), `hangs` (never answers the handshake), `junk` (prints lines that are no JSON),
`stubborn` (ignores SIGTERM and the end of its input).
"""

import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import Any

FLAGS = set(sys.argv[1:])
Message = dict[str, Any]
waiting: dict[int, Callable[[Message], None]] = {}
lock = threading.Lock()
known: set[str] = set()


def send(message: Message) -> None:
    with lock:
        sys.stdout.write(json.dumps({"jsonrpc": "2.0", **message}) + "\n")
        sys.stdout.flush()


def call(request: Message) -> None:
    """Tool `sample` sends its argument `params` as they are; `give_up` withdraws after a while."""
    number, arguments = request["id"], request["params"]["arguments"]
    sampling = 100 + number

    def finish(text: str) -> None:
        send({"id": number, "result": {"content": [{"type": "text", "text": text}]}})

    def told(answer: Message) -> None:
        finish(json.dumps(answer.get("result") or answer.get("error")))

    def give_up() -> None:
        send({"method": "notifications/cancelled", "params": {"requestId": sampling}})
        finish("gave up")

    waiting[sampling] = told
    send({"id": sampling, "method": "sampling/createMessage", "params": arguments["params"]})
    if request["params"]["name"] == "give_up":
        threading.Timer(arguments["after"], give_up).start()


def answer(request: Message) -> None:
    method, number = request.get("method"), request.get("id")
    if "exits-on-modern" in FLAGS and method == "tools/list" and "raw" not in known:
        os._exit(1)
    if method == "server/discover":
        if "exits-on-probe" in FLAGS:
            print("expected an initialize request", file=sys.stderr)
            os._exit(1)
        if "silent-on-probe" not in FLAGS:
            send({"id": number, "error": {"code": -32601, "message": "Method not found"}})
    elif method == "initialize":
        known.add("raw")
        about = {"name": "raw", "version": "0"}
        result = {"protocolVersion": "2025-06-18", "capabilities": {"tools": {}}}
        send({"id": number, "result": {**result, "serverInfo": about}})
    elif method == "tools/list":
        names = ("sample", "give_up")
        tools = [{"name": name, "inputSchema": {"type": "object"}} for name in names]
        send({"id": number, "result": {"tools": tools}})
    elif method == "tools/call":
        call(request)
    elif method == "ping":
        send({"id": number, "result": {}})


def main() -> None:
    if "stubborn" in FLAGS:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if "junk" in FLAGS:
        print("starting up, this line is no JSON\n\n{]", flush=True)
    for line in sys.stdin:
        message = json.loads(line)
        if "hangs" in FLAGS:
            continue
        if "method" in message:
            answer(message)
        elif message.get("id") in waiting:
            waiting.pop(message["id"])(message)
    if "stubborn" in FLAGS:
        threading.Event().wait()


if __name__ == "__main__":
    main()
