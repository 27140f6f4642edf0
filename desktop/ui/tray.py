"""Parley in the system's tray: how it stands at a glance, and a menu of what can be done."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QAction, QCursor
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from desktop.events import RequestPhase
from desktop.language import tr
from desktop.ui import wording
from desktop.ui.looks import look_of
from desktop.ui.tray_icon import Standing, tray_icon

if TYPE_CHECKING:
    from desktop.events import RequestChanged

LATEST = 5
"""Requests in the menu."""
_KEPT = 200
"""Requests that are known of; what is answered meanwhile is always among them."""
_PAUSE_MS = 100
"""Drawn at most so often: an answer grows many times a second."""
_LONGEST_NAME = 40


class _Menu(QMenu):
    """A menu that tells when the colours change, which the icon has to follow."""

    recoloured = Signal()

    def changeEvent(self, event: QEvent) -> None:
        """Tells it."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.recoloured.emit()


class Tray(QObject):
    """Shows; knows no service. Where the system has no tray, it is there and not seen."""

    review_requested = Signal()
    open_requested = Signal(str)
    """The window is wished for, at a request where one is named."""
    pause_requested = Signal(bool)
    quit_requested = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.standing = Standing()
        self._requests: dict[str, RequestChanged] = {}
        self.menu = _Menu()
        self._add_actions()
        self.icon = QSystemTrayIcon(self)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._be_activated)
        self._drawing = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._drawing.timeout.connect(self.draw)
        self.menu.recoloured.connect(self._recolour)
        self._drawn: Standing | None = None
        self._ended = False
        self.draw()

    @property
    def available(self) -> bool:
        """Whether the system has a tray now; an icon calls itself visible without one too."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def show(self) -> None:
        """Puts the icon into the tray, again where the tray came after it."""
        self.icon.hide()
        self.icon.show()

    def end(self) -> None:
        """Takes the icon out of the tray; what is told after that is drawn nowhere."""
        self._ended = True
        self._drawing.stop()
        self.icon.hide()
        self.menu.deleteLater()

    def show_waiting(self, count: int) -> None:
        """Says how many questions wait for the person."""
        self.standing = replace(self.standing, waiting=count)
        self.draw()  # At once: this is what the person is to see.

    def show_pause(self, *, paused: bool) -> None:
        """Says whether every request is refused."""
        self.standing = replace(self.standing, paused=paused)
        self.draw()

    def show_request(self, change: RequestChanged) -> None:
        """Keeps how a request stands now, among the latest."""
        self._requests[change.request] = change
        if len(self._requests) > _KEPT:
            ended = [one for one, value in self._requests.items() if value.phase.ended]
            for one in ended[: len(self._requests) - _KEPT]:
                del self._requests[one]
        self._schedule()

    def set_ready(self) -> None:
        """Offers what needs the app's services."""
        self.pause.setEnabled(True)

    def draw(self) -> None:
        """Shows how everything stands."""
        if self._ended:
            return
        phases = [one.phase for one in self._requests.values()]
        self.standing = replace(self.standing, working=phases.count(RequestPhase.ANSWERING))
        words = self.standing.words
        if self.standing != self._drawn:
            self._drawn = self.standing
            self.icon.setIcon(tray_icon(self.standing))
            self.icon.setToolTip(tr("Parley: {words}", words=words))
        self.line.setText(words)
        self.review.setVisible(self.standing.waiting > 0)
        self.pause.setChecked(self.standing.paused)
        newest = sorted(self._requests.values(), key=lambda one: one.at, reverse=True)
        for action, request in zip(self.latest, [*newest, *[None] * LATEST], strict=False):
            action.setVisible(request is not None)
            if request is not None:
                action.setData(request.request)
                action.setText(_line(request))

    def _schedule(self) -> None:
        if not self._ended and not self._drawing.isActive():
            self._drawing.start()

    def _add_actions(self) -> None:
        menu = self.menu
        menu.setAccessibleName("Parley")
        self.line = menu.addAction("-")
        self.line.setEnabled(False)
        self.review = menu.addAction(tr("&Review…"), self.review_requested.emit)
        menu.addSeparator()
        self.latest = [menu.addAction("-") for _ in range(LATEST)]
        for action in self.latest:
            action.triggered.connect(lambda _=False, action=action: self._open(action))
        menu.addSeparator()
        self.pause = menu.addAction(tr("&Pause every request"))
        self.pause.setCheckable(True)
        self.pause.setEnabled(False)
        self.pause.triggered.connect(self.pause_requested)
        menu.addAction(tr("&Open Parley"), lambda: self.open_requested.emit(""))
        menu.addSeparator()
        menu.addAction(tr("&Quit Parley"), self.quit_requested.emit)

    def _recolour(self) -> None:
        self._drawn = None
        self._schedule()

    def _open(self, action: QAction) -> None:
        self.open_requested.emit(str(action.data()))

    def _be_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        """Takes a click on the icon for the wish to see what waits, or else the window."""
        if reason in (
            QSystemTrayIcon.ActivationReason.Trigger,
            QSystemTrayIcon.ActivationReason.DoubleClick,
        ):
            if self.standing.waiting:
                self.review_requested.emit()
            else:
                self.open_requested.emit("")
        elif reason is QSystemTrayIcon.ActivationReason.MiddleClick:
            self.menu.popup(QCursor.pos())


def _line(request: RequestChanged) -> str:
    """Returns a request as a line of the menu: who, how it stands and when, and no text of it."""
    name = wording.one_line(request.server)
    short = name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
    when = wording.moment(request.at, time.time())
    return wording.unmarked(f"{short}: {look_of(request.phase).word}, {when}")
