"""What a person sets in the window: passed to where it is kept, shown where it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from desktop.errors import ConfigError
from desktop.events import Notice
from desktop.language import tr
from desktop.storage.settings import groups
from desktop.ui.main_window import Page
from desktop.ui.saving import ask_where

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.storage.setting import Value
    from desktop.storage.settings_store import SettingsStore
    from desktop.ui.application import Application
    from desktop.ui.bridge import Bridge
    from desktop.ui.main_window import MainWindow
    from desktop.ui.presence import Presence
    from desktop.ui.tasks import TaskOwner
    from desktop.ui.undo import Undo


class Preferences:
    """The page of settings, from the moment at which it is first opened."""

    def __init__(
        self, settings: SettingsStore, window: MainWindow, tasks: TaskOwner, undo: Undo
    ) -> None:
        self._settings, self._window, self._tasks, self._undo = settings, window, tasks, undo
        self._language = settings.values.appearance.language
        self._connected = False
        self._under_way = 0
        """Changes that are being written."""
        window.navigation.currentRowChanged.connect(self._open)
        for wished in (window.stay_requested, window.login_requested):
            wished.connect(lambda _: tasks.start(settings.heed(), "heed the settings"))

    def follow(self, bridge: Bridge, presence: Presence, application: Application) -> None:
        """Has everything in the window heed what is set, now and whenever that changes."""
        self._application = application

        def heed() -> None:
            values = self._settings.values
            presence.heed(values)
            application.look.take(values.appearance)
            self._window.chat.composer.draft.send_with(enter=values.chat.enter_sends)
            self._show()

        bridge.settings_changed.connect(heed)

    def begin(self) -> None:
        """Takes the settings as those with which the window has started."""
        appearance = self._settings.values.appearance
        self._language = appearance.language
        self._application.look.take(appearance)
        self._open(self._window.page)

    def _open(self, row: int) -> None:
        """Connects the page once it is there: until then, it costs nothing."""
        if row != Page.SETTINGS or self._connected:
            return
        self._connected = True
        page = self._window.settings
        page.change_requested.connect(
            lambda key, value: self._tasks.start(self._change(key, value), "change a setting")
        )
        page.reset_requested.connect(
            lambda group: self._tasks.start(self._reset(group), "reset settings")
        )
        page.file_requested.connect(
            lambda: self._tasks.start(self._open_file(), "open settings.toml")
        )
        page.export_requested.connect(self._export)
        page.restart_requested.connect(self._restart)
        page.token_requested.connect(self._window.models.get_view.token_requested)
        page.callers_requested.connect(lambda: self._window.show_page(Page.CALLERS))
        self._show()

    def _show(self) -> None:
        # What was chosen last must not be taken back for a moment.
        if self._connected and not self._under_way:
            page, values = self._window.settings, self._settings.values
            page.show_settings(values)
            page.offer_restart(needed=values.appearance.language != self._language)

    async def _change(self, key: str, value: Value) -> None:
        page, problem = self._window.settings, ""
        self._under_way += 1
        try:
            await self._settings.change({key: value})
        except ConfigError as error:
            problem = str(error)
        finally:
            self._under_way -= 1
        page.say(key, problem)
        self._show()

    async def _reset(self, group: str) -> None:
        before = await self._settings.reset(group)

        async def undo(was: Mapping[str, Value] = before) -> None:
            await self._settings.change(was)

        name = groups()[group].label
        self._undo.offer(tr("{group}: what is usual holds again.", group=name), undo)

    async def _open_file(self) -> None:
        path = await self._settings.make_file()
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._tell(tr("No program could be opened for it. The file is {path}.", path=path))

    def _restart(self) -> None:
        self._application.starts_again = True
        self._window.quit()

    def _export(self) -> None:
        text = self._settings.exported()
        ask_where(self._window, "settings.toml", text.encode(), self._tell)

    def _tell(self, what: str) -> None:
        self._window.show_notice(Notice(what))
