"""How soon the window is there: a fresh Parley beside a fresh process with an empty window."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from statistics import median

TARGET = 1.5
_PAIRS = 15
_WARM_UP = 2

_EMPTY = """
import os
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([])
window = QMainWindow()
window.show()
application.processEvents()
os._exit(0)
"""

_PARLEY = """
import os
from PySide6.QtWidgets import QApplication
from desktop.cli.main import main
from desktop.ui.main_window import MainWindow

class Window(MainWindow):
    def show(self):
        super().show()
        QApplication.processEvents()
        os._exit(0)

import desktop.ui.application
desktop.ui.application.MainWindow = Window
raise SystemExit(main([]) or "the window was never shown")
"""


def main() -> float:
    """Prints and returns the median time to Parley's window divided by that to an empty one."""
    with tempfile.TemporaryDirectory() as home:
        pairs = [(_seconds(_EMPTY, home), _seconds(_PARLEY, home)) for _ in range(_PAIRS)]
    empty = median(empty for empty, _ in pairs[_WARM_UP:])
    parley = median(parley for _, parley in pairs[_WARM_UP:])
    sys.stdout.write(
        f"empty window {empty * 1000:.0f} ms, Parley's {parley * 1000:.0f} ms, "
        f"ratio {parley / empty:.3f} (medians of {_PAIRS - _WARM_UP} pairs)\n"
    )
    return parley / empty


def _seconds(script: str, home: str) -> float:
    environment = {**os.environ, "PARLEY_HOME": home, "QT_QPA_PLATFORM": "offscreen"}
    began = time.perf_counter()
    run = subprocess.run(
        [sys.executable, "-c", script],
        stderr=subprocess.PIPE,
        check=False,
        env=environment,
        timeout=60,
    )
    seconds = time.perf_counter() - began
    if run.returncode:
        raise RuntimeError(run.stderr.decode())
    return seconds


if __name__ == "__main__":
    main()
