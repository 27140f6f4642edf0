"""Who stays in memory, who leaves it, and when."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from desktop.models.residents import RESERVE, Residents
from tests.fakes import FakeBackend

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(20)]

GIB = 1 << 30


class Memory:
    """A computer's memory, of which loaded models hold some, but no part of mapped files."""

    def __init__(self, size: int | None) -> None:
        self.size = size
        self.models: list[FakeBackend] = []

    def model(self, name: str, size: int = GIB, quantization: str = "Q8_0") -> FakeBackend:
        known = {"size": size, "memory": size + GIB // 10, "quantization": quantization}
        self.models.append(FakeBackend(name, **known))
        return self.models[-1]

    def free(self) -> int | None:
        loaded = [one.context for one in self.models if one.loaded]
        held = sum(one.memory - (one.size if one.quantization == "Q8_0" else 0) for one in loaded)
        return None if self.size is None else self.size - held


@pytest.fixture
async def memory() -> Memory:
    return Memory(RESERVE + 25 * GIB // 10)


@pytest.fixture
async def residents(memory: Memory) -> AsyncIterator[Residents]:
    made = Residents(memory.free)
    yield made
    await made.close()


async def use(residents: Residents, memory: Memory, model: FakeBackend) -> list[str]:
    """Returns the names of those that are in memory after an answer of a model."""
    await residents.make_room(model, memory.models)
    with residents.using(model):
        model.loaded = True
    return [one.context.id for one in memory.models if one.loaded]


async def test_models_stay_in_memory_while_they_fit(memory: Memory, residents: Residents) -> None:
    first, second = memory.model("first"), memory.model("second")
    await use(residents, memory, first)
    assert await use(residents, memory, second) == ["first", "second"]


async def test_the_least_recently_used_leaves_first(memory: Memory, residents: Residents) -> None:
    first, second, third = (memory.model(name) for name in ("first", "second", "third"))
    for one in (first, second, first):
        await use(residents, memory, one)
    assert await use(residents, memory, third) == ["first", "third"]


async def test_a_model_too_large_for_all_has_the_memory_to_itself(
    memory: Memory, residents: Residents
) -> None:
    for one in (memory.model("first"), memory.model("second")):
        await use(residents, memory, one)
    assert await use(residents, memory, memory.model("large", 9 * GIB)) == ["large"]


async def test_models_that_the_cpu_copies_stay_while_they_fit(
    memory: Memory, residents: Residents
) -> None:
    await use(residents, memory, memory.model("first", quantization="Q4_K_M"))
    second = memory.model("second", quantization="Q4_K_M")
    assert await use(residents, memory, second) == ["first", "second"]


async def test_what_a_model_gives_back_is_counted_once(
    memory: Memory, residents: Residents
) -> None:
    memory.size = RESERVE + 3 * GIB
    for one in (memory.model("first"), memory.model("second")):
        await use(residents, memory, one)
    assert await use(residents, memory, memory.model("third", 5 * GIB // 2)) == ["third"]


async def test_a_team_gives_no_memory_back_that_its_members_hold(
    memory: Memory, residents: Residents
) -> None:
    first, large = memory.model("first"), memory.model("large", 2 * GIB)
    await use(residents, memory, first)
    team = FakeBackend("team", memory=2 * GIB, team=("first",))
    team.loaded = True
    await residents.make_room(large, [team, *memory.models])
    assert not first.loaded


async def test_a_loaded_model_asks_for_no_room(memory: Memory, residents: Residents) -> None:
    first, second = memory.model("first"), memory.model("second")
    await use(residents, memory, first)
    await use(residents, memory, second)
    memory.size = 0
    assert await use(residents, memory, first) == ["first", "second"]


async def test_where_nobody_knows_the_memory_one_model_at_a_time_has_it() -> None:
    memory = Memory(None)
    residents = Residents(memory.free)
    await use(residents, memory, memory.model("first"))
    assert await use(residents, memory, memory.model("second")) == ["second"]
    await residents.close()


class Leaver(FakeBackend):
    """A model that tells when it was unloaded."""

    def __init__(self) -> None:
        super().__init__("leaver")
        self.left = asyncio.Event()

    async def unload(self) -> None:
        await super().unload()
        self.left.set()


async def test_an_idle_model_leaves_after_its_time_and_never_while_it_answers() -> None:
    model = Leaver()
    residents = Residents(lambda: None, idle=lambda: 0.01)
    with residents.using(model):
        model.loaded = True
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(model.left.wait(), 0.05)
    await model.left.wait()
    assert not model.loaded
    await residents.close()


async def test_a_model_that_has_gone_is_not_unloaded_later() -> None:
    model = Leaver()
    residents = Residents(lambda: None, idle=lambda: 0.01)
    with residents.using(model):
        model.loaded = True
    residents.forget(model)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(model.left.wait(), 0.05)
    await residents.close()
