"""The file that holds the records: made, upgraded, refused, shared, and closed with all in it."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import stat
import subprocess
import sys
from contextlib import asynccontextmanager, closing
from typing import TYPE_CHECKING

import pytest
from anyio.lowlevel import checkpoint

from desktop.errors import StorageError
from desktop.storage.database import Database
from desktop.storage.migrations import MIGRATIONS

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from pathlib import Path

    from desktop.storage.database import Query, Value
    from desktop.storage.places import Places

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(30)]

ADD = "INSERT INTO model_files (path) VALUES (?)"
ALL = "SELECT path FROM model_files ORDER BY path"


@asynccontextmanager
async def opened(path: Path) -> AsyncGenerator[Database]:
    database = Database(path)
    try:
        await database.open()
        yield database
    finally:
        await database.close()


def on_disk(path: Path, query: str = ALL) -> list[tuple[Value]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


async def test_a_file_is_made_with_its_folders_and_keeps_what_is_written(places: Places) -> None:
    async with opened(places.database) as database:
        assert await database.write(ADD, ("a",)) == 1
        assert await database.rows(ALL) == [("a",)]
    async with opened(places.database) as database:
        assert await database.rows(ALL) == [("a",)]
    assert on_disk(places.database, "PRAGMA user_version") == [(len(MIGRATIONS),)]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
async def test_nobody_else_may_read_the_records(places: Places) -> None:
    async with opened(places.database):
        assert stat.S_IMODE(places.database.stat().st_mode) & 0o077 == 0


async def test_an_older_file_is_upgraded_from_where_it_stands(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(places.database) as database:
        await database.write(ADD, ("a",))
    later = "ALTER TABLE model_files ADD COLUMN note TEXT NOT NULL DEFAULT 'none'"
    monkeypatch.setattr("desktop.storage.database.MIGRATIONS", (*MIGRATIONS, later))
    async with opened(places.database) as database:
        assert await database.rows("SELECT path, note FROM model_files") == [("a", "none")]


async def test_an_upgrade_that_fails_leaves_the_file_as_it_was(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(places.database) as database:
        await database.write(ADD, ("a",))
    broken = "CREATE TABLE fresh (x); CREATE TABLE fresh (x)"
    monkeypatch.setattr("desktop.storage.database.MIGRATIONS", (*MIGRATIONS, broken))
    with pytest.raises(StorageError):
        async with opened(places.database):
            pass
    assert on_disk(places.database) == [("a",)]
    assert on_disk(places.database, "SELECT name FROM sqlite_schema WHERE name = 'fresh'") == []
    assert on_disk(places.database, "PRAGMA user_version") == [(len(MIGRATIONS),)]


async def test_a_newer_file_is_refused_and_not_one_byte_of_it_changed(places: Places) -> None:
    places.data.mkdir(parents=True)
    with closing(sqlite3.connect(places.database)) as connection:
        connection.execute("CREATE TABLE from_the_future (x)")
        connection.execute("PRAGMA user_version = 99")
    before = places.database.read_bytes()
    with pytest.raises(StorageError, match="written by a newer Parley"):
        async with opened(places.database):
            pass
    assert places.database.read_bytes() == before


async def test_a_damaged_file_is_refused_in_words_and_left_as_it_was(places: Places) -> None:
    places.data.mkdir(parents=True)
    places.database.write_bytes(b"This is no database at all. " * 200)
    before = places.database.read_bytes()
    with pytest.raises(StorageError, match=r"parley\.db cannot be used"):
        async with opened(places.database):
            pass
    assert places.database.read_bytes() == before


async def test_a_folder_that_cannot_be_made_is_an_error_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match="cannot be used"):
        async with opened(tmp_path / "file" / "parley.db"):
            pass


async def test_what_was_to_be_written_soon_is_on_disk_after_the_close(places: Places) -> None:
    async with opened(places.database) as database:
        for number in range(200):
            database.write_soon(ADD, (f"{number:03}",))
    assert len(on_disk(places.database)) == 200


async def test_what_was_to_be_written_soon_is_read_by_what_comes_after(places: Places) -> None:
    async with opened(places.database) as database:
        database.write_soon(ADD, ("a",))
        assert await database.rows(ALL) == [("a",)]


async def test_a_row_that_cannot_be_written_soon_is_told_to_the_log_and_spoils_no_other(
    places: Places, caplog: pytest.LogCaptureFixture
) -> None:
    async with opened(places.database) as database:
        with caplog.at_level(logging.ERROR):
            database.write_soon(ADD, ("a",))
            database.write_soon("INSERT INTO nowhere VALUES (1)")
            database.write_soon(ADD, ("b",))
            await database.write(ADD, ("c",))
            database.write_soon("INSERT INTO nowhere VALUES (1)")
            database.write_soon(ADD, ("d",))
    assert caplog.text.count("A row could not be written") == 2
    assert on_disk(places.database) == [("a",), ("b",), ("c",), ("d",)]


async def test_a_statement_that_fails_spoils_nothing_that_was_to_be_written_before(
    places: Places,
) -> None:
    async with opened(places.database) as database:
        database.write_soon(ADD, ("a",))
        with pytest.raises(StorageError):
            await database.write("INSERT INTO nowhere VALUES (1)")
        assert on_disk(places.database) == [("a",)]


async def test_what_is_to_be_written_soon_is_written_without_any_other_call(
    places: Places,
) -> None:
    async with opened(places.database) as database:
        database.write_soon(ADD, ("a",))
        while not on_disk(places.database):
            await checkpoint()


async def test_what_was_written_is_on_disk_at_once(places: Places) -> None:
    async with opened(places.database) as database:
        await database.write(ADD, ("a",))
        assert on_disk(places.database) == [("a",)]


async def test_a_statement_that_fails_is_an_error_in_words(places: Places) -> None:
    async with opened(places.database) as database:
        with pytest.raises(StorageError, match="no such table"):
            await database.write("INSERT INTO nowhere VALUES (1)")
        await database.write(ADD, ("a",))


async def test_a_text_that_is_none_spoils_no_other(
    places: Places, caplog: pytest.LogCaptureFixture
) -> None:
    async with opened(places.database) as database:
        database.write_soon(ADD, ("\ud800",))
        database.write_soon(ADD, ("a",))
        assert await database.rows(ALL) == [("a",)]
    assert "A row could not be written" in caplog.text


async def test_what_is_read_together_is_read_as_it_stood_at_one_moment(places: Places) -> None:
    def twice(query: Query) -> list[int]:
        before = list(query(ALL, ()))
        with closing(sqlite3.connect(places.database)) as other:
            other.execute(ADD, ("by another",))
            other.commit()
        return [len(before), len(list(query(ALL, ())))]

    async with opened(places.database) as database:
        database.write_soon(ADD, ("a",))
        assert await database.reading(twice) == [1, 1]
        assert await database.rows(ALL) == [("a",), ("by another",)]


async def test_records_that_are_not_open_are_an_error_in_words(places: Places) -> None:
    database = Database(places.database)
    with pytest.raises(StorageError, match="not open"):
        await database.rows(ALL)
    await database.close()


async def test_closing_twice_or_without_opening_does_nothing(places: Places) -> None:
    database = Database(places.database)
    await database.open()
    await database.close()
    await database.close()
    await Database(places.database).close()


async def test_two_at_once_open_a_new_file_and_both_write(places: Places) -> None:
    first, second = Database(places.database), Database(places.database)
    try:
        await asyncio.gather(first.open(), second.open())
        writes = [
            database.write(ADD, (f"{name} {number}",))
            for number in range(50)
            for name, database in (("first", first), ("second", second))
        ]
        await asyncio.gather(*writes)
        assert len(await first.rows(ALL)) == 100
        assert await first.rows(ALL) == await second.rows(ALL)
    finally:
        await asyncio.gather(first.close(), second.close())


WRITER = f"""
import asyncio, sys
from pathlib import Path
from desktop.storage.database import Database
async def main():
    database = Database(Path(sys.argv[1]))
    await database.open()
    for number in range(50):
        await database.write({ADD!r}, (f"{{sys.argv[2]}} {{number}}",))
    await database.close()
asyncio.run(main())
"""


def test_two_processes_write_to_one_new_file(places: Places) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(places.database), name])
        for name in ("first", "second")
    ]
    assert [writer.wait(timeout=25) for writer in writers] == [0, 0]
    assert len(on_disk(places.database)) == 100


LONG = """
    WITH RECURSIVE n (x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM n LIMIT 1000000)
    SELECT max(x) FROM n
"""


async def test_a_task_that_is_cancelled_takes_no_row_of_others_along(places: Places) -> None:
    async with opened(places.database) as database:
        busy = asyncio.create_task(database.rows(LONG))
        await checkpoint()
        database.write_soon(ADD, ("of another",))
        writing = asyncio.create_task(database.write(ADD, ("mine",)))
        await checkpoint()
        writing.cancel()
        await asyncio.wait([writing, busy])
        assert writing.cancelled()
        assert await database.rows(ALL) == [("mine",), ("of another",)]
