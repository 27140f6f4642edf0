"""A server of 2025-06-18 and 2026-07-28 without an SDK; its tool `do` writes what it is told to."""

import json
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

MIB = 1 << 20
output = sys.stdout.buffer
lock = threading.Lock()


def write(line: bytes) -> None:
    with lock:
        output.write(line)
        output.flush()


def send(message: dict[str, Any]) -> None:
    write(json.dumps({"jsonrpc": "2.0", **message}).encode() + b"\n")


def note(method: str, params: dict[str, Any] | None = None) -> bytes:
    told = {"jsonrpc": "2.0", "method": method, "params": params or {}}
    return json.dumps(told).encode() + b"\n"


def finish(number: int, text: str = "done") -> None:
    send({"id": number, "result": {"content": [{"type": "text", "text": text}]}})


def endless(_: int) -> None:
    while True:
        write(b"x" * MIB)


def huge(number: int) -> None:
    write(b'{"jsonrpc":"2.0","id":%d,"result":{"content":[{"type":"text","text":"' % number)
    for _ in range(200):
        write(b"x" * MIB)
    write(b'"}]}}\n')


def large(number: int) -> None:
    """A message just within the bound, made of as many small parts as fit."""
    parts = ",".join(["[1,{}]"] * 900_000)
    text = (
        f'{{"jsonrpc":"2.0","id":{number},"result":{{"content":[],"_meta":{{"x":[{parts}]}}}}}}\n'
    )
    write(text.encode())


def many(number: int) -> None:
    """A message within the bound of bytes and values."""
    parts = ",".join(['{"a":[1]}'] * 200_000)
    text = (
        f'{{"jsonrpc":"2.0","id":{number},"result":{{"content":[],"_meta":{{"x":[{parts}]}}}}}}\n'
    )
    write(text.encode())


def deep(number: int) -> None:
    for depth in (100_000, 900):
        write(b'{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":')
        write(b"[" * depth + b"]" * depth + b"}}\n")
    finish(number)


def broken(number: int) -> None:
    write(b'{"jsonrpc":"2.0","id":%d,"result":{"content":[{"type":"te\n' % number)


def foreign(number: int) -> None:
    """Bytes that are no UTF-8, lines that are nothing, and answers to what nobody asked."""
    write(b"\xff\xfe {not json}\n\n\n[]\n123\n")
    for other in range(100):
        send({"id": 5000 + other, "result": {}})
    write(
        b'{"jsonrpc":"2.0","id":%d,"result":{"content":[{"type":"text","text":"\xff"}]}}\n' % number
    )


def nameless(_: int) -> None:
    write(b'{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"what was that?"}}\n')


def notes(number: int) -> None:
    data = {"level": "info", "data": "x" * 100}
    write(note("notifications/message", data) * 10_000)
    write(note("notifications/progress", {"progressToken": number, "progress": 1}) * 2_000)
    write(note("notifications/made_up") * 2_000)
    finish(number)


def changes(number: int) -> None:
    for _ in range(200):
        write(note("notifications/tools/list_changed"))
        time.sleep(0.01)
    finish(number, f"listed {listed} times")


listed = 0
DEEDS: dict[str, Callable[[int], None]] = {
    deed.__name__: deed
    for deed in (endless, huge, large, many, deep, broken, foreign, nameless, notes, changes)
}
DO = {"name": "do", "inputSchema": {"type": "object", "properties": {"deed": {"type": "string"}}}}
COMPLETE = {"resultType": "complete", "ttlMs": 0, "cacheScope": "private"}
ITSELF = {"type": "object", "properties": {"again": {"$ref": "#"}}, "$ref": "#"}


def tools() -> list[dict[str, Any]]:
    if "crowd" in sys.argv:
        return [{**DO, "name": f"tool {number}"} for number in range(10_000)]
    if "itself" in sys.argv:
        return [{"name": "do", "inputSchema": ITSELF, "outputSchema": ITSELF}]
    return [DO]


def answer(request: dict[str, Any]) -> None:
    global listed  # noqa: PLW0603  (it is one server)
    number = request.get("id")
    match request.get("method"):
        case "initialize":
            about = {"name": "wild", "version": "0"}
            result = {"protocolVersion": "2025-06-18", "capabilities": {"tools": {}}}
            send({"id": number, "result": {**result, "serverInfo": about}})
        case "server/discover":
            result = {"supportedVersions": ["2026-07-28"], "capabilities": {"tools": {}}}
            send({"id": number, "result": {**result, **COMPLETE}})
        case "tools/list":
            listed += 1
            send({"id": number, "result": {"tools": tools(), **COMPLETE}})
        case "tools/call":
            deed = DEEDS[request["params"]["arguments"]["deed"]]
            threading.Thread(target=deed, args=[number], daemon=True).start()
        case "ping" if "mute" not in sys.argv:
            send({"id": number, "result": {}})


if __name__ == "__main__":
    for line in sys.stdin:
        answer(json.loads(line))
