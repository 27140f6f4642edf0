"""What closing the window means, and what its menu says of that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QAction

from desktop.storage.autostart import starts_at_login
from desktop.storage.places import Places
from desktop.storage.settings import Settings, all_settings
from desktop.storage.settings_store import load_settings, store_settings
from desktop.ui.approvals import DialogApprover
from desktop.ui.bridge import Bridge
from desktop.ui.main_window import MainWindow
from desktop.ui.notifications import DECLINE, REVIEW, Call
from desktop.ui.presence import ASKED, Presence
from desktop.ui.remembered import Remembered
from desktop.ui.tray import Tray

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.ui.application import Application


@pytest.fixture
def window(
    tmp_path: Path, qapp: Application, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> MainWindow:
    monkeypatch.setattr(qapp, "remembered", Remembered(tmp_path / "view.json"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("PARLEY_HOME", str(tmp_path / "home"))
    window = MainWindow()
    qtbot.addWidget(window, before_close_func=lambda window: window.hide())
    window.show()
    return window


@pytest.fixture
def presence(window: MainWindow) -> Iterator[Presence]:
    presence = Presence(window, DialogApprover(window), Bridge())
    yield presence
    presence.end()


@pytest.fixture
def in_a_tray(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Tray, "available", True)
    monkeypatch.setattr(Tray, "show", lambda _: None)  # Qt's offscreen plugin warns of an icon.


def action(window: MainWindow, words: str) -> QAction:
    (found,) = [one for one in window.findChildren(QAction) if words in one.text().replace("&", "")]
    return found


def test_without_a_tray_closing_ends_parley_unless_it_was_chosen_otherwise(
    window: MainWindow, presence: Presence, qtbot: QtBot
) -> None:
    stays = action(window, "Keep running")
    assert not stays.isChecked()
    stays.trigger()
    window.close()
    assert (window.isVisible(), window.isMinimized(), window.leaving) == (True, True, False)
    stays.trigger()
    with qtbot.waitSignal(window.close_requested):
        window.close()


@pytest.mark.usefixtures("in_a_tray")
def test_in_a_tray_closing_hides_the_window_which_is_said_once(
    window: MainWindow, presence: Presence
) -> None:
    said = presence.notifications._wanted
    assert action(window, "Keep running").isChecked()
    for _ in range(2):
        window.close()
        assert not window.isVisible()
        presence.open_window()
        assert window.isVisible()
    assert said.qsize() <= 1
    window.quit()
    assert window.leaving


@pytest.mark.usefixtures("in_a_tray")
def test_who_wants_closing_to_end_parley_has_that_in_a_tray_too(
    window: MainWindow, presence: Presence, qtbot: QtBot
) -> None:
    action(window, "Keep running").trigger()
    with qtbot.waitSignal(window.close_requested):
        window.close()


@pytest.mark.usefixtures("in_a_tray")
def test_a_window_is_never_out_of_reach_when_the_tray_goes(
    window: MainWindow, presence: Presence, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.close()
    presence._look_for_tray()
    assert not window.isVisible()
    monkeypatch.setattr(Tray, "available", False)
    presence._look_for_tray()
    assert window.isMinimized()


def test_the_start_at_login_is_a_switch_in_the_menu(window: MainWindow, presence: Presence) -> None:
    switch = action(window, "when I log in")
    for wanted in (True, False):
        switch.trigger()
        assert starts_at_login() is switch.isChecked() is wanted


def test_a_press_on_a_notification_without_a_question_opens_the_window(
    window: MainWindow, presence: Presence
) -> None:
    window.hide()
    presence._heed(3, DECLINE)
    presence._heed(3, REVIEW)
    assert not window.isVisible()
    presence._heed(0, REVIEW)
    assert window.isVisible()


def test_without_notifications_nobody_is_called_and_what_was_shown_is_taken_back(
    window: MainWindow, presence: Presence
) -> None:
    said = presence.notifications._wanted
    presence.call(1, "Weather asks", "Weather")
    assert said.qsize() == 1
    presence.heed(Settings().with_value(all_settings()["notifications.show"], value=False))
    assert (said.get_nowait(), said.get_nowait()) == (Call(1, "Weather asks", ASKED), None)
    presence.call(2, "Weather asks", "Weather")
    assert said.empty()


def test_the_menu_and_the_settings_say_the_same(
    window: MainWindow, presence: Presence, tmp_path: Path
) -> None:
    places = Places.under(tmp_path / "home")
    action(window, "Keep running").trigger()
    assert load_settings(places)[0].start.when_closed == "stay"
    store_settings(places, {"start.when_closed": "quit", "start.at_login": True})
    presence.heed(load_settings(places)[0])
    assert not action(window, "Keep running").isChecked()
    assert action(window, "when I log in").isChecked()
