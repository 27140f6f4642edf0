"""Calls of tools that are not written as JSON: name by name, and value by value.

Qwen3-Coder, GLM, MiniMax and others write them in tags, LFM2 as calls of Python. As with JSON, a
template is asked and not read: what it writes around known names and values is the form.
"""

from __future__ import annotations

import ast
import json
import re
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from desktop.models.local.call_form import CallForm

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from desktop.models.chat_format import FunctionCall

_QUOTED = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\"""", re.DOTALL)
_SHORTEST_STOP = 3
"""What ends a bare text must not come in an ordinary one."""
_PLAIN = re.compile(r"[\w.+-]+")


@dataclass(frozen=True, slots=True)
class PairForm(CallForm):
    """What stands around the names, and around each value and its own name."""

    empty: str
    """After the name of a call without any values."""
    to_text: str
    """Between a value's name and the value, where that is a text; with the quote, if it has one."""
    to_other: str
    """The same where it is none, and so written as JSON."""
    quote: str
    """After a text, and before it; empty where texts stand bare."""
    further: str
    """Between a value and the next one's name."""
    last: str
    """After the last value."""

    @property
    def stop(self) -> str:
        """What ends a bare text, and so cannot be in it."""
        return self.quote or _tag(self._end).strip()

    @property
    def pythonic(self) -> bool:
        """Whether a text is one of Python's, with its escapes."""
        return self.quote in ("'", '"')

    @property
    def _end(self) -> str:
        return _shared(self.further, self.last + self.closing)

    def written(self, name: str, arguments: dict[str, Any]) -> str:
        """Returns one call as the model would write it."""
        pairs = [f"{key}{self._value(value)}" for key, value in arguments.items()]
        inside = self.middle + self.further.join(pairs) + self.last if pairs else self.empty
        return f"{self.opening}{name}{inside}{self.closing}"

    def parsed(self, text: str, tools: Mapping[str, Any]) -> list[FunctionCall]:
        """Returns the complete calls in a text that follows the opening."""
        calls: list[FunctionCall] = []
        place = 0
        longest_first = sorted(tools, key=len, reverse=True)
        while name := next((one for one in longest_first if text.startswith(one, place)), ""):
            found = self._arguments(text, place + len(name), tools[name])
            if found is None:
                break
            given, place = found
            calls.append({"name": name, "arguments": json.dumps(given, ensure_ascii=False)})
            if not self.following or not text.startswith(self.following, place):
                break
            place += len(self.following)
        return calls

    def _value(self, value: object) -> str:
        if not isinstance(value, str):
            return self.to_other + json.dumps(value, ensure_ascii=False)
        if self.pythonic:
            quoted = repr(value) if self.quote == "'" else json.dumps(value, ensure_ascii=False)
            return self.to_other + quoted
        return f"{self.to_text}{value}{self.quote}"

    def _arguments(self, text: str, place: int, schema: Any) -> tuple[dict[str, Any], int] | None:
        """Returns what a call gives, and where that ends; None where it is not complete."""
        given: dict[str, Any] = {}
        ends = tuple(one for one in (self.closing, self.following) if one)
        if text.startswith(tuple(self.empty + end for end in ends), place):
            return given, place + len(self.empty)
        if not text.startswith(self.middle, place):
            return None
        place += len(self.middle)
        named = schema.get("properties", {}) if isinstance(schema, dict) else {}
        while found := self._pair(text, place, named):
            key, given[key], place = found
            if text.startswith(tuple(self.last + end for end in ends), place):
                return given, place + len(self.last)
            if not text.startswith(self.further, place):
                return None
            place += len(self.further)
        return None

    def _pair(self, text: str, place: int, named: Mapping[str, Any]) -> tuple[str, Any, int] | None:
        """Returns a value with its name, and where it ends."""
        starts = sorted({self.to_text, self.to_other}, key=len, reverse=True)
        ways = [(text.find(one, place), one) for one in starts if text.find(one, place) >= 0]
        if not ways:
            return None
        at, start = min(ways, key=lambda way: (way[0], -len(way[1])))
        key, begin = text[place:at], at + len(start)
        bare = not self.pythonic and is_text(named.get(key)) and start == self.to_text
        if self.pythonic:
            begin = at + len(self.to_other)
        value = self._bare(text, begin) if bare else _read(text, begin)
        if value is None and not bare and not self.pythonic:
            value = self._bare(text, begin)
        return (key, *value) if value is not None else None

    def _bare(self, text: str, place: int) -> tuple[str, int] | None:
        """Returns a text that is not escaped, and where it ends."""
        end = text.find(self.stop, place)
        if end < 0:
            return None
        if self.quote:
            return text[place:end], end + len(self.quote)
        before = self._end[: len(self._end) - len(self._end.lstrip())]
        told = text[place:end].removesuffix(before)
        return told, place + len(told)


LFM2 = PairForm(
    opening="<|tool_call_start|>[",
    middle="(",
    closing=")]<|tool_call_end|>",
    following="), ",
    empty="(",
    to_text='="',
    to_other="=",
    quote='"',
    further=", ",
    last="",
)
"""Liquid's second generation, whose templates tell of tools and do not show a call of one."""


def _shared(one: str, other: str) -> str:
    """Returns with what both texts begin."""
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return "".join(left for left, _ in pairs)


def _tag(text: str) -> str:
    """Returns a text up to the end of its first tag."""
    head, closed, _ = text.partition(">")
    return head + closed


def is_text(schema: object) -> bool:
    """Returns whether a value's schema allows texts and nothing else."""
    if not isinstance(schema, dict):
        return False
    values = schema.get("enum", [schema["const"]] if "const" in schema else None)
    if values is not None:
        return all(isinstance(value, str) for value in values)
    return schema.get("type") == "string"


def _read(text: str, place: int) -> tuple[Any, int] | None:
    """Returns a value of JSON or of Python, and where it ends."""
    try:
        value, end = json.JSONDecoder().raw_decode(text, place)
    except ValueError:
        found = _QUOTED.match(text, place) or _PLAIN.match(text, place)
        try:
            return (ast.literal_eval(found[0]), found.end()) if found else None
        except (ValueError, SyntaxError):
            return None
    return value, end


def pair_form(
    once: str,
    bare: str,
    begun: int,
    call: tuple[str, Mapping[str, Any]],
    ends: Iterable[str],
) -> PairForm | None:
    """Returns the form of a single call in a rendered conversation; None where it has none.

    Args:
        once: the conversation with one call, of a text and then of a number.
        bare: the same where the call has no values; empty where that cannot be.
        begun: where the answer begins in it.
        call: the name, and the two values by their names.
        ends: the texts that end a turn.
    """
    name, arguments = call
    parts = [name, *(str(part) for pair in arguments.items() for part in pair)]
    gaps = _around(once, begun, parts)
    if gaps is None or any(part in gap for gap in gaps[1:] for part in (name, *arguments)):
        return None  # what is named again behind its value is more than is understood here
    head, middle, to_text, further, to_other = gaps
    tail = _until(once, begun + len("".join([*gaps, *parts])), ends)
    opening = head.rpartition("</think>")[2].lstrip()
    quote = to_text.removeprefix(to_other) if to_text.startswith(to_other) else ""
    further = further.removeprefix(quote)
    if not (opening and middle and further and to_other and tail) or name in opening + tail:
        return None
    alone = _until(bare, bare.find(name, begun) + len(name), ends) if name in bare[begun:] else ""
    shared = _shared(alone[::-1], tail[::-1])[::-1]
    form = PairForm(
        opening, middle, shared or tail, None,
        alone.removesuffix(shared), to_text, to_other, quote, further, tail.removesuffix(shared)
        if shared else "",
    )  # fmt: skip
    return form if form.quote or len(form.stop) >= _SHORTEST_STOP else None


def _around(text: str, begun: int, parts: Iterable[str]) -> list[str] | None:
    """Returns what stands before each of some parts in a row; None where one is not there."""
    gaps = []
    for part in parts:
        at = text.find(part, begun)
        if at < 0:
            return None
        gaps.append(text[begun:at])
        begun = at + len(part)
    return gaps


def _until(text: str, start: int, ends: Iterable[str]) -> str:
    """Returns what stands between a place and the end of the turn; empty where it does not end."""
    stops = [place for end in ends if end and (place := text.find(end, start)) >= 0]
    return text[start : min(stops)].rstrip() if stops else ""
