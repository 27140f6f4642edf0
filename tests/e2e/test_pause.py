"""A pause that another process begins and ends, while Parley is running."""

from __future__ import annotations

import asyncio
import os
import sys
from typing import TYPE_CHECKING

import pytest

from desktop.events import PauseChanged, RequestChanged, RequestPhase
from tests.e2e.desk import desk, program, yes

if TYPE_CHECKING:
    from desktop.events import Event
    from desktop.gateway.approval import Approved, Declined, Review
    from desktop.storage.places import Places

pytestmark = pytest.mark.anyio

ERAS = pytest.mark.parametrize("era", ["legacy", "2026-07-28"])


async def parley(places: Places, *words: str) -> tuple[int | None, str]:
    """Runs the command in a process of its own, and returns its exit code and what it said."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "desktop",
        *words,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env={**os.environ, "PARLEY_HOME": str(places.config.parent)},
    )
    said, _ = await process.communicate()
    return process.returncode, said.decode()


async def think(review: Review) -> Approved | Declined:
    await asyncio.Event().wait()
    raise AssertionError


def ended(event: Event) -> bool:
    return isinstance(event, RequestChanged) and event.phase.ended


@ERAS
async def test_a_request_that_is_open_is_refused_when_the_terminal_pauses(
    places: Places, era: str
) -> None:
    async with desk(places, {"mine": program("sampling_server", era=era)}, think) as made:
        call = asyncio.create_task(made.app.supervisor.call("mine", "ask", {"prompt": "x"}))
        await made.until(lambda _: bool(made.reviews))
        assert (await parley(places, "pause"))[0] == 0
        await made.until(ended)
        assert made.withdrawn == 1
        assert PauseChanged(paused=True) in made.events
        await asyncio.wait([call])
        [entry] = await made.entries()
        assert (entry.phase, entry.decided_by) == (RequestPhase.REFUSED, "pause")


@ERAS
async def test_while_the_terminal_has_paused_the_next_request_is_refused_and_after_it_answered(
    places: Places, era: str
) -> None:
    async with desk(places, {"mine": program("sampling_server", era=era)}, yes) as made:
        await made.app.supervisor.start("mine")
        code, said = await parley(places, "pause")
        assert (code, said.startswith("Paused: every request is refused")) == (0, True)
        outcome = asyncio.create_task(made.app.supervisor.call("mine", "ask", {"prompt": "x"}))
        await made.until(ended)
        await asyncio.wait([outcome])
        assert made.reviews == []
        await made.until(lambda _: PauseChanged(paused=True) in made.events)
        assert await parley(places, "resume") == (0, "Resumed: requests come in again.\n")
        assert "parley-starter" in await made.call("mine", "ask", prompt="x", max_tokens=3)
        await made.until(lambda _: PauseChanged(paused=False) in made.events)
        refused, answered = await made.entries()
        assert (refused.phase, refused.decided_by) == (RequestPhase.REFUSED, "pause")
        assert answered.phase is RequestPhase.ANSWERED


async def test_the_window_pauses_the_terminal(places: Places) -> None:
    words = (
        "call",
        "mine",
        "ask",
        '{"prompt": "x", "max_tokens": 3}',
        "--approve",
        "yes",
        "--trust",
    )
    async with desk(places, {"mine": program("sampling_server", era="legacy")}) as made:
        await made.app.pause()
        code, said = await parley(places, *words)
        assert code == 3
        assert "parley: everything is paused" in said
        assert "(refused: Paused: every request is refused until you resume" in said
        await made.app.resume()
        assert not made.app.paused
        code, said = await parley(places, *words)
        assert code == 0, said


async def test_a_pause_lasts_over_a_restart(places: Places) -> None:
    async with desk(places, {}) as made:
        await made.app.pause()
    async with desk(places, {}) as made:
        assert made.app.paused
        assert made.events.count(PauseChanged(paused=True)) == 1
