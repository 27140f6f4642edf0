"""What is remembered of a server from one meeting to the next."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from desktop.servers.config import ServerSpec
from desktop.servers.eras import Era
from desktop.servers.memory import Memory, ServerMemory, is_patience
from desktop.storage.database import Database

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from desktop.storage.places import Places

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(30)]

NOTES = ServerSpec(name="notes", command="notes")


@asynccontextmanager
async def opened(places: Places) -> AsyncGenerator[ServerMemory]:
    database = Database(places.database)
    await database.open()
    yield ServerMemory(database)
    await database.close()


async def test_of_an_unknown_server_nothing_is_known(places: Places) -> None:
    async with opened(places) as memory:
        assert await memory.recall(NOTES) == Memory(Era.AUTO, None)


async def test_era_and_patience_are_kept_over_a_restart_each_by_itself(places: Places) -> None:
    async with opened(places) as memory:
        memory.learn_patience(NOTES, 30)
        memory.learn_era(NOTES, Era.LEGACY)
    async with opened(places) as memory:
        assert await memory.recall(NOTES) == Memory(Era.LEGACY, 30.0)


async def test_the_latest_lesson_counts(places: Places) -> None:
    async with opened(places) as memory:
        for era in (Era.LEGACY, Era.MODERN):
            memory.learn_era(NOTES, era)
        for seconds in (30.0, 120.0):
            memory.learn_patience(NOTES, seconds)
        assert await memory.recall(NOTES) == Memory(Era.MODERN, 120.0)


async def test_what_is_learned_after_it_was_asked_for_counts_at_once(places: Places) -> None:
    async with opened(places) as memory:
        assert await memory.recall(NOTES) == Memory()
        memory.learn_era(NOTES, Era.MODERN)
        assert await memory.recall(NOTES) == Memory(Era.MODERN)
        memory.learn_patience(NOTES, 30.0)
        assert await memory.recall(NOTES) == Memory(Era.MODERN, 30.0)
    async with opened(places) as memory:
        assert await memory.recall(NOTES) == Memory(Era.MODERN, 30.0)


async def test_a_server_with_another_command_is_another_server(places: Places) -> None:
    async with opened(places) as memory:
        memory.learn_era(NOTES, Era.LEGACY)
        changed = NOTES.model_copy(update={"args": ("--new",)})
        assert await memory.recall(changed) == Memory()
        renamed = NOTES.model_copy(update={"name": "other"})
        assert (await memory.recall(renamed)).era is Era.LEGACY


@pytest.mark.parametrize(
    "command",
    ["npx", "node", "/usr/local/bin/node", "C:\\Program Files\\nodejs\\npx.cmd", "Bun.exe"],
)
async def test_a_server_run_by_node_is_presumed_to_wait_sixty_seconds(
    places: Places, command: str
) -> None:
    async with opened(places) as memory:
        spec = ServerSpec(name="n", command=command)
        assert (await memory.recall(spec)).patience == 60.0
        memory.learn_patience(spec, 300)
        assert (await memory.recall(spec)).patience == 300.0


@pytest.mark.parametrize("command", ["nodejs-like", "uvx", "python", "my-node"])
async def test_other_programs_are_presumed_nothing_of(places: Places, command: str) -> None:
    async with opened(places) as memory:
        assert (await memory.recall(ServerSpec(name="n", command=command))).patience is None


@pytest.mark.parametrize("seconds", [10.0, 9.6, 30.2, 60.02, 120.0, 300.4])
async def test_a_wait_of_whole_tens_of_seconds_looks_like_a_limit(seconds: float) -> None:
    assert is_patience(seconds)


@pytest.mark.parametrize("seconds", [0.0, 0.2, 3.0, 5.0, 17.0, 44.4, 65.0, 60.6])
async def test_any_other_wait_does_not(seconds: float) -> None:
    assert not is_patience(seconds)
