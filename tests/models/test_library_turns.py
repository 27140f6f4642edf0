"""Who answers when, how many are in memory, and how a model goes that is answering."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from desktop.events import ModelRemoved
from desktop.models.files import STARTER
from tests.fakes import FakeBackend, Hold, make_params
from tests.models.shelf import opened

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.storage.places import Places

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]


class Goer(FakeBackend):
    """A model that tells when it was closed."""

    def __init__(self, model: str, *script: Hold) -> None:
        super().__init__(model, *script)
        self.closed = asyncio.Event()

    async def close(self) -> None:
        await super().close()
        self.closed.set()


async def test_the_starter_answers_in_a_home_that_is_quite_new(places: Places) -> None:
    async with opened(places) as shelf:
        await shelf.library.refresh()
        model, text = shelf.library.model(STARTER), list[str]()
        completion = await shelf.library.complete(model, make_params(), text.append)
        assert "".join(text).strip()
        assert completion.result.model == STARTER


async def test_a_model_that_fits_beside_no_other_one_has_the_memory_to_itself(
    places: Places,
) -> None:
    first, second = FakeBackend("first"), FakeBackend("second", size=1 << 50)
    async with opened(places) as shelf:
        shelf.library.enlist(first)
        shelf.library.enlist(second)
        await shelf.library.complete(first, make_params(), print)
        assert (first.loaded, second.loaded) == (True, False)
        await shelf.library.complete(second, make_params(), print)
        assert (first.loaded, second.loaded) == (False, True)


async def test_two_that_are_asked_at_once_answer_one_after_the_other(places: Places) -> None:
    hold, told = Hold("first"), list[str]()
    first, second = FakeBackend("first", hold), FakeBackend("second", "second")
    async with opened(places) as shelf:

        async def ask(model: FakeBackend) -> None:
            await shelf.library.complete(model, make_params(), told.append)
            told.append("done")

        shelf.library.enlist(first)
        shelf.library.enlist(second)
        one = asyncio.create_task(ask(first))
        await hold.reached.wait()
        two = asyncio.create_task(ask(second))
        hold.go_on.set()
        await asyncio.gather(one, two)
        assert told == ["first", "done", "second", "done"]
        assert (first.loaded, second.loaded) == (True, True)


async def test_a_flood_of_one_caller_keeps_no_other_waiting(places: Places) -> None:
    hold, told = Hold("first"), list[str]()
    model = FakeBackend("model", hold)
    async with opened(places) as shelf:
        shelf.library.enlist(model)

        async def ask(caller: str) -> None:
            await shelf.library.complete(model, make_params(), lambda _piece: None, caller)
            told.append(caller)

        tasks = [asyncio.create_task(ask("flood")) for _ in range(5)]
        await hold.reached.wait()
        tasks.append(asyncio.create_task(ask("calm")))
        await asyncio.sleep(0)  # It takes its place in the queue.
        hold.go_on.set()
        await asyncio.gather(*tasks)
    assert told[:3] == ["flood", "calm", "flood"]


async def test_a_model_that_goes_ends_its_answer_before_it_is_closed(
    places: Places, model_file: Path
) -> None:
    hold = Hold("I stay.")
    goer = Goer("goer", hold)
    async with opened(places) as shelf:
        shelf.library.enlist(goer)
        answer = asyncio.create_task(shelf.library.complete(goer, make_params(), print))
        await hold.reached.wait()
        adding = asyncio.create_task(shelf.library.add(model_file))
        await shelf.lists("scripted")
        assert ModelRemoved("goer") in shelf.events
        was_closed = goer.closed.is_set()
        assert not was_closed
        after = asyncio.create_task(
            shelf.library.complete(shelf.library.model("scripted"), make_params(), print)
        )
        hold.go_on.set()
        assert (await answer).usage.output_tokens == 2
        assert await adding == "scripted"
        assert goer.closed.is_set()
        await after


async def test_an_addition_that_is_withdrawn_closes_the_model_that_goes(
    places: Places, model_file: Path
) -> None:
    hold = Hold()
    goer = Goer("goer", hold)
    async with opened(places) as shelf:
        shelf.library.enlist(goer)
        answer = asyncio.create_task(shelf.library.complete(goer, make_params(), print))
        await hold.reached.wait()
        adding = asyncio.create_task(shelf.library.add(model_file))
        await shelf.lists("scripted")
        adding.cancel()
        with pytest.raises(asyncio.CancelledError):
            await adding
        assert goer.closed.is_set()
        hold.go_on.set()
        await answer


async def test_closing_the_library_closes_a_model_that_is_still_going(
    places: Places, model_file: Path
) -> None:
    hold = Hold()
    goer = Goer("goer", hold)
    async with opened(places) as shelf:
        shelf.library.enlist(goer)
        answer = asyncio.create_task(shelf.library.complete(goer, make_params(), print))
        await hold.reached.wait()
        adding = asyncio.create_task(shelf.library.add(model_file))
        await shelf.lists("scripted")
        await shelf.library.close()
        assert goer.closed.is_set()
        hold.go_on.set()
        await asyncio.gather(answer, adding)


async def test_a_request_that_waits_for_its_turn_can_be_withdrawn(places: Places) -> None:
    hold = Hold()
    first, second = FakeBackend("first", hold), FakeBackend("second")
    async with opened(places) as shelf:
        shelf.library.enlist(first)
        shelf.library.enlist(second)
        one = asyncio.create_task(shelf.library.complete(first, make_params(), print))
        await hold.reached.wait()
        two = asyncio.create_task(shelf.library.complete(second, make_params(), print))
        two.cancel()
        with pytest.raises(asyncio.CancelledError):
            await two
        hold.go_on.set()
        await one
        assert second.seen == []
