"""The text in which a model calls tools, as far as it is JSON."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.models.local.turns import call_id

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desktop.models.chat_format import FunctionCall

ID = "\ufdd1"
"""Stands in a form for an id, which the model makes up: nine letters and digits."""
NUMBER = "\ufdd3"
"""Stands in a form for a number, with which the model counts its calls."""
_PATTERNS = {ID: "[a-zA-Z0-9]{9}", NUMBER: "[0-9]{1,3}"}
_AROUND_MARKS = re.compile(f"([{ID}{NUMBER}])")


@dataclass(frozen=True, slots=True)
class CallForm:
    """What stands around the names and the arguments of calls."""

    opening: str
    """Before the first call's name."""
    middle: str
    """Between a name and its arguments."""
    closing: str
    """After the last call's arguments."""
    following: str | None
    """Between a call's arguments and the next one's name; None where one turn has one call."""

    @property
    def triggers(self) -> tuple[str, ...]:
        """The texts that begin a call, so that no answer of words holds them."""
        if tag := re.match(r"<[^<>\s]+>|\[[A-Z_]+\]", self.opening):
            return (tag[0],)
        return (self.opening, re.sub(r"\s", "", self.opening))

    def after(self, trigger: str) -> str:
        """Returns what of the opening is left after a trigger."""
        return self.opening.removeprefix(trigger) if self.opening.startswith(trigger) else ""

    def written(self, name: str, arguments: dict[str, Any]) -> str:
        """Returns one call as the model would write it."""
        given = json.dumps(arguments, ensure_ascii=False)
        return f"{self.opening}{name}{self.middle}{given}{self.closing}".replace(
            ID, call_id(1)
        ).replace(NUMBER, "0")

    def parsed(self, text: str, tools: Mapping[str, Any]) -> list[FunctionCall]:
        """Returns the complete calls in a text that follows the opening.

        Args:
            text: what the model wrote.
            tools: the schemas of the arguments of those that there are, by their names.
        """
        calls: list[FunctionCall] = []
        any_name = "|".join(re.escape(name) for name in tools)
        head = re.compile(f"({any_name}){patterned(self.middle)}")
        place = 0
        while begun := head.match(text, place):
            try:
                _, end = json.JSONDecoder().raw_decode(text, begun.end())
            except ValueError:
                break
            calls.append({"name": begun[1], "arguments": text[begun.end() : end]})
            next_one = re.compile(patterned(self.following or "")).match(text, end)
            if not self.following or next_one is None:
                break
            place = next_one.end()
        return calls


def patterned(text: str, quoted: Callable[[str], str] = re.escape, between: str = "") -> str:
    """Returns a form's text as a pattern of the ids and numbers in it, and of what is quoted."""
    parts = filter(None, _AROUND_MARKS.split(text))
    return between.join(_PATTERNS.get(part) or quoted(part) for part in parts)


OURS = CallForm(
    opening='<tool_call>\n{"name": "',
    middle='", "arguments": ',
    closing="}\n</tool_call>",
    following='}\n</tool_call>\n<tool_call>\n{"name": "',
)
"""The form that most models have seen: Nous Research's Hermes began it, and Qwen keeps it."""

GRANITE = CallForm(
    opening='<|tool_call|>[{"name": "',
    middle='", "arguments": ',
    closing="}]",
    following='}, {"name": "',
)
"""That of IBM's third generation, whose templates speak of it and do not show a call."""
