"""The folders of what models knew of conversations."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from desktop.storage.belongings import belongings, erase, remains
from desktop.storage.places import Places
from desktop.storage.states import prune_states, state_files, states_folder

if TYPE_CHECKING:
    from pathlib import Path

DAY = 86_400


def keep(root: Path, model: str, days: float, size: int = 100) -> Path:
    path = states_folder(root, root / model) / f"{days}.state"
    path.write_bytes(b"x" * size)
    os.utime(path, (time.time() - days * DAY,) * 2)
    return path


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_each_model_has_a_folder_that_nobody_else_may_enter(tmp_path: Path) -> None:
    one, other = (states_folder(tmp_path / "states", tmp_path / name) for name in "ab")
    assert one != other
    assert one.stat().st_mode & 0o777 == other.stat().st_mode & 0o777 == 0o700


def test_what_is_old_is_deleted_with_its_empty_folder(tmp_path: Path) -> None:
    old, young = keep(tmp_path, "a", 8), keep(tmp_path, "b", 6)
    prune_states(tmp_path)
    assert state_files(tmp_path) == [young]
    assert not old.parent.exists()


def test_the_oldest_go_where_all_together_are_too_large(tmp_path: Path) -> None:
    oldest, _, newest = (keep(tmp_path, *about) for about in (("a", 3), ("b", 2), ("a", 1)))
    prune_states(tmp_path, most=250)
    assert not oldest.exists()
    assert newest.exists()
    assert len(state_files(tmp_path)) == 2


def test_a_folder_that_is_not_there_is_no_trouble(tmp_path: Path) -> None:
    prune_states(tmp_path / "nowhere")


def test_they_are_among_what_is_deleted_with_parley(tmp_path: Path) -> None:
    places = Places.under(tmp_path)
    places.prepare()
    kept = keep(places.states, "a", 1)
    assert kept in belongings(places)
    erase(places, belongings(places))
    assert places.states not in remains(places)
    assert not places.states.exists()
