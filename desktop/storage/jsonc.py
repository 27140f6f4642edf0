"""JSON with comments and trailing commas, read as it is meant and changed where it must be."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

_STRING = r'"(?:[^"\\]++|\\.)*+"'
_COMMENT = re.compile(rf"(?P<kept>{_STRING})|//[^\r\n]*|/\*.*?\*/", re.DOTALL)
_TRAILING = re.compile(rf"(?P<kept>{_STRING}|[{{\[]\s*+,)|,(?=\s*+[}}\]])", re.DOTALL)
_SEEN = re.compile(r"\S")
_BLANK = re.compile(r"[^\r\n]")
_DECODER = json.JSONDecoder()


class _Member(NamedTuple):
    """Where a member of an object stands in the text."""

    start: int
    value: int
    end: int
    value_now: Any


class _Object(NamedTuple):
    """Where an object and its members stand in the text."""

    start: int
    end: int
    members: Mapping[str, _Member]

    @property
    def inside(self) -> int:
        """Where its last member ends, or its own beginning."""
        return max((member.end for member in self.members.values()), default=self.start + 1)


def loads(text: str) -> Any:
    """Returns what a text holds.

    Raises:
        ValueError: it is not JSON; the place that it names is that in the text.
    """
    return json.loads(_strict(text))


def rewritten(text: str, document: dict[str, Any]) -> str:
    """Returns a text that holds a document, changed from another no more than that needs.

    Comments, trailing commas, the order of the keys, and how everything is set out stay, but for
    what stands inside a value that was replaced or taken out.
    """
    try:
        changed = _changed(text, document)
        if loads(changed) == document:
            return changed
    except (ValueError, RecursionError):
        pass  # It was no JSON, or none that can be changed bit by bit.
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _changed(text: str, document: dict[str, Any]) -> str:
    # Each round makes one change, after which everything stands elsewhere.
    while loads(text) != document:
        before, text = text, _one_change(text, _begin(_strict(text), 0), document)
        if text == before:
            raise ValueError("two members of one name")
    return text


def _one_change(text: str, start: int, wanted: dict[str, Any]) -> str:
    """Returns the text with the first difference mended; the text itself where there is none."""
    found = _object(_strict(text), start)
    for name, member in found.members.items():
        if name not in wanted:
            return _without(text, found, member)
        if member.value_now == wanted[name]:
            continue
        if isinstance(member.value_now, dict) and isinstance(wanted[name], dict):
            return _one_change(text, member.value, wanted[name])
        value = _set_out(text, wanted[name], found, _indent(text, member.start))
        return text[: member.value] + value + text[member.end :]
    for name, value in wanted.items():
        if name not in found.members:
            return _with(text, found, name, value)
    return text


def _object(strict: str, start: int) -> _Object:
    members: dict[str, _Member] = {}
    at = _begin(strict, start + 1)
    while strict[at] != "}":
        name, end = _DECODER.raw_decode(strict, at)
        value = _begin(strict, _begin(strict, end) + 1)  # after the colon
        now, end = _DECODER.raw_decode(strict, value)
        members[name] = _Member(at, value, end, now)
        at = _begin(strict, end)
        if strict[at] == ",":
            at = _begin(strict, at + 1)
    return _Object(start, at + 1, members)


def _without(text: str, found: _Object, member: _Member) -> str:
    """Takes a member out, with its comma, and with its lines where it has them for itself."""
    bare = _uncommented(text)
    start, end = member.start, member.end
    after = _begin(bare, end)
    if bare[after] == ",":
        end = after + 1
    else:  # The last one: the comma before it goes too, where there is one.
        earlier = bare.rfind(",", found.start, start)
        if earlier >= 0 and not bare[earlier + 1 : start].strip():
            text = text[:earlier] + " " + text[earlier + 1 :]
            # A blank keeps every place; it is taken away where it would end a line.
            if not text[earlier + 1 : earlier + 2].strip():
                text = text[:earlier] + text[earlier + 1 :]
                start, end = start - 1, end - 1
    line = text.rfind("\n", 0, start) + 1
    rest = re.compile(r"[ \t]*(?:\r?\n)?").match(text, end)
    if rest and not text[line:start].strip() and rest[0].endswith("\n"):
        return text[:line] + text[rest.end() :]
    return text[:start] + text[end:].lstrip(" \t")


def _with(text: str, found: _Object, name: str, value: object) -> str:
    """Adds a member behind the last one, and behind the comment on its line."""
    bare, at = _uncommented(text), found.inside
    broken = "\n" in text[found.start : found.end]
    if not found.members:
        return _with_first(text, found, name, value)
    if not broken:
        member = f"{json.dumps(name, ensure_ascii=False)}: {json.dumps(value, ensure_ascii=False)}"
        return f"{text[:at]}, {member}{text[at:]}"
    indent = _indent(text, max(member.start for member in found.members.values()))
    member = f"{json.dumps(name, ensure_ascii=False)}: {_set_out(text, value, found, indent)}"
    comma = _begin(bare, at)
    has_comma = bare[comma] == ","
    line = re.compile(r"[ \t]*").match(bare, comma + 1 if has_comma else at)
    place = line.end() if line and bare[line.end()] in "\r\n" else at
    if place == at:
        return f"{text[:at]},{_newline(text)}{indent}{member}{text[at:]}"
    if has_comma:
        return f"{text[:place]}{_newline(text)}{indent}{member},{text[place:]}"
    return f"{text[:at]},{text[at:place]}{_newline(text)}{indent}{member}{text[place:]}"


def _with_first(text: str, found: _Object, name: str, value: object) -> str:
    newline, outer = _newline(text), _indent(text, found.start)
    indent = outer + _unit(text)
    told = json.dumps(value, indent=_unit(text), ensure_ascii=False)
    told = told.replace("\n", newline + indent)
    member = f"{newline}{indent}{json.dumps(name, ensure_ascii=False)}: {told}"
    rest = text[found.start + 1 :]
    if "\n" not in text[found.start : found.end]:
        rest = newline + outer + rest
    return text[: found.start + 1] + member + rest


def _set_out(text: str, value: object, around: _Object, indent: str) -> str:
    """Returns a value as JSON in the manner of the object that it stands in."""
    if "\n" not in text[around.start : around.end]:
        return json.dumps(value, ensure_ascii=False)
    told = json.dumps(value, indent=_unit(text), ensure_ascii=False)
    return told.replace("\n", _newline(text) + indent)


def _strict(text: str) -> str:
    """Returns the text with blanks where comments and trailing commas are."""
    return _TRAILING.sub(_blanked, _uncommented(text))


def _uncommented(text: str) -> str:
    return _COMMENT.sub(_blanked, text)


def _blanked(match: re.Match[str]) -> str:
    return match["kept"] or _BLANK.sub(" ", match[0])


def _begin(text: str, at: int) -> int:
    """Returns the place of the next thing that is no blank."""
    seen = _SEEN.search(text, at)
    if seen is None:
        raise ValueError("the text ends too soon")
    return seen.start()


def _indent(text: str, at: int) -> str:
    """Returns the blanks at the beginning of the line of a place."""
    line = text[text.rfind("\n", 0, at) + 1 : at]
    return line[: len(line) - len(line.lstrip(" \t"))]


def _unit(text: str) -> str:
    """Returns the blanks by which each level stands further in."""
    first = re.search(r"\n([ \t]+)\S", text)
    return first[1] if first else "  "


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
