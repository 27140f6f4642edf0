"""Models from the hub, all the way into the library."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

import pytest

from desktop.errors import DamagedFile, LoadFailed, NotOnHub
from desktop.models.gguf.fit import Verdict
from tests.fakes import make_params
from tests.models.hub.desk import desk
from tests.programs.hub_server import COMMIT, HubServer, Turn, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.models.hub.fetching import Progress
    from desktop.storage.places import Places

pytestmark = pytest.mark.anyio

REPO, NAME = "maker/scripted-GGUF", "scripted.gguf"


@pytest.fixture
def server(model_file: Path) -> Iterator[HubServer]:
    with serving() as hub:
        hub.put(REPO, NAME, model_file.read_bytes())
        yield hub


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "hub-cache"
    monkeypatch.setenv("HF_HUB_CACHE", str(folder))
    return folder


def in_cache(cache: Path, model_file: Path) -> Path:
    """Puts a file where the hub's own clients would."""
    kept = cache / "models--maker--scripted-GGUF" / "snapshots" / COMMIT / NAME
    kept.parent.mkdir(parents=True)
    kept.write_bytes(model_file.read_bytes())
    return kept


def damage(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1] + b"!")


async def test_a_model_that_was_fetched_answers_and_its_origin_is_kept(
    places: Places, server: HubServer
) -> None:
    async with desk(places, server) as (shelf, downloads):
        told: list[Progress] = []
        origin = await downloads.find(REPO, NAME)
        model_id = await downloads.get(origin, told.append)
        assert model_id == "scripted"
        assert told
        path = places.models / NAME
        kept = await shelf.library.origins.of(path)
        assert kept == origin
        assert kept.commit == COMMIT
        model = shelf.library.model(model_id)
        answer = await shelf.library.complete(model, make_params(), lambda _: None)
        assert answer.usage.output_tokens


async def test_a_part_of_a_name_is_enough_unless_it_fits_several(
    places: Places, server: HubServer
) -> None:
    async with desk(places, server) as (_, downloads):
        assert (await downloads.find(REPO, "script")).file == NAME
        server.put(REPO, "scripted-q8.gguf", b"GGUF")
        assert (await downloads.find(REPO, NAME)).file == NAME
        with pytest.raises(NotOnHub, match="several such files"):
            await downloads.find(REPO, "script")
        with pytest.raises(NotOnHub, match="no file 'large'"):
            await downloads.find(REPO, "large")


async def test_what_is_here_already_is_not_fetched_again(places: Places, server: HubServer) -> None:
    async with desk(places, server) as (_, downloads):
        origin = await downloads.find(REPO, NAME)
        first = await downloads.get(origin, lambda _: None)
        assert await downloads.get(origin, lambda _: None) == first
        assert server.ranges == [""]


async def test_a_file_in_the_hubs_cache_is_used_where_it_lies(
    places: Places, server: HubServer, cache: Path, model_file: Path
) -> None:
    kept = in_cache(cache, model_file)
    async with desk(places, server) as (shelf, downloads):
        await downloads.get(await downloads.find(REPO, NAME), lambda _: None)
        assert shelf.library.model("scripted").context.path == kept
        assert server.ranges == []
        assert list(places.models.iterdir()) == []


async def test_a_damaged_file_in_the_hubs_cache_is_not_used(
    places: Places, server: HubServer, cache: Path, model_file: Path
) -> None:
    damage(in_cache(cache, model_file))
    async with desk(places, server) as (shelf, downloads):
        await downloads.get(await downloads.find(REPO, NAME), lambda _: None)
        assert shelf.library.model("scripted").context.path == places.models / NAME


async def test_another_file_of_the_same_name_is_left_alone(
    places: Places, server: HubServer
) -> None:
    places.prepare()
    (places.models / NAME).write_bytes(b"another")
    async with desk(places, server) as (_, downloads):
        origin = await downloads.find(REPO, NAME)
        model_id = await downloads.get(origin, lambda _: None)
        assert model_id == f"scripted-{origin.sha256[:8]}"
        assert (places.models / NAME).read_bytes() == b"another"


async def test_cancelling_pauses_and_another_parley_goes_on(
    places: Places, server: HubServer
) -> None:
    server.turns.append(Turn(after=40_000, hold=True))
    async with desk(places, server) as (_, downloads):
        origin = await downloads.find(REPO, NAME)
        task = asyncio.create_task(downloads.get(origin, lambda _: None))
        assert await asyncio.to_thread(server.held.wait, 20)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        server.over.set()
    async with desk(places, server) as (_, downloads):
        [left] = downloads.unfinished()
        assert left.origin == origin
        assert await downloads.get(left.origin, lambda _: None) == "scripted"
        assert downloads.unfinished() == []


async def test_what_fits_is_known_before_it_is_fetched(
    places: Places, server: HubServer, model_file: Path
) -> None:
    async with desk(places, server) as (_, downloads):
        fit = await downloads.fit(await downloads.find(REPO, NAME))
        assert fit is not None
        assert fit.verdict in (Verdict.WELL, Verdict.UNKNOWN)
        assert fit.demand.weights == len(server.files[REPO, COMMIT, NAME])
        server.put(REPO, "no-model.gguf", b"GGUF nothing")
        assert await downloads.fit(await downloads.find(REPO, "no-model")) is None


async def test_what_is_no_model_is_said_after_it_came(places: Places, server: HubServer) -> None:
    server.put(REPO, "no-model.gguf", b"GGUF nothing")
    async with desk(places, server) as (shelf, downloads):
        with pytest.raises(LoadFailed, match="not a sound GGUF"):
            await downloads.get(await downloads.find(REPO, "no-model"), lambda _: None)
        assert shelf.ids == ["parley-starter"]


async def test_a_swapped_file_is_not_loaded_and_is_kept_aside(
    places: Places, server: HubServer
) -> None:
    path = places.models / NAME
    async with desk(places, server) as (shelf, downloads):
        origin = await downloads.find(REPO, NAME)
        await downloads.get(origin, lambda _: None)
        damage(path)
        model = shelf.library.model("scripted")
        with pytest.raises(DamagedFile, match="damaged or swapped"):
            await shelf.library.complete(model, make_params(), lambda _: None)
        assert not model.loaded
        assert shelf.ids == ["parley-starter"]
        assert [one.name for one in places.models.iterdir()] == [f"{NAME}.damaged"]
        await downloads.get(origin, lambda _: None)
        assert "scripted" in shelf.ids


@pytest.mark.skipif(os.name == "nt", reason="Windows has no time that nobody can set")
async def test_a_file_that_was_swapped_with_its_size_and_time_kept_is_not_loaded(
    places: Places, server: HubServer
) -> None:
    path = places.models / NAME
    async with desk(places, server) as (shelf, downloads):
        await downloads.get(await downloads.find(REPO, NAME), lambda _: None)
        before = path.stat()
        damage(path)
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        assert path.stat().st_size == before.st_size
        with pytest.raises(DamagedFile, match="damaged or swapped"):
            await shelf.library.complete(
                shelf.library.model("scripted"), make_params(), lambda _: None
            )


async def test_a_file_that_was_only_touched_is_read_again_and_used(
    places: Places, server: HubServer
) -> None:
    path = places.models / NAME
    async with desk(places, server) as (shelf, downloads):
        await downloads.get(await downloads.find(REPO, NAME), lambda _: None)
        path.touch()
        await shelf.library.complete(shelf.library.model("scripted"), make_params(), lambda _: None)


async def test_a_damaged_file_elsewhere_is_named_and_left_where_it_is(
    places: Places, server: HubServer, cache: Path, model_file: Path
) -> None:
    kept = in_cache(cache, model_file)
    async with desk(places, server) as (shelf, downloads):
        await downloads.get(await downloads.find(REPO, NAME), lambda _: None)
        damage(kept)
        with pytest.raises(DamagedFile, match="was left at"):
            await shelf.library.origins.check(kept)
        assert kept.exists()


async def test_a_fetched_model_can_be_deleted_and_another_file_cannot(
    places: Places, server: HubServer, model_file: Path
) -> None:
    async with desk(places, server) as (shelf, downloads):
        added = await shelf.library.add(model_file, "mine")
        assert added == "mine"
        fetched = await downloads.get(await downloads.find(REPO, NAME), lambda _: None)
        with pytest.raises(LoadFailed, match="--delete"):
            await shelf.library.remove(fetched)
        with pytest.raises(LoadFailed, match="not fetched by Parley"):
            await shelf.library.delete("mine")
        await shelf.library.delete(fetched)
        assert list(places.models.iterdir()) == []
        assert shelf.ids == ["parley-starter", "mine"]


async def test_what_came_of_a_download_can_be_deleted(places: Places, server: HubServer) -> None:
    server.turns.append(Turn(after=40_000, hold=True))
    async with desk(places, server) as (_, downloads):
        origin = await downloads.find(REPO, NAME)
        task = asyncio.create_task(downloads.get(origin, lambda _: None))
        assert await asyncio.to_thread(server.held.wait, 20)
        task.cancel()
        await asyncio.wait([task])
        server.over.set()
        assert [one.origin for one in downloads.unfinished()] == [origin]
        await downloads.discard(origin)
        assert downloads.unfinished() == []
        assert list(places.models.iterdir()) == []
        await downloads.discard(origin)
