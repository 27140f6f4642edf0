"""The rules of a grammar in llama.cpp's notation, GBNF, and the pieces that they are made of.

An invalid grammar is a null pointer, and one with repeated groups within groups is refused: so
each group becomes a rule of its own, and every count is bounded here.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_REPEATED = 2000
"""llama.cpp's own bound; it takes a larger one for none at all."""
MOST_RULES = 20_000
NOTHING = '""'


class TooManyRulesError(Exception):
    """The grammar would be larger than is sensible."""


class Rules:
    """Rules under names that this class gives; equal ones are kept once."""

    def __init__(self) -> None:
        self._bodies: dict[str, str] = {}
        self._names: dict[str, str] = {}

    def reserved(self) -> str:
        """Returns a name whose rule is defined later, so that it may use itself."""
        if len(self._bodies) >= MOST_RULES:
            raise TooManyRulesError
        name = f"r{len(self._bodies)}"
        self._bodies[name] = NOTHING
        return name

    def define(self, name: str, body: str) -> None:
        """Gives a reserved name its rule."""
        self._bodies[name] = body

    def add(self, body: str) -> str:
        """Returns the name of a rule."""
        if body not in self._names:
            name = self.reserved()
            self.define(name, body)
            self._names[body] = name
        return self._names[body]

    def either(self, bodies: Iterable[str]) -> str:
        """Returns the name of a rule of alternatives."""
        return self.add(" | ".join(dict.fromkeys(bodies)))

    def text(self, root: str) -> str:
        """Returns the grammar that begins with this rule body."""
        lines = [f"{name} ::= {body}" for name, body in self._bodies.items()]
        return "\n".join([f"root ::= {root}", *lines, ""])


def literal(text: str) -> str:
    """Returns exactly this text."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    for plain, name in (("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t"), ("\0", "\\x00")):
        escaped = escaped.replace(plain, name)
    return f'"{escaped}"'


def repeated(item: str, least: int, most: float = inf) -> str:
    """Returns a rule's name, or a class of characters, so many times."""
    least = min(least, MOST_REPEATED)
    upper = "" if most > MOST_REPEATED else str(int(most))
    if (least, upper) in ((0, ""), (1, "")):
        return item + "*+"[least]
    return f"{item}{{{least},{upper}}}"


def characters(ranges: Iterable[tuple[int, int]]) -> str:
    """Returns one character out of these ranges of code points."""
    parts = []
    for low, high in ranges:
        parts.append(f"\\U{low:08X}" if low == high else f"\\U{low:08X}-\\U{high:08X}")
    return f"[{''.join(parts)}]"


def integers(low: int, high: int) -> list[str]:
    """Returns alternatives for the whole numbers from a low to a high one, neither negative."""
    alternatives = []
    for digits in range(len(str(low)), len(str(high)) + 1):
        first = max(low, 10 ** (digits - 1) if digits > 1 else 0)
        last = min(high, 10**digits - 1)
        if first <= last:
            alternatives += _of_one_length(str(first), str(last))
    return alternatives


def _of_one_length(low: str, high: str) -> list[str]:
    if len(low) == 1:
        return [f"[{low}-{high}]"]
    if low[0] == high[0]:
        return [f'"{low[0]}" ({" | ".join(_of_one_length(low[1:], high[1:]))})']
    rest = len(low) - 1
    first, last = int(low[0]), int(high[0])
    alternatives = []
    if low[1:] != "0" * rest:
        others = " | ".join(_of_one_length(low[1:], "9" * rest))
        alternatives.append(f'"{first}" ({others})')
        first += 1
    open_end = high[1:] != "9" * rest
    if first <= last - open_end:
        alternatives.append(f"[{first}-{last - open_end}] [0-9]{{{rest}}}")
    if open_end:
        others = " | ".join(_of_one_length("0" * rest, high[1:]))
        alternatives.append(f'"{last}" ({others})')
    return alternatives
