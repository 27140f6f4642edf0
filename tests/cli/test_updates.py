"""`parley updates`: what is said of a newer release."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from desktop import __version__
from desktop.cli.main import main
from desktop.storage.places import Places
from tests.storage.feed import PAGE, release, released, serving

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def packaged(places: Places, monkeypatch: pytest.MonkeyPatch) -> Callable[[Places], None]:
    """Makes the command take other places for its own."""
    return lambda others: monkeypatch.setattr(Places, "from_environment", lambda: others)


def test_a_newer_release_is_told_on_the_output(
    places: Places, packaged: Callable[[Places], None], tmp_path: Path, capsys: Captured
) -> None:
    with serving(release("v99.1")) as feed:
        packaged(released(places, tmp_path / "resources", feed.address))
        assert main(["updates"]) == 0
    said = capsys.readouterr()
    assert said.out.startswith(f"Parley 99.1 is there; this is {__version__}.")
    assert said.out.endswith(f"{PAGE}\n")
    assert said.err == ""


def test_a_copy_from_source_says_that_it_cannot_look(
    places: Places, packaged: Callable[[Places], None], tmp_path: Path, capsys: Captured
) -> None:
    packaged(replace(places, resources=tmp_path))
    assert main(["updates"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("parley: This copy of Parley was built from source")
