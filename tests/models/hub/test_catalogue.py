"""The models that are worth fetching."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from desktop.errors import LoadFailed
from desktop.models.gguf.projectors import looks_like_projector
from desktop.models.hub.catalogue import read_catalogue
from desktop.models.suited import bits
from desktop.storage.resources import RESOURCES

if TYPE_CHECKING:
    from pathlib import Path


def test_the_catalogue_has_small_models_each_once_the_smallest_first() -> None:
    entries = read_catalogue(RESOURCES)
    assert len({one.id for one in entries}) == len(entries) >= 15
    assert len({(one.repo, one.file) for one in entries}) == len(entries)
    sizes = [one.billions for one in entries]
    assert sizes == sorted(sizes)
    assert 0.1 <= sizes[0] <= sizes[-1] <= 8.5
    assert any(one.vision for one in entries)


def test_each_is_known_to_the_byte_so_that_no_hub_can_change_it() -> None:
    for one in read_catalogue(RESOURCES):
        assert one.sha256
        assert one.commit
        assert one.source
        reckoned = one.billions * 1e9 * bits(one.file) / 8
        assert 0.9 < (one.size or 0) / reckoned < 1.35, one.id


def test_each_that_sees_has_a_projector_that_is_known_as_well_and_no_other_has_one() -> None:
    entries = read_catalogue(RESOURCES)
    hashes = {one.sha256 for one in entries}
    for one in entries:
        assert one.vision == bool(one.projector)
        assert one.vision == ("sees pictures" in one.strengths)
        if one.projector:
            assert looks_like_projector(one.projector.file)
            assert one.projector.sha256
            hashes.add(one.projector.sha256)
            assert 5e7 < (one.projector.size or 0) < (one.size or 0)
    assert len(hashes) == len(entries) + sum(one.vision for one in entries)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("sha256", "0" * 63),
        ("sha256", "0" * 65),
        ("commit", "main"),
        ("file", "model.gguf.exe"),
        ("size", 0),
        ("toolStyle", "unheard-of"),
        ("unheardOf", 1),
    ],
)
def test_a_list_that_could_not_be_held_to_is_refused(
    tmp_path: Path, field: str, value: object
) -> None:
    told = json.loads((RESOURCES / "models.json").read_text("utf-8"))
    told["models"][0][field] = value
    (tmp_path / "models.json").write_text(json.dumps(told))
    with pytest.raises(LoadFailed):
        read_catalogue(tmp_path)


def test_each_says_what_it_is_for_and_on_what_its_capability_rests() -> None:
    for one in read_catalogue(RESOURCES):
        assert one.strengths
        assert one.languages
        assert one.licence
        assert one.capability_source
        assert one.capability <= one.billions + 1


def test_a_damaged_list_is_said(tmp_path: Path) -> None:
    (tmp_path / "models.json").write_text('{"about": "", "models": [{}]}')
    with pytest.raises(LoadFailed, match="Install Parley again"):
        read_catalogue(tmp_path)
    with pytest.raises(LoadFailed):
        read_catalogue(tmp_path / "nowhere")
