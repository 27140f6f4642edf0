"""Every part of Parley is named with its licence, in a frozen app and elsewhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import __version__
from desktop.doctor.licences import components
from desktop.storage.places import Places

if TYPE_CHECKING:
    import pytest

PLACES = Places.under(Path("nowhere"))


def test_all_that_is_installed_is_named_with_a_text() -> None:
    found = components(PLACES)
    assert (found[0].name, found[0].version, found[0].licence) == ("Parley", __version__, "MIT")
    named = {one.name: one for one in found}
    assert {"mcp", "openai", "pyside6-essentials", "qt", "llama.cpp", "python"} <= named.keys()
    assert [one.name for one in found if not one.texts or not one.read().strip()] == []
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in named["qt"].read()
    assert "download.qt.io" in named["qt"].read()
    assert "ggml" in named["llama.cpp"].read()
    assert "pytest" not in named


def test_a_frozen_app_tells_what_it_brings_along(tmp_path: Path) -> None:
    folder = tmp_path / "licences"
    (folder / "lib_x-1_2.0").mkdir(parents=True)
    (folder / "lib_x-1_2.0" / "LICENSE").write_text("Its text.", "utf-8")
    (folder / "Parley.txt").write_text("Ours.", "utf-8")
    overview = "Parley is made of: many.\n\nlib_x 1:2.0: MIT\n"
    (folder / "OVERVIEW.txt").write_text(overview, "utf-8")
    parley, *others = components(replace(PLACES, resources=tmp_path / "resources"))
    assert parley.read() == "Ours."
    assert [(one.name, one.version, one.licence) for one in others] == [("lib_x", "1:2.0", "MIT")]
    assert others[0].read() == "Its text."


def test_a_text_that_cannot_be_read_is_told_in_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = replace(components(PLACES)[0], texts=(tmp_path / "gone",))
    assert "cannot be read" in gone.read()
