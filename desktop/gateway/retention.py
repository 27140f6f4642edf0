"""How long the journal's rows are kept, and how many of them."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.storage.database import Database

ENDS = "SELECT (SELECT min(n) FROM journal), (SELECT max(n) FROM journal)"
"""The numbers of the first row and the last; asked for together, all rows would be read."""
DAY = 86_400.0
STEP = 1_000
"""So many rows are deleted at once; others can write in between."""
SHARE = 20
"""Of what is too large, at most one row of so many is deleted at once: they differ in size."""


@dataclass(frozen=True, slots=True)
class Retention:
    """`journal` among the settings."""

    days: float = 365.0
    megabytes: float = 500.0


async def prune(database: Database, keep: Retention) -> int:
    """Deletes the oldest rows, as far as what is kept would be too old or too large.

    Returns:
        How many rows were deleted.
    """
    first, last = await _ends(database)
    if first > last:
        return 0
    await _delete_too_old(database, keep.days)
    await _delete_too_large(database, keep.megabytes)
    [(deleted,)] = await database.rows("SELECT coalesce(max(deleted), 0) FROM chain")
    return max(0, int(deleted or 0) - first + 1)


async def _delete_too_old(database: Database, days: float) -> None:
    first, last = await _ends(database)
    [(young,)] = await database.rows(
        "SELECT (SELECT n FROM journal WHERE at >= ? ORDER BY n LIMIT 1)",
        (time.time() - days * DAY,),
    )
    if young is not None:
        last = int(young) - 1
    if first <= last:
        for until in (*range(first + STEP - 1, last, STEP), last):
            await _delete(database, until)


async def _delete_too_large(database: Database, megabytes: float) -> None:
    while await bytes_in_use(database) > megabytes * 1e6:
        first, last = await _ends(database)
        count = min(STEP, max(1, (last - first + 1) // SHARE))
        if first > last or not await _delete(database, first + count - 1):
            break  # It is not the journal that is large.


async def _ends(database: Database) -> tuple[int, int]:
    """Returns the numbers of the first row and the last; of none, the second is smaller."""
    [(first, last)] = await database.rows(ENDS)
    return int(first or 1), int(last or 0)


async def bytes_in_use(database: Database) -> float:
    """Returns what is in use of the file; what was deleted is used again before it grows."""
    [(used,)] = await database.rows(
        "SELECT (page_count - freelist_count) * page_size "
        "FROM pragma_page_count(), pragma_freelist_count(), pragma_page_size()"
    )
    return float(used or 0)


async def _delete(database: Database, last: int) -> bool:
    """Deletes all rows up to one, whose hash stays: the chain goes on from there."""
    return bool(await database.write(_SHORTEN, (last, time.time())))


_SHORTEN = """
UPDATE chain SET
    base_hash = CASE WHEN ?1 <= base THEN base_hash ELSE
        (SELECT hash FROM journal WHERE n <= ?1 ORDER BY n DESC LIMIT 1) END,
    base = max(base, ?1),
    deleted = ?1,
    deleted_at = ?2
WHERE deleted < ?1
"""
"""A trigger of the schema deletes the rows, so that rows and chain can only change together."""
