"""The tables: rows by key, and what their cells say."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt

from desktop.events import (
    ModelChanged,
    ModelStatus,
    RequestPhase,
    ServerStatus,
    ServerUsage,
)
from desktop.inbound.sampling import caller_of
from desktop.models.context import Location
from desktop.servers.rules import SamplingRules
from desktop.ui.tables.models import model_rows
from desktop.ui.tables.permissions import Permission, permission_rows, permissions
from desktop.ui.tables.requests import STATE, WHEN, CallRow, RequestTree, requests_at
from desktop.ui.tables.rows import SortRole, ValueRole, sorted_by
from desktop.ui.tables.servers import ServerRow, server_rows
from desktop.ui.tables.sought import SoughtRequests
from desktop.ui.tables.usage import DAYS, By, Measure, by_day, summed, usage_rows
from desktop.ui.tables.view import TableView
from tests.ui.fakes import WEATHER, make_change, make_grant, make_server, make_usage

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from desktop.servers.config import ServerSpec
    from desktop.ui.tables.rows import RowsModel

pytestmark = pytest.mark.usefixtures("qapp")

MODEL = ModelChanged(
    "m", "Small", ModelStatus.LOADED, size=352_000_000, context_length=8192, parameters=494_000_000
)


def with_rules(**rules: Any) -> ServerSpec:
    return WEATHER.model_copy(update={"sampling": SamplingRules(**rules)})


def texts(rows: QAbstractItemModel, row: int = 0) -> list[str]:
    return [str(rows.index(row, column).data()) for column in range(rows.columnCount())]


@pytest.mark.parametrize(
    ("empty", "first", "second"),
    [
        (RequestTree, make_change("a"), make_change("b")),
        (RequestTree, make_change("a", call="c"), make_change("b", call="c")),
        (server_rows, ServerRow(make_server("a")), ServerRow(make_server("b"))),
        (model_rows, MODEL, ModelChanged("n", "Other", ModelStatus.FAILED)),
        (permission_rows, Permission(make_grant("a")), Permission(make_grant("b"), "gone")),
        (usage_rows, make_usage(), make_usage(server="Notes")),
    ],
    ids=["requests", "requests of a call", "servers", "models", "permissions", "usage"],
)
def test_a_table_is_a_sound_item_model(
    qtmodeltester: Any, empty: Callable[[], RowsModel[Any]], first: object, second: object
) -> None:
    rows = empty()
    rows.apply(first)
    rows.apply(second)
    sorted_ = (
        SoughtRequests(rows)
        if isinstance(rows, RequestTree)
        else sorted_by(rows, 0, Qt.SortOrder.DescendingOrder)
    )
    qtmodeltester.check(rows)
    qtmodeltester.check(sorted_)


def test_a_value_with_a_known_key_changes_its_row_and_no_other(qtbot: QtBot) -> None:
    rows = RequestTree()
    rows.apply(make_change("a"))
    rows.apply(make_change("b"))
    with qtbot.waitSignal(rows.dataChanged) as changed:
        rows.apply(make_change("a", RequestPhase.ANSWERED))
    first, last, *_ = changed.args
    assert (first.row(), last.row(), rows.rowCount()) == (0, 0, 2)
    assert texts(rows)[STATE] == "Answered"
    assert texts(rows, 1)[STATE] == "Answering"


def test_many_requests_come_at_once_each_in_its_place(qtbot: QtBot, qtmodeltester: Any) -> None:
    rows = RequestTree()
    rows.apply(make_change("a", call="c"))
    inserted: list[int] = []
    rows.rowsInserted.connect(
        lambda parent, first, last: inserted.append(-1 if parent.isValid() else last - first + 1)
    )
    many = [make_change(f"m{number}", at=float(number)) for number in range(200)]
    calls = [make_change(f"k{number}", call="k") for number in range(3)]
    rows.add([*many, *calls, make_change("b", call="c"), make_change("m0", at=0.0)])
    assert rows.rowCount() == 1 + 200 + 1
    assert inserted.count(201) == 1
    assert [rows.rowCount(rows.index_of(one).parent()) for one in ("b", "k1")] == [2, 3]
    assert all(rows.data(rows.index_of(one.request), ValueRole) == one for one in (*many, *calls))
    qtmodeltester.check(rows)


def test_the_same_value_again_changes_nothing(qtbot: QtBot) -> None:
    rows, change = RequestTree(), make_change("a")
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
    rows = RequestTree()
    older, newer = make_change("a", at=1.0), make_change("b", at=2.0)
    rows.apply(older)
    rows.apply(newer)
    newest_first = SoughtRequests(rows)
    found = [requests_at(newest_first, newest_first.index(row, STATE)) for row in range(2)]
    assert found == [(newer,), (older,)]


def test_a_call_with_one_request_is_that_request() -> None:
    rows, change = RequestTree(), make_change("a", call="c")
    rows.apply(change)
    assert rows.rowCount() == 1
    assert rows.rowCount(rows.index(0, 0)) == 0
    assert rows.index(0, 0).data(ValueRole) == change
    assert rows.index_of("a") == rows.index(0, 0)


def test_from_the_second_on_the_requests_of_a_call_stand_under_it() -> None:
    rows = RequestTree()
    for number, phase in enumerate((RequestPhase.ANSWERED, RequestPhase.DECLINED)):
        rows.apply(make_change(f"r{number}", phase, call="c", at=float(number)))
    rows.apply(make_change("other", at=5.0))
    call = rows.index(0, 0)
    assert (rows.rowCount(), rows.rowCount(call)) == (2, 2)
    assert isinstance(call.data(ValueRole), CallRow)
    assert texts(rows)[2:] == ["forecast", "2 requests", "Declined"]
    assert rows.index_of("r1").parent() == call
    rows.apply(make_change("r2", RequestPhase.WAITING, call="c", at=9.0))
    assert rows.rowCount(call) == 3
    assert texts(rows)[STATE] == "Waiting for you"


def test_a_request_that_changes_changes_its_call(qtbot: QtBot) -> None:
    rows = RequestTree()
    rows.apply(make_change("a", call="c", at=1.0))
    rows.apply(make_change("b", call="c", at=2.0))
    rows.apply(make_change("b", RequestPhase.FAILED, call="c", at=2.0))
    assert texts(rows)[STATE] == "Failed"


def test_values_are_shown_and_all_others_are_gone() -> None:
    rows = usage_rows()
    rows.show([make_usage(server="a"), make_usage(server="b")])
    rows.show([make_usage(server="b", requests=9), make_usage(server="c")])
    assert [(row.server, row.requests) for row in rows.values()] == [("b", 9), ("c", 3)]


def test_a_table_begins_sorted_as_its_model_is(qtbot: QtBot) -> None:
    rows = usage_rows()
    view = TableView(sorted_by(rows, 1, Qt.SortOrder.DescendingOrder), "Usage", (0,) * 8)
    qtbot.addWidget(view)
    rows.show([make_usage(server=server) for server in "bca"])
    assert [view.model().index(row, 1).data() for row in range(3)] == ["c", "b", "a"]
    assert view.horizontalHeader().sortIndicatorSection() == 1


@pytest.mark.parametrize(
    ("server", "void"),
    [
        (WEATHER, ""),
        (None, "server gone"),
        (WEATHER.model_copy(update={"args": ("--other",)}), "command changed"),
        (with_rules(enabled=False), "rules refuse"),
        (with_rules(consent="never"), "rules refuse"),
        (with_rules(remote="never"), "rules refuse"),
        (with_rules(tools="never"), "rules refuse"),
        (with_rules(consent="always", remote="ask", tools="ask"), ""),
    ],
)
def test_a_permission_that_lets_nothing_pass_says_why(server: ServerSpec | None, void: str) -> None:
    grant = make_grant(location=Location.REMOTE, tools=True)
    (permission,) = permissions([grant], [caller_of(server)] if server else [])
    assert permission.void == void
    rows = permission_rows()
    rows.apply(permission)
    assert texts(rows)[-1] == (f"Void: {void}" if void else "Holds")


def test_the_rules_for_what_leaves_do_not_touch_what_stays() -> None:
    (permission,) = permissions(
        [make_grant()], [caller_of(with_rules(remote="never", tools="never"))]
    )
    assert permission.void == ""


def test_a_permission_tells_for_what_and_for_how_long_it_holds() -> None:
    rows = permission_rows()
    rows.apply(Permission(make_grant(kind="times", left=4, tools=True, at=0.0)))
    assert texts(rows)[:4] == [
        "Weather",
        "On this computer",
        "With tools",
        "For 4 more requests",
    ]


@pytest.mark.parametrize(
    ("by", "rows"),
    [
        (By.EACH, 3),
        (By.DAY, 2),
        (By.SERVER, 2),
        (By.MODEL, 1),
    ],
)
def test_usage_is_summed_by_what_is_asked_for(by: By, rows: int) -> None:
    used = [make_usage(), make_usage(), make_usage(server="Notes"), make_usage("2026-01-02")]
    found = summed(used, by)
    assert len(found) == rows
    assert sum(row.requests for row in found) == 12
    assert sum(row.output_tokens for row in found) == 360


def test_a_day_is_written_as_the_locale_has_it_and_sorted_by_the_calendar() -> None:
    rows = usage_rows()
    used = [make_usage("2026-02-01"), make_usage("2026-01-31")]
    rows.show(used)
    assert [rows.index(row, 0).data() for row in range(2)] == ["01/02/2026", "31/01/2026"]
    assert rows.index(0, 0).data(SortRole) > rows.index(1, 0).data(SortRole)
    rows.show(summed(used, By.SERVER))
    assert texts(rows)[0] == ""


def test_every_day_of_the_chart_is_there_and_none_else() -> None:
    today = date(2026, 3, 3)
    used = [
        make_usage("2026-03-03"),
        make_usage("2026-02-28", server="x"),
        make_usage("2025-01-01"),
    ]
    days = by_day(used, Measure.REQUESTS, today)
    assert len(days) == DAYS
    assert days[-1] == (today, 3.0)
    assert [day.day for day, amount in days if amount] == [28, 3]


@pytest.mark.parametrize(
    ("measure", "amount", "words"),
    [
        (Measure.REQUESTS, 3, "3 requests"),
        (Measure.TOKENS, 690, "690 tokens"),
        (Measure.SECONDS, 4.5, "4.5 seconds"),
        (Measure.MONEY, 0.25, "$0.25"),
    ],
)
def test_each_measure_has_its_amount_and_its_words(
    measure: Measure, amount: float, words: str
) -> None:
    assert measure.of(make_usage(cost=0.25)) == amount
    assert measure.said(amount) == words


def test_a_request_of_today_shows_the_time_and_an_older_one_the_day() -> None:
    rows = RequestTree()
    rows.apply(make_change("a", at=time.time()))
    rows.apply(make_change("b", at=0.0))
    assert texts(rows)[WHEN].count(":") == 2
    assert "/1970 " in texts(rows, 1)[WHEN]


@pytest.mark.parametrize("phase", RequestPhase)
def test_every_state_has_an_icon_and_a_word(phase: RequestPhase) -> None:
    rows = RequestTree()
    rows.apply(make_change("a", phase))
    cell = rows.index(0, STATE)
    assert cell.data()
    assert not cell.data(Qt.ItemDataRole.DecorationRole).isNull()


def test_a_model_shows_its_size_in_words_and_is_sorted_by_bytes() -> None:
    rows = model_rows()
    rows.apply(MODEL)
    assert texts(rows) == ["Small", "This computer", "", "352 MB", "8,192 tokens", "Loaded"]
    assert rows.index(0, 3).data(SortRole) == 352_000_000


def test_a_providers_model_shows_where_it_is_what_it_costs_and_whether_it_can_be_asked() -> None:
    rows = model_rows()
    far = ModelChanged(
        "o/m",
        "M (O)",
        ModelStatus.UNLOADED,
        remote=True,
        host="api.o.com",
        input_price=0.25,
        output_price=2,
    )
    rows.apply(far)
    assert texts(rows) == ["M (O)", "api.o.com", "$0.25 / $2", "", "", "Ready"]
    assert rows.index(0, 2).data(SortRole) == 2
    rows.apply(replace(far, unready="no key is stored for O", output_price=None))
    assert texts(rows)[2:] == ["$0.25 / ?", "", "", "No key"]


def test_a_server_shows_its_name_its_state_and_its_command() -> None:
    rows = server_rows()
    failed = make_server(
        "Weather\u200b", status=ServerStatus.FAILED, target="npx weather", era="", tools=()
    )
    rows.apply(ServerRow(failed))
    assert texts(rows) == ["Weather⟦U+200B⟧\nFailed\nnpx weather"]


def test_a_ready_server_shows_its_tools_its_era_and_what_it_uses() -> None:
    rows = server_rows()
    ready = make_server(target="npx weather")
    rows.apply(ServerRow(ready, ServerUsage("Weather", 2.6, 45_000_000, 2)))
    told = "Weather\nReady · 2 tools\nnpx weather\n2025-11-25 · 3% CPU, 45 MB"
    assert texts(rows) == [told]


@pytest.mark.parametrize(
    ("status", "detail", "word"),
    [
        (ServerStatus.STARTING, "It waits for you to sign in.", "Starting: it waits for you"),
        (
            ServerStatus.WAITING,
            "Starting again in 4 s. It ended.",
            "Waiting to restart: starting again in 4 s",
        ),
        (
            ServerStatus.READY,
            "It has not answered for 70 seconds.",
            "Ready, with a remark · 2 tools",
        ),
    ],
)
def test_a_servers_row_says_what_it_waits_for(status: ServerStatus, detail: str, word: str) -> None:
    rows = server_rows()
    rows.apply(ServerRow(make_server(status=status, detail=detail)))
    assert texts(rows)[0].splitlines()[1] == word


def test_a_title_stands_over_every_column(qapp: QApplication) -> None:
    rows = RequestTree()
    titles = [rows.headerData(column, Qt.Orientation.Horizontal) for column in range(5)]
    assert titles == ["When", "Caller", "Tool", "Model", "State"]
