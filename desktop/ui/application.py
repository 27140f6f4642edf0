"""The window as a program: the first window at once, everything heavy after it."""

from __future__ import annotations

import sys
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QApplication

from desktop import APP_ID, __version__
from desktop.errors import ConfigError
from desktop.storage.places import Places
from desktop.ui import legibility, theme
from desktop.ui.main_window import MainWindow, Page
from desktop.ui.one_window import locked, show_the_other
from desktop.ui.remembered import Remembered
from desktop.ui.translation import translate_qt

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from desktop.ui.appearance import Look


class Application(QApplication):
    """A QApplication for which quitting is a wish: it ends once servers and models are stopped."""

    quit_requested = Signal()

    def __init__(self, argv: Sequence[str]) -> None:
        super().__init__(argv)
        self.remembered = Remembered()
        self.starts_again = False
        """Whether Parley is to be started anew once this one has ended."""
        self.setApplicationName("Parley")
        self.setApplicationVersion(__version__)
        self.setDesktopFileName(APP_ID)
        self.setQuitOnLastWindowClosed(False)
        translate_qt(self)
        legibility.mend(self)
        if sys.platform != "darwin":  # There the system does it.
            self.focusChanged.connect(self._watch_focus)

    def _watch_focus(self) -> None:
        """Has the focus seen from its second place on: the first window's own would wait for it."""
        self.focusChanged.disconnect(self._watch_focus)
        self.focusChanged.connect(_show_focus)

    @cached_property
    def look(self) -> Look:
        """How everything looks, made once anything is to look otherwise than the system has it."""
        from desktop.ui.appearance import Look  # noqa: PLC0415

        return Look(self)

    def event(self, event: QEvent) -> bool:
        """Turns the system's request to quit, such as Cmd+Q, into the same wish.

        Colours that come anew, as at night, are mended as those at the start are.
        """
        if event.type() == QEvent.Type.Quit:
            self.quit_requested.emit()
            return True
        if event.type() == QEvent.Type.ApplicationPaletteChange:
            legibility.mend(self)
        return super().event(event)


def run(
    argv: Sequence[str],
    new_window: Callable[[], MainWindow] | None = None,
    *,
    background: bool = False,
    target: str = "",
    first_steps: bool = True,
) -> int:
    """Shows the window and runs the app until the person or the system ends it.

    Args:
        argv: the name of the program, and what is meant for Qt.
        new_window: makes a window that is more than the plain one.
        background: whether Parley starts in the tray.
        target: a file or a link to look at once the window is ready.
        first_steps: whether they are shown where Parley was never used.
    """
    places = Places.from_environment()
    lock = locked(places)
    if lock is None:
        try:
            return show_the_other(places, quiet=background, target=target)
        except ConfigError as error:
            return _tell(Application(_with_style(argv)), str(error))
    application = Application(_with_style(argv))
    application.remembered = Remembered(places.view)
    _dress(application, places)
    window = _restore(application.remembered, (new_window or MainWindow)())
    if not background:
        window.show()
    application.processEvents()  # so that it is painted before the rest is imported
    window.fill()
    application.setWindowIcon(theme.application_icon())
    try:
        code = _live(application, window, target, first_steps=first_steps)
    finally:
        lock.unlock()
    if application.starts_again:
        _start_again()
    return code


def _show_focus(_before: QWidget | None, now: QWidget | None) -> None:
    """Has the focus seen where the keyboard brought it."""
    from PySide6.QtCore import Qt  # noqa: PLC0415

    by_keys = Qt.WidgetAttribute.WA_KeyboardFocusChange
    if now is None or not now.window().testAttribute(by_keys) or QApplication.mouseButtons():
        return
    from desktop.ui.widgets.focus_ring import encircle  # noqa: PLC0415

    encircle(now)


def _start_again() -> None:
    from desktop.storage.programs import own_window  # noqa: PLC0415

    program, *arguments = own_window()
    from PySide6.QtCore import QProcess  # noqa: PLC0415

    QProcess.startDetached(program, arguments)


def _dress(application: Application, places: Places) -> None:
    """Has the first window look as it is set; where nothing is set, that takes no time."""
    if not places.settings_file.exists():
        return
    from desktop.storage.settings import Settings, all_settings  # noqa: PLC0415
    from desktop.storage.settings_file import read_settings  # noqa: PLC0415

    values, known = Settings(), all_settings()
    with suppress(ConfigError):  # It is said once there is a window to say it in.
        for key, value in read_settings(places.settings_file).values.items():
            values = values.with_value(known[key], value)
    application.look.take(values.appearance)


def _tell(application: Application, what: str) -> int:
    """Says what is the matter where no window opens, and returns the exit code after that."""
    import asyncio  # noqa: PLC0415

    from PySide6.QtCore import Qt  # noqa: PLC0415
    from PySide6.QtWidgets import QMessageBox  # noqa: PLC0415

    from desktop.ui.loop import new_loop  # noqa: PLC0415

    async def tell() -> int:
        read = asyncio.Event()
        box = QMessageBox(QMessageBox.Icon.Warning, "Parley", what)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.finished.connect(read.set)
        application.quit_requested.connect(read.set)
        box.open()
        await read.wait()
        return 1

    with asyncio.Runner(loop_factory=lambda: new_loop(application)) as runner:
        return runner.run(tell())


def _restore(memory: Remembered, window: MainWindow) -> MainWindow:
    memory.restore_place(window)
    page = memory.get("page")
    if isinstance(page, str) and page in Page.__members__:
        window.navigation.setCurrentRow(Page[page])
    return window


def _with_style(argv: Sequence[str]) -> list[str]:
    """Returns the arguments with Fusion as the style where the platform has no real one.

    QApplication.setStyle would do the same, 7 ms later: it makes PySide build QStyle's class.
    """
    program, *rest = argv
    style = ["-style", "fusion"] if sys.platform.startswith("linux") else []
    return [program, *style, *rest]


def _live(application: Application, window: MainWindow, target: str, *, first_steps: bool) -> int:
    # Imported only now: the window is on the screen before asyncio, qasync and the rest load.
    import asyncio  # noqa: PLC0415

    from desktop.ui.garbage import GarbageCollection  # noqa: PLC0415
    from desktop.ui.loop import new_loop  # noqa: PLC0415
    from desktop.ui.session import Session  # noqa: PLC0415

    garbage = GarbageCollection(application)

    async def live() -> int:
        session = Session(application, window, target, first_steps=first_steps)
        return await session.run()

    with asyncio.Runner(loop_factory=lambda: new_loop(application)) as runner:
        code = runner.run(live())
    garbage.end()
    return code
