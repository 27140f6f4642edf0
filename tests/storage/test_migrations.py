"""Every earlier version of the records is brought up to date with nothing lost."""

from __future__ import annotations

import sqlite3
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from desktop.events import RequestPhase
from desktop.gateway.account import Day
from desktop.gateway.budget import Budget
from desktop.gateway.grants import Grants
from desktop.gateway.journal import Journal
from desktop.models.context import Location
from desktop.storage.database import Database
from desktop.storage.migrations import MIGRATIONS
from tests.fakes import BOUNDLESS, make_request

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from desktop.storage.places import Places

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(30)]

FIXTURES = Path(__file__).parent / "fixtures"
EARLIER = range(1, len(MIGRATIONS))

Columns = dict[str, list[str]]
Rows = dict[str, list[tuple[Any, ...]]]


def make(places: Places, version: int) -> None:
    """Makes the records as an earlier Parley left them."""
    places.prepare()
    with closing(sqlite3.connect(places.database)) as connection:
        connection.executescript((FIXTURES / f"version_{version}.sql").read_text("utf-8"))


def columns(places: Places) -> Columns:
    with closing(sqlite3.connect(places.database)) as connection:
        names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        return {
            name: [row[1] for row in connection.execute(f"PRAGMA table_info({name})")]
            for (name,) in names
        }


def rows(places: Places, columns: Columns) -> Rows:
    with closing(sqlite3.connect(places.database)) as connection:
        return {
            name: sorted(connection.execute(f"SELECT {', '.join(some)} FROM {name}").fetchall())
            for name, some in columns.items()
        }


def schema(connection: sqlite3.Connection) -> set[tuple[str, str]]:
    rows = connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
    return {(name, " ".join(sql.split())) for name, sql in rows}


def schema_of(version: int) -> set[tuple[str, str]]:
    """Returns the schema that the first scripts make of an empty file."""
    with closing(sqlite3.connect(":memory:")) as connection:
        for script in MIGRATIONS[:version]:
            connection.executescript(script)
        return schema(connection)


@asynccontextmanager
async def upgraded(places: Places) -> AsyncGenerator[Database]:
    database = Database(places.database)
    await database.open()
    try:
        yield database
    finally:
        await database.close()


def test_every_earlier_version_has_its_records_here() -> None:
    there = {path.name for path in FIXTURES.glob("*.sql")}
    assert there == {f"version_{version}.sql" for version in EARLIER}


@pytest.mark.parametrize("version", EARLIER)
def test_a_script_that_has_shipped_was_never_changed(places: Places, version: int) -> None:
    make(places, version)
    with closing(sqlite3.connect(places.database)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (version,)
        assert schema(connection) == schema_of(version)


@pytest.mark.parametrize("version", EARLIER)
async def test_an_earlier_file_becomes_like_a_new_one_and_keeps_every_row(
    places: Places, version: int
) -> None:
    make(places, version)
    were = columns(places)
    before = rows(places, were)
    assert all(before.values()), "there is something in every table"
    async with upgraded(places):
        pass
    assert rows(places, were) == before
    with closing(sqlite3.connect(places.database)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert schema(connection) == schema_of(len(MIGRATIONS))


@pytest.mark.parametrize("version", EARLIER)
async def test_what_an_earlier_parley_recorded_is_told_as_it_was(
    places: Places, version: int
) -> None:
    make(places, version)
    async with upgraded(places) as database:
        entries = {entry.request: entry for entry in await Journal(database).latest(100)}
        phases = {entry.phase for entry in entries.values()}
        assert phases >= {
            RequestPhase.ANSWERED,
            RequestPhase.DECLINED,
            RequestPhase.REFUSED,
            RequestPhase.FAILED,
        }
        first = entries["request-1"]
        assert (first.text, first.decided_by, first.bound) == ("It is noon.", "person", "")
        grants = Grants(database)
        await grants.open()
        [grant] = grants.all()
        assert (grant.server, grant.fingerprint) == ("weather", "f2")
        assert (grant.location, grant.tools, grant.kind) == (Location.LOCAL, False, "always")


@pytest.mark.parametrize("version", EARLIER)
async def test_the_chain_begins_behind_the_rows_of_an_earlier_parley(
    places: Places, version: int
) -> None:
    make(places, version)
    [(last,)] = rows(places, {"journal": ["max(n)"]})["journal"]
    async with upgraded(places) as database:
        journal, request = Journal(database), make_request()
        journal.asked(request)
        journal.ended(request, RequestPhase.FAILED)
        verdict, ends = await journal.verify()
        assert (verdict.faults, verdict.uncovered, verdict.covered) == ((), last, 2)
        assert (ends.base, ends.deleted) == (last, 0)


async def test_what_was_used_before_the_second_version_is_counted(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(places, 1)
    with closing(sqlite3.connect(places.database)) as connection:
        (last,) = connection.execute("SELECT max(at) FROM journal").fetchone()
    monkeypatch.setattr("time.time", lambda: last)
    async with upgraded(places) as database:
        used = await database.rows("SELECT * FROM usage ORDER BY day, server")
        days = sorted({Day.of(at).name for at in (1772359200.25, last)})
        assert sorted({str(row[0]) for row in used}) == days
        assert used[-2:] == [
            (days[-1], "notes", "here", 2, 14, 11, 0.5, 0.0),
            (days[-1], "weather", "here", 1, 7, 3, 0.25, 0.0),
        ]
        budget = Budget(database)
        await budget.open()
        notes = budget.standing("notes", BOUNDLESS)
        assert (notes.tokens, notes.seconds, notes.requests) == (25, 0.5, 3)
