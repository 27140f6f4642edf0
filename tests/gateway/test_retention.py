"""Old rows go, from the oldest end only, and the chain of the others still holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.gateway import retention
from desktop.gateway.retention import DAY, Retention
from desktop.storage.chain import check_lines
from tests.gateway.records import answered, on_disk, opened

if TYPE_CHECKING:
    from desktop.gateway.journal import Journal
    from desktop.storage.places import Places

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]

NOW = 1_800_000_000.0
LARGE = Retention(days=10_000, megabytes=0.5)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that stands where the last number says."""
    times = [NOW]
    monkeypatch.setattr("time.time", lambda: times[-1])
    return times


async def write_days(journal: Journal, clock: list[float], days: int) -> None:
    """Records a request, of four rows, on each of the last days."""
    for ago in range(days - 1, -1, -1):
        clock.append(NOW - ago * DAY)
        await answered(journal, f"{ago} days ago")


async def first_row(journal: Journal) -> int:
    verdict, _ = await journal.verify()
    assert verdict.faults == ()
    return verdict.first


async def test_rows_that_are_too_old_go_and_the_chain_begins_behind_them(
    places: Places, clock: list[float]
) -> None:
    async with opened(places) as (journal, _):
        await write_days(journal, clock, 6)
        assert await journal.prune(Retention(days=2.5)) == 12
        assert await first_row(journal) == 13
        verdict, ends = await journal.verify()
        assert (ends.deleted, ends.deleted_at, ends.base) == (12, NOW, 12)
        assert (verdict.covered, verdict.uncovered) == (12, 0)
        assert [
            entry.asked["messages"][0]["content"]["text"] for entry in await journal.find()
        ] == [
            "0 days ago",
            "1 days ago",
            "2 days ago",
        ]
        await answered(journal)
        assert await first_row(journal) == 13
        lines: list[str] = []
        await journal.export(lines.append)
        assert check_lines(lines).faults == ()


async def test_where_nothing_is_too_old_or_too_large_nothing_is_deleted(
    places: Places, clock: list[float]
) -> None:
    async with opened(places) as (journal, _):
        assert await journal.prune(Retention()) == 0
        await write_days(journal, clock, 2)
        assert await journal.prune(Retention()) == 0
        assert await journal.prune(Retention(days=0.5)) == 4
        assert await journal.prune(Retention(days=0.5)) == 0
        verdict, ends = await journal.verify()
        assert (verdict.faults, verdict.covered, ends.deleted) == ((), 4, 4)


async def test_everything_may_go_and_the_numbers_go_on(places: Places, clock: list[float]) -> None:
    async with opened(places) as (journal, _):
        await write_days(journal, clock, 2)
        clock.append(NOW + 30 * DAY)
        assert await journal.prune(Retention(days=7)) == 8
        assert await journal.prune(Retention(days=7)) == 0
        verdict, _ = await journal.verify()
        assert (verdict.faults, verdict.covered) == ((), 0)
        await answered(journal)
        assert await first_row(journal) == 9


async def test_many_rows_go_in_steps(
    places: Places, clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "STEP", 3)
    async with opened(places) as (journal, _):
        await write_days(journal, clock, 6)
        assert await journal.prune(Retention(days=2.5)) == 12
        assert await first_row(journal) == 13


async def test_what_is_too_large_loses_its_oldest_rows_and_no_more_than_it_must(
    places: Places,
) -> None:
    async with opened(places) as (journal, database):
        for number in range(60):
            await answered(journal, f"{number} " + "long " * 5_000)
        await journal.prune(LARGE)
        used = await retention.bytes_in_use(database)
        assert 0.4e6 < used <= 0.5e6
        assert await first_row(journal) > 1
        newest = (await journal.find(count=1))[0]
        assert newest.asked["messages"][0]["content"]["text"].startswith("59 ")
        await journal.compact()
        assert places.database.stat().st_size < 0.6e6
        assert await first_row(journal) > 1


async def test_where_it_is_not_the_journal_that_is_large_nothing_but_the_journal_goes(
    places: Places,
) -> None:
    async with opened(places) as (journal, database):
        await answered(journal)
        await database.write("INSERT INTO model_files (path) VALUES (?)", ("long " * 200_000,))
        assert await journal.prune(LARGE) == 4
        assert on_disk(places, "SELECT count(*) FROM model_files") == [(1,)]


async def test_rows_of_an_older_parley_can_go_in_part_and_the_chain_still_begins_behind_them(
    places: Places, clock: list[float]
) -> None:
    async with opened(places) as (journal, database):
        await write_days(journal, clock, 4)
        await database.write("UPDATE journal SET hash = ''")
        await database.write("UPDATE chain SET base = 16, base_hash = '', head_hash = ''")
        clock.append(NOW)
        await answered(journal)
        assert await journal.prune(Retention(days=1.5)) == 8
        verdict, ends = await journal.verify()
        assert (verdict.faults, verdict.uncovered, verdict.covered) == ((), 8, 4)
        assert (ends.base, ends.deleted) == (16, 8)
        clock.append(NOW + DAY)
        assert await journal.prune(Retention(days=0.5)) == 12


async def test_of_a_request_across_the_border_the_rest_is_still_told(
    places: Places, clock: list[float]
) -> None:
    async with opened(places) as (journal, database):
        request = await answered(journal)
        await database.write("UPDATE journal SET at = at - 86400 WHERE n <= 2")
        clock.append(NOW + 1)
        await journal.prune(Retention(days=0.5))
        entry = await journal.entry(request.id)
        assert entry is not None
        assert (entry.text, entry.asked) == ("Yes.", {})
        assert await journal.latest(5) == []


async def test_what_is_deleted_is_gone_from_the_file(places: Places, clock: list[float]) -> None:
    async with opened(places) as (journal, _):
        await answered(journal, "Something to be forgotten")
        clock.append(NOW + DAY)
        await journal.prune(Retention(days=0.5))
    assert b"to be forgotten" not in places.database.read_bytes()
