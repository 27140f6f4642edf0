"""What Parley costs while nothing happens: processor time, and memory beside an empty window's."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import NamedTuple

IDLE = 0.5
"""Per cent of one processor."""

MEMORY = 60.0
"""Megabytes."""

_ROOT = Path(__file__).resolve().parents[2]
_SETTLED = 10.0
_SECONDS = 30.0

_EMPTY = """
import json, os, psutil
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication(["bench", "-style", "fusion"])
window = QMainWindow()
window.show()
def tell():
    print(json.dumps({"memory": psutil.Process().memory_full_info().uss}), flush=True)
    os._exit(0)
QTimer.singleShot(2000, tell)
application.exec()
"""

# With the window on the screen first, then without; the bundled server runs in both.
_PARLEY = """
import json, os, sys, psutil
from PySide6.QtCore import QTimer
from desktop.ui import application
own, seen = psutil.Process(), {{}}
def used():
    times = own.cpu_times()
    return times.user + times.system
class Window(application.MainWindow):
    def set_ready(self):
        super().set_ready()
        QTimer.singleShot({settled}, self.begin)
    def begin(self):
        seen["memory"], self.before = own.memory_full_info().uss, used()
        QTimer.singleShot({seconds}, self.put_it_away)
    def put_it_away(self):
        seen["shown"] = used() - self.before
        self.hide()
        self.before = used()
        QTimer.singleShot({seconds}, self.tell)
    def tell(self):
        seen["hidden"] = used() - self.before
        print(json.dumps(seen), flush=True)
        os._exit(0)
application.MainWindow = Window
sys.exit(application.run(["bench"], first_steps=False))
"""


class AtRest(NamedTuple):
    """What was found, with the window on the screen and without."""

    memory: float
    """Private megabytes more than an empty window has."""
    shown: float
    """Per cent of one processor."""
    hidden: float


def idle() -> float:
    """Prints and returns the share of a processor that Parley takes while nothing happens."""
    found = _measured()
    sys.stdout.write(
        f"at rest Parley takes {found.shown:.2f} % of a processor with its window on the screen, "
        f"{found.hidden:.2f} % without ({_SECONDS:.0f} s of each)\n"
    )
    return max(found.shown, found.hidden)


def memory() -> float:
    """Prints and returns the private memory of Parley's process over that of an empty window."""
    found = _measured()
    sys.stdout.write(f"at rest Parley has {found.memory:.1f} MB more than an empty window\n")
    return found.memory


@cache
def _measured() -> AtRest:
    with tempfile.TemporaryDirectory() as home:
        # The first start after a change compiles, and keeps 12 MB more than any later one.
        _said(_PARLEY.format(settled=0, seconds=0), home)
        empty = _said(_EMPTY, home)
        milliseconds = {"settled": int(_SETTLED * 1000), "seconds": int(_SECONDS * 1000)}
        parley = _said(_PARLEY.format(**milliseconds), home)
    more = (parley["memory"] - empty["memory"]) / 1e6
    shown, hidden = (parley[name] / _SECONDS * 100 for name in ("shown", "hidden"))
    return AtRest(more, shown, hidden)


def _said(program: str, home: str) -> dict[str, float]:
    """Returns what a program says, that has its home to itself and no person at it."""
    environment = {
        **os.environ,
        "PARLEY_HOME": home,
        "QT_QPA_PLATFORM": "offscreen",
        "GGML_VK_VISIBLE_DEVICES": "",
        "PYTHONDONTWRITEBYTECODE": "",
    }
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=_ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=_SETTLED + 2 * _SECONDS + 120,
    )
    said: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return said


if __name__ == "__main__":
    idle()
    memory()
