"""The SQLite file, used from one thread of its own."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any, TypeVar

from desktop.errors import StorageError
from desktop.language import tr
from desktop.storage import chain
from desktop.storage.migrations import MIGRATIONS

if TYPE_CHECKING:
    from pathlib import Path

T = TypeVar("T")
logger = logging.getLogger(__name__)

Value = str | int | float | None
Statement = tuple[str, Sequence[Value]]
Query = Callable[[str, Sequence[Value]], Iterator[tuple[Any, ...]]]
"""Runs a query, whose rows come one after the other."""


class Database:
    """The one connection; every call waits in a thread, never in the event loop."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="database")
        self._connection: sqlite3.Connection | None = None
        self._closed = False
        self._soon: list[Statement] = []
        """What is to be written at the end of the loop's present turn."""
        self._version: Value = None

    async def open(self) -> None:
        """Opens the file, making or upgrading it where needed.

        Raises:
            StorageError: the file cannot be opened, is damaged, or is from a newer Parley.
        """
        await self._in_thread(self._open)

    async def close(self) -> None:
        """Closes the file; a second call does nothing."""
        if not self._closed:
            self._closed = True
            self._submit_soon()
            await self._in_thread(self._close)
            self._thread.shutdown()

    async def write(self, statement: str, values: Sequence[Value] = ()) -> int:
        """Runs one statement and returns how many rows it changed; they are on disk then."""
        return await self._in_turn(lambda one: one.execute(statement, values).rowcount)

    def write_soon(self, statement: str, values: Sequence[Value] = ()) -> None:
        """Runs one statement after those before it, for a caller that may not wait.

        A cancelled task cannot await its own last words. A failure goes to the log; `close`
        waits until the statement has run.
        """
        if not self._soon:
            asyncio.get_running_loop().call_soon(self._submit_soon)
        self._soon.append((statement, values))

    async def rows(self, query: str, values: Sequence[Value] = ()) -> list[tuple[Value, ...]]:
        """Returns all rows of a query."""
        return await self._in_turn(lambda one: one.execute(query, values).fetchall())

    async def was_changed_elsewhere(self) -> bool:
        """Returns whether another connection has written since this was last asked."""
        [(version,)] = await self.rows("PRAGMA data_version")
        before, self._version = self._version, version
        return before is not None and version != before

    async def reading(self, work: Callable[[Query], T]) -> T:
        """Returns what some work makes of its queries, which all see the records of one moment."""

        def read(connection: sqlite3.Connection) -> T:
            connection.commit()
            connection.execute("BEGIN")
            return work(connection.execute)

        return await self._in_turn(read)

    async def _in_turn(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Returns what the work returns, after what was to be written soon.

        Both go to the thread together: a switch of threads takes longer than a row.
        """
        statements = self._take_soon()

        def run() -> T:
            connection = self._connected()
            try:
                _write_all(connection, statements)
                return work(connection)
            finally:
                connection.commit()

        return await self._in_thread(run)

    def _submit_soon(self) -> None:
        if statements := self._take_soon():
            self._thread.submit(self._write_soon, statements)

    def _take_soon(self) -> list[Statement]:
        statements, self._soon = self._soon, []
        return statements

    def _write_soon(self, statements: list[Statement]) -> None:
        try:
            with self._connected() as connection:
                _write_all(connection, statements)
        except (sqlite3.Error, StorageError):
            logger.exception("Rows could not be written")

    async def _in_thread(self, work: Callable[[], T]) -> T:
        loop = asyncio.get_running_loop()
        done: asyncio.Future[T] = loop.create_future()

        def run() -> None:
            try:
                result = work()
            except Exception as error:
                loop.call_soon_threadsafe(_fail, done, error)
            else:
                loop.call_soon_threadsafe(_settle, done, result)

        # Not by `run_in_executor`, whose two futures take the loop two turns more. A task that is
        # cancelled now takes nothing along of what others wrote: the work goes on.
        self._thread.submit(run)
        try:
            return await done
        except (sqlite3.Error, OSError) as error:
            raise StorageError(
                tr(
                    "Parley's records at {path} cannot be used ({error}). Nothing else was "
                    "changed. Check the disk's free space and the file's permissions.",
                    path=self._path,
                    error=error,
                )
            ) from error

    def _connected(self) -> sqlite3.Connection:
        if self._connection is None:
            raise StorageError(tr("The journal is not open."))
        return self._connection

    def _open(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        # It will hold what people wrote: nobody else on this computer may read it.
        self._path.touch(0o600)
        connection = sqlite3.connect(self._path, check_same_thread=False)
        try:
            self._prepare(connection)
        except BaseException:
            connection.close()
            raise
        self._connection = connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA busy_timeout = 5000")
        connection.execute("PRAGMA secure_delete = ON")  # What retention deletes is gone.
        connection.create_function("linked", 8, chain.linked, deterministic=True)
        connection.execute("BEGIN IMMEDIATE")
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version > len(MIGRATIONS):
            raise StorageError(
                tr(
                    "{path} was written by a newer Parley. Nothing was changed; use that one.",
                    path=self._path,
                )
            )
        for number, script in enumerate(MIGRATIONS[version:], start=version + 1):
            for statement in _statements(script):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")
        # SQLite does not wait for its turn here: another Parley that opens the file at this
        # moment makes the switch, or the next one does. It only makes writing faster.
        with suppress(sqlite3.OperationalError):
            connection.execute("PRAGMA journal_mode = WAL")

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _settle(done: asyncio.Future[T], result: T) -> None:
    if not done.cancelled():
        done.set_result(result)


def _fail(done: asyncio.Future[T], error: Exception) -> None:
    if not done.cancelled():
        done.set_exception(error)


def in_use(path: Path) -> bool:
    """Whether another connection has the file open, be it of this process or of another.

    Only the one connection that there is can leave SQLite's mode of a log ahead of the file.

    Raises:
        StorageError: the file cannot be opened, so nobody can say.
    """
    damaged = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
    try:
        if not path.exists():
            return False
        with closing(sqlite3.connect(path, timeout=0)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
    except (sqlite3.DatabaseError, OSError) as error:
        code = getattr(error, "sqlite_errorcode", None)
        if code in damaged:
            return False
        if code == sqlite3.SQLITE_BUSY:
            return True
        raise StorageError(
            tr(
                "{path} cannot be opened ({error}). Nothing was changed. Check its permissions.",
                path=path,
                error=error,
            )
        ) from error
    return False


def _statements(script: str) -> Iterator[str]:
    """Yields the statements of a script; a trigger is one, with those that it has in it."""
    statement = ""
    for part in script.split(";"):
        statement += f"{part};"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _write_all(connection: sqlite3.Connection, statements: list[Statement]) -> None:
    """Runs each statement; one that fails goes to the log and spoils no other."""
    for statement, values in statements:
        try:
            connection.execute(statement, values)
        except (sqlite3.Error, UnicodeEncodeError):
            logger.exception("A row could not be written")
