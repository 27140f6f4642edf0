"""Regular expressions as grammar: the common part of the language, inside a JSON text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.models.local.grammar.rules import MOST_REPEATED, characters, literal, repeated

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


def pattern_rule(pattern: str, rules: Rules) -> str:
    """Returns a rule body for the texts, as JSON writes them, in which the pattern is found.

    Raises:
        UnknownPatternError: it has parts that are not understood here.
    """
    reader = _Pattern(pattern, rules)
    body = reader.alternatives(depth=0)
    if reader.rest:
        raise UnknownPatternError(pattern)
    return body


class _Pattern:
    """A reader of one pattern, from left to right."""

    def __init__(self, pattern: str, rules: Rules) -> None:
        self.rest = pattern
        self._rules = rules
        self._anything = characters(_SAFE)

    def alternatives(self, depth: int) -> str:
        bodies = [self._sequence(depth)]
        while self._take("|"):
            bodies.append(self._sequence(depth))
        return " | ".join(bodies)

    def _sequence(self, depth: int) -> str:
        """Returns one alternative; at the outside, what its anchors leave open may be anything."""
        if depth > 20:
            raise UnknownPatternError
        parts = []
        if depth == 0 and not self._take("^"):
            parts.append(f"{self._anything}*")
        while self.rest and self.rest[0] not in "|)":
            if self.rest[0] == "$" and depth == 0 and self.rest[1:2] in ("", "|"):
                break
            parts.append(self._quantified(self._atom(depth)))
        if depth == 0 and not self._take("$"):
            parts.append(f"{self._anything}*")
        return " ".join(parts) or '""'

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

    def _atom(self, depth: int) -> str:
        one = self._next()
        if one == "(":
            if self.rest.startswith("?") and not self._take("?:"):
                raise UnknownPatternError
            body = self.alternatives(depth + 1)
            if self._next() != ")":
                raise UnknownPatternError
            return self._rules.add(body)
        if one == "[":
            return characters(_printable(self._class()))
        if one == ".":
            return self._anything
        if one in "*+?{}^$":
            raise UnknownPatternError
        if one == "\\":
            return self._escaped()
        return self._rules.add(literal(_IN_JSON.get(one, one)))

    def _escaped(self) -> str:
        one = self._next()
        if one in _CLASSES:
            return characters(_CLASSES[one])
        if one.lower() in _CLASSES:
            return characters(_printable(_others(_CLASSES[one.lower()])))
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
        return _others(ranges) if inverted else ranges

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

    def _quantified(self, atom: str) -> str:
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
        return repeated(atom, least, most)

    def _counts(self) -> tuple[int, float]:
        inside, closed, self.rest = self.rest[1:].partition("}")
        least, comma, most = inside.partition(",")
        if not closed or not least.isdecimal() or not (most.isdecimal() or not most):
            raise UnknownPatternError
        upper = float(most) if most else float("inf") if comma else float(least)
        if int(least) > MOST_REPEATED or upper < int(least):
            raise UnknownPatternError
        return int(least), upper


def _others(ranges: Ranges) -> Ranges:
    others = []
    start = 0
    for low, high in sorted(ranges):
        if low > start:
            others.append((start, low - 1))
        start = max(start, high + 1)
    return [*others, (start, _LAST)] if start <= _LAST else others


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
