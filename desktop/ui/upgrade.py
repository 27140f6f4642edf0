"""The notice that a packaged Parley was replaced on disk while it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject

from desktop.events import Notice
from desktop.language import tr

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.events import Publish

REPLACED = tr(
    "Parley was upgraded while it is open. What has not been used yet may fail until you close "
    "this window and open it again; nothing is lost."
)


class ProgramWatch(QObject):
    """Tells once when the program's file changes.

    PyInstaller reads what is imported late from that file: after an upgrade it would find
    another version there.
    """

    def __init__(self, program: Path, publish: Publish, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._publish = publish
        self._files = QFileSystemWatcher([str(program)], self)
        self._files.fileChanged.connect(self._tell)

    def _tell(self) -> None:
        self._files.fileChanged.disconnect(self._tell)
        self._publish(Notice(REPLACED))
