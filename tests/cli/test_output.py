"""What is printed for a person, and what is kept from the terminal."""

from __future__ import annotations

import io
import logging
import sys
from typing import TYPE_CHECKING

import pytest

from desktop.cli.main import main
from desktop.cli.marks import Marks
from desktop.cli.output import say, tell
from desktop.cli.session import Session
from tests.scripted_model import write_scripted_model

if TYPE_CHECKING:
    from desktop.storage.places import Places

Captured = pytest.CaptureFixture[str]


def test_what_would_drive_a_terminal_is_shown_instead(capsys: Captured) -> None:
    tell("a\x1b[2K")
    say("b\u202e")
    assert capsys.readouterr() == ("a⟦U+001B⟧[2K\n", "b⟦U+202E⟧\n")


def test_a_terminal_that_cannot_show_a_character_is_shown_its_number(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), "ascii")
    monkeypatch.setattr(sys, "stdout", stream)
    tell("é")
    stream.seek(0)
    assert stream.read() == "\\xe9\n"


class Screen(io.StringIO):
    """A terminal's screen."""

    def isatty(self) -> bool:
        return True


MARKED = "a ⟦!b\x1b!⟧ c"
PLAIN = "a ⟦!b⟦U+001B⟧!⟧ c"


@pytest.mark.parametrize(
    ("environment", "shown"),
    [
        ({"TERM": "xterm"}, "a \x1b[7mb⟦U+001B⟧\x1b[27m c"),
        ({"TERM": "xterm", "NO_COLOR": "1"}, PLAIN),
        ({"TERM": "dumb"}, PLAIN),
        ({}, PLAIN),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="There, marks stay as they are.")
def test_marks_become_reverse_video_where_the_terminal_has_it(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], shown: str
) -> None:
    for name in ("TERM", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    say(MARKED, marks=Marks("⟦!", "!⟧"))
    assert screen.getvalue() == f"{shown}\n"


def test_marks_stay_as_they_are_where_there_is_no_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    say(MARKED, marks=Marks("⟦!", "!⟧"))
    assert capsys.readouterr().err == f"{PLAIN}\n"


def test_an_error_stream_that_is_closed_is_no_error(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    say("Nobody reads this.")
    assert capsys.readouterr().out == ""


def test_a_models_name_cannot_drive_the_terminal(places: Places, capsys: Captured) -> None:
    places.prepare()
    write_scripted_model(places.models / "a\x1b[2Kb.gguf", "Yes.")
    assert main(["models", "list"]) == 0
    out = capsys.readouterr().out
    assert "⟦U+001B⟧[2Kb.gguf" in out
    assert "\x1b" not in out


@pytest.mark.anyio
async def test_what_is_logged_goes_to_a_file_while_the_app_is_open(
    places: Places, capsys: Captured
) -> None:
    logger = logging.getLogger("desktop.somewhere")
    async with Session():
        logger.warning("Something odd.")
    assert "Something odd." in (places.logs / "parley.log").read_text("utf-8")
    assert capsys.readouterr() == ("", "")
    assert logging.getLogger("desktop").handlers == []
    assert logging.getLogger("desktop").propagate
