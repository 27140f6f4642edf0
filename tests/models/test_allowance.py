"""What a person lets models take and reach holds at once."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from desktop.errors import HubUnreachable, ModelError
from desktop.events import ModelChanged, ModelStatus
from desktop.models.context import Location
from desktop.models.hub.client import Hub
from desktop.models.hub.origins import Origin
from desktop.storage.settings import Settings, all_settings
from tests.fakes import FakeBackend, make_params
from tests.models.shelf import opened
from tests.programs.hub_server import COMMIT, serving

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.models.backend import Backend
    from desktop.storage.places import Places
    from desktop.storage.setting import Value
    from tests.models.shelf import Shelf

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]


class Held:
    """Settings as they are at the moment."""

    def __init__(self, **changes: Value) -> None:
        self.values = Settings()
        self.set(**changes)

    def set(self, **changes: Value) -> None:
        for name, value in changes.items():
            one = all_settings()[name.replace("__", ".")]
            self.values = self.values.with_value(one, one.checked(value))

    def __call__(self) -> Settings:
        return self.values


async def ask(shelf: Shelf, *models: Backend) -> None:
    for model in models:
        await shelf.library.complete(model, make_params(), lambda _piece: None)


async def until_unloaded(shelf: Shelf, model: Backend) -> None:
    async with asyncio.timeout(20):
        while model.loaded:
            shelf.told.clear()
            await shelf.told.wait()


def a_model(name: str) -> FakeBackend:
    return FakeBackend(name, size=600_000_000, memory=600_000_000)


async def test_loaded_models_stay_within_the_memory_that_they_may_take(places: Places) -> None:
    held = Held()
    first, second = a_model("first"), a_model("second")
    async with opened(places, held) as shelf:
        shelf.library.enlist(first)
        shelf.library.enlist(second)
        held.set(models__memory=1)
        await ask(shelf, first, second)
        assert (first.loaded, second.loaded) == (False, True)
        assert {one.free_memory for one in shelf.library.candidates()} == {10**9}
        held.set(models__memory=0)
        await ask(shelf, first)
        assert (first.loaded, second.loaded) == (True, True)
        held.set(models__memory=1)
        shelf.library.heed()
        await asyncio.sleep(0)
        assert (first.loaded, second.loaded) == (True, False)


async def test_a_model_is_loaded_anew_where_it_is_to_compute_in_another_way(
    places: Places, model_file: Path
) -> None:
    held = Held(models__gpu=False)
    async with opened(places, held) as shelf:
        model = shelf.library.model(await shelf.library.add(model_file))
        await ask(shelf, model)
        shelf.library.heed()
        assert model.loaded
        held.set(models__threads=2)
        shelf.library.heed()
        await until_unloaded(shelf, model)
        await ask(shelf, model)
        assert model.loaded


async def test_an_idle_model_leaves_after_the_minutes_that_are_set(places: Places) -> None:
    held, model = Held(models__idle_minutes=1), a_model("first")
    async with opened(places, held) as shelf:
        shelf.library.enlist(model)
        await ask(shelf, model)
        loop, timers = asyncio.get_running_loop(), shelf.library._residents._used
        for minutes in (1, 7):
            held.set(models__idle_minutes=minutes)
            shelf.library.heed()
            [timer] = timers.values()
            assert timer
            assert timer.when() - loop.time() == pytest.approx(60 * minutes, abs=5)


async def test_offline_no_model_is_asked_over_the_network(places: Places) -> None:
    held = Held()
    away, here = FakeBackend("away", location=Location.REMOTE), FakeBackend("here")
    async with opened(places, held) as shelf:
        shelf.library.enlist(away)
        shelf.library.enlist(here)
        held.set(network__offline=True)
        shelf.library.heed()
        told = [one for one in shelf.events if isinstance(one, ModelChanged)][-1]
        assert (told.model, told.status) == ("away", ModelStatus.UNLOADED)
        assert told.unready == "Parley is to stay offline, as its settings say"
        [seen] = [one for one in shelf.library.contexts() if one.id == "away"]
        assert seen.ready == told.unready
        with pytest.raises(ModelError, match="Away was not asked"):
            await ask(shelf, away)
        await ask(shelf, here)
        held.set(network__offline=False)
        await ask(shelf, away)
    assert (len(away.seen), len(here.seen)) == (1, 1)


def test_the_hub_is_the_one_that_is_set_and_never_asked_offline(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    held = Held()
    assert Hub.from_environment(held).endpoint == "http://127.0.0.1:9"
    with serving() as server:
        server.put("maker/m", "m.gguf", b"GGUF" * 100_000)
        held.set(network__hub=server.endpoint)
        hub = Hub.from_environment(held)
        [file] = hub.offer("maker/m").files
        with hub.opened(file) as octets:
            assert next(octets.pieces)
            held.set(network__offline=True)
            with pytest.raises(HubUnreachable, match="stay offline"):
                list(octets.pieces)
        for call in (lambda: hub.search("m"), lambda: hub.offer("maker/m")):
            with pytest.raises(HubUnreachable, match="stay offline"):
                call()
    assert file == Origin("maker/m", COMMIT, "m.gguf", file.sha256, 400_000)
