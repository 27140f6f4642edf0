"""The page of permissions."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from desktop.ui.pages.permissions import PermissionsPage
from desktop.ui.tables.permissions import Permission
from tests.ui.fakes import make_grant
from tests.ui.keyboard import press
from tests.ui.test_activity_page import button, words

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def page(qtbot: QtBot) -> PermissionsPage:
    page = PermissionsPage()
    qtbot.addWidget(page)
    page.resize(750, 550)
    page.show()
    return page


def test_an_empty_page_says_what_it_is_for(page: PermissionsPage) -> None:
    page.show_permissions([], {})
    assert "No permission stands" in words(page)
    assert not button(page, "Take a&ll").isEnabled()
    assert not button(page, "&Take back").isEnabled()


def test_the_newest_permission_stands_first_and_each_says_how_it_stands(
    page: PermissionsPage,
) -> None:
    older, newer = make_grant("a", at=1.0), make_grant("b", at=2.0, kind="session")
    page.show_permissions([Permission(older, "server gone"), Permission(newer)], {})
    model = page.table.model()
    cells = [[model.index(row, column).data() for column in (3, 5)] for row in range(2)]
    assert cells == [["Until Parley ends", "Holds"], ["Always", "Void: server gone"]]


@pytest.mark.parametrize("key", ["button", "delete"])
def test_a_selected_permission_is_taken_back(page: PermissionsPage, qtbot: QtBot, key: str) -> None:
    page.show_permissions([Permission(make_grant("a", at=1.0))], {})
    with qtbot.assertNotEmitted(page.revoke_requested):
        press(page.table, Qt.Key.Key_Delete)
    page.table.selectRow(0)
    with qtbot.waitSignal(page.revoke_requested) as wished:
        if key == "button":
            press(button(page, "&Take back"), Qt.Key.Key_Space)
        else:
            press(page.table, Qt.Key.Key_Delete)
    assert wished.args == ["a"]


def test_all_permissions_are_taken_back_at_once(page: PermissionsPage, qtbot: QtBot) -> None:
    page.show_permissions([Permission(make_grant("a")), Permission(make_grant("b"))], {})
    with qtbot.waitSignal(page.revoke_all_requested):
        press(button(page, "Take a&ll"), Qt.Key.Key_Space)


def test_a_server_about_which_no_question_is_wanted_is_told_and_can_be_asked_about_again(
    page: PermissionsPage, qtbot: QtBot
) -> None:
    until = time.time() + 600
    page.show_permissions([], {"Weather": until, "Notes": until})
    clock = time.strftime("%H:%M", time.localtime(until))
    assert f"You are not asked about Weather until {clock}: its requests are refused." in words(
        page
    )
    (again,) = [
        one
        for one in page.findChildren(type(button(page, "&Take back")))
        if one.accessibleName() == "Ask again about Notes"
    ]
    with qtbot.waitSignal(page.ask_again_requested) as wished:
        press(again, Qt.Key.Key_Space)
    assert wished.args == ["Notes"]
    page.show_permissions([], {})
    assert "Weather" not in words(page)


def test_the_page_is_read_anew_when_it_is_looked_at_and_when_something_ends(
    page: PermissionsPage, qtbot: QtBot
) -> None:
    page.hide()
    with qtbot.waitSignal(page.refresh_requested):
        page.show()
    soon = make_grant("a", kind="minutes", until=time.time() - 1)
    with qtbot.waitSignal(page.refresh_requested, timeout=3000):
        page.show_permissions([Permission(soon)], {})
