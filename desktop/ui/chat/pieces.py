"""A model's Markdown, cut into pieces that stay as they are while more of it comes."""

from __future__ import annotations

import re
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ENOUGH = 1_500
"""Characters after which prose is cut at the next paragraph."""

MOST = 6_000
"""Characters after which it is cut at the next line or item, or else in the middle of a line."""

MOST_ROWS = 60
"""Rows of a table that are laid out at once: Qt takes long for more; each cut repeats the head."""

MOST_COLUMNS = 40
"""Of a table that is laid out as one; Qt takes seconds for thousands."""

_FENCE = re.compile(r"( {0,12})(`{3,}|~{3,})\s*([^`]*)$")
_ITEM = re.compile(r"(?:[-*+]|\d{1,9}[.)])\s")
_RULER = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")


@dataclass(frozen=True, slots=True)
class Prose:
    """Markdown without blocks of code."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """A block of code, to the letter."""

    language: str
    text: str


Piece = Prose | Code


class Pieces:
    """Cuts a text that grows; what was cut already is not read again."""

    def __init__(self) -> None:
        self._read = ""
        self._cutter = _Cutter()

    def of(self, text: str) -> list[Piece]:
        """Returns what a text consists of, in order; where it grew, only the last piece changes."""
        if not text.startswith(self._read):
            self._read, self._cutter = "", _Cutter()
        whole = text.rfind("\n") + 1
        if whole > len(self._read):
            self._take(self._cutter, text[len(self._read) : whole - 1])
            self._read = text[:whole]
        last = self._cutter.copy()
        self._take(last, text[whole:])
        return last.end()

    @staticmethod
    def _take(cutter: _Cutter, text: str) -> None:
        for line in _lines(text):
            cutter.take(line)


def _lines(text: str) -> Iterator[str]:
    """Yields the lines of a text, none of them longer than can be laid out at once."""
    for line in text.replace("\r\n", "\n").split("\n"):
        rest = line
        while len(rest) > MOST:
            at = rest.rfind(" ", MOST // 2, MOST) + 1 or MOST
            yield rest[:at]
            rest = rest[at:]
        yield rest


class _Cutter:
    """Takes line after line; knows whether it is in code, in a table, in an item of a list."""

    def __init__(self) -> None:
        self._done: list[Piece] = []
        self._prose: list[str] = []
        self._length = 0
        self._fence = ""
        self._indent = 0
        """How far the latest block of code stood in: what follows it in its item does too."""
        self._language = ""
        self._code: list[str] = []
        self._head: tuple[str, str] | None = None
        self._rows = 0

    def copy(self) -> _Cutter:
        """Returns one that can go on without this one."""
        other = copy(self)
        other._done, other._prose = self._done.copy(), self._prose.copy()
        other._code = self._code.copy()
        return other

    def take(self, line: str) -> None:
        """Takes the next line."""
        if self._fence:
            self._take_code(line)
            return
        if found := _FENCE.fullmatch(line):
            self._cut()
            self._indent, self._fence = len(found[1]), found[2]
            self._language, self._code = found[3].strip().partition(" ")[0], []
            return
        self._take_prose(self._dedented(line))

    def end(self) -> list[Piece]:
        """Returns all pieces; a block of code that nothing closes goes to the end."""
        if self._fence:
            self._done.append(Code(self._language, "\n".join(self._code)))
        self._cut()
        return self._done

    def _take_code(self, line: str) -> None:
        bare = line.strip()
        if len(bare) >= len(self._fence) and not bare.strip(self._fence[0]):
            self._done.append(Code(self._language, "\n".join(self._code)))
            self._fence = ""
        else:
            self._code.append(line.removeprefix(" " * _indent_of(line, self._indent)))

    def _take_prose(self, line: str) -> None:
        blank = not line.strip()
        if not blank and self._may_cut_before(line):
            self._cut()
        self._add(self._follow_table(line))

    def _may_cut_before(self, line: str) -> bool:
        if self._length >= MOST:
            return self._head is None and (_begins_anew(line) or not self._in_list())
        if self._length < ENOUGH or self._prose[-1].strip():
            return False
        return _begins_anew(line) and not _ITEM.match(line)

    def _in_list(self) -> bool:
        return any(_ITEM.match(line) for line in self._prose)

    def _follow_table(self, line: str) -> str:
        """Returns the line, or what makes no table of it where that would be too wide."""
        if "|" not in line:
            self._head = None
        elif self._head:
            self._rows += 1
            if self._rows > MOST_ROWS:
                head = self._head
                self._cut()
                self._add(head[0])
                self._add(head[1])
                self._head, self._rows = head, 1
        elif self._prose and "|" in self._prose[-1] and _RULER.fullmatch(line):
            if line.count("|") > MOST_COLUMNS:
                return f"\\{line}"
            self._head, self._rows = (self._prose[-1], line), 0
        return line

    def _dedented(self, line: str) -> str:
        if not line.strip() or not self._indent:
            return line
        if _indent_of(line, self._indent) < self._indent:
            self._indent = 0
            return line
        return line[self._indent :]

    def _add(self, line: str) -> None:
        self._prose.append(line)
        self._length += len(line) + 1

    def _cut(self) -> None:
        text = "\n".join(self._prose).strip("\n")
        if text.strip():
            self._done.append(Prose(text))
        self._prose, self._length, self._head = [], 0, None


def _begins_anew(line: str) -> bool:
    """Whether a line belongs to nothing before it, unless it is a further item of a list."""
    return not line[0].isspace() and line[0] not in "|>"


def _indent_of(line: str, most: int) -> int:
    """Returns by how many spaces a line stands in, and at most so many."""
    return min(most, len(line) - len(line.lstrip(" ")))
