"""What a long journal costs: a request's record beside a million rows, and beside none."""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from desktop.gateway.journal import Journal
from desktop.storage.database import Database
from desktop.storage.places import Places
from tests.gateway.records import answered

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

TARGET = 1.2
_ROWS = 1_000_000
_PAIRS = 500
_WARM_UP = 50

# Four rows a request, as long as those of a short question. Their hashes are of the right length
# and not true ones, which would take twenty seconds to make: nothing here checks them.
FILL = """
WITH RECURSIVE count (x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM count LIMIT ?)
INSERT INTO journal (at, request, call, server, event, data, hash)
SELECT
    1700000000.25 + x,
    printf('%032x', ((x / 4) * 7919) % 1000003),
    'c1',
    'notes',
    CASE x % 4 WHEN 0 THEN 'asked' WHEN 1 THEN 'routed' WHEN 2 THEN 'approved' ELSE 'answered' END,
    json_object('way', 'pushed', 'tool', 'sum', 'params', json_object('text', ?)),
    ?
FROM count
"""


def main() -> float:
    """Prints and returns the time beside a million rows divided by that beside none."""
    return asyncio.run(_compare())


async def _compare() -> float:
    async with _journal(0) as empty, _journal(_ROWS) as full:
        pairs = [(await _seconds(empty), await _seconds(full)) for _ in range(_WARM_UP + _PAIRS)]
    alone = median(one for one, _ in pairs[_WARM_UP:]) * 1e6
    beside = median(other for _, other in pairs[_WARM_UP:]) * 1e6
    sys.stdout.write(
        f"a request's record beside none {alone:.0f} µs, beside {_ROWS:,} rows {beside:.0f} µs, "
        f"ratio {beside / alone:.3f} (medians of {_PAIRS} pairs)\n"
    )
    return beside / alone


@asynccontextmanager
async def _journal(rows: int) -> AsyncIterator[Journal]:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(Places.under(Path(folder)).database)
        await database.open()
        try:
            if rows:
                await database.write(FILL, (rows, "The ferry leaves at nine. " * 8, "0" * 64))
                await database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
            yield Journal(database)
        finally:
            await database.close()


async def _seconds(journal: Journal) -> float:
    began = time.perf_counter()
    request = await answered(journal)
    [latest] = await journal.latest(1)
    seconds = time.perf_counter() - began
    assert latest.request == request.id
    return seconds


if __name__ == "__main__":
    main()
