"""The models that are worth fetching."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.errors import LoadFailed
from desktop.models.hub.catalogue import read_catalogue
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
