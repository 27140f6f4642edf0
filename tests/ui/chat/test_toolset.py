"""The list of servers whose tools may be asked for, as servers come, change and go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication

from desktop.ui.chat.toolset import ServerOffer, Toolset
from tests.ui.keyboard import press

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

NOTES, WEATHER = ServerOffer("Notes", "Stopped"), ServerOffer("Weather", "Stopped")


def lines(toolset: Toolset) -> list[str]:
    """The lines of the list; those that are ticked have a star."""
    return [f"{'*' if one.isChecked() else ''}{one.text()}" for one in toolset.ticks]


def test_an_open_list_follows_the_servers_and_keeps_the_keyboard_where_it_is(qtbot: QtBot) -> None:
    toolset = Toolset()
    qtbot.addWidget(toolset)
    toolset.show_servers([NOTES, WEATHER])
    toolset.show()
    menu = toolset.menu()
    menu.popup(QPoint())
    press(menu, Qt.Key.Key_Down)
    press(menu, Qt.Key.Key_Down)
    toolset.show_servers([ServerOffer("Boats", "Ready"), NOTES, ServerOffer("Weather", "Ready")])
    assert lines(toolset) == ["Boats (Ready)", "Notes (Stopped)", "Weather (Ready)"]
    assert menu.isVisible()
    with qtbot.waitSignal(toolset.chosen_changed) as chosen:
        press(menu, Qt.Key.Key_Return)
    assert chosen.args == [["Weather"]]


def test_a_ticked_server_that_goes_stays_and_says_so_until_it_is_back(qtbot: QtBot) -> None:
    toolset = Toolset()
    qtbot.addWidget(toolset)
    [nothing] = toolset.menu().actions()
    assert nothing.isVisible()
    toolset.show_servers([NOTES, WEATHER])
    assert not nothing.isVisible()
    toolset.choose(["Notes"])
    toolset.show_servers([WEATHER])
    assert "*Notes (it is not there any more)" in lines(toolset)
    toolset.show_servers([NOTES, WEATHER])
    assert lines(toolset) == ["*Notes (Stopped)", "Weather (Stopped)"]
    toolset.choose([])
    toolset.show_servers([])
    assert lines(toolset) == []
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not [one for one in toolset.menu().children() if "Notes" in getattr(one, "text", str)()]
    assert nothing.isVisible()
