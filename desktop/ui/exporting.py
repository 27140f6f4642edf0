"""The record of what was asked, written into a file of the person's choice."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from desktop.errors import StorageError
from desktop.events import Notice
from desktop.language import tr

if TYPE_CHECKING:
    from collections.abc import Generator
    from typing import TextIO

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
        with _new_file(path) as file:
            count = await self._app.journal.export(lambda text: _write(file, text, path))
        rows = tr("{n} row(s) of the record are in {path}.", "", count, path=path)
        self._window.show_notice(Notice(rows))


@contextmanager
def _new_file(path: Path) -> Generator[TextIO]:
    try:
        path.touch(0o600)  # It holds what people wrote.
        with path.open("w", encoding="utf-8", newline="\n") as file:
            yield file
    except OSError as error:
        raise _unwritable(path, error) from error


def _write(file: TextIO, text: str, path: Path) -> None:
    """Writes a line; that the disk is full there is no fault of the records."""
    try:
        file.write(text)
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> StorageError:
    return StorageError(
        tr(
            "{path} cannot be written: {reason}. The record was only read. Choose another place, "
            "or make room there.",
            path=path,
            reason=error.strerror,
        )
    )
