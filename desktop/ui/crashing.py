"""Faults that nobody caught: in the window, in the loop, in a thread, and in the last run."""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Signal

from desktop.doctor.logs import NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import TracebackType

    from desktop.doctor.crashes import CrashFile
    from desktop.ui.dialogs.crash import CrashDialog
    from desktop.ui.main_window import MainWindow
    from desktop.ui.tasks import TaskOwner

logger = logging.getLogger(__name__)


class Crashing(QObject):
    """Tells the person of each fault once, in one dialog at a time, and lets Parley go on."""

    _happened = Signal(object)
    """From whichever thread it was."""

    def __init__(self, window: MainWindow, tasks: TaskOwner) -> None:
        super().__init__(window)
        self._window, self._tasks = window, tasks
        self.show_log: Callable[[str], None] = lambda _name: None
        """Opens the log of a name."""
        self._known: set[tuple[str, str, int]] = set()
        self._dialog: CrashDialog | None = None
        self._waiting: tuple[str, bool] | None = None
        """What is told once the window is seen."""
        self._file: CrashFile | None = None
        self._happened.connect(tasks.report)
        tasks.fault_reported = self.tell
        window.installEventFilter(self)

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Takes what nobody catches, while this lasts."""
        loop = asyncio.get_running_loop()
        of_slots, of_threads = sys.excepthook, threading.excepthook
        sys.excepthook, threading.excepthook = self._take, self._take_of_thread
        loop.set_exception_handler(self._take_of_loop)
        try:
            yield
        finally:
            sys.excepthook, threading.excepthook = of_slots, of_threads
            loop.set_exception_handler(None)
            if self._file:
                self._file.end()

    def begin(self, logs: Path) -> None:
        """Tells how the last run ended, if the system ended it, and stands ready for this one."""
        from desktop.doctor.crashes import CrashFile, versions  # noqa: PLC0415  (after the start)

        self._file = CrashFile(logs)
        if said := self._file.begin():
            self._show(f"{versions()}\n\n{said}", ended=True)

    def tell(self, error: BaseException) -> None:
        """Shows a fault; one that came from the same place before is not told again."""
        from desktop.doctor.crashes import details, place_of  # noqa: PLC0415  (most never need it)

        if self._dialog is not None:
            self._dialog.count_again()
        elif (place := place_of(error)) not in self._known:
            self._known.add(place)
            self._show(details(error), ended=False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tells what waited for the window to be seen."""
        if event.type() == QEvent.Type.Show and self._waiting:
            (details, ended), self._waiting = self._waiting, None
            self._show(details, ended=ended)
        return super().eventFilter(watched, event)

    def _show(self, details: str, *, ended: bool) -> None:
        if not self._window.isVisible():
            self._waiting = self._waiting or (details, ended)
            return
        from desktop.ui.dialogs.crash import CrashDialog  # noqa: PLC0415  (most never need it)

        dialog = self._dialog = CrashDialog(details, self._window, ended=ended)
        dialog.log_requested.connect(lambda: self.show_log(NAME))
        dialog.quit_requested.connect(self._window.quit)
        dialog.finished.connect(self._close)
        dialog.show()  # Not `open`: a question that waits must stay within reach.

    def _close(self) -> None:
        self._dialog = None

    def _take(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Takes what a Qt slot raised, which Qt itself would only print."""
        del kind, trace
        self._happened.emit(error)

    def _take_of_thread(self, told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None and told.exc_type is not SystemExit:
            self._happened.emit(told.exc_value)

    def _take_of_loop(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        # What went wrong on a line to elsewhere is no fault of Parley's; its owner hears of it too.
        if error is None or "transport" in context or "protocol" in context:
            loop.default_exception_handler(context)
        else:
            self._happened.emit(error)
