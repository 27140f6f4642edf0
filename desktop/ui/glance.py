"""The window opened, painted and closed again, by a program that writes down what it saw.

Into a file: a program that opens windows has no standard output on Windows.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSystemTrayIcon

from desktop.ui.application import run
from desktop.ui.main_window import MainWindow

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent

    from desktop.events import Notice


class Glance(MainWindow):
    """The window, which closes itself once it is painted and its start is over."""

    # Of the class: Qt sends the first events while the window is still being made.
    _painted = _started = _ready = False

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file
        self._problems: list[str] = []
        self._leave = QTimer(self, singleShot=True)
        self._leave.timeout.connect(self.close)

    def event(self, event: QEvent) -> bool:
        """Notices that the window is painted."""
        handled = super().event(event)
        if event.type() == QEvent.Type.Paint:
            self._painted = True
            self._leave_when_seen()
        return handled

    def set_ready(self) -> None:
        """Notices that the app's services are there."""
        super().set_ready()
        self._ready = True

    def show_busy(self, text: str) -> None:
        """Notices that the start is over, well or badly."""
        super().show_busy(text)
        if not text:
            self._started = True
            self._leave_when_seen()

    def show_notice(self, notice: Notice) -> None:
        """Keeps what goes wrong."""
        super().show_notice(notice)
        if notice.error:
            self._problems.append(notice.text)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Writes down what was seen, and ends."""
        seen = {
            "platform": QGuiApplication.platformName(),
            "ready": self._ready,
            "problems": self._problems,
            "tray": QSystemTrayIcon.isSystemTrayAvailable(),
        }
        self._file.write_text(json.dumps(seen), "utf-8")
        event.ignore()
        self.quit()  # Not into the tray, where there is one.

    def _leave_when_seen(self) -> None:
        if self._painted and self._started:
            self._leave.start()


def main(argv: list[str]) -> int:
    """Writes what was seen into the file that the one argument names."""
    program, file = argv
    return run([program], lambda: Glance(Path(file)), first_steps=False)


if __name__ == "__main__":
    sys.exit(main(sys.argv))
