"""A server of 2026-07-28 without an SDK, which makes a task of each call of its tools.

`ask` needs a form to be filled in, `slow` ends only when it is cancelled, `fails` fails. What it
was told at the end of a task it writes to its error output.
"""

import json
import sys
from typing import Any

Message = dict[str, Any]
FORM = {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]}
tasks: dict[str, Message] = {}


def text(said: str) -> Message:
    return {"resultType": "complete", "content": [{"type": "text", "text": said}]}


def state(task: Message) -> Message:
    """Returns how a task stands, two questions after it was made."""
    task["asked"] += 1
    told: Message = {"resultType": "complete", "taskId": task["id"], "pollIntervalMs": 100}
    if task["tool"] == "fails":
        return {**told, "status": "failed", "error": {"code": -32603, "message": "It broke."}}
    if task["asked"] < 2 or task["tool"] == "slow":
        return {**told, "status": "working", "statusMessage": "still at it"}
    if "name" not in task:
        params = {"mode": "form", "message": "Who are you?", "requestedSchema": FORM}
        request = {"method": "elicitation/create", "params": params}
        return {**told, "status": "input_required", "inputRequests": {"who": request}}
    return {**told, "status": "completed", "result": text(f"Hello, {task['name']}.")}


def answer(method: str, params: Message) -> Message:
    match method:
        case "server/discover":
            can: Message = {"tools": {}, "extensions": {"io.modelcontextprotocol/tasks": {}}}
            about = {"resultType": "complete", "ttlMs": 0, "cacheScope": "public"}
            return {**about, "supportedVersions": ["2026-07-28"], "capabilities": can}
        case "tools/list":
            names = ("ask", "slow", "fails")
            tools = [{"name": name, "inputSchema": {"type": "object"}} for name in names]
            return {"resultType": "complete", "ttlMs": 0, "cacheScope": "public", "tools": tools}
        case "tools/call":
            number = f"t{len(tasks)}"
            tasks[number] = {"id": number, "tool": params["name"], "asked": 0}
            made = {"createdAt": "2026-11-21T00:00:00Z", "lastUpdatedAt": "2026-11-21T00:00:00Z"}
            told = {"taskId": number, "status": "working", "ttlMs": 60000, "pollIntervalMs": 100}
            return {"resultType": "task", **told, **made}
        case "tasks/get":
            return state(tasks[params["taskId"]])
        case "tasks/update":
            given = params["inputResponses"]["who"]
            tasks[params["taskId"]]["name"] = given.get("content", given["action"])
            return {"resultType": "complete"}
        case "tasks/cancel":
            print(f"cancelled {params['taskId']}", file=sys.stderr, flush=True)
            return {"resultType": "complete"}
    raise KeyError(method)


def main() -> None:
    for line in sys.stdin:
        message = json.loads(line)
        if "id" not in message:
            continue
        told: Message
        try:
            told = {"result": answer(message["method"], message.get("params", {}))}
        except KeyError:
            told = {"error": {"code": -32601, "message": "Method not found"}}
        print(json.dumps({"jsonrpc": "2.0", "id": message["id"], **told}), flush=True)


if __name__ == "__main__":
    main()
