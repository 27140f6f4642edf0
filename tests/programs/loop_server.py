"""A server that lets a model call its own tools over several rounds, in either era."""

from typing import Any

from tests.programs.bare import Asking, Bare, Message, message

NUMBER = {"type": "integer"}
ADD = {
    "name": "add",
    "description": "Adds two numbers.",
    "inputSchema": {
        "type": "object",
        "properties": {"a": NUMBER, "b": NUMBER},
        "required": ["a", "b"],
        "additionalProperties": False,
    },
}


def solve(question: str, most: int) -> Asking:
    """Asks, calls, and asks again, until there is an answer or one must be given."""
    messages, rounds = [message(question)], 0
    while True:
        choice = {"mode": "none" if rounds >= most else "auto"}
        asked = {"messages": messages, "maxTokens": 100, "tools": [ADD], "toolChoice": choice}
        answer = yield asked
        blocks = _blocks(answer)
        if answer["stopReason"] != "toolUse":
            text = "".join(block["text"] for block in blocks if block["type"] == "text")
            return f"{text} | {rounds} rounds | {answer['stopReason']}"
        results = [_added(block) for block in blocks if block["type"] == "tool_use"]
        called = {"role": "assistant", "content": blocks}
        messages = [*messages, called, {"role": "user", "content": results}]
        rounds += 1


def _blocks(answer: Message) -> list[Any]:
    content = answer["content"]
    return content if isinstance(content, list) else [content]


def _added(block: Message) -> Message:
    """Returns what comes of one call."""
    total = str(block["input"]["a"] + block["input"]["b"])
    content = [{"type": "text", "text": total}]
    return {"type": "tool_result", "toolUseId": block["id"], "content": content}


if __name__ == "__main__":
    Bare("loops", solve).run()
