"""The tables: rows by key, and what their cells say."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt

from desktop.events import ModelChanged, ModelStatus, RequestPhase, ServerStatus
from desktop.ui.tables.models import model_rows
from desktop.ui.tables.requests import STATE, WHEN, request_rows
from desktop.ui.tables.rows import SortRole, sorted_by, value_at
from desktop.ui.tables.servers import server_rows
from tests.ui.fakes import make_change, make_server

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from desktop.ui.tables.rows import RowsModel

pytestmark = pytest.mark.usefixtures("qapp")

MODEL = ModelChanged(
    "m", "Small", ModelStatus.LOADED, size=352_000_000, context_length=8192, parameters=494_000_000
)


def texts(rows: RowsModel[Any], row: int = 0) -> list[str]:
    return [str(rows.index(row, column).data()) for column in range(rows.columnCount())]


@pytest.mark.parametrize(
    ("empty", "first", "second"),
    [
        (request_rows, make_change("a"), make_change("b")),
        (server_rows, make_server("a"), make_server("b")),
        (model_rows, MODEL, ModelChanged("n", "Other", ModelStatus.FAILED)),
    ],
    ids=["requests", "servers", "models"],
)
def test_a_table_is_a_sound_item_model(
    qtmodeltester: Any, empty: Callable[[], RowsModel[Any]], first: object, second: object
) -> None:
    rows = empty()
    rows.apply(first)
    rows.apply(second)
    qtmodeltester.check(rows)
    qtmodeltester.check(sorted_by(rows, 0, Qt.SortOrder.DescendingOrder))


def test_a_value_with_a_known_key_changes_its_row_and_no_other(qtbot: QtBot) -> None:
    rows = request_rows()
    rows.apply(make_change("a"))
    rows.apply(make_change("b"))
    with qtbot.waitSignal(rows.dataChanged) as changed:
        rows.apply(make_change("a", RequestPhase.ANSWERED))
    first, last, *_ = changed.args
    assert (first.row(), last.row(), rows.rowCount()) == (0, 0, 2)
    assert texts(rows)[STATE] == "Answered"
    assert texts(rows, 1)[STATE] == "Answering"


def test_the_same_value_again_changes_nothing(qtbot: QtBot) -> None:
    rows, change = request_rows(), make_change("a")
    rows.apply(change)
    with qtbot.assertNotEmitted(rows.dataChanged):
        rows.apply(change)


def test_a_removed_row_is_gone_and_an_unknown_one_is_no_matter() -> None:
    rows = model_rows()
    rows.apply(MODEL)
    rows.remove("unknown")
    rows.remove("m")
    assert rows.rowCount() == 0
    assert rows.value("m") is None
    assert not rows.index_of("m").isValid()


def test_a_value_is_found_through_the_sorting() -> None:
    rows = request_rows()
    older, newer = make_change("a", at=1.0), make_change("b", at=2.0)
    rows.apply(older)
    rows.apply(newer)
    newest_first = sorted_by(rows, WHEN, Qt.SortOrder.DescendingOrder)
    found = [value_at(newest_first, newest_first.index(row, STATE)) for row in range(2)]
    assert found == [newer, older]


def test_a_request_of_today_shows_the_time_and_an_older_one_the_day() -> None:
    rows = request_rows()
    rows.apply(make_change("a", at=time.time()))
    rows.apply(make_change("b", at=0.0))
    assert texts(rows)[WHEN].count(":") == 2
    assert texts(rows, 1)[WHEN].startswith("19")


@pytest.mark.parametrize("phase", RequestPhase)
def test_every_state_has_an_icon_and_a_word(phase: RequestPhase) -> None:
    rows = request_rows()
    rows.apply(make_change("a", phase))
    cell = rows.index(0, STATE)
    assert cell.data()
    assert not cell.data(Qt.ItemDataRole.DecorationRole).isNull()


def test_a_model_shows_its_size_in_words_and_is_sorted_by_bytes() -> None:
    rows = model_rows()
    rows.apply(MODEL)
    assert texts(rows) == ["Small", "352 MB", "8,192 tokens", "Loaded"]
    assert rows.index(0, 1).data(SortRole) == 352_000_000


def test_a_server_shows_its_name_its_state_and_its_command() -> None:
    rows = server_rows()
    rows.apply(make_server("Weather\u200b", status=ServerStatus.FAILED, target="npx weather"))
    assert texts(rows) == ["Weather⟦U+200B⟧\nFailed\nnpx weather"]


def test_a_title_stands_over_every_column(qapp: QApplication) -> None:
    rows = request_rows()
    titles = [rows.headerData(column, Qt.Orientation.Horizontal) for column in range(5)]
    assert titles == ["When", "Server", "Tool", "Model", "State"]
