"""A server without an SDK that tells all it was sent; its argument names the revision it speaks.

Its one tool, `sample`, asks for a completion with its argument `params`, which may be a text that
only claims to be JSON, and answers with every message that the client sent until then. In the newer
era its argument `state`, where there is one, is what the client must keep for it meanwhile.
"""

import json
import sys
from typing import Any

REVISION = sys.argv[1]
MODERN = REVISION >= "2026-07-28"
Message = dict[str, Any]
seen: list[Message] = []
waiting: dict[str, int] = {}
TOOLS = {"tools": [{"name": "sample", "inputSchema": {"type": "object"}}]}


def send(message: Message, params: Message | str = "") -> None:
    line = json.dumps({"jsonrpc": "2.0", **message})
    text = params if isinstance(params, str) else json.dumps(params)
    sys.stdout.write(line.replace('"PARAMS"', text) + "\n")
    sys.stdout.flush()


def reply(number: Any, result: Message) -> None:
    kind = {"resultType": "complete", "ttlMs": 0, "cacheScope": "private"} if MODERN else {}
    send({"id": number, "result": {**kind, **result}})


def finish(number: Any) -> None:
    reply(number, {"content": [{"type": "text", "text": json.dumps(seen)}]})


def call(message: Message) -> None:
    arguments, number = message["params"]["arguments"], message["id"]
    asked = {"method": "sampling/createMessage", "params": "PARAMS"}
    if not MODERN:
        waiting[f"s{number}"] = number
        send({"id": f"s{number}", **asked}, arguments["params"])
    elif "inputResponses" in message["params"]:
        finish(number)
    else:
        state = {"requestState": arguments["state"]} if "state" in arguments else {}
        required = {"resultType": "input_required", "inputRequests": {"question": asked}}
        send({"id": number, "result": {**required, **state}}, arguments["params"])


def answer(message: Message) -> None:
    method, number = message.get("method"), message.get("id")
    if method == "initialize":
        about = {"serverInfo": {"name": "scripted", "version": "0"}, "capabilities": {"tools": {}}}
        reply(number, {"protocolVersion": REVISION, **about})
    elif method == "tools/list":
        reply(number, TOOLS)
    elif method == "tools/call":
        call(message)
    elif method is None and number in waiting:
        finish(waiting.pop(number))
    elif method is not None and number is not None:
        send({"id": number, "error": {"code": -32601, "message": "Method not found"}})


if __name__ == "__main__":
    for line in sys.stdin:
        seen.append(json.loads(line))
        answer(seen[-1])
