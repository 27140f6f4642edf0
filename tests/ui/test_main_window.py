"""The window around the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel

from desktop.events import Notice
from desktop.ui.main_window import MainWindow, Page
from desktop.ui.widgets.pause_banner import PAUSED, PauseBanner
from tests.ui.fakes import make_change, make_server
from tests.ui.keyboard import press, turn_to
from tests.ui.test_activity_page import button, text_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.application import Application


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    window = MainWindow()
    window.fill()
    qtbot.addWidget(window, before_close_func=lambda window: window.hide())
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


@pytest.mark.parametrize("page", Page)
def test_every_page_has_a_key(window: MainWindow, page: Page) -> None:
    press(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    press(window, Qt.Key(Qt.Key.Key_1 + page), Qt.KeyboardModifier.ControlModifier)
    assert window.page is page
    assert window.navigation.currentRow() == page


def test_the_key_of_a_page_leads_to_its_list(window: MainWindow) -> None:
    window.activity.apply(make_change("a"))
    window.servers.apply(make_server())
    for key, wanted in (
        (Qt.Key.Key_3, window.servers.list),
        (Qt.Key.Key_1, window.activity.table),
    ):
        press(window, key, Qt.KeyboardModifier.ControlModifier)
        assert window.focusWidget() is wanted


def test_ctrl_f_leads_to_the_search_of_the_page_and_with_shift_to_that_of_requests(
    window: MainWindow,
) -> None:
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    press(window, Qt.Key.Key_F, control)
    assert window.page is Page.ACTIVITY, "there is nothing to look through yet"
    window.activity.apply(make_change("a"))
    window.activity.show_usage_tab()
    requests = window.activity.requests.filters.search
    for page, search in (
        (Page.SERVERS, window.servers.search.line),
        (Page.MODELS, window.models.search.line),
        (Page.CALLERS, window.callers.search.line),
        (Page.PERMISSIONS, window.permissions.search.line),
        (Page.ACTIVITY, requests),
    ):
        window.show_page(page)
        assert not search.isVisible() or page is Page.ACTIVITY, "the list is short"
        press(window, Qt.Key.Key_F, control)
        assert window.focusWidget() is search
        assert search.isVisible()
    window.show_page(Page.SERVERS)
    press(window, Qt.Key.Key_F, control | shift)
    assert window.page is Page.ACTIVITY
    assert window.focusWidget() is requests


def test_a_servers_page_leads_to_the_permissions(window: MainWindow) -> None:
    window.servers.apply(make_server())
    window.servers.show_trust("Weather", always=True)
    window.show_page(Page.SERVERS)
    turn_to(window.servers.details, "About")
    press(button(window.servers, "&Permissions"), Qt.Key.Key_Space)
    assert window.page is Page.PERMISSIONS


def test_the_pages_are_walked_with_the_arrows(window: MainWindow) -> None:
    walked = []
    for _ in range(2):
        press(window.navigation, Qt.Key.Key_Down)
        walked.append(window.page)
    assert walked == [Page.CHAT, Page.SERVERS]


def test_the_list_of_pages_is_as_wide_as_its_words(window: MainWindow) -> None:
    pages, font = window.navigation, window.navigation.font()
    before = pages.width()
    font.setPointSizeF(2 * font.pointSizeF())
    pages.setFont(font)
    assert before < pages.width() < 2.2 * before
    words = (pages.item(row).text() for row in range(pages.count()))
    widest = max(map(pages.fontMetrics().horizontalAdvance, words))
    assert pages.width() > widest + pages.iconSize().width()


def test_trying_it_leads_to_the_bundled_tool(window: MainWindow) -> None:
    window.servers.apply(make_server("examples", bundled=True))
    press(button(window.activity, "run a tool"), Qt.Key.Key_Space)
    assert window.page is Page.SERVERS
    assert window.servers.selected == "examples"
    assert window.focusWidget() is window.servers.details.tools.run_button


@pytest.mark.parametrize("how", ["close", "ctrl_q"])
def test_closing_hides_the_window_and_is_only_a_wish(
    window: MainWindow, qtbot: QtBot, how: str
) -> None:
    with qtbot.waitSignal(window.close_requested):
        if how == "close":
            window.close()
        else:
            press(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert not window.isVisible()


def test_a_notice_is_plain_text_and_can_be_dismissed(window: MainWindow) -> None:
    window.show_notice(Notice("<b>First</b>"))
    window.show_notice(Notice("Second", error=True))
    window.show_notice(Notice("Second", error=True))
    assert text_of(window, "Notice") == "Second"
    assert "and 1 earlier one" in [label.text() for label in window.findChildren(QLabel)]
    dismiss = button(window, "Dismiss")
    press(dismiss, Qt.Key.Key_Space)
    assert text_of(window, "Notice") == "<b>First</b>"
    press(dismiss, Qt.Key.Key_Space)
    assert not window.notices.isVisible()


def pause_action(window: MainWindow) -> QAction:
    (action,) = [one for one in window.findChildren(QAction) if "Pause" in one.text()]
    return action


def test_the_pause_is_one_switch_with_a_key_and_stays_in_sight(
    window: MainWindow, qtbot: QtBot
) -> None:
    action, keys = pause_action(window), Qt.KeyboardModifier.ControlModifier
    keys |= Qt.KeyboardModifier.ShiftModifier
    assert not action.isEnabled()
    window.set_ready()
    with qtbot.waitSignal(window.pause_requested) as wished:
        press(window, Qt.Key.Key_P, keys)
    assert wished.args == [True]
    window.show_pause(paused=True)
    assert action.isChecked()
    assert window.windowTitle() == "Parley (paused)"
    for page in Page:
        window.show_page(page)
        assert PAUSED in [
            label.text() for label in window.findChildren(QLabel) if label.isVisible()
        ]
    with qtbot.waitSignal(window.pause_requested) as wished:
        press(button(window, "Res&ume"), Qt.Key.Key_Space)
    assert wished.args == [False]
    window.show_pause(paused=False)
    assert not action.isChecked()
    assert not window.pause_banner.isVisible()
    assert window.windowTitle() == "Parley"


def test_what_was_never_paused_makes_no_banner(window: MainWindow) -> None:
    window.show_pause(paused=False)
    assert window.findChildren(PauseBanner) == []


def test_nothing_can_be_added_before_the_services_are_there(window: MainWindow) -> None:
    adding = [button(page, "&Add a") for page in (window.servers, window.models)]
    assert not any(one.isEnabled() for one in adding)
    window.set_ready()
    assert all(one.isEnabled() for one in adding)
    assert not window.statusBar().isVisible()


def test_the_systems_request_to_quit_is_only_a_wish(qapp: Application, qtbot: QtBot) -> None:
    with qtbot.waitSignal(qapp.quit_requested):
        QApplication.sendEvent(qapp, QEvent(QEvent.Type.Quit))
