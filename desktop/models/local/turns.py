"""Conversations in the nearest form that a chat template takes."""

from __future__ import annotations

import json
from itertools import count
from typing import TYPE_CHECKING, Any, NotRequired, TypedDict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from desktop.models.chat_format import ChatMessage


IMAGE = "\ufdd2"
"""Stands where an image is. No text may hold it; as a noncharacter, none has a reason to."""


class Turn(TypedDict):
    """A chat message as templates take it: its content a text, its arguments perhaps an object."""

    role: str
    content: str
    tool_calls: NotRequired[list[dict[str, Any]]]
    tool_call_id: NotRequired[str]
    name: NotRequired[str]


def spoken(role: str, content: str) -> Turn:
    """Returns a turn of words alone."""
    return {"role": role, "content": content}


def call(number: int, name: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """Returns the call of a tool in the words of templates."""
    function = {"name": name, "arguments": arguments}
    return {"id": call_id(number), "type": "function", "function": function}


def call_id(number: int) -> str:
    """Returns an id that every template takes: some want nine letters and digits."""
    return f"call{number:05}"


def template_turns(messages: Iterable[ChatMessage]) -> list[Turn]:
    """Returns messages of texts and images as turns, with ids that are not the caller's."""
    numbers = count(1)
    known: dict[str, tuple[int, str]] = {}
    turns = []
    for message in messages:
        turn = spoken(message["role"], _content(message))
        if calls := message.get("tool_calls"):
            turn["tool_calls"] = []
            for one in calls:
                name, arguments = one["function"]["name"], one["function"]["arguments"]
                known[one["id"]] = next(numbers), name
                given = mapped(json.loads(arguments), without_images)
                turn["tool_calls"].append(call(known[one["id"]][0], name, given))
        if "tool_call_id" in message:
            number, name = known.get(message["tool_call_id"]) or (next(numbers), "tool")
            turn["tool_call_id"], turn["name"] = call_id(number), name
        turns.append(turn)
    return turns


def _content(message: ChatMessage) -> str:
    """Returns what a message says, with a mark in the place of each image."""
    content = message["content"]
    if not isinstance(content, list):
        return without_images(content or "")
    parts = (without_images(part["text"]) if part["type"] == "text" else IMAGE for part in content)
    return "\n".join(parts)


def without_images(text: str) -> str:
    """Returns a text that cannot be taken for an image's place."""
    return text.replace(IMAGE, "")


def mapped(value: Any, change: Callable[[str], str]) -> Any:
    """Returns a value of JSON with every text in it, keys too, changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {change(str(key)): mapped(item, change) for key, item in value.items()}
    if isinstance(value, list):
        return [mapped(item, change) for item in value]
    return value


def with_text_arguments(turns: list[Turn]) -> list[Turn]:
    """Returns the turns with the arguments of calls as JSON texts."""
    changed = []
    for turn in turns:
        copy = turn.copy()
        if "tool_calls" in turn:
            copy["tool_calls"] = [_with_text_arguments(one) for one in turn["tool_calls"]]
        changed.append(copy)
    return changed


def _with_text_arguments(one: dict[str, Any]) -> dict[str, Any]:
    function = one["function"]
    text = json.dumps(function["arguments"], ensure_ascii=False)
    return one | {"function": function | {"arguments": text}}


def written_out(turns: list[Turn], write: Callable[[str, dict[str, Any]], str]) -> list[Turn]:
    """Returns the turns with calls and results as texts, for templates that show neither."""
    written: list[Turn] = []
    for turn in turns:
        if turn["role"] == "tool":
            result = f"<tool_response>\n{turn['content']}\n</tool_response>"
            if written and written[-1].get("name"):
                written[-1]["content"] += f"\n{result}"
            else:
                written.append({"role": "user", "content": result, "name": "tool"})
            continue
        functions = [one["function"] for one in turn.get("tool_calls", [])]
        calls = [write(one["name"], one["arguments"]) for one in functions]
        texts = [turn["content"]] if turn["content"] else []
        written.append(spoken(turn["role"], "\n".join([*texts, *calls])))
    return [spoken(turn["role"], turn["content"]) for turn in written]


def with_system(turns: list[Turn], text: str) -> list[Turn]:
    """Returns the turns with this added to the system prompt."""
    if turns and turns[0]["role"] == "system":
        system, *rest = turns
        return [spoken("system", f"{system['content']}\n\n{text}"), *rest]
    return [spoken("system", text), *turns]


def question_first(turns: list[Turn]) -> list[Turn]:
    """Returns a conversation in which at least somebody asks."""
    if any(turn["role"] == "user" for turn in turns):
        return turns
    # Azure MCP sends one assistant message, and nothing else, as its question.
    return [
        spoken("user", turn["content"])
        if turn["role"] == "assistant" and "tool_calls" not in turn
        else turn
        for turn in turns
    ]


def _as_it_is(turns: list[Turn]) -> list[Turn]:
    return turns


def _system_merged(turns: list[Turn]) -> list[Turn]:
    """Moves the system prompt to the head of the first user turn."""
    if not turns or turns[0]["role"] != "system":
        return turns
    system, *rest = turns
    place = next((at for at, turn in enumerate(rest) if turn["role"] == "user"), None)
    if place is None:
        return [spoken("user", system["content"]), *rest]
    rest[place] = spoken("user", f"{system['content']}\n\n{rest[place]['content']}")
    return rest


def _roles_alternate(turns: list[Turn]) -> list[Turn]:
    """Joins neighbouring turns of one role, and lets a user's turn come first."""
    joined: list[Turn] = []
    for turn in turns:
        last = joined[-1] if joined else None
        if turn["role"] == "assistant" and (last is None or last["role"] == "system"):
            joined.append(spoken("user", "Please begin."))
            last = None
        if last is not None and _joinable(last, turn):
            joined[-1] = spoken(turn["role"], f"{last['content']}\n\n{turn['content']}")
        else:
            joined.append(turn)
    return joined


def _joinable(last: Turn, turn: Turn) -> bool:
    return last["role"] == turn["role"] != "tool" and "tool_calls" not in {**last, **turn}


FORMS: tuple[Callable[[list[Turn]], list[Turn]], ...] = (
    _as_it_is,
    _system_merged,
    _roles_alternate,
    lambda turns: _roles_alternate(_system_merged(turns)),
)
"""The nearest first: a template takes a conversation as it is, or perhaps in one of these."""
