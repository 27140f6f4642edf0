"""`parley servers import` and `parley servers trust`: what is offered, asked, added and let run."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

from desktop.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.storage.places import Places
    from tests.cli.conftest import Keyboard

pytestmark = pytest.mark.timeout(60)

Captured = pytest.CaptureFixture[str]

SERVERS = {"files": {"command": "npx", "args": ["files"]}, "web": {"url": "https://example.org"}}


@pytest.fixture
def cursors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A made-up person who has two servers in Cursor."""
    home = tmp_path / "person"
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    for name in ("XDG_CONFIG_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    file = home / ".cursor" / "mcp.json"
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps({"mcpServers": SERVERS}), "utf-8")
    monkeypatch.chdir(home)
    return file


def names(places: Places) -> list[str]:
    if not places.config_file.exists():
        return []
    return list(json.loads(places.config_file.read_text("utf-8"))["mcpServers"])


def test_all_that_is_found_is_listed_and_added(
    places: Places, cursors: Path, capsys: Captured
) -> None:
    assert main(["servers", "import", "--all"]) == 0
    said = capsys.readouterr()
    assert "files  (Cursor)\n    npx files\n" in said.out
    assert "Added web: https://example.org" in said.out
    assert "None was started" in said.out
    assert names(places) == ["files", "web"]


def test_only_what_is_named_is_added_and_nothing_twice(
    places: Places, cursors: Path, capsys: Captured
) -> None:
    assert main(["servers", "import", "web", "--from", "cursor"]) == 0
    assert names(places) == ["web"]
    assert main(["servers", "import", "web"]) == 2
    said = capsys.readouterr()
    assert "left out: It is in Parley's list, or above, already." in said.out
    assert "web cannot be taken over" in said.err


def test_each_is_asked_about_at_a_terminal(
    places: Places, cursors: Path, keyboard: Keyboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(question: str, end: str) -> None:
        keyboard.type("y\n" if question.startswith("Take over web of") else "n\n")

    monkeypatch.setattr("desktop.cli.terminal.say", answer)
    assert main(["servers", "import", "--from", str(cursors)]) == 0
    assert names(places) == ["web"]


@pytest.mark.parametrize(
    "words", [[], ["nobody"], ["--from", "emacs"], ["--from", "cursor", "other"]]
)
def test_what_is_not_there_or_not_said_is_two_and_changes_nothing(
    places: Places, cursors: Path, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert main(["servers", "import", *words]) == 2
    assert names(places) == []


def test_where_nothing_is_found_that_is_said(
    places: Places, cursors: Path, capsys: Captured
) -> None:
    assert main(["servers", "import", "--from", "lmstudio"]) == 0
    assert capsys.readouterr().out == "No server of another program was found.\n"


def test_a_command_is_shown_whole_and_let_run_at_the_terminal(
    places: Places, capsys: Captured, keyboard: Keyboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.cli.terminal.say", lambda question, end: keyboard.type("n\n"))
    places.prepare()
    entry = {"command": "npx", "args": ["a\nb", "\u202ec"], "env": {"TOKEN": "sesame"}}
    places.config_file.write_text(json.dumps({"mcpServers": {"files": entry}}), "utf-8")
    assert main(["servers", "trust", "files"]) == 4
    said = capsys.readouterr().err
    assert "npx 'a⟦U+000A⟧b' '⟦U+202E⟧c'" in said
    assert "environment  TOKEN" in said
    assert "sesame" not in said
    assert "It runs with your rights" in said
    assert "you did not let its command run" in said


def test_what_was_let_run_is_not_asked_about_again(places: Places, capsys: Captured) -> None:
    places.prepare()
    entry = {"command": "npx"}
    places.config_file.write_text(json.dumps({"mcpServers": {"files": entry}}), "utf-8")
    assert main(["servers", "trust", "files", "--yes"]) == 0
    assert main(["servers", "trust", "files"]) == 0
    assert capsys.readouterr().out == "files may run: npx\n" * 2


def test_a_command_that_was_typed_here_needs_no_question(
    places: Places, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert main(["servers", "add", "mine", "--", "npx", "x"]) == 0
    assert main(["servers", "trust", "mine"]) == 0
    assert main(["servers", "add", "later", "--", "npx", "${env:NOT_SET_ANYWHERE}"]) == 0
    assert "Its first start asks about it" in capsys.readouterr().out


def test_an_unknown_server_cannot_be_let_run(places: Places, capsys: Captured) -> None:
    assert main(["servers", "trust", "nobody"]) == 2
    assert "There are: examples." in capsys.readouterr().err
