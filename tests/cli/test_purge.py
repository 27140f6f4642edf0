"""`parley purge`: what it lists, when it asks, and that a no leaves everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.cli.main import main
from desktop.storage.belongings import belongings

if TYPE_CHECKING:
    from desktop.storage.places import Places
    from tests.cli.conftest import Keyboard

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def used(places: Places, capsys: Captured) -> Places:
    """A Parley that has a server and a model."""
    assert main(["servers", "add", "mine", "--", "true"]) == 0
    places.models.mkdir(parents=True, exist_ok=True)
    (places.models / "big.gguf").write_bytes(b"\0" * 2_000_000)
    capsys.readouterr()
    return places


def test_everything_is_listed_with_its_size_and_deleted(used: Places, capsys: Captured) -> None:
    assert main(["purge", "--yes"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert f"       2,000 kB  {used.models / 'big.gguf'}" in lines
    assert f"           0 kB  {used.config_file}" in lines
    assert lines[-1] == "All of it is deleted."
    assert belongings(used) == []
    assert main(["purge", "--yes"]) == 0
    assert capsys.readouterr().out == "There is nothing of yours that Parley keeps.\n"


def test_without_a_terminal_nothing_is_deleted_unasked(
    used: Places, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", None)
    before = belongings(used)
    assert main(["purge"]) == 3
    assert capsys.readouterr().err.endswith("without being asked.\nNothing was deleted.\n")
    assert belongings(used) == before


@pytest.mark.parametrize(("typed", "code"), [("y\n", 0), ("n\n", 3), ("\n", 3)])
def test_a_person_is_asked(
    used: Places,
    capsys: Captured,
    keyboard: Keyboard,
    monkeypatch: pytest.MonkeyPatch,
    typed: str,
    code: int,
) -> None:
    before, questions = belongings(used), []

    def answer(question: str, end: str) -> None:
        questions.append(question)
        keyboard.type(typed)

    # What was typed before the question would be forgotten.
    monkeypatch.setattr("desktop.cli.terminal.say", answer)
    assert main(["purge"]) == code
    assert questions == ["Delete all of this for good? [y/N] "]
    assert belongings(used) == ([] if code == 0 else before)


def test_what_is_somebody_elses_is_told_and_left(used: Places, capsys: Captured) -> None:
    (used.data / "letter.txt").write_text("Dear Ann")
    assert main(["purge", "--yes"]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == f"{used.data} is left: there is something in it that Parley did not make."
