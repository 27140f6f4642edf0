"""Regular expressions as grammar: the common part of the language, inside a JSON text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil, inf
from typing import TYPE_CHECKING

from desktop.models.local.grammar.rules import MOST_REPEATED, NOTHING, characters, literal, repeated

if TYPE_CHECKING:
    from desktop.models.local.grammar.rules import Rules

Ranges = list[tuple[int, int]]

_LAST = 0x10FFFF
_SAFE: Ranges = [(0x20, 0x21), (0x23, 0x5B), (0x5D, 0x7E), (0xA0, 0xD7FF), (0xE000, 0xFFFD)]
"""What may stand in a JSON text as it is, less what nobody can read."""
_DIGITS: Ranges = [(0x30, 0x39)]
_WORD: Ranges = [*_DIGITS, (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A)]
_BLANK: Ranges = [(0x20, 0x20)]
_CLASSES = {"d": _DIGITS, "w": _WORD, "s": _BLANK}
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "f": "\f"}
_IN_JSON = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\f": "\\f"}


class UnknownPatternError(Exception):
    """A pattern that is not of the common part of the language."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a pattern, and how often it may come."""

    body: str
    low: float = 1
    """Characters, at the least."""
    high: float = 1
    least: int = 1
    most: float = 1

    @property
    def shortest(self) -> float:
        return self.low * self.least

    @property
    def longest(self) -> float:
        return _times(self.high, self.most)

    @property
    def rule(self) -> str:
        if self.most == 0:
            return NOTHING
        once = (self.least, self.most) == (1, 1)
        return self.body if once else repeated(self.body, self.least, self.most)


def pattern_rule(pattern: str, rules: Rules, least: float = 0, most: float = inf) -> str | None:
    """Returns a rule body for the texts, as JSON writes them, in which the pattern is found.

    Args:
        pattern: the pattern.
        rules: where rules that it needs are added.
        least: how long the texts are at the least; kept except where groups vary in length.
        most: and at the most. Parts without bounds share it evenly.

    Returns:
        None where no text of the pattern is so long.

    Raises:
        UnknownPatternError: it has parts that are not understood here.
    """
    reader = _Pattern(pattern, rules, least, most)
    bodies = reader.alternatives(depth=0)
    if reader.rest:
        raise UnknownPatternError(pattern)
    return " | ".join(part.body for part in bodies) if bodies else None


class _Pattern:
    """A reader of one pattern, from left to right."""

    def __init__(self, pattern: str, rules: Rules, least: float, most: float) -> None:
        self.rest = pattern
        self._least, self._most = least, most
        self._rules = rules
        self._anything = characters(_SAFE)

    def alternatives(self, depth: int) -> list[_Part]:
        found = [self._sequence(depth)]
        while self._take("|"):
            found.append(self._sequence(depth))
        return [one for one in found if one is not None]

    def _sequence(self, depth: int) -> _Part | None:
        """Returns one alternative; at the outside, what its anchors leave open may be anything."""
        if depth > 20:
            raise UnknownPatternError
        parts: list[_Part] = []
        anything = _Part(self._anything, least=0, most=inf)
        if depth == 0 and not self._take("^"):
            parts.append(anything)
        while self.rest and self.rest[0] not in "|)":
            if self.rest[0] == "$" and depth == 0 and self.rest[1:2] in ("", "|"):
                break
            parts.append(self._quantified(self._atom(depth)))
        if depth == 0 and not self._take("$"):
            parts.append(anything)
        if depth == 0:
            if not _possible(parts, self._least, self._most):
                return None
            parts = _shortened(_lengthened(parts, self._least), self._most)
        low, high = sum(part.shortest for part in parts), sum(part.longest for part in parts)
        return _Part(" ".join(part.rule for part in parts) or '""', low, high)

    def _take(self, text: str) -> bool:
        if self.rest.startswith(text):
            self.rest = self.rest[len(text) :]
            return True
        return False

    def _next(self) -> str:
        if not self.rest:
            raise UnknownPatternError
        first, self.rest = self.rest[0], self.rest[1:]
        return first

    def _atom(self, depth: int) -> _Part:
        one = self._next()
        if one == "(":
            if self.rest.startswith("?") and not self._take("?:"):
                raise UnknownPatternError
            inside = self.alternatives(depth + 1)
            if self._next() != ")":
                raise UnknownPatternError
            body = self._rules.add(" | ".join(part.body for part in inside))
            low, high = min(part.low for part in inside), max(part.high for part in inside)
            return _Part(body, low, high)
        if one == "[":
            return _Part(characters(_printable(self._class())))
        if one == ".":
            return _Part(self._anything)
        if one in "*+?{}^$":
            raise UnknownPatternError
        if one == "\\":
            return _Part(self._escaped())
        return _Part(self._rules.add(literal(_IN_JSON.get(one, one))))

    def _escaped(self) -> str:
        one = self._next()
        if one in _CLASSES:
            return characters(_CLASSES[one])
        if one.lower() in _CLASSES:
            return characters(_printable(others(_CLASSES[one.lower()])))
        if one in _ESCAPES:
            one = _ESCAPES[one]
        elif one.isalnum():
            raise UnknownPatternError
        return self._rules.add(literal(_IN_JSON.get(one, one)))

    def _class(self) -> Ranges:
        inverted = self._take("^")
        ranges: Ranges = []
        first = True
        while first or not self.rest.startswith("]"):
            first = False
            low = self._member(ranges)
            if low is None:
                continue
            high: str | None = low
            if self.rest[:1] == "-" and self.rest[1:2] not in ("", "]"):
                self._next()
                high = self._member([])
            if high is None or high < low:
                raise UnknownPatternError
            ranges.append((ord(low), ord(high)))
        self._next()
        return others(ranges) if inverted else ranges

    def _member(self, ranges: Ranges) -> str | None:
        """Returns one character of a class; None for a whole class, which joins the ranges."""
        one = self._next()
        if one != "\\":
            return one
        one = self._next()
        if one in _CLASSES:
            ranges += _CLASSES[one]
            return None
        if one in _ESCAPES:
            return _ESCAPES[one]
        if one.isalnum():
            raise UnknownPatternError
        return one

    def _quantified(self, atom: _Part) -> _Part:
        least, most = 1, 1.0
        if self._take("*"):
            least, most = 0, float("inf")
        elif self._take("+"):
            least, most = 1, float("inf")
        elif self._take("?"):
            least, most = 0, 1
        elif self.rest.startswith("{"):
            least, most = self._counts()
        else:
            return atom
        self._take("?")
        return replace(atom, least=least, most=most)

    def _counts(self) -> tuple[int, float]:
        inside, closed, self.rest = self.rest[1:].partition("}")
        least, comma, most = inside.partition(",")
        if not closed or not least.isdecimal() or not (most.isdecimal() or not most):
            raise UnknownPatternError
        upper = float(most) if most else float("inf") if comma else float(least)
        if int(least) > MOST_REPEATED or upper < int(least):
            raise UnknownPatternError
        return int(least), upper


def _times(size: float, count: float) -> float:
    return size * count if size and count else 0  # nothing without end is nothing


def _possible(parts: list[_Part], least: float, most: float) -> bool:
    """Returns whether parts in a row can be as long as that."""
    shortest, longest = sum(part.shortest for part in parts), sum(part.longest for part in parts)
    return shortest <= most and longest >= least


def _lengthened(parts: list[_Part], least: float) -> list[_Part]:
    """Returns parts in a row that are so long at the least, if one part or more can grow."""
    missing = least - sum(part.shortest for part in parts)
    longer = []
    for part in parts:
        further = 0
        if missing > 0 and part.low:
            further = int(min(part.most - part.least, ceil(missing / part.low)))
        missing -= further * part.low
        longer.append(replace(part, least=part.least + further))
    return longer


def _shortened(parts: list[_Part], most: float) -> list[_Part]:
    """Returns parts in a row that are so long at the most; those that vary share what is left."""
    if sum(part.longest for part in parts) <= most:
        return parts
    left = most - sum(_times(part.high, part.least) for part in parts)
    varying = sum(part.most > part.least for part in parts)
    shorter = []
    for part in parts:
        upper = part.most
        if upper > part.least and part.high:
            further = min(upper - part.least, max(0, left) // varying // part.high)
            varying -= 1
            left -= _times(part.high, further)
            upper = part.least + further
        shorter.append(replace(part, most=upper))
    return shorter


def others(ranges: Ranges) -> Ranges:
    """Returns the characters that are in none of the ranges."""
    rest = []
    start = 0
    for low, high in sorted(ranges):
        if low > start:
            rest.append((start, low - 1))
        start = max(start, high + 1)
    return [*rest, (start, _LAST)] if start <= _LAST else rest


def _printable(ranges: Ranges) -> Ranges:
    """Returns what of the ranges may stand in a JSON text as it is."""
    kept = [
        (max(low, safe_low), min(high, safe_high))
        for low, high in ranges
        for safe_low, safe_high in _SAFE
        if max(low, safe_low) <= min(high, safe_high)
    ]
    if not kept:
        raise UnknownPatternError
    return kept
