"""Where Parley keeps what it writes."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from desktop.errors import StorageError
from desktop.storage.places import Places


def test_one_variable_moves_everything_under_one_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARLEY_HOME", str(tmp_path / "p"))
    places = Places.from_environment()
    assert places == Places.under(tmp_path / "p")
    files = (places.config_file, places.database, places.models, places.logs)
    assert all(file.is_relative_to(tmp_path / "p") for file in files)


def test_no_folder_is_made_by_asking_for_its_name(tmp_path: Path) -> None:
    Places.under(tmp_path / "p")
    assert not (tmp_path / "p").exists()


def test_preparing_makes_every_folder_and_can_be_done_again(places: Places) -> None:
    places.prepare()
    places.prepare()
    assert all(path.is_dir() for path in (places.config, places.data, places.logs, places.models))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_nobody_else_may_look_into_the_folders(places: Places) -> None:
    places.prepare()
    for path in (places.config, places.data, places.logs):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


def test_a_folder_that_cannot_be_made_is_an_error_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match="cannot be made"):
        Places.under(tmp_path / "file").prepare()


def test_a_home_may_be_written_with_a_tilde_or_relative(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert Places.under(Path("~/p")) == Places.under(Path("p")) == Places.under(tmp_path / "p")


@pytest.mark.parametrize("home", [None, ""])
def test_without_the_variable_the_platforms_own_folders_are_used(
    monkeypatch: pytest.MonkeyPatch, home: str | None
) -> None:
    monkeypatch.delenv("PARLEY_HOME", raising=False)
    if home is not None:
        monkeypatch.setenv("PARLEY_HOME", home)
    places = Places.from_environment()
    assert all("parley" in str(path) for path in (places.config, places.data, places.logs))
    assert all(path.is_absolute() for path in (places.config, places.data, places.logs))
