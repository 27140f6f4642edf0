"""A server without an SDK, light enough for fifty of them; its argument names its era.

Tool `echo` tells its `number`; `ask` asks for a completion and tells it; `die` ends the server.
With `breeds` it has a child of its own, which outlives it where nobody ends that.
"""

import json
import os
import subprocess
import sys
from typing import Any

MODERN = "modern" in sys.argv
Message = dict[str, Any]
COMPLETE = {"resultType": "complete", "ttlMs": 0, "cacheScope": "private"} if MODERN else {}
TOOLS = [{"name": name, "inputSchema": {"type": "object"}} for name in ("echo", "ask", "die")]
waiting: dict[str, int] = {}
"""The calls that wait for a completion, by the id of the request for it."""


def send(message: Message) -> None:
    sys.stdout.write(json.dumps({"jsonrpc": "2.0", **message}) + "\n")
    sys.stdout.flush()


def reply(number: Any, result: Message) -> None:
    send({"id": number, "result": {**COMPLETE, **result}})


def tell(number: Any, text: str, *, is_error: bool = False) -> None:
    reply(number, {"content": [{"type": "text", "text": text}], "isError": is_error})


def ask(number: Any, params: Message) -> None:
    text = f"question {params['arguments']['number']}"
    message = {"role": "user", "content": {"type": "text", "text": text}}
    asked = {
        "method": "sampling/createMessage",
        "params": {"messages": [message], "maxTokens": 50},
    }
    if not MODERN:
        waiting[f"s{number}"] = number
        send({"id": f"s{number}", **asked})
    elif answers := params.get("inputResponses"):
        tell(number, answers["one"]["content"]["text"])
    else:
        send(
            {
                "id": number,
                "result": {"resultType": "input_required", "inputRequests": {"one": asked}},
            }
        )


def answer(message: Message) -> None:
    number = message.get("id")
    match message.get("method"):
        case "server/discover" if MODERN:
            reply(number, {"supportedVersions": ["2026-07-28"], "capabilities": {"tools": {}}})
        case "initialize":
            about = {"name": "soak", "version": "0"}
            result = {"protocolVersion": "2025-11-25", "capabilities": {"tools": {}}}
            reply(number, {**result, "serverInfo": about})
        case "tools/list":
            reply(number, {"tools": TOOLS})
        case "tools/call" if message["params"]["name"] == "ask":
            ask(number, message["params"])
        case "tools/call" if message["params"]["name"] == "die":
            os._exit(7)
        case "tools/call":
            tell(number, str(message["params"]["arguments"]["number"]))
        case "ping":
            reply(number, {})
        case None if number in waiting:
            failed = message.get("error")
            text = failed["message"] if failed else message["result"]["content"]["text"]
            tell(waiting.pop(number), text, is_error=bool(failed))
        case str() if number is not None:
            send({"id": number, "error": {"code": -32601, "message": "Method not found"}})


if __name__ == "__main__":
    if "breeds" in sys.argv:
        subprocess.Popen(["sleep", "3600"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    for line in sys.stdin:
        answer(json.loads(line))
