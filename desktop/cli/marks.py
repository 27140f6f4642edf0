"""Marks around the flagged places of a text, which nothing in the text can be taken for."""

from __future__ import annotations

from secrets import token_hex
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Marks(NamedTuple):
    """What stands before and after a flagged place."""

    opening: str
    closing: str

    def around(self, text: str) -> str:
        """Returns a text with each of its lines between marks."""
        lines = text.split("\n")
        return "\n".join(f"{self.opening}{line}{self.closing}" if line else "" for line in lines)


def marks_for(texts: Sequence[str]) -> Marks:
    """Returns marks that stand in none of some texts, and that no writer of them foresaw."""
    marks = Marks("⟦!", "!⟧")
    while any(mark in text for mark in marks for text in texts):
        sign = token_hex(2)
        marks = Marks(f"⟦{sign}!", f"!{sign}⟧")
    return marks


def marked(text: str, places: Iterable[tuple[int, int]], marks: Marks) -> str:
    """Returns a text with marks around places in it; those that overlap become one."""
    pieces, done = list[str](), 0
    for start, end in _apart(places):
        pieces += [text[done:start], marks.around(text[start:end])]
        done = end
    return "".join([*pieces, text[done:]])


def _apart(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
