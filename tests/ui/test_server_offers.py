"""What a server has and answers, on its page: results, resources, prompts, wire, use."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from mcp_types import CallToolResult, ImageContent, ResourceLink, TextContent
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QMessageBox, QPushButton

from desktop.events import ServerStatus, ServerUsage, ToolSummary
from desktop.servers.transport.traffic import MASKED, Wire
from desktop.ui.pages.servers import ServersPage
from desktop.ui.parts import MOST_SHOWN, parts_of_result
from desktop.ui.runs import Kind, RunState, ToolRun
from desktop.ui.tables.grid import GridView
from desktop.ui.widgets.wire_pane import MOST, WirePane
from tests.programs.showing_server import picture
from tests.ui.fakes import FORECAST, make_server
from tests.ui.keyboard import press, type_text
from tests.ui.test_activity_page import button, text_of, words

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

BURN = ToolSummary("burn", "Burn", "Burns.", "{}", destructive=True)
NOTE = ToolSummary("note://today", "Today", "What today brings.", "{}")
GREET = ToolSummary(
    "greet", "Greet", "", '{"properties": {"name": {"type": "string"}}, "required": ["name"]}'
)


@pytest.fixture
def page(qtbot: QtBot) -> ServersPage:
    page = ServersPage()
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    page.activateWindow()
    page.set_ready(ready=True)
    return page


def answered(*content: object, structured: object = None) -> ToolRun:
    result = CallToolResult.model_validate(
        {"content": list(content), "structuredContent": structured}
    )
    return ToolRun("Weather", "forecast", RunState.DONE, shown=parts_of_result(result))


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ({}, False),
        ({"destructive": True}, True),
        ({"destructive": False}, False),
        ({"read_only": True}, False),
        ({"read_only": False}, True),
        ({"read_only": False, "destructive": False}, False),
        ({"read_only": True, "destructive": True}, True),
        ({"open_world": True}, False),
    ],
)
def test_a_tool_asks_first_where_its_server_says_that_it_may_destroy(
    said: dict[str, Any], asks: bool
) -> None:
    assert replace(FORECAST, **said).asks_first is asks


def test_a_destructive_tool_runs_only_after_a_question(page: ServersPage, qtbot: QtBot) -> None:
    page.apply(make_server(tools=(BURN,)))
    assert "may destroy what is there: you are asked" in words(page)
    with qtbot.assertNotEmitted(page.run_requested):
        press(page.details.tools.run_button, Qt.Key.Key_Space)
        (box,) = page.findChildren(QMessageBox)
        press(box, Qt.Key.Key_Return)
    press(page.details.tools.run_button, Qt.Key.Key_Space)
    box = page.findChildren(QMessageBox)[-1]
    with qtbot.waitSignal(page.run_requested) as wished:
        press(button(box, "Run it"), Qt.Key.Key_Space)
    assert wished.args == ["Weather", "burn", {}]


def test_a_result_is_shown_as_what_it_is_and_its_json_is_a_click_away(page: ServersPage) -> None:
    page.apply(make_server())
    rows = [{"day": "Saturday", "wind": 8}]
    text = TextContent(text="A gale\u202e.")
    image = ImageContent(data=picture(), mime_type="image/png")
    page.show_run(answered(text, image, structured={"days": rows}))
    view = page.details.tools.result_view
    (grid,) = view.findChildren(GridView)
    assert [grid.model().index(0, column).data() for column in range(2)] == ["Saturday", "8"]
    assert "A gale⟦U+202E⟧." in words(page)
    assert any(not one.pixmap().isNull() for one in view.findChildren(QLabel) if one.isVisible())
    press(view.as_json, Qt.Key.Key_Space)
    raw = text_of(page, "The tool's result, as JSON")
    assert json.loads(raw)["structuredContent"] == {"days": rows}
    press(view.copy_button, Qt.Key.Key_Space)
    assert json.loads(QGuiApplication.clipboard().text())["content"][0]["type"] == "text"


def test_a_text_is_copied_and_saved_whole_though_only_a_part_is_shown(
    page: ServersPage, tmp_path: Path
) -> None:
    page.apply(make_server())
    long = "\n".join(["a line of it"] * (MOST_SHOWN // 10))
    page.show_run(answered(TextContent(text=long)))
    assert len(page.details.tools.result()) < MOST_SHOWN + 100
    assert page.details.tools.result().endswith("more characters: save to see them]")
    view = page.details.tools.result_view
    press(view.save_button, Qt.Key.Key_Space)
    (dialog,) = view.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "result.txt"))
    assert (tmp_path / "result.txt").read_text("utf-8") == long
    assert "Saved as" in words(page)
    dialog.fileSelected.emit(str(tmp_path / "no" / "result.txt"))
    assert "could not be written: No such file" in words(page)
    dialog.reject()


def test_a_link_in_a_result_is_read_only_when_it_is_wished(page: ServersPage, qtbot: QtBot) -> None:
    page.apply(make_server(offers=("resources",)))
    link = ResourceLink(name="today", uri="note://today")
    with qtbot.assertNotEmitted(page.details.tools.read_requested):
        page.show_run(answered(link))
    assert "note://today" in words(page)
    assert not [one for one in buttons_of(page) if "browser" in one]
    with qtbot.waitSignal(page.details.tools.read_requested) as wished:
        press(button(page.details.tools, "Read it"), Qt.Key.Key_Space)
    assert wished.args == ["note://today"]
    page.read_resource("Weather", "note://today")
    assert page.details.tab is page.details.offers[Kind.RESOURCES]
    assert page.details.offers[Kind.RESOURCES].pane.list.currentItem().text() == "note://today"


def buttons_of(page: QWidget) -> list[str]:
    return [one.text() for one in page.findChildren(QPushButton)]


def test_only_what_a_server_has_gets_a_tab_and_is_listed_when_it_is_looked_at(
    page: ServersPage, qtbot: QtBot
) -> None:
    tabs = page.details._tabs
    titles = [tabs.tabText(at).replace("&", "") for at in range(tabs.count())]
    with qtbot.assertNotEmitted(page.offers_requested):
        page.apply(make_server(offers=("prompts",)))
    seen = [title for at, title in enumerate(titles) if tabs.isTabVisible(at)]
    assert "Prompts" in seen
    assert "Resources" not in seen
    tab = page.details.offers[Kind.PROMPTS]
    with qtbot.waitSignal(page.offers_requested) as wished:
        page.details.show_tab(tab)
    assert wished.args == ["Weather", "prompts"]
    assert "Asking the server" in words(page)
    page.show_offers("Weather", Kind.PROMPTS, ())
    assert "No prompts" in words(page)
    page.show_offers("Weather", Kind.PROMPTS, (), "Weather was asked and refused.")
    assert "Weather was asked and refused." in words(page)
    with qtbot.waitSignal(page.offers_requested):
        page.forget_offers("Weather", Kind.PROMPTS)
    page.show_offers("Weather", Kind.PROMPTS, (GREET,))
    type_text(tab.pane.form.field("name"), "Ada")
    with qtbot.waitSignal(tab.pane.run_requested) as run:
        press(tab.pane.run_button, Qt.Key.Key_Space)
    assert run.args == ["greet", {"name": "Ada"}]


def test_the_server_is_asked_how_a_text_goes_on_and_its_words_are_offered(
    page: ServersPage, qtbot: QtBot
) -> None:
    page.apply(make_server(offers=("prompts",)))
    tab = page.details.offers[Kind.PROMPTS]
    page.details.show_tab(tab)
    page.show_offers("Weather", Kind.PROMPTS, (GREET,))
    field = tab.pane.form.field("name")
    assert isinstance(field, QLineEdit)
    field.setFocus()
    with qtbot.waitSignal(tab.pane.completion_requested) as wished:
        type_text(field, "A")
    assert wished.args == ["greet", "name", {"name": "A"}]
    tab.pane.propose("greet", "name", ["Ada", "Alan"])
    model = field.completer().model()
    assert [model.index(row, 0).data() for row in range(2)] == ["Ada", "Alan"]
    popup = field.completer().popup()
    assert popup is not None
    popup.hide()


def test_a_long_list_has_a_search(page: ServersPage) -> None:
    page.apply(make_server())
    tools = page.details.tools
    assert not tools.search.isVisible()
    many = tuple(replace(FORECAST, name=f"tool{at}", title=f"Tool {at}") for at in range(30))
    page.apply(make_server(tools=many))
    type_text(tools.search, "tool 29")
    shown = [at for at in range(30) if not tools.list.item(at).isHidden()]
    assert shown == [29]
    assert tools.choose("tool3")
    assert tools.search.text() == ""


def test_what_a_server_uses_is_shown_while_it_runs(page: ServersPage) -> None:
    page.apply(make_server())
    page.show_usage(ServerUsage("Weather", 2.6, 45_000_000, 2))
    page.show_usage(ServerUsage("Other", 1, 1, 1))
    assert "3% CPU, 45 MB" in str(page.list.currentIndex().data())
    assert "3% CPU, 45 MB" in words(page)
    page.apply(make_server(status=ServerStatus.STOPPED, tools=(), era=""))
    assert "CPU" not in words(page)


def test_what_is_used_is_measured_only_while_somebody_looks(
    page: ServersPage, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page.usage_requested) as gone:
        page.hide()
    with qtbot.waitSignal(page.usage_requested) as back:
        page.show()
    assert (gone.args, back.args) == ([False], [True])


@pytest.fixture
def wire() -> Wire:
    wire = Wire()
    wire.hide(["hunter2-secret"])
    for way, told in (
        ("out", {"id": 1, "method": "tools/call", "params": {"key": "hunter2-secret"}}),
        ("in", {"id": 1, "method": "sampling/createMessage"}),
        ("out", {"id": 1, "result": {"model": "small"}}),
        ("in", {"id": 1, "result": {"content": []}}),
        ("in", {"method": "notifications/message"}),
    ):
        text = json.dumps(told)
        wire.record(way, text, len(text))  # type: ignore[arg-type]
    wire.record("note", "It ended.", 9)
    return wire


@pytest.fixture
def pane(wire: Wire, qtbot: QtBot) -> WirePane:
    pane = WirePane()
    qtbot.addWidget(pane)
    pane.resize(700, 500)
    pane.show()
    pane.begin("Weather")
    pane.take(wire.entries())
    return pane


def abouts(pane: WirePane) -> list[str]:
    return [message.about for message in pane.shown()]


def test_the_wire_shows_both_ways_and_what_an_answer_answers(pane: WirePane) -> None:
    assert abouts(pane) == [
        "tools/call",
        "sampling/createMessage",
        "answer to sampling/createMessage",
        "answer to tools/call",
        "notifications/message",
        "",
    ]
    pane.table.selectRow(0)
    whole = json.loads(pane.whole.toPlainText())
    assert whole["params"] == {"key": MASKED}
    press(pane.copy_button, Qt.Key.Key_Space)
    assert json.loads(QGuiApplication.clipboard().text()) == whole


def test_the_wire_is_searched_by_text_method_and_direction(pane: WirePane) -> None:
    pane.way.choose("out")
    assert abouts(pane) == ["tools/call", "answer to sampling/createMessage"]
    pane.way.choose("")
    pane.method.choose("tools/call")
    assert abouts(pane) == ["tools/call", "answer to tools/call"]
    pane.method.choose("")
    type_text(pane.search, "SMALL")
    assert abouts(pane) == ["answer to sampling/createMessage"]
    assert "1 of 6 messages" in words(pane)


def test_a_pause_keeps_the_wire_still_and_nothing_is_missed(
    pane: WirePane, wire: Wire, qtbot: QtBot
) -> None:
    press(pane.pause, Qt.Key.Key_Space)
    wire.record("in", '{"method": "late"}', 18)
    pane.take(wire.entries(pane.known))
    assert "late" not in abouts(pane)
    with qtbot.waitSignal(pane.resumed):
        press(pane.pause, Qt.Key.Key_Space)
    pane.take(wire.entries(pane.known))
    assert abouts(pane)[-1] == "late"
    press(pane.clear_button, Qt.Key.Key_Space)
    pane.take(wire.entries(pane.known))
    assert abouts(pane) == []


def test_the_wire_that_is_shown_is_bounded(pane: WirePane, wire: Wire) -> None:
    for number in range(MOST + 50):
        wire.record("in", json.dumps({"method": f"m{number % 3}", "text": "x" * 50}), 99)
        if number % 400 == 0:
            pane.take(wire.entries(pane.known))
    pane.take(wire.entries(pane.known))
    assert len(pane.shown()) == MOST
    wire.record("in", f'{{"method": "long", "text": "{"x" * 20_000}"}}', 20_040)
    pane.take(wire.entries(pane.known))
    pane.table.selectRow(MOST - 1)
    assert pane.whole.toPlainText().endswith("[its beginning: it has 20.0 KB]")
