"""Which models are known, and how they come and go."""

from __future__ import annotations

import asyncio
import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.errors import LoadFailed, NoModel
from desktop.events import ModelChanged, ModelRemoved
from desktop.models.files import STARTER
from tests.models.shelf import opened

if TYPE_CHECKING:
    from desktop.storage.places import Places

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]


def put(places: Places, file: Path, name: str) -> Path:
    places.models.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy(file, places.models / name))


async def test_the_starter_is_in_a_new_home_and_says_what_it_is(places: Places) -> None:
    async with opened(places) as shelf:
        await shelf.library.refresh()
        assert shelf.ids == [STARTER]
        (event,) = shelf.events
        assert isinstance(event, ModelChanged)
        assert event.name == "Parley starter"
        assert "comes with Parley, for trying things out" in event.note
        assert Path(event.path) == places.starter
        assert not list(places.data.rglob("*.gguf"))


async def test_the_starter_is_beside_the_persons_own_models_which_have_no_note(
    places: Places, model_file: Path
) -> None:
    put(places, model_file, "a.gguf")
    async with opened(places) as shelf:
        await shelf.library.refresh()
        assert shelf.ids == [STARTER, "a"]
        marked = [one.context.starter for one in shelf.library.candidates()]
        assert marked == [True, False]
        assert shelf.library.model("a").context.note == ""


@pytest.mark.parametrize("content", [None, b"", b"GGUF"], ids=["missing", "empty", "cut"])
async def test_a_starter_that_cannot_be_read_is_a_notice_and_the_others_are_found(
    places: Places, model_file: Path, tmp_path: Path, content: bytes | None
) -> None:
    places = replace(places, resources=tmp_path / "resources")
    put(places, model_file, "one.gguf")
    if content is not None:
        places.starter.parent.mkdir(parents=True)
        places.starter.write_bytes(content)
    async with opened(places) as shelf:
        await shelf.library.refresh()
        assert shelf.ids == ["one"]
        (problem,) = shelf.problems
        assert "comes with Parley cannot be read" in problem
        assert "Reinstall Parley" in problem


async def test_the_starter_cannot_be_removed(places: Places) -> None:
    async with opened(places) as shelf:
        await shelf.library.refresh()
        with pytest.raises(LoadFailed, match="comes with Parley and stays in the list"):
            await shelf.library.remove(STARTER)
        assert shelf.ids == [STARTER]


async def test_a_file_of_the_starters_name_is_another_model(
    places: Places, model_file: Path
) -> None:
    path = put(places, model_file, f"{STARTER}.gguf")
    async with opened(places) as shelf:
        await shelf.library.refresh()
        assert shelf.ids == [STARTER, f"{STARTER}-2"]
        assert shelf.library.model(STARTER).context.path == places.starter
        other = shelf.library.model(f"{STARTER}-2").context
        assert (other.path, other.starter) == (path, False)


async def test_a_file_of_the_starters_name_does_not_take_its_id_while_it_is_missing(
    places: Places, model_file: Path, tmp_path: Path
) -> None:
    whole, places = places.starter, replace(places, resources=tmp_path / "resources")
    put(places, model_file, f"{STARTER}.gguf")
    async with opened(places) as shelf:
        await shelf.library.refresh()
        assert shelf.ids == [f"{STARTER}-2"]
        places.starter.parent.mkdir(parents=True)
        shutil.copy(whole, places.starter)
        await shelf.library.refresh()
        assert shelf.ids == [f"{STARTER}-2", STARTER]


async def test_the_starter_added_by_whatever_path_is_listed_once(
    places: Places, tmp_path: Path
) -> None:
    link = tmp_path / "linked.gguf"
    link.symlink_to(places.starter)
    roundabout = places.starter.parent / ".." / "models" / places.starter.name
    async with opened(places) as shelf:
        for path in (places.starter, link, roundabout):
            assert await shelf.library.add(path) == STARTER
            assert shelf.ids == [STARTER]
        (places.models / "linked.gguf").symlink_to(places.starter)
        await shelf.library.refresh()
        assert shelf.ids == [STARTER]
        assert shelf.problems == []


async def test_the_random_model_of_an_earlier_parley_is_cleared_away(
    places: Places, model_file: Path
) -> None:
    places.prepare()
    shutil.copy(model_file, places.data / "random-stand-in.gguf")
    async with opened(places) as shelf:
        await shelf.library.refresh()
        assert shelf.ids == [STARTER]
    assert not list(places.data.glob("*.gguf"))


async def test_only_regular_files_in_the_folder_count(places: Places, model_file: Path) -> None:
    put(places, model_file, "one.gguf")
    (places.models / "folder.gguf").mkdir()
    os.mkfifo(places.models / "pipe.gguf")
    async with opened(places) as shelf:
        await shelf.library.refresh()
        assert shelf.ids == [STARTER, "one"]
        assert shelf.problems == []


async def test_the_models_in_the_folder_come_and_go_with_their_files(
    places: Places, model_file: Path
) -> None:
    one = put(places, model_file, "one.gguf")
    put(places, model_file, "two.gguf")
    async with opened(places) as shelf:
        await shelf.library.refresh()
        assert shelf.ids == [STARTER, "one", "two"]
        one.unlink()
        await shelf.library.refresh()
        assert shelf.ids == [STARTER, "two"]
        assert ModelRemoved("one") in shelf.events


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
        assert shelf.ids == [STARTER, "scripted"]
    async with opened(places) as shelf:
        await shelf.library.refresh()
        assert shelf.ids == [STARTER, "scripted"]
        assert shelf.library.model("scripted").context.path == model_file
    assert not list(places.models.glob("*"))


async def test_adding_a_file_twice_changes_nothing(places: Places, model_file: Path) -> None:
    async with opened(places) as shelf:
        await shelf.library.add(model_file)
        assert await shelf.library.add(model_file) == "scripted"
        assert shelf.ids == [STARTER, "scripted"]


async def test_two_files_can_be_added_at_once(
    places: Places, model_file: Path, tmp_path: Path
) -> None:
    other = Path(shutil.copy(model_file, tmp_path / "other.gguf"))
    async with opened(places) as shelf:
        await shelf.library.refresh()
        added = list(await asyncio.gather(*map(shelf.library.add, (model_file, other))))
        assert added == ["scripted", "other"]
        assert sorted(shelf.ids) == ["other", STARTER, "scripted"]


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
        assert sorted(shelf.ids) == sorted([STARTER, "scripted", added])
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
        assert shelf.ids == [STARTER]
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
        assert shelf.ids == [STARTER, "good"]
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
        assert shelf.ids == [STARTER]
        assert str(model_file) in shelf.problems[0]
        shutil.move(away, model_file)
        await shelf.library.refresh()
        assert shelf.ids == [STARTER, "scripted"]


async def test_a_removed_model_leaves_the_list_for_good_and_its_file_stays(
    places: Places, model_file: Path
) -> None:
    async with opened(places) as shelf:
        await shelf.library.add(model_file)
        await shelf.library.remove("scripted")
        assert ModelRemoved("scripted") in shelf.events
        assert shelf.ids == [STARTER]
    assert model_file in places.data.parents[1].glob("elsewhere/*")
    async with opened(places) as shelf:
        await shelf.library.refresh()
        assert shelf.ids == [STARTER]


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
        assert shelf.ids == [STARTER]
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
        assert shelf.ids == [STARTER, "one"]
