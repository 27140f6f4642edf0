"""Help that looks at this copy of Parley: diagnostics, logs, and licences, each in a dialog."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QUrl, qVersion
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QSystemTrayIcon

from desktop.events import Notice
from desktop.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from pathlib import Path
    from typing import Any

    from desktop.doctor.findings import Finding
    from desktop.doctor.licences import Component
    from desktop.storage.places import Places
    from desktop.ui.dialogs.diagnostics import DiagnosticsDialog
    from desktop.ui.dialogs.licences import LicencesDialog
    from desktop.ui.dialogs.log_viewer import LogViewer
    from desktop.ui.main_window import MainWindow
    from desktop.ui.tasks import TaskOwner

_Dialog = TypeVar("_Dialog", bound=QDialog)

LOOK_SECONDS = 1.0
"""How soon what is written into a log is shown."""


class Diagnosing:
    """Opens each dialog once, fills it beside the window, and stops when it is closed."""

    def __init__(self, places: Places, window: MainWindow, tasks: TaskOwner) -> None:
        self._places, self._window, self._tasks = places, window, tasks
        self._open: dict[type[QDialog], QDialog] = {}
        self._work: dict[QDialog, asyncio.Task[None]] = {}
        window.diagnostics_requested.connect(self._show_diagnostics)
        window.log_requested.connect(self.show_log)
        window.licences_requested.connect(self._show_licences)

    def show_log(self, name: str = "") -> None:
        """Opens the log viewer, or brings it to the front, with the log of this file name."""
        # Imported only here, as below: most sessions open none of these.
        from desktop.ui.dialogs.log_viewer import LogViewer  # noqa: PLC0415

        def begin(viewer: LogViewer) -> None:
            viewer.log_chosen.connect(lambda log: self._do(viewer, self._follow(viewer, log)))
            viewer.folder_requested.connect(self._open_folder)
            self._do(viewer, self._offer_logs(viewer, name))

        viewer = self._shown(LogViewer, begin)
        if name:
            viewer.choose(name)

    def _show_diagnostics(self) -> None:
        from desktop.ui.dialogs.diagnostics import DiagnosticsDialog  # noqa: PLC0415

        def begin(dialog: DiagnosticsDialog) -> None:
            dialog.look_requested.connect(lambda: self._do(dialog, self._examine(dialog)))
            dialog.look_requested.emit()

        self._shown(DiagnosticsDialog, begin)

    def _show_licences(self) -> None:
        from desktop.ui.dialogs.licences import LicencesDialog  # noqa: PLC0415

        def begin(dialog: LicencesDialog) -> None:
            dialog.text_requested.connect(
                lambda component: self._do(dialog, self._read(dialog, component))
            )
            self._do(dialog, self._fill(dialog))

        self._shown(LicencesDialog, begin)

    def _shown(self, kind: type[_Dialog], begin: Callable[[_Dialog], None]) -> _Dialog:
        """Returns the one dialog of a kind, at the front."""
        dialog = self._open.get(kind)
        if not isinstance(dialog, kind):
            dialog = kind(self._window)
            self._open[kind] = dialog
            dialog.finished.connect(lambda: self._forget(dialog))
            begin(dialog)
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
        return dialog

    def _forget(self, dialog: QDialog) -> None:
        self._open.pop(type(dialog), None)
        if work := self._work.pop(dialog, None):
            work.cancel()

    def _do(self, dialog: QDialog, work: Coroutine[Any, Any, None]) -> None:
        """Does something for a dialog, in place of what was done for it before."""
        before = self._work.get(dialog)
        if before and before is not asyncio.current_task():
            before.cancel()
        self._work[dialog] = self._tasks.start(work, f"fill {type(dialog).__name__}")

    async def _examine(self, dialog: DiagnosticsDialog) -> None:
        from desktop.doctor.checks import examine  # noqa: PLC0415
        from desktop.models.files import STARTER  # noqa: PLC0415

        dialog.begin()
        # The starter is tried, and no model of the person's: it may be large, and at work.
        await examine(self._places, _display(), dialog.add, trial=STARTER)
        dialog.add([_tray()])
        dialog.finish()

    async def _offer_logs(self, viewer: LogViewer, name: str) -> None:
        from desktop.doctor.logs import log_files  # noqa: PLC0415

        viewer.offer(await asyncio.to_thread(log_files, self._places.logs), name)

    async def _follow(self, viewer: LogViewer, log: Path) -> None:
        from desktop.doctor.logs import Tail  # noqa: PLC0415
        from desktop.doctor.masking import mask_of  # noqa: PLC0415

        tail = Tail(log, await asyncio.to_thread(mask_of, self._places))
        while True:
            viewer.show_news(await asyncio.to_thread(tail.read))
            await asyncio.sleep(LOOK_SECONDS)

    async def _fill(self, dialog: LicencesDialog) -> None:
        from desktop.doctor.licences import components  # noqa: PLC0415

        dialog.show_components(await asyncio.to_thread(components, self._places))

    async def _read(self, dialog: LicencesDialog, component: Component) -> None:
        dialog.show_text(component, await asyncio.to_thread(component.read))

    def _open_folder(self) -> None:
        folder = self._places.logs
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            text = tr("No file manager could be opened. The folder is {folder}.", folder=folder)
            self._window.show_notice(Notice(text))


def _display() -> Finding:
    from desktop.doctor.findings import Finding, Health  # noqa: PLC0415

    platform = QGuiApplication.platformName()
    what = tr(
        "the window is drawn by Qt {version} ({platform})", version=qVersion(), platform=platform
    )
    return Finding(Health.GOOD, what)


def _tray() -> Finding:
    from desktop.doctor.findings import Finding, Health  # noqa: PLC0415

    if QSystemTrayIcon.isSystemTrayAvailable():
        return Finding(Health.GOOD, tr("the desktop has a tray"))
    advice = tr("Closing the window ends Parley, unless the File menu says otherwise.")
    return Finding(Health.NOTE, tr("the desktop has no tray; none is needed"), advice)
