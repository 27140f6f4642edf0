"""What the library tells of a model's speed and of free memory, and how remote ones answer."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from desktop.events import ModelRemoved
from desktop.models import library
from desktop.models.context import USUAL_THROUGHPUT, Location
from desktop.models.files import STARTER
from desktop.storage.database import Database
from tests.fakes import FakeBackend, Hold, make_params
from tests.models.shelf import opened

if TYPE_CHECKING:
    from desktop.models.context import Candidate
    from desktop.storage.places import Places
    from tests.models.shelf import Shelf

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]

LONG = "word " * 40


def candidate(shelf: Shelf, model: str) -> Candidate:
    return next(one for one in shelf.library.candidates() if one.context.id == model)


async def test_a_speed_is_measured_with_each_answer_and_is_known_over_a_restart(
    places: Places,
) -> None:
    async with opened(places) as shelf:
        shelf.library.enlist(FakeBackend("fake", LONG, LONG, size=1000))
        assert candidate(shelf, "fake").context.speed is None
        for _ in range(2):
            await shelf.library.complete(shelf.library.model("fake"), make_params(), print)
        speed = candidate(shelf, "fake").context.speed
        assert speed is not None
        assert speed > 0
        assert candidate(shelf, "fake").throughput == speed * 1000
    async with opened(places) as shelf:
        await shelf.library.refresh()
        shelf.library.enlist(FakeBackend("fake", size=1000))
        assert candidate(shelf, "fake").context.speed == speed


async def test_a_speed_that_cannot_be_is_passed_over(places: Places) -> None:
    async with opened(places) as shelf:
        model = FakeBackend("fake", LONG, size=1000)
        shelf.library.enlist(model)
        await shelf.library.complete(model, make_params(), print)
    database = Database(places.database)
    await database.open()
    await database.write("UPDATE speeds SET tokens_per_second = -1")
    await database.close()
    async with opened(places) as shelf:
        await shelf.library.refresh()
        shelf.library.enlist(FakeBackend("fake", size=1000))
        assert candidate(shelf, "fake").context.speed is None


async def test_a_short_answer_says_nothing_about_a_speed(places: Places) -> None:
    async with opened(places) as shelf:
        shelf.library.enlist(FakeBackend("fake", "Yes."))
        await shelf.library.complete(shelf.library.model("fake"), make_params(), print)
        assert candidate(shelf, "fake").context.speed is None
        assert candidate(shelf, "fake").throughput == USUAL_THROUGHPUT


async def test_another_file_with_the_same_id_is_measured_anew(places: Places) -> None:
    async with opened(places) as shelf:
        shelf.library.enlist(FakeBackend("fake", LONG, size=1000))
        await shelf.library.complete(shelf.library.model("fake"), make_params(), print)
        shelf.library.enlist(FakeBackend("fake", size=2000))
        assert candidate(shelf, "fake").context.speed is None


async def test_what_a_loaded_model_holds_counts_as_free(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    free: list[int | None] = [5000]
    monkeypatch.setattr(library, "free_memory", lambda: free[0])
    async with opened(places) as shelf:
        shelf.library.enlist(FakeBackend("fake", size=1000))
        shelf.library.enlist(FakeBackend("other", size=70))
        assert candidate(shelf, "other").free_memory == 5000
        await shelf.library.complete(shelf.library.model("fake"), make_params(), print)
        assert candidate(shelf, "other").free_memory == 6000
        free[0] = None
        assert candidate(shelf, "other").free_memory is None


async def test_a_remote_model_answers_beside_the_one_in_memory(places: Places) -> None:
    hold, told = Hold(), list[str]()
    here = FakeBackend("here", hold)
    there = FakeBackend("there", "Far away.", location=Location.REMOTE)
    async with opened(places) as shelf:
        shelf.library.enlist(here)
        shelf.library.enlist(there)
        answer = asyncio.create_task(shelf.library.complete(here, make_params(), print))
        await hold.reached.wait()
        await shelf.library.complete(there, make_params(), told.append)
        assert (told, here.loaded) == (["Far ", "away."], True)
        assert [one.loaded for one in shelf.library.contexts()] == [True, None]
        hold.go_on.set()
        await answer


async def test_a_providers_model_comes_and_goes_with_its_entry_in_the_list(places: Places) -> None:
    entry = {"baseUrl": "http://127.0.0.1:9/v1", "models": [{"id": "far"}]}
    async with opened(places) as shelf:
        shelf.library.providers.add("mine", entry)
        await shelf.library.refresh()
        assert shelf.ids == [STARTER, "mine/far"]
        model = shelf.library.model("mine/far")
        await shelf.library.refresh()
        assert shelf.library.model("mine/far") is model
        await shelf.library.providers.remove("mine")
        await shelf.library.refresh()
        assert shelf.ids == [STARTER]
        assert ModelRemoved("mine/far") in shelf.events
        assert shelf.problems == []


async def test_a_list_of_providers_that_cannot_be_read_is_a_notice(places: Places) -> None:
    async with opened(places) as shelf:
        shelf.library.providers.path.write_text("{")
        await shelf.library.refresh()
        assert shelf.ids == [STARTER]
        (problem,) = shelf.problems
        assert str(shelf.library.providers.path) in problem
