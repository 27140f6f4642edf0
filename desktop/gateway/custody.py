"""The journal's rows checked and exported, all of them as they stand at one moment."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.language import tr
from desktop.storage.chain import Ends, Row, check_rows, exported

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from desktop.storage.chain import Verdict
    from desktop.storage.database import Query

GONE = tr("The row that tells where the chain begins and ends is gone.")

_ROWS = (
    "SELECT n, at, request, call, server, event, data, hash FROM journal WHERE n >= ? ORDER BY n"
)
_ENDS = "SELECT base, base_hash, deleted, deleted_at, head, head_hash FROM chain"


def verify(query: Query) -> tuple[Verdict, Ends]:
    """Returns what is wrong with the rows, if anything is, and where their chain ends."""
    kept = _ends(query)
    ends = kept or Ends(0, "", 0, None, *_newest(query))
    verdict = check_rows(_rows(query, 0), ends)
    return verdict if kept else replace(verdict, faults=(GONE, *verdict.faults)), ends


def export(query: Query, write: Callable[[str], object], since: float) -> int:
    """Writes every row from a moment on as a line of JSON, and returns how many there were."""
    first = next(query("SELECT n FROM journal WHERE at >= ? ORDER BY n LIMIT 1", (since,)), None)
    if first is None:
        return 0
    ends = _ends(query)
    newest_before = "SELECT hash FROM journal WHERE n < ? ORDER BY n DESC LIMIT 1"
    [before] = next(query(newest_before, first), [ends.base_hash if ends else ""])
    count = 0
    for row in _rows(query, first[0]):
        write(f"{exported(before, row)}\n")
        before = row.hash
        count += 1
    return count


def _rows(query: Query, first: int) -> Iterator[Row]:
    return map(Row._make, query(_ROWS, (first,)))


def _ends(query: Query) -> Ends | None:
    found = next(query(_ENDS, ()), None)
    return Ends(*found) if found else None


def _newest(query: Query) -> tuple[int, str]:
    n, digest = next(query("SELECT n, hash FROM journal ORDER BY n DESC LIMIT 1", ()), (0, ""))
    return n, digest
