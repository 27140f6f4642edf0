"""The palette of all actions: opened, searched and obeyed with the keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from desktop.events import ModelChanged, ModelStatus
from desktop.ui.main_window import MainWindow, Page
from desktop.ui.palette import Act, Palette, ranked
from tests.ui.fakes import make_server
from tests.ui.keyboard import press, type_text

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    window = MainWindow()
    window.fill()
    qtbot.addWidget(window, before_close_func=lambda window: window.hide())
    window.servers.apply(make_server())
    window.models.apply(ModelChanged("m", "Small", ModelStatus.UNLOADED, path="/m.gguf"))
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def opened(window: MainWindow, qtbot: QtBot) -> Palette:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    press(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    (palette,) = (one for one in window.findChildren(Palette) if one.isVisible())
    qtbot.waitUntil(palette.sought.hasFocus)
    return palette


def rows(palette: Palette) -> list[tuple[str, str]]:
    model = palette.list.model()
    return [
        (model.index(row, 0).data(), model.index(row, 1).data() or "")
        for row in range(model.rowCount())
    ]


def test_every_action_of_the_menus_and_of_the_pages_is_in_it_with_its_key(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.set_ready()
    found = dict(rows(opened(window, qtbot)))
    for text, key in (
        ("Add a server…", ""),
        ("Get a model…", "Ctrl+G"),
        ("Pause every request", "Ctrl+Shift+P"),
        ("Quit", "Ctrl+Q"),
        ("About Parley", ""),
        ("Run Forecast of Weather…", ""),
        ("Stop Weather", ""),
        ("Measure the speed of Small", ""),
        *((page.name.capitalize(), f"Ctrl+{page + 1}") for page in Page),
    ):
        assert found[text] == key


def test_what_cannot_be_done_says_why_and_is_not_done(window: MainWindow, qtbot: QtBot) -> None:
    palette = opened(window, qtbot)
    type_text(palette.sought, "add a server")
    assert rows(palette) == [("Add a server…\nParley is still starting.", "")]
    press(palette.sought, Qt.Key.Key_Return)
    assert palette.isVisible()
    palette.sought.clear()
    type_text(palette.sought, "start weather")
    assert "Start Weather\nIt runs already." in dict(rows(palette))
    palette.sought.clear()
    type_text(palette.sought, "zzz")
    assert rows(palette) == []
    press(palette.sought, Qt.Key.Key_Return)
    press(palette.sought, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_an_action_is_found_by_some_letters_and_done_by_enter(
    window: MainWindow, qtbot: QtBot
) -> None:
    palette = opened(window, qtbot)
    type_text(palette.sought, "restw")
    with qtbot.waitSignal(window.servers.restart_requested) as wished:
        press(palette.sought, Qt.Key.Key_Return)
    assert wished.args == ["Weather"]
    palette = opened(window, qtbot)
    type_text(palette.sought, "weather")
    chosen = [text for text, _ in rows(palette)].index("Show the log of Weather")
    for _ in range(chosen):
        press(palette.sought, Qt.Key.Key_Down)
    press(palette.sought, Qt.Key.Key_Return)
    details = window.servers.details
    assert details.tab is details.log
    palette = opened(window, qtbot)
    type_text(palette.sought, "run forecast")
    press(palette.sought, Qt.Key.Key_Return)
    assert window.page is Page.SERVERS
    assert window.focusWidget() is details.tools.run_button


def test_beginnings_of_words_come_before_parts_and_parts_before_letters() -> None:
    texts = ("Open the past", "Restart a post", "Stop Weather", "Show stops", "Get a model…")
    acts = [Act(text, lambda: None) for text in texts]
    assert [act.text for act in ranked("", acts)] == list(texts)
    assert [act.text for act in ranked("sto", acts)] == [
        "Stop Weather",
        "Show stops",
        "Restart a post",
    ]
    assert [act.text for act in ranked("WEATHER st", acts)] == ["Stop Weather"]
    assert [act.text for act in ranked("gtmd", acts)] == ["Get a model…"]
    assert ranked("xq", acts) == []
