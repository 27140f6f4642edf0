"""The record of what was asked, written into a file of the person's choice."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from desktop.events import Notice
from desktop.language import tr
from desktop.storage.exported import new_file

if TYPE_CHECKING:
    from desktop.app import App
    from desktop.ui.main_window import MainWindow
    from desktop.ui.tasks import TaskOwner

_NAME = "parley-record.jsonl"


class Exporting:
    """Each request in a line of JSON, as `parley journal export` writes it."""

    def __init__(self, app: App, window: MainWindow, tasks: TaskOwner) -> None:
        self._app, self._window, self._tasks = app, window, tasks
        window.export_requested.connect(self._ask)

    def _ask(self) -> None:
        dialog = QFileDialog(self._window, tr("Export the record"), _NAME)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(_NAME)
        dialog.fileSelected.connect(
            lambda file: self._tasks.start(self._export(Path(file)), "export the record")
        )
        dialog.open()

    async def _export(self, path: Path) -> None:
        with new_file(path) as write:
            count = await self._app.journal.export(write)
        rows = tr("{n} row(s) of the record are in {path}.", "", count, path=path)
        self._window.show_notice(Notice(rows))
