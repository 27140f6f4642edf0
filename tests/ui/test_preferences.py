"""What a person sets in the window takes effect at once, and can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QCheckBox, QFileDialog

from desktop.storage.settings import Appearance, Settings
from desktop.storage.settings_store import SettingsStore
from desktop.ui.approvals import DialogApprover
from desktop.ui.bridge import Bridge
from desktop.ui.controller import follow
from desktop.ui.main_window import MainWindow, Page
from desktop.ui.preferences import Preferences
from desktop.ui.presence import Presence
from desktop.ui.tasks import TaskOwner
from desktop.ui.undo import Undo
from tests.ui.keyboard import press
from tests.waiting import until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.storage.places import Places
    from desktop.ui.application import Application
    from desktop.ui.pages.settings import SettingsPage

pytestmark = pytest.mark.anyio


@dataclass
class Room:
    """A window, and the settings behind it."""

    settings: SettingsStore
    window: MainWindow
    presence: Presence
    undo: Undo

    @property
    def page(self) -> SettingsPage:
        return self.window.settings


@pytest.fixture
async def room(
    qtbot: QtBot,
    qapp: Application,
    places: Places,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Room]:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    places.prepare()
    window, bridge = MainWindow(), Bridge()
    qtbot.addWidget(window, before_close_func=lambda window: window.hide())
    window.show()
    follow(bridge, window)
    tasks = TaskOwner(bridge.publish)
    settings = SettingsStore(places, bridge.publish)
    presence, undo = Presence(window, DialogApprover(window), bridge), Undo(window, tasks)
    preferences = Preferences(settings, window, tasks, undo)
    preferences.follow(bridge, presence, qapp)
    await settings.heed()
    preferences.begin()
    assert "settings" not in vars(window)
    window.show_page(Page.SETTINGS)
    yield Room(settings, window, presence, undo)
    presence.end()
    await tasks.close()
    qapp.look.take(Appearance())
    qapp.starts_again = False


async def test_a_choice_recolours_the_window_and_stands_in_the_file(
    room: Room, qapp: Application
) -> None:
    control = room.page.control("appearance.theme").control
    light = qapp.palette().color(QPalette.ColorRole.Window).lightness()
    control.setFocus()
    for _ in range(2):
        press(control, Qt.Key.Key_Down)
    await until(lambda: room.settings.values.appearance.theme == "dark")
    assert qapp.palette().color(QPalette.ColorRole.Window).lightness() < light / 2
    assert 'theme = "dark"' in text_of(room)


async def test_a_reset_is_undone_with_what_was_set(room: Room) -> None:
    await room.settings.change({"models.threads": 3, "models.gpu": False})
    press(room.page.sections["models"].reset, Qt.Key.Key_Space)
    await until(lambda: bool(room.window.undo_strip.text()))
    assert room.settings.values == Settings()
    room.undo.take_back()
    await until(lambda: room.settings.values.models.threads == 3)
    box = room.page.control("models.gpu").control
    assert isinstance(box, QCheckBox)
    assert not box.isChecked()


async def test_what_is_changed_in_the_file_is_shown(room: Room) -> None:
    write(room.settings.path, "[chat]\nenter_sends = false\n")
    await room.settings.heed()
    box = room.page.control("chat.enter_sends").control
    assert isinstance(box, QCheckBox)
    assert not box.isChecked()


async def test_what_cannot_be_written_is_said_beside_the_control_that_goes_back(
    room: Room,
) -> None:
    write(room.settings.path, "[chat\n")
    row = room.page.control("appearance.motion")
    press(row.control, Qt.Key.Key_Space)
    await until(lambda: bool(row.problem.text()))
    assert "is not valid TOML" in row.problem.text()
    assert isinstance(row.control, QCheckBox)
    assert row.control.isChecked()
    assert text_of(room) == "[chat\n"


async def test_another_language_offers_to_start_again(room: Room, qapp: Application) -> None:
    page = room.page
    assert not page.restart.isVisible()
    await room.settings.change({"appearance.language": "de"})
    assert page.restart.isVisible()
    press(page.restart.button, Qt.Key.Key_Space)
    assert (qapp.starts_again, room.window.leaving) == (True, True)


async def test_the_file_menu_and_the_page_say_the_same(room: Room) -> None:
    room.window.stay_requested.emit(True)
    await until(lambda: room.settings.values.start.when_closed == "stay")
    ways = [room.presence.stays]
    await room.settings.change({"start.when_closed": "quit", "start.at_login": True})
    assert [*ways, room.presence.stays] == [True, False]
    assert room.window._menus.at_login.isChecked()


async def test_the_key_that_sends_in_the_chat_is_the_one_that_is_set(room: Room) -> None:
    draft, sent = room.window.chat.composer.draft, list[str]()
    draft.sent.connect(lambda: sent.append(draft.toPlainText()))
    for enter, expected in ((True, ["Hi", "Hi"]), (False, ["Hi\n"])):
        await room.settings.change({"chat.enter_sends": enter})
        draft.setPlainText("Hi")
        draft.moveCursor(draft.textCursor().MoveOperation.End)
        press(draft, Qt.Key.Key_Return)
        press(draft, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert sent == expected
        sent.clear()


async def test_an_export_asks_where_and_holds_what_is_set(room: Room, tmp_path: Path) -> None:
    await room.settings.change({"journal.keep_days": 7})
    room.page.export_requested.emit()
    [dialog] = room.window.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "mine.toml"))
    dialog.close()
    assert "\nkeep_days = 7\n" in read(tmp_path / "mine.toml")
    assert "Saved as" in room.window.notices.text()


async def test_the_port_of_the_endpoint_is_a_step_away(room: Room) -> None:
    room.page.callers_requested.emit()
    assert room.window.page is Page.CALLERS


def text_of(room: Room) -> str:
    return read(room.settings.path)


def read(path: Path) -> str:
    return path.read_text("utf-8")


def write(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")
