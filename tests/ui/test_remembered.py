"""What the next window knows of the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLabel

from desktop.ui.main_window import MainWindow, Page
from desktop.ui.pages.models import ModelsPage
from desktop.ui.remembered import Remembered
from desktop.ui.widgets.split import Split

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.ui.application import Application


@pytest.fixture
def file(tmp_path: Path, qapp: Application, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(qapp, "remembered", Remembered(tmp_path / "view.json"))
    return tmp_path / "view.json"


def again(qapp: Application, file: Path) -> None:
    """What the next start of the program has."""
    qapp.remembered.save()
    qapp.remembered = Remembered(file)


def test_columns_and_splits_come_back_with_the_widths_they_were_given(
    file: Path, qapp: Application, qtbot: QtBot
) -> None:
    first = ModelsPage()
    qtbot.addWidget(first)
    first.table.horizontalHeader().resizeSection(2, 171)
    again(qapp, file)
    second = ModelsPage()
    qtbot.addWidget(second)
    assert second.table.horizontalHeader().sectionSize(2) == 171

    def split() -> Split:
        made = Split(Qt.Orientation.Horizontal, (QLabel("left"), QLabel("right")), (5, 5), "here")
        qtbot.addWidget(made)
        made.resize(400, 100)
        made.show()
        return made

    one = split()
    one.moveSplitter(300, 1)
    assert qapp.remembered.get("split here") == one.sizes()
    again(qapp, file)
    assert split().sizes() == one.sizes()


def test_the_window_comes_back_to_its_place_and_to_a_screen_that_is_there(
    file: Path, qapp: Application, qtbot: QtBot
) -> None:
    window, memory = MainWindow(), qapp.remembered
    qtbot.addWidget(window, before_close_func=lambda window: window.hide())
    window.setGeometry(QRect(QPoint(31, 47), QSize(700, 500)))
    window.show()
    memory.keep_place(window)
    window.setGeometry(QRect(QPoint(9_000, 9_000), QSize(700, 500)))
    memory.restore_place(window)
    assert window.geometry().size() == QSize(700, 500)
    window.setGeometry(QRect(QPoint(9_000, 9_000), QSize(700, 500)))
    memory.keep_place(window)  # on a screen that is gone by the next time
    memory.restore_place(window)
    assert window.screen().availableGeometry().intersects(window.frameGeometry())


@pytest.mark.parametrize(
    "content", ["", "[]", "{", '{"geometry": 7, "split here": ["x"], "page": [1], "stays": "x"}']
)
def test_a_file_of_nonsense_is_as_if_it_never_was(
    file: Path, qapp: Application, qtbot: QtBot, content: str
) -> None:
    from desktop.ui.application import _restore  # noqa: PLC0415

    file.write_text(content)
    window = MainWindow()
    qtbot.addWidget(window, before_close_func=lambda window: window.hide())
    _restore(Remembered(file), window)
    assert window.page is Page.ACTIVITY


def test_what_cannot_be_written_harms_nothing(tmp_path: Path) -> None:
    memory = Remembered(tmp_path / "none" / "view.json")
    memory.keep("page", "SERVERS")
    memory.save()
    assert memory.get("page") == "SERVERS"
