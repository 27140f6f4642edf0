"""Long texts read in short stretches: Python lets no other thread run in the midst of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping

STRETCH = 2**14
"""Characters that are read at a time, which takes some milliseconds at most."""


def stretches(text: str) -> Iterator[str]:
    """Yields the stretches of a text, one after the other."""
    return (text[start : start + STRETCH] for start in range(0, len(text), STRETCH))


def distinct(text: str) -> set[str]:
    """Returns the characters of a text, each once."""
    found = set[str]()
    for part in stretches(text):
        found.update(part)
    return found


def translated(text: str, table: Mapping[int, str | None]) -> str:
    """Returns what `str.translate` returns."""
    return "".join(part.translate(table) for part in stretches(text)) if table else text


def matches(pattern: re.Pattern[str], text: str, reach: int) -> Iterator[re.Match[str]]:
    """Yields what `finditer` yields.

    Args:
        pattern: what is looked for.
        text: where.
        reach: how many characters from its beginning on a match looks at, at most.
    """
    done = 0
    for start in range(0, len(text), STRETCH):
        end = start + STRETCH
        for match in pattern.finditer(text, max(start, done), end + reach):
            if match.start() >= end:
                break
            done = match.end()
            yield match
