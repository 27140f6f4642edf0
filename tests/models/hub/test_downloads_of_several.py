"""Models of several files from the hub: parts, and what a model sees with."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from desktop.errors import DamagedFile
from desktop.models.gguf.projectors import can_see
from desktop.models.hub.fetching import Phase
from tests.fakes import make_params
from tests.made_projector import write_projector, write_seeing_model
from tests.models.hub.desk import desk
from tests.programs.hub_server import HubServer, Turn, serving
from tests.scripted_model import write_scripted_model

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.models.hub.fetching import Progress
    from desktop.storage.places import Places

pytestmark = pytest.mark.anyio

REPO = "maker/cut-GGUF"
FIRST, SECOND, THIRD = (f"cut-{number:05}-of-00003.gguf" for number in (1, 2, 3))


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub-cache"))
    (tmp_path / "made").mkdir()
    write_scripted_model(tmp_path / "made/cut.gguf", "Hello.", in_parts=True)
    with serving() as hub:
        for name in (FIRST, SECOND, THIRD):
            hub.put(REPO, name, (tmp_path / "made" / name).read_bytes())
        yield hub


def in_folder(places: Places) -> list[str]:
    return sorted(path.name for path in places.models.iterdir())


async def test_parts_are_offered_fetched_and_deleted_as_one_model(
    places: Places, server: HubServer
) -> None:
    async with desk(places, server) as (shelf, downloads):
        (offered,) = (await downloads.offer(REPO)).files
        assert offered.file == FIRST
        assert [one.file for one in offered.files] == [FIRST, SECOND, THIRD]
        told: list[Progress] = []
        fit = await downloads.fit(offered)
        assert await downloads.get(offered, told.append) == "cut"
        assert fit is not None
        assert fit.demand.weights == offered.size == sum(one.size for one in offered.files)
        done = [one.done for one in told if one.phase is Phase.FETCHING]
        assert done == sorted(done)
        assert {one.origin for one in told} == {offered}
        assert shelf.ids == ["parley-starter", "cut"]
        assert shelf.problems == []
        model = shelf.library.model("cut")
        await shelf.library.complete(model, make_params(), lambda _: None)
        assert in_folder(places) == [FIRST, SECOND, THIRD]
        await shelf.library.delete("cut")
        assert in_folder(places) == []


async def test_a_repository_without_all_parts_offers_none(
    places: Places, server: HubServer
) -> None:
    server.put("maker/lacking", FIRST, b"GGUF")
    async with desk(places, server) as (_, downloads):
        offer = await downloads.offer("maker/lacking")
        assert (offer.files, offer.left_out) == ((), (FIRST,))


async def test_a_download_in_parts_is_paused_as_one_and_goes_on(
    places: Places, server: HubServer
) -> None:
    server.turns.append(Turn())
    server.turns.append(Turn(after=1000, hold=True))
    async with desk(places, server) as (shelf, downloads):
        offered = await downloads.find(REPO, "cut")
        second = asyncio.Event()

        def told(progress: Progress) -> None:
            if progress.done > offered.files[2].size:
                second.set()

        task = asyncio.create_task(downloads.get(offered, told))
        async with asyncio.timeout(20):
            await second.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        (left,) = downloads.unfinished()
        assert left.origin == offered
        assert left.path == places.models / FIRST
        assert left.done >= offered.files[2].size
        await shelf.library.refresh()
        assert shelf.ids == ["parley-starter"]
        assert await downloads.get(left.origin, lambda _: None) == "cut"
        assert downloads.unfinished() == []
        assert in_folder(places) == [FIRST, SECOND, THIRD]


async def test_what_came_of_a_download_in_parts_can_be_discarded(
    places: Places, server: HubServer
) -> None:
    server.turns.append(Turn())
    server.turns.append(Turn(status=403))
    async with desk(places, server) as (_, downloads):
        offered = await downloads.find(REPO, "cut")
        with pytest.raises(Exception, match="does not give"):
            await downloads.get(offered, lambda _: None)
        assert THIRD in in_folder(places)
        (left,) = downloads.unfinished()
        await downloads.discard(left.origin)
        assert in_folder(places) == []


async def test_a_part_that_was_swapped_is_not_loaded(places: Places, server: HubServer) -> None:
    async with desk(places, server) as (shelf, downloads):
        await downloads.get(await downloads.find(REPO, "cut"), lambda _: None)
        path = places.models / THIRD
        path.write_bytes(path.read_bytes()[:-1] + b"!")
        model = shelf.library.model("cut")
        with pytest.raises(DamagedFile, match=THIRD):
            await shelf.library.complete(model, make_params(), lambda _: None)
        assert shelf.ids == ["parley-starter"]


@pytest.mark.skipif(not can_see(), reason="this build of llama.cpp takes no images")
async def test_what_a_model_sees_with_comes_with_it(
    places: Places, server: HubServer, tmp_path: Path
) -> None:
    path = write_seeing_model(tmp_path, "seer-Q8_0")
    repo = "maker/seer-GGUF"
    server.put(repo, path.name, path.read_bytes())
    for size, name in ((64, "mmproj-seer-Q8_0.gguf"), (96, "mmproj-other-Q8_0.gguf")):
        write_projector(tmp_path / "projector.gguf", embedding=size)
        server.put(repo, name, (tmp_path / "projector.gguf").read_bytes())
    async with desk(places, server) as (shelf, downloads):
        (offered,) = (await downloads.offer(repo)).files
        assert [one.name for one in offered.files] == [path.name, "mmproj-seer-Q8_0.gguf"]
        model_id = await downloads.get(offered, lambda _: None)
        assert "image" in shelf.library.model(model_id).context.modalities
        await shelf.library.delete(model_id)
        assert in_folder(places) == []


@pytest.mark.skipif(not can_see(), reason="this build of llama.cpp takes no images")
async def test_a_projector_without_a_name_of_its_own_gets_its_models(
    places: Places, server: HubServer, tmp_path: Path
) -> None:
    path = write_seeing_model(tmp_path, "seer-Q8_0")
    repo = "maker/seer-GGUF"
    server.put(repo, path.name, path.read_bytes())
    server.put(repo, "mmproj-F16.gguf", (tmp_path / "mmproj-seer-Q8_0.gguf").read_bytes())
    async with desk(places, server) as (shelf, downloads):
        model_id = await downloads.get(await downloads.find(repo, "seer"), lambda _: None)
        assert "image" in shelf.library.model(model_id).context.modalities
        assert in_folder(places) == ["mmproj-seer-Q8_0.gguf", "seer-Q8_0.gguf"]
