"""Parley is killed while it writes: nothing that it had recorded is lost, and nothing is torn."""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import random
import sys
import time
from multiprocessing import forkserver, resource_tracker
from typing import TYPE_CHECKING

import anyio
import pytest

from desktop.events import RequestPhase
from desktop.gateway.approval import Approved
from desktop.gateway.journal import Journal
from desktop.storage.database import Database
from tests.fakes import make_params, make_request
from tests.gateway.records import answer, on_disk, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkServerContext

    from desktop.storage.places import Places

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.timeout(90),
    pytest.mark.skipif(sys.platform == "win32", reason="a process is killed otherwise there"),
]

KILLS = 25
FEWEST = 10
"""So many rows at least a process says it has recorded before it is killed, but for every fifth."""


@pytest.fixture
def writers() -> Iterator[ForkServerContext]:
    """Gives processes that start at once, and ends what they are forked from."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    yield context
    # Else both would live until all tests are over, some of which let no process live.
    forkserver._forkserver._stop()  # type: ignore[attr-defined]
    resource_tracker._resource_tracker._stop()  # type: ignore[attr-defined]


def write(places: Places, told: Connection) -> None:
    """Records one request after the other, and tells of each decision once it is on disk."""
    asyncio.run(_write(places, told))


async def _write(places: Places, told: Connection) -> None:
    database = Database(places.database)
    await database.open()
    journal, given = Journal(database), answer("It is noon. " * 50)
    while True:
        request = make_request(make_params("What time is it? " * 50))
        journal.asked(request)
        await journal.approved(request, Approved(request.params, "tiny"))
        told.send(("approved", request.id))
        await journal.answered(request, given, given.result)
        told.send(("answered", request.id))


def kill_one(
    context: ForkServerContext, places: Places, fewest: int, seconds: float
) -> set[tuple[str, str]]:
    """Returns what a process told of before it was killed, so soon after it had told so much."""
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=write, args=(places, there), daemon=True)
    process.start()
    there.close()
    told = set[tuple[str, str]]()
    try:
        while len(told) < fewest and here.poll(20):
            told.add(here.recv())
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0 and here.poll(left):
            told.add(here.recv())
    finally:
        process.kill()
        process.join(20)
    while here.poll(0):  # What it told of in its last moment is on disk as well.
        try:
            told.add(here.recv())
        except EOFError:
            break
    return told


async def test_what_was_decided_outlasts_a_kill_at_any_moment(
    places: Places, writers: ForkServerContext
) -> None:
    places.prepare()
    chance, told = random.Random(5), set[tuple[str, str]]()
    for number in range(KILLS):
        # Every fifth is killed at its start, the first while it makes the file.
        fewest, seconds = FEWEST if number % 5 else 0, chance.uniform(0.0, 0.02)
        more = await anyio.to_thread.run_sync(kill_one, writers, places, fewest, seconds)
        assert len(more) >= fewest
        told |= more
        async with opened(places) as (journal, _):
            verdict, _ = await journal.verify()
        rows = on_disk(places, "SELECT event, request, data FROM journal")
        assert told <= {(event, request) for event, request, _ in rows}
        assert all(json.loads(data) for _, _, data in rows)
        assert on_disk(places, "PRAGMA integrity_check") == [("ok",)]
        assert (verdict.faults, verdict.covered) == ((), len(rows))
    async with opened(places) as (journal, _):
        entries = {entry.request: entry for entry in await journal.latest(10**6)}
    assert all(entries[request].phase is not RequestPhase.WAITING for _, request in told)
