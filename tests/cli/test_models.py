"""`parley models`: what is listed, added and removed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from desktop.cli.main import main
from tests.scripted_model import write_scripted_model

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.storage.places import Places

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "scripted.gguf"
    write_scripted_model(path, "Yes.")
    return path


def listed(capsys: Captured) -> list[str]:
    capsys.readouterr()
    assert main(["models", "list", "--json"]) == 0
    return [model["id"] for model in json.loads(capsys.readouterr().out)]


def test_a_new_home_lists_the_starter_and_says_what_it_is(places: Places, capsys: Captured) -> None:
    assert main(["models", "list"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("parley-starter  Parley starter, ")
    assert first.endswith(str(places.starter))
    assert second.startswith("    A tiny model that comes with Parley, for trying things out.")


def test_a_file_is_added_listed_and_removed_and_stays_where_it_is(
    places: Places, capsys: Captured, file: Path
) -> None:
    assert main(["models", "add", str(file)]) == 0
    assert capsys.readouterr().out == "Added scripted. The file stays where it is.\n"
    assert listed(capsys) == ["parley-starter", "scripted"]
    assert main(["models", "remove", "scripted"]) == 0
    assert listed(capsys) == ["parley-starter"]
    assert file.exists()


def test_the_list_as_json_tells_each_model(places: Places, capsys: Captured, file: Path) -> None:
    main(["models", "add", str(file)])
    capsys.readouterr()
    main(["models", "list", "--json"])
    _, model = json.loads(capsys.readouterr().out)
    assert set(model) == {
        "id",
        "name",
        "path",
        "size",
        "parameters",
        "context_length",
        "host",
        "ready",
        "note",
    }
    assert (model["name"], model["path"], model["note"]) == ("Scripted", str(file), "")
    assert model["size"] == file.stat().st_size


def test_what_is_no_model_is_five_and_a_sentence(
    places: Places, capsys: Captured, tmp_path: Path
) -> None:
    (tmp_path / "holiday.gguf").write_text("sun")
    for words in (
        ["add", str(tmp_path / "holiday.gguf")],
        ["add", str(tmp_path / "gone.gguf")],
        ["remove", "nobody"],
        ["remove", "parley-starter"],
    ):
        assert main(["models", *words]) == 5
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.startswith("parley: ")
