"""The switch that stops every request."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

import pytest

from desktop.errors import Paused, StorageError
from desktop.gateway.pause import Pause

if TYPE_CHECKING:
    from desktop.storage.places import Places

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(30)]


@pytest.fixture
def pause(places: Places) -> Pause:
    places.prepare()
    return Pause(places)


async def done() -> str:
    return "done"


async def test_work_is_done_unless_it_is_paused(pause: Pause) -> None:
    assert await pause.heed(done) == "done"
    pause.begin()
    with pytest.raises(Paused):
        await pause.heed(done)
    pause.end()
    assert await pause.heed(done) == "done"


def test_every_parley_of_this_person_heeds_it_and_after_a_restart_too(
    pause: Pause, places: Places
) -> None:
    other = Pause(places)
    pause.begin()
    assert other.on
    with pytest.raises(Paused):
        other.check()
    other.end()
    assert not pause.on
    pause.check()


def test_pausing_and_resuming_twice_is_no_error(pause: Pause) -> None:
    pause.begin()
    pause.begin()
    assert pause.on
    pause.end()
    pause.end()
    assert not pause.on


def test_nothing_is_paused_where_nothing_is(places: Places) -> None:
    assert not Pause(places).on


@pytest.mark.skipif(sys.platform == "win32", reason="Windows takes the path for one that is not")
def test_what_cannot_be_looked_up_counts_as_paused(places: Places) -> None:
    places.data.parent.mkdir(parents=True)
    places.data.touch()
    assert Pause(places).on


def test_what_cannot_be_written_is_an_error_in_words(places: Places) -> None:
    pause = Pause(places)
    with pytest.raises(StorageError, match=r"Parley cannot be paused: .* cannot be made"):
        pause.begin()
    (places.data / "paused").mkdir(parents=True)
    with pytest.raises(StorageError, match=r"Parley stays paused: .* cannot be removed"):
        pause.end()


async def test_work_under_way_is_cancelled_and_told_why(pause: Pause) -> None:
    working, ended = asyncio.Event(), list[str]()

    async def work() -> None:
        working.set()
        try:
            await asyncio.Future()
        except asyncio.CancelledError:
            ended.append("cancelled")
            raise

    tasks = [asyncio.create_task(pause.heed(work)) for _ in range(3)]
    await working.wait()
    pause.stop_open()
    pause.stop_open()
    for task in tasks:
        with pytest.raises(Paused):
            await task
    assert ended == ["cancelled"] * 3
    pause.stop_open()
    assert await pause.heed(done) == "done"


async def test_a_stop_that_comes_again_while_work_is_ending_is_no_error(pause: Pause) -> None:
    ending, end = asyncio.Event(), asyncio.Event()

    async def work() -> None:
        try:
            await asyncio.Future()
        finally:
            ending.set()
            await end.wait()

    task = asyncio.create_task(pause.heed(work))
    await asyncio.sleep(0)
    pause.stop_open()
    await ending.wait()
    pause.stop_open()
    end.set()
    with pytest.raises(Paused):
        await task


async def test_whoever_awaits_can_still_cancel(pause: Pause) -> None:
    task = asyncio.create_task(pause.heed(asyncio.Event().wait))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_timeout_of_the_work_itself_is_let_out(pause: Pause) -> None:
    async def work() -> None:
        raise TimeoutError

    with pytest.raises(TimeoutError):
        await pause.heed(work)
