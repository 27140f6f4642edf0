"""Which models are known, and how they come and go."""

from __future__ import annotations

import asyncio
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.errors import LoadFailed, NoModel
from desktop.events import ModelChanged, ModelRemoved
from desktop.models.standin import write_stand_in
from tests.models.shelf import STAND_IN, opened

if TYPE_CHECKING:
    from desktop.storage.places import Places

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]


def put(places: Places, file: Path, name: str) -> Path:
    places.models.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy(file, places.models / name))


async def test_where_there_is_nothing_a_stand_in_is_made_and_says_what_it_is(
    places: Places,
) -> None:
    async with opened(places) as shelf:
        await shelf.library.refresh()
        assert shelf.ids == [STAND_IN]
        (event,) = shelf.events
        assert isinstance(event, ModelChanged)
        assert event.note.startswith("Random weights")


async def test_the_stand_in_is_made_once_and_found_again(places: Places) -> None:
    async with opened(places) as shelf:
        await shelf.library.refresh()
        made = (places.data / f"{STAND_IN}.gguf").stat().st_mtime_ns
    async with opened(places) as shelf:
        await shelf.library.refresh()
        assert shelf.ids == [STAND_IN]
    assert (places.data / f"{STAND_IN}.gguf").stat().st_mtime_ns == made


@pytest.mark.parametrize("content", [b"", bytes(4096), b"GGUF"], ids=["empty", "zeros", "cut"])
async def test_a_damaged_stand_in_is_written_anew(places: Places, content: bytes) -> None:
    places.prepare()
    path = places.data / f"{STAND_IN}.gguf"
    path.write_bytes(content)
    async with opened(places) as shelf:
        await shelf.library.refresh()
        assert shelf.ids == [STAND_IN]
        assert shelf.problems == []
    assert path.stat().st_size > len(content)


async def test_only_regular_files_in_the_folder_count(places: Places, model_file: Path) -> None:
    put(places, model_file, "one.gguf")
    (places.models / "folder.gguf").mkdir()
    os.mkfifo(places.models / "pipe.gguf")
    async with opened(places) as shelf:
        await shelf.library.refresh()
        assert shelf.ids == ["one"]
        assert shelf.problems == []


async def test_every_file_in_the_folder_is_found_and_no_stand_in_is_made(
    places: Places, model_file: Path
) -> None:
    put(places, model_file, "one.gguf")
    put(places, model_file, "two.gguf")
    async with opened(places) as shelf:
        await shelf.library.refresh()
        assert shelf.ids == ["one", "two"]
    assert not (places.data / f"{STAND_IN}.gguf").exists()


async def test_the_stand_in_goes_when_a_model_comes_and_comes_back_when_it_goes(
    places: Places, model_file: Path
) -> None:
    async with opened(places) as shelf:
        await shelf.library.refresh()
        path = put(places, model_file, "one.gguf")
        await shelf.library.refresh()
        assert shelf.ids == ["one"]
        assert ModelRemoved(STAND_IN) in shelf.events
        path.unlink()
        await shelf.library.refresh()
        assert shelf.ids == [STAND_IN]


async def test_looking_again_tells_nothing_new_of_what_is_known(
    places: Places, model_file: Path
) -> None:
    put(places, model_file, "one.gguf")
    async with opened(places) as shelf:
        await shelf.library.refresh()
        shelf.events.clear()
        await shelf.library.refresh()
        assert shelf.events == []


async def test_a_file_is_added_where_it_lies_and_known_after_a_restart(
    places: Places, model_file: Path
) -> None:
    async with opened(places) as shelf:
        await shelf.library.refresh()
        assert await shelf.library.add(model_file) == "scripted"
        assert shelf.ids == ["scripted"]
    async with opened(places) as shelf:
        await shelf.library.refresh()
        assert shelf.ids == ["scripted"]
        assert shelf.library.model("scripted").context.path == model_file
    assert not list(places.models.glob("*"))


async def test_adding_a_file_twice_changes_nothing(places: Places, model_file: Path) -> None:
    async with opened(places) as shelf:
        await shelf.library.add(model_file)
        assert await shelf.library.add(model_file) == "scripted"
        assert shelf.ids == ["scripted"]


async def test_two_files_can_be_added_at_once(
    places: Places, model_file: Path, tmp_path: Path
) -> None:
    other = Path(shutil.copy(model_file, tmp_path / "other.gguf"))
    async with opened(places) as shelf:
        await shelf.library.refresh()
        added = list(await asyncio.gather(*map(shelf.library.add, (model_file, other))))
        assert added == ["scripted", "other"]
        assert sorted(shelf.ids) == ["other", "scripted"]


async def test_a_relative_path_is_kept_whole(
    places: Places, model_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(model_file.parent)
    async with opened(places) as shelf:
        await shelf.library.add(Path("scripted.gguf"))
        assert shelf.library.model("scripted").context.path == model_file


async def test_two_files_of_one_name_are_two_models(places: Places, model_file: Path) -> None:
    put(places, model_file, "scripted.gguf")
    async with opened(places) as shelf:
        await shelf.library.refresh()
        added = await shelf.library.add(model_file)
        assert added != "scripted"
        assert sorted(shelf.ids) == sorted(["scripted", added])
        assert shelf.library.model(added).context.path == model_file
        before = shelf.ids
        await shelf.library.refresh()
        assert shelf.ids == before


async def test_a_file_that_is_no_model_is_not_added(places: Places, tmp_path: Path) -> None:
    path = tmp_path / "holiday.gguf"
    path.write_text("sun and sea")
    async with opened(places) as shelf:
        await shelf.library.refresh()
        with pytest.raises(LoadFailed, match="not a sound GGUF"):
            await shelf.library.add(path)
        assert shelf.ids == [STAND_IN]
    async with opened(places) as shelf:
        await shelf.library.refresh()
        assert shelf.problems == []


async def test_a_damaged_file_in_the_folder_is_a_notice_and_the_others_are_found(
    places: Places, model_file: Path
) -> None:
    put(places, model_file, "good.gguf")
    os.truncate(put(places, model_file, "bad.gguf"), 100)
    async with opened(places) as shelf:
        await shelf.library.refresh()
        assert shelf.ids == ["good"]
        (problem,) = shelf.problems
        assert "bad.gguf" in problem


async def test_an_added_file_that_was_deleted_is_a_notice_and_not_forgotten(
    places: Places, model_file: Path
) -> None:
    async with opened(places) as shelf:
        await shelf.library.add(model_file)
    away = model_file.with_suffix(".away")
    shutil.move(model_file, away)
    async with opened(places) as shelf:
        await shelf.library.refresh()
        assert shelf.ids == [STAND_IN]
        assert str(model_file) in shelf.problems[0]
        shutil.move(away, model_file)
        await shelf.library.refresh()
        assert shelf.ids == ["scripted"]


async def test_a_removed_model_leaves_the_list_for_good_and_its_file_stays(
    places: Places, model_file: Path
) -> None:
    async with opened(places) as shelf:
        await shelf.library.add(model_file)
        await shelf.library.remove("scripted")
        assert ModelRemoved("scripted") in shelf.events
        assert shelf.ids == [STAND_IN]
    assert model_file in places.data.parents[1].glob("elsewhere/*")
    async with opened(places) as shelf:
        await shelf.library.refresh()
        assert shelf.ids == [STAND_IN]


@pytest.mark.parametrize("by", ["path", "stem"])
async def test_an_added_file_that_is_gone_can_be_removed_as_its_notice_says(
    places: Places, model_file: Path, by: str
) -> None:
    async with opened(places) as shelf:
        await shelf.library.add(model_file)
    shutil.move(model_file, model_file.with_suffix(".away"))
    async with opened(places) as shelf:
        await shelf.library.refresh()
        assert f"parley models remove {model_file}" in shelf.problems[0]
        await shelf.library.remove(str(model_file) if by == "path" else model_file.stem)
        shelf.events.clear()
        await shelf.library.refresh()
        assert shelf.events == []
        with pytest.raises(NoModel):
            await shelf.library.remove(str(model_file))


async def test_a_file_that_was_added_in_the_folder_and_is_gone_can_be_removed(
    places: Places, model_file: Path
) -> None:
    path = put(places, model_file, "one.gguf")
    async with opened(places) as shelf:
        await shelf.library.add(path)
        path.unlink()
        await shelf.library.remove("one")
        assert shelf.ids == [STAND_IN]
        assert shelf.problems == []


async def test_what_lies_in_the_folder_or_is_unknown_cannot_be_removed(
    places: Places, model_file: Path
) -> None:
    put(places, model_file, "one.gguf")
    async with opened(places) as shelf:
        await shelf.library.refresh()
        with pytest.raises(LoadFailed, match="Parley's own folder"):
            await shelf.library.remove("one")
        with pytest.raises(NoModel):
            await shelf.library.remove("nobody")
        assert shelf.ids == ["one"]


def test_a_stand_in_is_a_small_file(tmp_path: Path) -> None:
    write_stand_in(tmp_path / "s.gguf")
    assert (tmp_path / "s.gguf").stat().st_size < 1_000_000
