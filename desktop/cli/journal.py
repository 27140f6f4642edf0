"""`parley journal`: what was asked, decided and answered, and whether the record is whole."""

from __future__ import annotations

import asyncio
import json
import math
import sys
from contextlib import asynccontextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, assert_never

from desktop.cli.exit_codes import ExitCode
from desktop.cli.output import say, tell
from desktop.cli.record import in_a_line, in_full
from desktop.cli.request_file import written
from desktop.cli.terminal import Terminal, has_terminal
from desktop.errors import StorageError, UnknownEntry
from desktop.events import RequestPhase
from desktop.gateway.journal import Journal
from desktop.gateway.retention import Retention
from desktop.storage.chain import check_lines
from desktop.storage.database import Database
from desktop.storage.exported import new_file, telling
from desktop.storage.places import Places

if TYPE_CHECKING:
    import argparse
    from collections.abc import AsyncGenerator
    from typing import Literal

    from desktop.gateway.entry import Entry
    from desktop.storage.chain import Ends, Verdict

FOREVER = Retention(float("inf"), float("inf"))


async def run(options: argparse.Namespace) -> int:
    """Does what is wanted with the journal, and returns the exit code: 1 where it is not whole.

    Raises:
        UnknownEntry: there is no such request, or several begin like this.
        StorageError: the journal, or a file that it is to go into, cannot be used.
    """
    action: Literal["list", "search", "show", "export", "verify", "prune"] = options.action
    if action == "verify" and options.file:
        return _report(await asyncio.to_thread(_check_file, Path(options.file)))
    async with _opened() as journal:
        match action:
            case "list" | "search":
                _list(await _found(journal, options), as_json=options.json)
            case "show":
                entry = await _one(journal, options.id)
                if options.request:
                    print(written(entry))
                else:
                    _show(entry, as_json=options.json)
            case "export":
                await _export(journal, options)
            case "verify":
                return _report(*await journal.verify())
            case "prune":
                return await _prune(journal, options)
            case _:
                assert_never(action)
    return ExitCode.DONE


@asynccontextmanager
async def _opened() -> AsyncGenerator[Journal]:
    places = Places.from_environment()
    places.prepare()
    database = Database(places.database)
    await database.open()
    try:
        yield Journal(database)
    finally:
        await database.close()


async def _found(journal: Journal, options: argparse.Namespace) -> list[Entry]:
    return await journal.find(
        server=options.server,
        model=options.model,
        phase=RequestPhase[options.phase.upper()] if options.phase else None,
        text=options.text,
        times=(options.since, math.inf),
        count=options.count,
    )


async def _one(journal: Journal, letters: str) -> Entry:
    found = await journal.beginning(letters)
    if len(found) == 1:
        return found[0]
    if found:
        raise UnknownEntry(f"Several requests begin with {letters!r}. Give more of it.")
    raise UnknownEntry(
        f"The journal has no request {letters!r}. `parley journal` lists the latest ones."
    )


def _list(entries: list[Entry], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps([_told(entry) for entry in entries]))
        return
    for entry in entries:
        tell(in_a_line(entry))
    if not entries:
        tell("The journal has no such request.")


def _show(entry: Entry, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(_told(entry)))
    else:
        tell("\n".join(in_full(entry)))


def _told(entry: Entry) -> dict[str, Any]:
    return {**asdict(entry), "phase": entry.phase.name.lower()}


async def _export(journal: Journal, options: argparse.Namespace) -> None:
    if options.path == "-":
        await journal.export(telling(_to_the_output, "The output"), options.since)
        return
    path = Path(options.path)
    with new_file(path) as write:
        count = await journal.export(write, options.since)
    tell(f"{count:,} rows are in {path}. `parley journal verify --file` checks them.")


def _to_the_output(text: str) -> None:
    if sys.stdout.isatty():
        tell(text.rstrip("\n"))  # Nothing in it may drive the terminal.
    else:
        sys.stdout.buffer.write(text.encode())


def _check_file(path: Path) -> Verdict:
    try:
        with path.open(encoding="utf-8", errors="surrogateescape", newline="\n") as file:
            return check_lines(file)
    except OSError as error:
        raise StorageError(f"{path} cannot be read: {error.strerror}.") from error


def _report(verdict: Verdict, ends: Ends | None = None) -> int:
    """Tells what was found, and returns the exit code."""
    if verdict.last < verdict.first:
        tell("There are no rows.")
    else:
        tell(f"Rows {verdict.first:,} to {verdict.last:,}; the last one's hash is {verdict.hash}.")
    if ends and ends.deleted:
        when = _day(ends.deleted_at or 0.0)
        tell(f"The rows up to {ends.deleted:,} were deleted by retention, the last time on {when}.")
    elif not ends and verdict.first > 1:
        tell(f"What came before row {verdict.first:,} is not in this file.")
    if verdict.uncovered:
        tell(f"{verdict.uncovered:,} rows are of an older Parley: nothing shows a change of them.")
    for fault in verdict.faults:
        tell(f"! {fault}")
    if verdict.faults:
        return ExitCode.TOOL_ERROR
    tell(f"{verdict.covered:,} rows are as they were written, and none is missing between them.")
    return ExitCode.DONE


async def _prune(journal: Journal, options: argparse.Namespace) -> int:
    keep = Retention(
        FOREVER.days if options.older_than is None else options.older_than,
        FOREVER.megabytes if options.larger_than is None else options.larger_than,
    )
    if keep == FOREVER:
        say("Say what is to go: --older-than DAYS, --larger-than MB, or both.")
        return ExitCode.USAGE
    if not options.yes and not await _confirmed():
        say("Nothing was deleted.")
        return ExitCode.DECLINED
    deleted = await journal.prune(keep)
    if deleted:
        await journal.compact()
    tell(f"{deleted:,} rows are deleted.")
    return ExitCode.DONE


async def _confirmed() -> bool:
    if not has_terminal():
        say("There is no terminal to ask at. Use --yes to delete rows without being asked.")
        return False
    return await Terminal().confirmed("Delete these rows of the journal for good? [y/N] ")


def _day(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).astimezone().strftime("%Y-%m-%d")
