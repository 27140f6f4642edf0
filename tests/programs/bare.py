"""An MCP server of both eras without an SDK, for tests in which the SDK is not the point.

The SDK takes most of a second to import, and hundreds of servers start in one run of the tests.
A tool is a function. Where it is a generator it yields the parameters of each completion that it
asks for, and gets the answer; in the newer era it is run again from its beginning with all answers
so far, which travel along as the state.
"""

import inspect
import json
import sys
from collections.abc import Callable, Generator
from typing import Any

Message = dict[str, Any]
Asking = Generator[Message, Message, str]
Tool = Callable[..., str | Asking]

_JSON_TYPES = {bool: "boolean", int: "integer", str: "string", list: "array", dict: "object"}
_COMPLETE = {"resultType": "complete", "ttlMs": 0, "cacheScope": "private"}


def message(*content: Message | str) -> Message:
    """Returns what a person says, in texts and whatever else they send."""
    parts = [{"type": "text", "text": one} if isinstance(one, str) else one for one in content]
    return {"role": "user", "content": parts[0] if len(parts) == 1 else parts}


class Bare:
    """A server, which speaks the older era from the moment when it is asked to."""

    def __init__(self, name: str, *tools: Tool) -> None:
        self._name = name
        self._tools = {tool.__name__: tool for tool in tools}
        self._modern = True
        self._asked = 0
        self._waiting: dict[str, tuple[int, Asking]] = {}
        """The calls that wait for a completion, by the id of the request for it."""

    def run(self) -> None:
        """Answers until the input ends."""
        for line in sys.stdin:
            self._hear(json.loads(line))

    def _hear(self, heard: Message) -> None:
        number, params = heard.get("id"), heard.get("params", {})
        match heard.get("method"):
            case "initialize":
                self._modern = False
                about = {"serverInfo": {"name": self._name, "version": "0"}}
                able: Message = {"capabilities": {"tools": {}}}
                self._reply(number, {"protocolVersion": "2025-11-25", **able, **about})
            case "server/discover":
                able = {"supportedVersions": ["2026-07-28"], "capabilities": {"tools": {}}}
                self._reply(number, able)
            case "tools/list":
                self._reply(number, {"tools": [_told(tool) for tool in self._tools.values()]})
            case "tools/call":
                self._call(heard["id"], params)
            case "ping":
                self._reply(number, {})
            case "notifications/cancelled":
                self._withdraw(params["requestId"])
            case None if number in self._waiting:
                self._go_on(heard)
            case str() if number is not None:
                _send({"id": number, "error": {"code": -32601, "message": "Method not found"}})

    def _call(self, number: int, params: Message) -> None:
        came = self._tools[params["name"]](**params.get("arguments", {}))
        if isinstance(came, str):
            self._finish(number, came)
            return
        answers = json.loads(params.get("requestState", "[]"))
        answers += params.get("inputResponses", {}).values()
        self._advance(number, came, [None, *answers])

    def _advance(self, number: int, asking: Asking, answers: list[Message | None]) -> None:
        """Gives a tool what came, the first time nothing, until it asks for more or is done."""
        wanted: Message = {}
        try:
            for answer in answers:
                wanted = asking.send(answer)  # type: ignore[arg-type]  # None begins it
        except StopIteration as end:
            self._finish(number, str(end.value))
            return
        asked = {"method": "sampling/createMessage", "params": wanted}
        if self._modern:
            state = json.dumps(answers[1:])
            required = {"resultType": "input_required", "inputRequests": {"one": asked}}
            _send({"id": number, "result": {**required, "requestState": state}})
        else:
            self._asked += 1
            self._waiting[f"s{self._asked}"] = number, asking
            _send({"id": f"s{self._asked}", **asked})

    def _go_on(self, heard: Message) -> None:
        number, asking = self._waiting.pop(heard["id"])
        if failed := heard.get("error"):
            _send({"id": number, "error": failed})
        else:
            self._advance(number, asking, [heard["result"]])

    def _withdraw(self, call: int) -> None:
        for asked, (number, _) in list(self._waiting.items()):
            if number == call:
                del self._waiting[asked]
                _send({"method": "notifications/cancelled", "params": {"requestId": asked}})

    def _finish(self, number: int, text: str) -> None:
        self._reply(number, {"content": [{"type": "text", "text": text}]})

    def _reply(self, number: Any, result: Message) -> None:
        _send({"id": number, "result": {**(_COMPLETE if self._modern else {}), **result}})


def _told(tool: Tool) -> Message:
    """Returns what the list of tools says of one, by its signature."""
    wanted = inspect.signature(tool).parameters.values()
    properties = {one.name: {"type": _JSON_TYPES[one.annotation]} for one in wanted}
    required = [one.name for one in wanted if one.default is one.empty]
    schema = {"type": "object", "properties": properties, "required": required}
    return {"name": tool.__name__, "description": tool.__doc__, "inputSchema": schema}


def _send(sent: Message) -> None:
    sys.stdout.write(json.dumps({"jsonrpc": "2.0", **sent}) + "\n")
    sys.stdout.flush()
