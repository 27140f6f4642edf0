"""What the catalogue knows of a file is what decides, whatever a hub tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.errors import DamagedFile, DownloadFailed, NotOnHub
from desktop.models.gguf.projectors import can_see
from desktop.models.hub.catalogue import Entry, Known, read_catalogue
from desktop.storage.resources import RESOURCES
from tests.made_projector import write_projector, write_seeing_model
from tests.models.hub.desk import desk
from tests.programs.hub_server import COMMIT, LATER, HubServer, Turn, serving, sha

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.storage.places import Places

pytestmark = pytest.mark.anyio

REPO, NAME, EYES = "maker/seer-GGUF", "seer-Q8_0.gguf", "mmproj-F16.gguf"
SEEING = pytest.mark.skipif(not can_see(), reason="this build of llama.cpp takes no images")


@pytest.fixture
def model(tmp_path: Path) -> bytes:
    return write_seeing_model(tmp_path, "seer-Q8_0").read_bytes()


@pytest.fixture
def projector(tmp_path: Path) -> bytes:
    write_projector(tmp_path / "projector.gguf", embedding=64)
    return (tmp_path / "projector.gguf").read_bytes()


@pytest.fixture
def entry(model: bytes, projector: bytes) -> Entry:
    eyes = Known(file=EYES, sha256=sha(projector), size=len(projector))
    told = {"repo": REPO, "commit": COMMIT, "file": NAME, "sha256": sha(model), "size": len(model)}
    return read_catalogue(RESOURCES)[0].model_copy(update=told | {"projector": eyes})


@pytest.fixture
def server(
    model: bytes, projector: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[HubServer]:
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub-cache"))
    with serving() as hub:
        hub.put(REPO, NAME, model)
        hub.put(REPO, EYES, projector)
        hub.put(REPO, "mmproj-F32.gguf", b"GGUF")
        yield hub


def came(places: Places) -> list[str]:
    return sorted(path.name for path in places.models.iterdir())


def swapped(content: bytes) -> bytes:
    return content[:-1] + b"!"


@SEEING
async def test_a_model_and_its_projector_come_from_the_commit_in_which_they_are_known(
    places: Places, server: HubServer, entry: Entry, model: bytes
) -> None:
    server.put(REPO, NAME, swapped(model), commit=LATER)
    async with desk(places, server) as (shelf, downloads):
        origin = await downloads.wanted(entry)
        assert [one.file for one in origin.files] == [NAME, EYES]
        assert {one.commit for one in origin.files} == {COMMIT}
        seer = await downloads.get(origin, lambda _: None)
        assert "image" in shelf.library.model(seer).context.modalities
    assert (places.models / NAME).read_bytes() == model


async def test_a_file_that_its_owner_changed_is_refused_with_both_hashes_and_not_fetched(
    places: Places, server: HubServer, entry: Entry, model: bytes
) -> None:
    told = server.put(REPO, NAME, swapped(model))
    async with desk(places, server) as (_, downloads):
        with pytest.raises(DownloadFailed, match="Its owner has changed it since") as failure:
            await downloads.wanted(entry)
    assert told in str(failure.value)
    assert sha(model) in str(failure.value)
    assert f"search the hub for {REPO}" in str(failure.value)
    assert (server.ranges, came(places)) == ([], [])


@SEEING
async def test_a_projector_that_its_owner_changed_is_refused_as_well(
    places: Places, server: HubServer, entry: Entry, projector: bytes
) -> None:
    server.put(REPO, EYES, swapped(projector))
    async with desk(places, server) as (_, downloads):
        with pytest.raises(DownloadFailed, match=f"{EYES} of {REPO} is not the file any more"):
            await downloads.wanted(entry)
    assert came(places) == []


@pytest.mark.parametrize("name", [NAME, pytest.param(EYES, marks=SEEING)])
async def test_a_hub_that_tells_the_known_hash_and_sends_something_else_is_found_out(
    places: Places, server: HubServer, entry: Entry, name: str
) -> None:
    content = server.files[REPO, COMMIT, name]
    server.turns += [Turn(), Turn()] if name == NAME and can_see() else [Turn()]
    server.turns[-1 if name == NAME else 0] = Turn(content=swapped(content))
    async with desk(places, server) as (shelf, downloads):
        with pytest.raises(DamagedFile, match="its SHA-256 is"):
            await downloads.get(await downloads.wanted(entry), lambda _: None)
        assert shelf.ids == ["parley-starter"]
    assert [one for one in came(places) if one.endswith(".damaged")]
    assert name not in came(places)


async def test_where_the_known_commit_is_gone_the_same_files_are_taken_from_the_newest(
    places: Places, server: HubServer, entry: Entry
) -> None:
    gone = entry.model_copy(update={"commit": LATER})
    async with desk(places, server) as (_, downloads):
        origin = await downloads.wanted(gone)
    assert (origin.commit, origin.files[0].sha256) == (COMMIT, entry.sha256)


async def test_a_file_that_is_gone_and_a_repository_that_is_gone_are_said(
    places: Places, server: HubServer, entry: Entry
) -> None:
    async with desk(places, server) as (_, downloads):
        with pytest.raises(NotOnHub, match=r"has no other\.gguf any more"):
            await downloads.wanted(entry.model_copy(update={"file": "other.gguf"}))
        with pytest.raises(NotOnHub, match="has no no/body"):
            await downloads.wanted(entry.model_copy(update={"repo": "no/body"}))


async def test_a_model_that_is_listed_without_a_projector_comes_without_one(
    places: Places, server: HubServer, entry: Entry
) -> None:
    async with desk(places, server) as (_, downloads):
        origin = await downloads.wanted(entry.model_copy(update={"projector": None}))
    assert [one.file for one in origin.files] == [NAME]
    assert origin.size == entry.size


async def test_where_no_hash_is_known_the_hubs_is_taken(
    places: Places, server: HubServer, entry: Entry, model: bytes
) -> None:
    told = server.put(REPO, NAME, swapped(model))
    unknown = entry.model_copy(update={"sha256": None, "commit": None, "projector": None})
    async with desk(places, server) as (_, downloads):
        assert (await downloads.wanted(unknown)).sha256 == told
