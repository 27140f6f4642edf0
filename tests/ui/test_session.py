"""The window as a program: from its first paint to its exit code."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from desktop.storage.places import Places

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("mcp", "mcp_types", "pydantic", "llama_cpp", "numpy", "asyncio", "qasync")

PROGRAM = """
import sys
from PySide6.QtCore import QTimer
from desktop.ui import application

class Watched(application.MainWindow):
    def set_ready(self):
        super().set_ready()
        print("ready", flush=True)
        {then}
    def show_notice(self, notice):
        super().show_notice(notice)
        print("notice", notice.text, flush=True)
        {then}

application.MainWindow = Watched
sys.exit(application.run(["parley"]))
"""


def start(then: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM.format(then=then)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_the_window_comes_before_everything_heavy() -> None:
    program = f"""
import sys, desktop.ui.application
print([name for name in {HEAVY!r} if name in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


@pytest.mark.parametrize(
    "then",
    ["QTimer.singleShot(0, self.close)", "QTimer.singleShot(0, application.QApplication.quit)"],
    ids=["close", "quit"],
)
def test_closing_or_quitting_ends_the_program_cleanly(places: Places, then: str) -> None:
    with start(then) as program:
        out, err = program.communicate(timeout=60)
    assert (out, err, program.returncode) == ("ready\n", offscreen_noise(err), 0)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_program_cleanly(places: Places, number: signal.Signals) -> None:
    with start("pass") as program:
        assert program.stdout
        assert program.stdout.readline() == "ready\n"
        program.send_signal(number)
        out, err = program.communicate(timeout=60)
    assert (out, err, program.returncode) == ("", offscreen_noise(err), 0)


def test_the_program_can_be_ended_before_it_has_started(places: Places) -> None:
    early = "QTimer.singleShot(0, self.close)"
    program = PROGRAM.replace("class Watched(application.MainWindow):", f"{CLOSED_AT_ONCE}").format(
        then="pass"
    )
    assert early
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.stderr, done.returncode) == (offscreen_noise(done.stderr), 0)


CLOSED_AT_ONCE = """class Watched(application.MainWindow):
    def showEvent(self, event):
        super().showEvent(event)
        QTimer.singleShot(100, self.close)
"""


def test_records_that_cannot_be_opened_are_told_in_the_window(places: Places) -> None:
    places.data.parent.mkdir(parents=True)
    places.data.write_text("a file where a folder should be")
    with start("QTimer.singleShot(0, self.close)") as program:
        out, err = program.communicate(timeout=60)
    assert out.startswith("notice ")
    assert "Traceback" not in err
    assert program.returncode == 0


def offscreen_noise(err: str) -> str:
    """What only Qt's offscreen plugin says; anything else makes the comparison fail."""
    noise = "This plugin does not support propagateSizeHints()\n"
    return noise * err.count(noise)
