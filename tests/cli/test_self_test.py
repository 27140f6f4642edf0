"""The self-test: what it tries, what it says of what fails, and that it leaves nothing behind."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import anyio
import psutil
import pytest

from desktop.cli import self_test
from desktop.cli.findings import exit_code, show
from desktop.cli.main import main
from desktop.cli.window_trial import try_window
from desktop.storage.places import Places
from tests.scripted_model import write_crashing_model, write_hanging_model

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.timeout(60)

Captured = pytest.CaptureFixture[str]

OK = [
    r"ok    folders and journal can be written  \(\d+\.\d s\)",
    r"ok    the starter model loads in its process and answers \(on the .+\)  \(\d+\.\d s\)",
    r"ok    it ran with a clean environment.*",
    r"ok    the older era: a request that a server pushes is answered and recorded  \(\d+\.\d s\)",
    r"ok    the newer era: a request inside a server's result is answered and recorded  \(.+ s\)",
    r"ok    the window opens \(offscreen\), is painted and closes again  \(\d+\.\d s\)",
    r"note  the desktop has (a tray|no tray; none is needed)",
]
WITHOUT_DISPLAY = ["note  the window: no display", r"      Set DISPLAY or .+"]


@pytest.fixture(autouse=True)
def ground(places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A computer of a person who never used Parley: a home, and a folder for what is temporary."""
    for variable, name in (("HOME", "person"), ("TMPDIR", "temporary")):
        folder = tmp_path / name
        folder.mkdir()
        monkeypatch.setenv(variable, str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)  # It is looked up once, and then remembered.
    return tmp_path


def with_starter(monkeypatch: pytest.MonkeyPatch, resources: Path) -> None:
    """Lets Parley find what comes with it in another folder."""
    found = replace(Places.from_environment(), resources=resources)
    monkeypatch.setattr(Places, "from_environment", lambda: found)


def own_starter(ground: Path, write: Callable[[Path], None]) -> Path:
    """Returns a folder of resources with another starter model."""
    resources = ground / "resources"
    (resources / "models").mkdir(parents=True)
    write(resources / "models" / "parley-starter.gguf")
    return resources


def look(capsys: Captured, ground: Path) -> tuple[int, list[str]]:
    """Returns the exit code and the lines of a self-test that leaves nothing behind."""
    code = main(["self-test"])
    said = capsys.readouterr()
    assert said.err == f"{self_test.INTRODUCTION}\n"
    assert left(ground) == []
    return code, said.out.splitlines()


def left(ground: Path) -> list[str]:
    """Returns what lies in the homes and the temporary folder, and the person's processes."""
    rooms = (ground / name for name in ("home", "person", "temporary"))
    found = [str(path) for room in rooms for path in room.rglob("*")]
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if process.environ().get("HOME") == str(ground / "person"):
                found.append(" ".join(process.cmdline()))
    return found


def matches(lines: list[str], patterns: list[str]) -> bool:
    pairs = zip(lines, patterns, strict=True)
    return all(re.fullmatch(pattern, line) for line, pattern in pairs)


@contextmanager
def running() -> Iterator[subprocess.Popen[str]]:
    """The command in a process group of its own, as a terminal has it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "desktop", "self-test"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def test_every_part_is_tried_in_less_than_half_a_minute_and_nothing_is_left(ground: Path) -> None:
    began = time.monotonic()
    with running() as process:
        out, err = process.communicate(timeout=60)
    assert time.monotonic() - began < 30
    assert (process.returncode, err) == (0, f"{self_test.INTRODUCTION}\n")
    assert matches(out.splitlines(), OK), out
    assert left(ground) == []


def test_without_a_display_the_window_is_not_opened_and_that_is_no_fault(
    ground: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    found = anyio.run(try_window, ground / "window")
    assert exit_code(found) == 0
    for finding in found:
        show(finding)
    assert matches(capsys.readouterr().out.splitlines(), WITHOUT_DISPLAY)


def test_without_the_starter_model_whatever_does_not_need_it_is_still_tried(
    ground: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_starter(monkeypatch, ground / "nowhere")
    code, lines = look(capsys, ground)
    assert code == 1
    assert lines[1].startswith("BAD   the starter model: The model that comes with Parley cannot")
    unanswered = r"BAD   the .+ era: .+ came, but there was no model to answer it  \(.+ s\)"
    advice = "      Mend the starter model first."
    others = [OK[0], r"BAD   .+", *[unanswered, advice] * 2, *OK[5:]]
    assert matches(lines, others), lines


def test_what_breaks_its_process_is_told_with_what_it_said_last(
    ground: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_starter(monkeypatch, own_starter(ground, write_crashing_model))
    monkeypatch.setenv("QT_QPA_PLATFORM", "no-such-platform")
    code, lines = look(capsys, ground)
    assert code == 1
    assert re.fullmatch(OK[0], lines[0])
    assert lines[1].startswith("BAD   the starter model: ")
    assert "it crashed its process" in lines[1]
    assert lines[2] == "      models.log, which is deleted now, said:"
    assert "GGML_ASSERT" in lines[3]
    window = next(at for at, line in enumerate(lines) if line.startswith("BAD   the window: "))
    assert "its process ended early" in lines[window]
    assert "`make setup`" in lines[window + 1]
    assert any('"no-such-platform"' in line for line in lines[window + 2 :])


def test_what_hangs_is_broken_off(
    ground: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(self_test, "SECONDS", 1.5)
    with_starter(monkeypatch, own_starter(ground, write_hanging_model))
    code, lines = look(capsys, ground)
    assert code == 1
    assert "the starter model: it was broken off, since it was not done within 1.5 s" in lines[1]
    assert lines[2] == "      End what keeps this computer busy, and try again."


def test_an_interrupt_leaves_no_file_and_no_process(ground: Path) -> None:
    with running() as process:
        assert process.stdout is not None
        while "folders and journal" not in process.stdout.readline():
            assert process.poll() is None
        os.killpg(process.pid, signal.SIGINT)  # As a terminal does: the others hear of it too.
        _, err = process.communicate(timeout=40)
    assert process.returncode == 128 + signal.SIGINT
    assert err.endswith("parley: interrupted; what was open has been withdrawn.\n")
    assert "Traceback" not in err
    assert left(ground) == []


def test_without_a_temporary_folder_nothing_can_be_tried_and_a_script_gets_one_list(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch, ground: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(ground / "gone"))
    assert main(["self-test", "--json"]) == 1
    said = capsys.readouterr()
    [found] = json.loads(said.out)
    assert said.err == ""
    assert found["health"] == "BAD"
    assert found["what"].startswith("no throw-away folder can be made: ")
    assert "TMPDIR" in found["advice"]
