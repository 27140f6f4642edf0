"""The words of the command: help, versions, wrong usage, and no display."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from desktop import __version__
from desktop.cli.exit_codes import MEANINGS, ExitCode
from desktop.cli.main import main
from desktop.errors import (
    ConfigError,
    InvalidRequest,
    LoadFailed,
    NoModel,
    ParleyError,
    Refused,
    ServerGone,
    StartFailed,
    StorageError,
    UnknownServer,
)

if TYPE_CHECKING:
    from desktop.storage.places import Places

Captured = pytest.CaptureFixture[str]


def leave(*words: str) -> int | str | None:
    """Returns the exit code of a command that argparse ends by itself."""
    with pytest.raises(SystemExit) as caught:
        main(words)
    return caught.value.code


def test_the_help_lists_every_command_and_every_exit_code(capsys: Captured) -> None:
    assert leave("--help") == 0
    said = capsys.readouterr().out
    for command in ("demo", "call", "servers", "models", "doctor", "self-test"):
        assert f"\n    {command} " in said
    assert set(MEANINGS) == set(ExitCode)
    for code, meaning in MEANINGS.items():
        assert f"{code.value:>3}  {meaning}\n" in said
    assert "PARLEY_HOME" in said


def test_the_version_is_told(capsys: Captured) -> None:
    for option in ("--version", "-V"):
        assert leave(option) == 0
        assert capsys.readouterr().out == f"parley {__version__}\n"


WRONG = {
    "an unknown command": ("dance",),
    "an unknown option": ("demo", "--loud"),
    "an unknown approval": ("demo", "--approve", "maybe"),
    "no tool": ("call", "examples"),
    "arguments that are no JSON": ("call", "examples", "summarize", "{text: 1}"),
    "arguments that are no object": ("call", "examples", "summarize", "[1]"),
    "servers without an action": ("servers",),
    "a command without the dashes": ("servers", "add", "x", "npx", "-y"),
    "an environment without a value": ("servers", "add", "x", "--env", "A", "--", "x"),
    "an unknown era": ("servers", "add", "x", "--era", "2030", "--", "x"),
    "models without a file": ("models", "add"),
}


@pytest.mark.parametrize("words", WRONG.values(), ids=WRONG.keys())
def test_wrong_usage_is_two(words: tuple[str, ...], capsys: Captured) -> None:
    assert leave(*words) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "usage: parley" in said.err


CODES = {
    ConfigError("x"): 2,
    UnknownServer("x"): 2,
    Refused("x", by="person"): 3,
    StartFailed("x"): 4,
    ServerGone("x"): 4,
    NoModel("x"): 5,
    LoadFailed("x"): 5,
    StorageError("x"): 6,
    InvalidRequest("x"): 1,
}


@pytest.mark.parametrize(("error", "code"), CODES.items(), ids=lambda value: type(value).__name__)
def test_every_error_has_its_code(error: ParleyError, code: int) -> None:
    assert ExitCode.of(error) == code


def test_without_a_display_the_window_is_refused_with_what_works_instead(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert main([]) == 2
    assert "`parley demo`" in capsys.readouterr().err


def test_a_list_of_servers_that_is_no_json_is_two_and_a_sentence(
    places: Places, capsys: Captured
) -> None:
    places.prepare()
    places.config_file.write_text("{", "utf-8")
    for words in (["servers", "list"], ["call", "examples", "summarize"]):
        assert main(words) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.startswith("parley: ")
        assert "is not valid JSON" in said.err


def test_records_that_are_damaged_are_six_and_a_sentence(places: Places, capsys: Captured) -> None:
    places.prepare()
    places.database.write_bytes(b"no database" * 100)
    assert main(["models", "list"]) == 6
    assert capsys.readouterr().err.startswith("parley: Parley's records at ")


def test_the_terminal_needs_no_qt() -> None:
    script = (
        "import sys; from desktop.cli import call, demo, doctor, main, models, self_test, servers; "
        "print([name for name in sys.modules if name.partition('.')[0] in ('PySide6', 'qasync')])"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, timeout=60
    )
    assert run.stdout == b"[]\n"


def test_a_reader_that_has_enough_ends_the_command_without_a_complaint(places: Places) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "desktop", "servers", "list"]
    result = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    assert (result.returncode, result.stderr) == (141, "")
