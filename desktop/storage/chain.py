"""The chain of the journal's rows: each one's hash covers the one before."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST = 20
"""So many faults are told; of the others, that there are more."""

_text = json.encoder.encode_basestring  # What `json.dumps` makes of a text, without its detours.
_HASH = re.compile(r', "hash": "([0-9a-f]{64}|)"\}$')


class Row(NamedTuple):
    """A row of the journal as it stands on disk."""

    n: int
    at: float
    request: str
    call: str
    server: str
    event: str
    data: str
    hash: str


class Ends(NamedTuple):
    """Where the chain begins and ends, as it is kept beside the rows."""

    base: int
    """The last row that it does not cover: of an older Parley, or deleted since."""
    base_hash: str
    deleted: int
    """The last row that retention deleted; 0 where it deleted none."""
    deleted_at: float | None
    head: int
    """The newest row."""
    head_hash: str


class Link(NamedTuple):
    """What there is to check of one row."""

    n: int
    before: str
    """The hash that it gives for the row before it."""
    hash: str
    sound: bool
    """Whether its hash is that of its content."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of checking rows, from the first to the last."""

    first: int
    last: int
    covered: int
    """How many rows the chain covers."""
    uncovered: int
    """How many are older than it."""
    hash: str
    """That of the last row."""
    faults: tuple[str, ...]


def line(before: str, row: Sequence[Any]) -> str:
    """Returns a row as one line of JSON, with the hash of the row before it and without its own.

    What is kept as JSON stands in it as it is kept, so that not a byte can change unnoticed.
    """
    n, at, request, call, server, event, data = row[:7]
    return (
        f'{{"before": "{before}", "n": {n}, "at": {at}, "request": {_text(request)}, '
        f'"call": {_text(call)}, "server": {_text(server)}, "event": {_text(event)}, '
        f'"data": {data}}}'
    )


def digest(text: str) -> str:
    """Returns the SHA-256 of a line."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def linked(before: str, *columns: Any) -> str:
    """Returns the hash of a new row; SQLite calls it while it writes the row."""
    return digest(line(before, columns))


def exported(before: str, row: Row) -> str:
    """Returns a row as one line of JSON with its own hash at the end."""
    return f'{line(before, row)[:-1]}, "hash": "{row.hash}"}}'


def check_rows(rows: Iterable[Row], ends: Ends) -> Verdict:
    """Returns what is wrong with the rows on disk, if anything is."""
    check = _Check(ends.deleted, ends.base_hash)
    for row in rows:
        if row.n <= ends.base:
            check.pass_uncovered(row.n)
        else:
            before = check.hash
            check.take(Link(row.n, before, row.hash, digest(line(before, row)) == row.hash))
    check.end(ends)
    return check.verdict()


def check_lines(lines: Iterable[str]) -> Verdict:
    """Returns what is wrong with the lines of an exported journal, if anything is."""
    check, begun = _Check(0, ""), False
    for number, text in enumerate(lines, start=1):
        link = _link(text.rstrip("\n"))
        if link is None:
            check.fault(f"Line {number} is no row of a journal.")
            continue
        if not begun:
            begun = True
            check.begin(link.n - 1, link.before)
        if not (link.hash or check.covered):
            check.pass_uncovered(link.n)
        else:
            check.take(link)
    return check.verdict()


def _link(text: str) -> Link | None:
    """Returns what there is to check of an exported row, or None where the line is none."""
    found = _HASH.search(text)
    if found is None:
        return None
    body = f"{text[: found.start()]}}}"
    try:
        told = json.loads(body)
        n, before = int(told["n"]), str(told["before"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return Link(n, before, found[1], digest(body) == found[1])


class _Check:
    """A walk along the chain, which notes every place where it does not hold."""

    def __init__(self, last: int, last_hash: str) -> None:
        self.covered = 0
        self._uncovered = 0
        self._faults: list[str] = []
        self.begin(last, last_hash)

    def begin(self, last: int, last_hash: str) -> None:
        """Begins behind a row that is not here."""
        self.hash = last_hash
        self._last = last
        self._first = last + 1

    def fault(self, says: str) -> None:
        self._faults.append(says)

    def pass_uncovered(self, n: int) -> None:
        self._follows(n)
        self._uncovered += 1

    def take(self, link: Link) -> None:
        last, follows = self._last, self._follows(link.n)
        if not link.hash:
            self.fault(f"Row {link.n} has no hash: Parley did not write it, or an older one did.")
        elif not link.sound:
            if follows:  # Else nothing can be said of it: its hash covers a row that is gone.
                self.fault(f"Row {link.n} is not as it was written, or row {last} is not.")
        elif follows and link.before != self.hash:
            self.fault(f"Row {link.n} does not follow from row {last} as that stands here.")
        self.covered += 1
        self.hash = link.hash

    def end(self, ends: Ends) -> None:
        """Compares the last row with what is kept of it beside the rows."""
        if self._last < ends.head:
            self.fault(f"{_rows(self._last + 1, ends.head)} missing at the end.")
        elif self._last > ends.head:
            self.fault(f"{_rows(ends.head + 1, self._last)} added by something else than Parley.")
        elif self.hash != ends.head_hash:
            self.fault(f"Row {ends.head} is not the one that Parley wrote last.")

    def verdict(self) -> Verdict:
        faults = self._faults[:MOST]
        if more := len(self._faults) - len(faults):
            faults.append(f"There are {more:,} more.")
        return Verdict(
            self._first, self._last, self.covered, self._uncovered, self.hash, tuple(faults)
        )

    def _follows(self, n: int) -> bool:
        """Notes where rows are missing before this one, and returns whether none are."""
        expected, self._last = self._last + 1, n
        if n > expected:
            self.fault(f"{_rows(expected, n - 1)} missing.")
        elif n < expected:
            self.fault(f"Row {n} stands behind row {expected - 1}.")
        return n == expected


def _rows(first: int, last: int) -> str:
    return f"Row {first} is" if first == last else f"Rows {first} to {last} are"
