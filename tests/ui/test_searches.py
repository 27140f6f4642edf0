"""The searches of the pages' lists and of a server's log."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from desktop.events import ServerLogged
from desktop.ui.pages.servers import ServersPage
from desktop.ui.widgets.search_line import FEW
from tests.ui.fakes import make_server
from tests.ui.keyboard import press, type_text
from tests.ui.test_activity_page import words

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

_NAMES = ("Weather", "Notes", "Post", "Maps", "Music", "Trains", "Books", "Bank", "News")


@pytest.fixture
def page(qtbot: QtBot) -> ServersPage:
    page = ServersPage()
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def test_a_search_comes_with_the_rows_and_finds_them_by_any_of_their_words(
    page: ServersPage,
) -> None:
    model, search = page.list.model(), page.search
    for name in _NAMES[:FEW]:
        page.apply(make_server(name))
    assert not search.isVisible()
    page.apply(make_server(_NAMES[FEW]))
    assert search.isVisible()
    page.select("Weather")
    page.focus_search()
    type_text(search.line, "ready NOTE")
    assert model.rowCount() == 1
    assert page.selected == "Notes"
    type_text(search.line, "x")
    assert model.rowCount() == 0
    assert "Nothing here has that." in words(page)
    press(search.line, Qt.Key.Key_Escape)
    assert model.rowCount() == len(_NAMES)
    assert page.list.hasFocus()
    type_text(search.line, "notes")
    press(search.line, Qt.Key.Key_Return)
    assert page.list.hasFocus()
    page.select("Weather")
    assert page.selected == "Weather", "what is wished for is shown, whatever was sought"
    for name in _NAMES[1:]:
        page.remove(name)
    assert not search.isVisible()


def test_the_log_is_searched_to_and_fro(page: ServersPage) -> None:
    page.apply(make_server())
    for number in range(9):
        level = "error" if number in (2, 6) else "info"
        page.add_log(ServerLogged("Weather", level, f"Line {number}."))
    log = page.details.log
    page.details.show_tab(log)
    page.focus_search()
    assert log.line.hasFocus()
    type_text(log.line, "ERROR")

    def line() -> str:
        assert log.view.textCursor().selectedText() == "error"
        return log.view.textCursor().block().text()

    assert line() == "[error] Line 2."
    press(log.line, Qt.Key.Key_Return)
    assert line() == "[error] Line 6."
    press(log.line, Qt.Key.Key_F3)
    assert line() == "[error] Line 2.", "it goes on at the other end"
    press(log.before, Qt.Key.Key_Space)
    assert line() == "[error] Line 6."
    press(log.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert line() == "[error] Line 2."
    type_text(log.line, "x")
    assert log.said() == "It is not in the log."
    press(log.line, Qt.Key.Key_Escape)
    assert log.said() == ""
    assert log.view.hasFocus()
