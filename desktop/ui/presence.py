"""Parley beside its window: the tray, notifications, and what closing the window means."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QSystemTrayIcon

from desktop.errors import ConfigError
from desktop.events import Notice
from desktop.language import tr
from desktop.storage.places import Places
from desktop.storage.settings import Settings
from desktop.storage.settings_store import AT_LOGIN, load_settings, store_settings
from desktop.ui.notifications import DECLINE, Call, Notifications
from desktop.ui.remembered import remembered
from desktop.ui.tray import Tray

if TYPE_CHECKING:
    from desktop.storage.setting import Value
    from desktop.ui.approvals import DialogApprover
    from desktop.ui.bridge import Bridge
    from desktop.ui.main_window import MainWindow
    from desktop.ui.tasks import TaskOwner

STAYS = tr(
    "Parley is still running, here in the tray. Quit ends it; “Keep running when the window is "
    "closed” in its File menu is where you change that."
)
ASKED = tr("Review it to see what is asked: yes can be said only there.")
_MINIMIZED = Qt.WindowState.WindowMinimized
_LOOK_MS = 5_000
"""A tray may come after Parley, at a login, or go and come again with the desktop's panel."""
_BALLOON_MS = 20_000


class Presence(QObject):
    """Calls the person where they are, and keeps Parley at hand while its window is away."""

    def __init__(self, window: MainWindow, approver: DialogApprover, bridge: Bridge) -> None:
        super().__init__(window)
        self._window, self._approver, self._publish = window, approver, bridge.publish
        self.tray = Tray(self)
        self.notifications = Notifications(self._heed)
        self._called = False
        self._settings = Settings()
        with suppress(ConfigError):  # What is wrong with them is said once all has started.
            self._settings, _, _ = load_settings(Places.from_environment())
        self._connect(bridge)
        approver.herald = self
        window.put_away = self.put_away
        self._had_tray = False
        self._look = QTimer(self, interval=_LOOK_MS)
        self._look.timeout.connect(self._look_for_tray)
        self._look.start()
        self._look_for_tray()
        self._show_habits()

    def begin(self, tasks: TaskOwner) -> None:
        """Begins to show notifications."""
        tasks.start(self.notifications.run(), "show notifications")

    def end(self) -> None:
        """Takes the icon out of the tray; nobody is called any more."""
        self._approver.herald = None
        self._look.stop()
        self.tray.end()

    @property
    def is_seen(self) -> bool:
        """Whether the tray shows that somebody waits."""
        return self.tray.available

    @property
    def stays(self) -> bool:
        """Whether closing the window leaves Parley running: as chosen, or where there is a tray."""
        chosen = self._settings.start.when_closed
        return self.tray.available if chosen == "auto" else chosen == "stay"

    def heed(self, settings: Settings) -> None:
        """Takes what is set now."""
        self._settings = settings
        if not settings.notifications.show:
            self.withdraw()
        self._show_habits()

    def show_waiting(self, count: int) -> None:
        """Says in the tray how many questions wait."""
        self.tray.show_waiting(count)

    def call(self, key: int, title: str, caller: str) -> None:
        """Says who asks in a notification, or in a balloon of the tray."""
        self._called = True
        self._say(Call(key, title, ASKED if caller in title else f"{caller}. {ASKED}"))

    def withdraw(self) -> None:
        """Takes the notification back."""
        if self._called:
            self._called = False
            self.notifications.withdraw()

    def put_away(self) -> bool:
        """Puts the window away where closing it does not end Parley; returns whether that is so."""
        remembered().keep_place(self._window)
        if not self.stays:
            return False
        if not self.tray.available:
            self._window.showMinimized()  # Nothing else would lead back to it.
        else:
            self._window.hide()
            if not remembered().get("told of the tray"):
                remembered().keep("told of the tray", value=True)
                self._say(Call(0, tr("Parley is still running"), STAYS))
        remembered().save()
        return True

    def open_window(self, request: str = "") -> None:
        """Brings the window to the front, with one request where it is named, as was asked for."""
        window = self._window
        if window.isMinimized():
            window.setWindowState(window.windowState() & ~_MINIMIZED)
        window.show()
        window.raise_()
        window.activateWindow()
        if request:
            window.show_request(request)
        self._approver.raise_dialog()

    def _say(self, call: Call) -> None:
        if not self._settings.notifications.show:
            return
        if self.notifications.works or sys.platform == "linux":
            self.notifications.show(call)
        elif self.tray.available:
            kind = QSystemTrayIcon.MessageIcon.Information
            self.tray.icon.showMessage(call.title, call.text, kind, _BALLOON_MS)

    def _heed(self, key: int, wish: str) -> None:
        """Does what a notification's button says, which any program may have pressed: never yes."""
        if wish == DECLINE:
            self._approver.decline(key)
        elif key:
            self._approver.raise_dialog()
        else:
            self.open_window()

    def _review(self) -> None:
        if self.tray.standing.waiting:
            self._approver.raise_dialog()
        else:
            self.open_window()

    def _connect(self, bridge: Bridge) -> None:
        window, tray = self._window, self.tray
        bridge.request_changed.connect(tray.show_request)
        bridge.pause_changed.connect(lambda paused: tray.show_pause(paused=paused))
        tray.review_requested.connect(self._approver.raise_dialog)
        tray.open_requested.connect(self.open_window)
        tray.pause_requested.connect(window.pause_requested)
        tray.quit_requested.connect(window.quit)
        tray.icon.messageClicked.connect(self._review)
        window.stay_requested.connect(self._choose_to_stay)
        window.login_requested.connect(self._choose_login)

    def _choose_to_stay(self, stays: bool) -> None:  # noqa: FBT001 - a signal's slot
        self._set("start.when_closed", "stay" if stays else "quit")

    def _choose_login(self, on: bool) -> None:  # noqa: FBT001 - a signal's slot
        self._set(AT_LOGIN, on)

    def _set(self, key: str, value: Value) -> None:
        """Sets what the File menu sets too, at any moment: also before the app is there."""
        places = Places.from_environment()
        try:
            store_settings(places, {key: value})
            self._settings, _, _ = load_settings(places)
        except ConfigError as error:
            self._publish(Notice(str(error), error=True))
        self._show_habits()

    def _show_habits(self) -> None:
        start = self._settings.start
        self._window.show_habits(stays=self.stays, at_login=start.at_login)

    def _look_for_tray(self) -> None:
        """Puts the icon into a tray that has come, and never leaves Parley without a way to it."""
        has_tray = self.tray.available
        if has_tray and not self._had_tray:
            self.tray.show()
            self._show_habits()
        elif not has_tray and not self._window.isVisible() and not self._window.leaving:
            self._window.showMinimized()
        self._had_tray = has_tray
