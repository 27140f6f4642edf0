"""What goes wrong at the worst moment, with real processes."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import psutil
import pytest

from desktop.errors import ServerGone
from desktop.events import RequestChanged, RequestPhase
from tests.e2e.desk import desk, program, streaming, yes
from tests.scripted_model import write_babbling_model

if TYPE_CHECKING:
    from desktop.events import Event
    from desktop.gateway.approval import Approved, Declined, Review
    from desktop.storage.places import Places
    from tests.e2e.desk import Desk

pytestmark = pytest.mark.anyio

ERAS = pytest.mark.parametrize("era", ["legacy", "2026-07-28"])
LONG = 100_000
"""More tokens than the babbling model has context: it writes until it is stopped."""


@pytest.fixture
def babbling(places: Places) -> Places:
    """A Parley whose one model writes until it is stopped."""
    places.models.mkdir(parents=True)
    write_babbling_model(places.models / "babbling.gguf")
    return places


async def never(review: Review) -> Approved | Declined:
    """Thinks for ever."""
    await asyncio.Event().wait()
    raise AssertionError


def waiting(event: Event) -> bool:
    return isinstance(event, RequestChanged) and event.phase is RequestPhase.WAITING


def children(part: str) -> list[psutil.Process]:
    """Returns the processes of ours whose command line has a part."""
    found = psutil.Process().children(recursive=True)
    return [child for child in found if part in " ".join(child.cmdline())]


async def withdrawn(made: Desk) -> None:
    """Waits until the journal says that the only request was withdrawn."""

    def ended(event: Event) -> bool:
        return isinstance(event, RequestChanged) and event.phase is RequestPhase.WITHDRAWN

    await made.until(ended)
    [entry] = await made.entries()
    assert entry.phase is RequestPhase.WITHDRAWN


@ERAS
async def test_a_server_killed_while_the_person_decides_takes_its_question_back(
    places: Places, era: str
) -> None:
    async with desk(places, {"mine": program("sampling_server", era=era)}, never) as made:
        call = asyncio.create_task(made.call("mine", "ask", prompt="x"))
        await made.until(waiting)
        for server in children("sampling_server"):
            server.kill()
        with pytest.raises(ServerGone, match="before it answered ask"):
            await call
        await withdrawn(made)
        assert made.withdrawn == 1


async def test_a_server_that_gives_up_takes_its_question_back(places: Places) -> None:
    params = {
        "messages": [{"role": "user", "content": {"type": "text", "text": "x"}}],
        "maxTokens": 5,
    }
    async with desk(places, {"raw": program("raw_server", era="legacy")}, never) as made:
        assert await made.call("raw", "give_up", params=params, after=0.5) == "gave up"
        await withdrawn(made)
        assert made.withdrawn == 1


@ERAS
async def test_quitting_while_the_person_decides_leaves_nothing_open(
    places: Places, era: str
) -> None:
    async with desk(places, {"mine": program("sampling_server", era=era)}, never) as made:
        call = asyncio.create_task(made.call("mine", "ask", prompt="x"))
        await made.until(waiting)
        await made.app.supervisor.close()
        with pytest.raises(ServerGone):
            await call
        await withdrawn(made)


@ERAS
async def test_a_cancelled_call_stops_the_model_in_the_middle_of_its_answer(
    babbling: Places, era: str
) -> None:
    server = program("sampling_server", era=era)
    async with desk(babbling, {"mine": server}, yes) as made:
        call = asyncio.create_task(made.call("mine", "ask", prompt="x", max_tokens=LONG))
        await made.until(streaming)
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        await withdrawn(made)
        assert (await made.entries())[0].text
        assert "maxTokens" in await made.call("mine", "ask", prompt="x", max_tokens=3)


async def test_a_worker_killed_in_the_middle_of_an_answer_is_told_and_replaced(
    babbling: Places,
) -> None:
    async with desk(babbling, {"mine": program("sampling_server", era="legacy")}, yes) as made:
        outcome = asyncio.create_task(
            made.app.supervisor.call("mine", "ask", {"prompt": "x", "max_tokens": LONG})
        )
        await made.until(streaming)
        [worker] = children("desktop.models.local.worker")
        worker.kill()
        with pytest.raises(Exception, match="The model could not answer"):
            await outcome
        [entry] = await made.entries()
        assert entry.phase is RequestPhase.FAILED
        assert "Babbling" in entry.error
        assert "maxTokens" in await made.call("mine", "ask", prompt="x", max_tokens=3)


async def test_nothing_of_our_own_errors_reaches_a_server(places: Places) -> None:
    async def canary(review: Review) -> Approved | Declined:
        raise ValueError("a secret path of ours")

    params = {
        "messages": [{"role": "user", "content": {"type": "text", "text": "x"}}],
        "maxTokens": 5,
    }
    async with desk(places, {"raw": program("raw_server", era="legacy")}, canary) as made:
        text = await made.call("raw", "sample", params=params)
        assert '"code": -32603' in text
        assert "secret" not in text
