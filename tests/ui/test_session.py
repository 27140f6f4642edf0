"""The window as a program: from its first paint to its exit code."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.ui.tasks import UNEXPECTED

if TYPE_CHECKING:
    from desktop.storage.places import Places

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("mcp", "mcp_types", "pydantic", "llama_cpp", "numpy", "asyncio", "qasync")

PROGRAM = """
import sys
from PySide6.QtCore import QTimer
from desktop.ui import application

class Watched(application.MainWindow):
    def showEvent(self, event):
        super().showEvent(event)
        {shown}
    def set_ready(self):
        super().set_ready()
        print("ready", flush=True)
        {ready}
    def show_notice(self, notice):
        super().show_notice(notice)
        print("notice", notice.text, flush=True)
        {noticed}

application.MainWindow = Watched
sys.exit(application.run(["parley"], first_steps=False))
"""
CLOSE = "QTimer.singleShot(0, self.close)"
QUIT = "QTimer.singleShot(0, application.QApplication.quit)"
CRASH = "import os; os.abort()"
WRITE = "self.chat.composer.draft.setPlainText('Good night')"
SEND = "self.chat.send_requested.emit(); application.QApplication.quit()"
FAIL = "QTimer.singleShot(0, lambda: 1 / 0)"


def start(shown: str = "pass", ready: str = "pass", noticed: str = "pass") -> subprocess.Popen[str]:
    """Starts the program, which does something at each of three moments."""
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM.format(shown=shown, ready=ready, noticed=noticed)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(program: subprocess.Popen[str]) -> tuple[str, str]:
    """Returns what the program wrote until its end, which is made if it does not come."""
    try:
        return program.communicate(timeout=60)
    except subprocess.TimeoutExpired:
        program.kill()
        raise


def test_the_window_comes_before_everything_heavy() -> None:
    program = f"""
import sys, desktop.ui.application
print([name for name in {HEAVY!r} if name in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


def test_quitting_ends_the_program_cleanly(places: Places) -> None:
    with start(ready=QUIT) as program:
        out, err = finish(program)
    assert (out, err, program.returncode) == ("ready\n", offscreen_noise(err), 0)


def test_a_message_that_quitting_overtakes_is_a_draft_in_the_next_run(places: Places) -> None:
    with start(ready=f"{WRITE}; {SEND}") as program:
        _, err = finish(program)
    assert (err, program.returncode) == (offscreen_noise(err), 0)
    assert json.loads(places.view.read_text())["drafts"] == {"": "Good night"}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_program_cleanly(places: Places, number: signal.Signals) -> None:
    with start() as program:
        assert program.stdout
        assert program.stdout.readline() == "ready\n"
        program.send_signal(number)
        out, err = finish(program)
    assert (out, err, program.returncode) == ("", offscreen_noise(err), 0)


@pytest.mark.parametrize("milliseconds", [0, 300])
def test_the_program_can_be_ended_while_it_starts(places: Places, milliseconds: int) -> None:
    with start(shown=f"QTimer.singleShot({milliseconds}, self.close)") as program:
        _, err = finish(program)
    assert (err, program.returncode) == (offscreen_noise(err), 0)


def test_what_a_slot_raises_is_logged_and_told_and_the_window_goes_on_until_it_is_closed(
    places: Places,
) -> None:
    with start(ready=FAIL, noticed=CLOSE) as program:
        out, err = finish(program)
    assert out == f"ready\nnotice {UNEXPECTED}\n"
    assert (err, program.returncode) == (offscreen_noise(err), 0)
    assert "ZeroDivisionError" in (places.logs / "parley.log").read_text()


@pytest.mark.skipif(os.name == "nt", reason="Windows ends a process without a word")
def test_a_run_that_the_system_ended_is_told_at_the_next_start(places: Places) -> None:
    with start(ready=CRASH) as program:
        out, _ = finish(program)
    assert (out, program.returncode) == ("ready\n", -signal.SIGABRT)
    told = "from PySide6.QtWidgets import QDialog; print(self.findChild(QDialog).windowTitle())"
    with start(ready=f"{told}; {CLOSE}") as program:
        out, err = finish(program)
    assert (err, program.returncode) == (offscreen_noise(err), 0)
    assert out == "ready\nSomething went wrong\n"


def test_records_that_cannot_be_opened_are_told_in_the_window(places: Places) -> None:
    places.data.parent.mkdir(parents=True)
    places.data.write_text("a file where a folder should be")
    with start(noticed=CLOSE) as program:
        out, err = finish(program)
    assert out.startswith("notice ")
    assert (err, program.returncode) == (offscreen_noise(err), 0)


def offscreen_noise(err: str) -> str:
    """What only Qt's offscreen plugin says; anything else makes the comparison fail."""
    noise = "This plugin does not support propagateSizeHints()\n"
    return noise * err.count(noise)
