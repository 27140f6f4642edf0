"""The page of servers, and the form of a tool's arguments."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
)

from desktop.events import ServerStatus
from desktop.gateway.limits import SERVER, Standing
from desktop.servers.rules import SamplingRules
from desktop.servers.sandbox.bounds import Sandbox
from desktop.ui.dialogs.add_server import AddServerDialog, entry_of
from desktop.ui.pages.servers import ServersPage
from desktop.ui.runs import RunState, ToolRun
from desktop.ui.schema import Kind, arguments
from desktop.ui.widgets.argument_form import ArgumentForm
from tests.ui.fakes import FORECAST, SCHEMA, make_server
from tests.ui.keyboard import press, turn_to, type_text
from tests.ui.test_activity_page import button, text_of, words

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def page(qtbot: QtBot) -> ServersPage:
    page = ServersPage()
    qtbot.addWidget(page)
    page.resize(900, 600)
    page.show()
    page.set_ready(ready=True)
    return page


def form_of(*properties: tuple[str, object], required: tuple[str, ...] = ()) -> str:
    return json.dumps(
        {"type": "object", "properties": dict(properties), "required": list(required)}
    )


def test_a_ready_server_shows_its_tools_and_can_be_stopped(page: ServersPage, qtbot: QtBot) -> None:
    page.apply(make_server())
    tools = page.details.tools
    assert [tools.list.item(row).text() for row in range(2)] == ["Forecast", "hello"]
    assert "Says how the weather will be." in words(page)
    assert not button(page, "Start").isVisible() or button(page, "Re").isVisible()
    with qtbot.waitSignal(page.stop_requested) as wished:
        press(button(page, "S&top"), Qt.Key.Key_Space)
    assert wished.args == ["Weather"]


def test_a_failed_server_shows_the_whole_reason_and_can_be_started(
    page: ServersPage, qtbot: QtBot
) -> None:
    detail = "It ended with code 1.\n<b>Traceback</b>\n" + "\n".join("x" * 30 for _ in range(40))
    page.apply(make_server(status=ServerStatus.FAILED, detail=detail, tools=(), era=""))
    assert text_of(page, "What went wrong") == detail
    assert "Start the server to see and run its tools." in words(page)
    with qtbot.waitSignal(page.start_requested):
        press(button(page, "&Start"), Qt.Key.Key_Space)


def test_a_server_that_waits_for_the_person_says_so_in_its_row(page: ServersPage) -> None:
    detail = "It waits for you to say whether its command may run."
    page.apply(make_server(status=ServerStatus.STARTING, detail=detail, tools=(), era=""))
    assert "Starting: it waits for you" in str(page.list.currentIndex().data())
    page.apply(make_server(status=ServerStatus.STARTING, tools=(), era=""))
    assert "waits for you" not in str(page.list.currentIndex().data())


def test_a_server_that_may_not_run_says_so_in_its_row_and_can_be_asked_about_again(
    page: ServersPage, qtbot: QtBot
) -> None:
    detail = "Weather is not run, since you did not let its command run: npx weather"
    stopped = make_server(status=ServerStatus.STOPPED, detail=detail, tools=(), unconsented=True)
    page.apply(stopped)
    assert "Stopped: its command may not run" in str(page.list.currentIndex().data())
    assert text_of(page, "What went wrong") == detail
    with qtbot.waitSignal(page.start_requested):
        press(button(page, "A&sk again"), Qt.Key.Key_Space)


def test_everything_known_of_a_server_is_told(page: ServersPage) -> None:
    page.apply(make_server(target="npx weather --key 1"))
    turn_to(page.details, "About")
    assert text_of(page, "Runs") == "npx weather --key 1"
    assert text_of(page, "Protocol") == "2025-11-25"
    assert text_of(page, "Log").endswith("weather.log")


def test_a_run_takes_the_arguments_as_they_are_in_the_form(page: ServersPage, qtbot: QtBot) -> None:
    page.apply(make_server())
    form = page.details.tools.form
    type_text(form.field("place"), "Brill")
    press(form.field("unit"), Qt.Key.Key_Down)
    with qtbot.waitSignal(page.run_requested) as wished:
        press(page.details.tools.run_button, Qt.Key.Key_Space)
    values = {"place": "Brill", "days": 3, "wind": True, "unit": "imperial"}
    assert wished.args == ["Weather", "forecast", values]


def test_a_running_tool_can_be_cancelled_and_not_run_twice(page: ServersPage, qtbot: QtBot) -> None:
    page.apply(make_server())
    page.show_run(ToolRun("Weather", "forecast", RunState.RUNNING))
    tools = page.details.tools
    assert not tools.run_button.isEnabled()
    with qtbot.waitSignal(page.cancel_requested) as wished:
        press(tools.cancel_button, Qt.Key.Key_Space)
    assert wished.args == ["Weather", "forecast"]
    page.show_run(ToolRun("Weather", "forecast", RunState.CANCELLED))
    assert tools.state() == "Cancelled"
    assert tools.run_button.isEnabled()


@pytest.mark.parametrize(
    ("state", "word"), [(RunState.DONE, "Done"), (RunState.FAILED, "The tool failed")]
)
def test_a_result_is_shown_whole_and_as_text(page: ServersPage, state: RunState, word: str) -> None:
    page.apply(make_server())
    page.show_run(ToolRun("Weather", "forecast", state, "<b>Wet</b>\nand windy"))
    assert page.details.tools.state() == word
    assert page.details.tools.result() == "<b>Wet</b>\nand windy"


def test_each_tool_keeps_its_own_result_and_what_was_typed_in(page: ServersPage) -> None:
    page.apply(make_server())
    type_text(page.details.tools.form.field("place"), "Brill")
    page.show_run(ToolRun("Weather", "forecast", RunState.DONE, "Wet."))
    page.apply(make_server(era="2026-07-28"))
    field = page.details.tools.form.field("place")
    assert isinstance(field, QLineEdit)
    assert field.text() == "Brill"
    page.apply(make_server(status=ServerStatus.STARTING, tools=()))
    page.apply(make_server())
    field = page.details.tools.form.field("place")
    assert isinstance(field, QLineEdit)
    assert field.text() == "Brill", "it is lost when the server starts anew"
    press(page.details.tools.list, Qt.Key.Key_Down)
    assert page.details.tools.state() == ""
    press(page.details.tools.list, Qt.Key.Key_Up)
    assert page.details.tools.result() == "Wet."


def test_trying_it_runs_the_first_tool_of_the_bundled_server_once_it_is_ready(
    page: ServersPage, qtbot: QtBot
) -> None:
    page.apply(make_server())
    page.try_bundled()
    with qtbot.waitSignal(page.run_requested) as run:
        page.apply(make_server("examples", bundled=True))
    assert run.args is not None
    assert run.args[0] == page.selected == "examples"
    assert page.details.tools.list.currentRow() == 0
    with qtbot.assertNotEmitted(page.run_requested):
        page.apply(make_server("examples", bundled=True))


def test_the_bundled_server_cannot_be_removed(page: ServersPage) -> None:
    page.apply(make_server("examples", bundled=True))
    turn_to(page.details, "About")
    assert not button(page.details, "Remo").isVisible()


def test_a_server_is_removed(page: ServersPage, qtbot: QtBot) -> None:
    page.apply(make_server())
    turn_to(page.details, "About")
    with qtbot.waitSignal(page.remove_requested) as wished:
        press(button(page.details, "Remo"), Qt.Key.Key_Space)
    assert wished.args == ["Weather"]
    page.remove("Weather")
    assert "No server yet" in words(page)


def test_delete_removes_the_chosen_server_but_the_bundled_one(
    page: ServersPage, qtbot: QtBot
) -> None:
    page.apply(make_server("examples", bundled=True))
    page.apply(make_server())
    wished: list[str] = []
    page.remove_requested.connect(wished.append)
    page.list.setFocus()
    for name in ("examples", "Weather"):
        page.select(name)
        press(page.list, Qt.Key.Key_Delete)
    page.details.tools.list.setFocus()
    press(page.details.tools.list, Qt.Key.Key_Delete)
    assert wished == ["Weather"]


def test_a_standing_permission_is_told_and_can_be_taken_back(
    page: ServersPage, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page.rules_requested):
        page.apply(make_server())
    turn_to(page.details, "About")
    assert not button(page.details, "Ask a").isVisible()
    page.show_trust("Other", always=True)
    assert not button(page.details, "Ask a").isVisible()
    page.show_trust("Weather", always=True)
    with qtbot.waitSignal(page.ask_again_requested):
        press(button(page.details, "Ask a"), Qt.Key.Key_Space)


def test_the_rules_are_those_of_the_selected_server(page: ServersPage) -> None:
    page.apply(make_server())
    page.show_rules("Other", SamplingRules(consent="never"))
    page.show_rules("Weather", SamplingRules(consent="always"))
    turn_to(page.details, "Rules")
    assert page.details.rules.consent.chosen() == "always"
    assert page.details.rules.save.isVisible()
    page.apply(make_server("examples", bundled=True))
    page.select("examples")
    page.show_rules("examples", SamplingRules())
    assert not page.details.rules.save.isVisible()


def test_a_servers_limits_and_what_it_has_used_of_them_are_told(page: ServersPage) -> None:
    page.apply(make_server())
    turn_to(page.details, "About")
    page.show_limits("Other", Standing(SERVER, 1, 1, 1, 1.0))
    assert text_of(page, "Limits") == ""
    page.show_limits("Weather", Standing(SERVER, 3, 1_200, 21_500, 40.0))
    assert text_of(page, "Limits").startswith("10 requests a minute, 25 an hour, 9 at once; ")
    assert text_of(page, "Used").startswith("3 of 25 requests this hour, 1,200 of 20,000 tokens")


def test_a_server_is_added_by_name_and_command(
    page: ServersPage, qtbot: QtBot, a_sandbox: None
) -> None:
    press(button(page, "Add a server"), Qt.Key.Key_Space)
    (dialog,) = page.findChildren(AddServerDialog)
    name, target = dialog.findChildren(QLineEdit)
    press(target, Qt.Key.Key_Return)
    assert dialog.isVisible()
    type_text(name, "Notes")
    type_text(target, "uvx notes --folder 'my notes'")
    with qtbot.waitSignal(page.add_requested) as wished:
        press(target, Qt.Key.Key_Return)
    assert wished.args == [
        "Notes",
        {
            "command": "uvx",
            "args": ["notes", "--folder", "my notes"],
            "sandbox": {"network": True},
        },
    ]


def test_a_server_is_added_with_less_or_with_no_sandbox(
    page: ServersPage, qtbot: QtBot, a_sandbox: None
) -> None:
    for untick, expected in (("network", {"network": False}), ("held", None)):
        page.ask_for_server()
        dialog = page.findChildren(AddServerDialog)[-1]
        name, target = dialog.findChildren(QLineEdit)
        type_text(name, "Notes")
        type_text(target, "uvx notes")
        getattr(dialog.form, untick).setChecked(False)
        with qtbot.waitSignal(page.add_requested) as wished:
            press(target, Qt.Key.Key_Return)
        assert wished.args
        assert wished.args[1].get("sandbox") == expected


def test_what_a_server_may_touch_is_shown_and_saved(page: ServersPage, qtbot: QtBot) -> None:
    page.apply(make_server())
    pane, held = page.details.sandbox, Sandbox(network=True)
    page.show_sandbox("Weather", held, "", url="")
    assert "It may use the network" in pane.form.words.text()
    assert not pane.save.isEnabled()
    pane.form.network.setChecked(False)
    with qtbot.waitSignal(page.save_sandbox_requested) as wished:
        pane.save.click()
    assert wished.args == ["Weather", Sandbox()]
    page.show_sandbox("Weather", Sandbox(), "", url="")
    assert "Saved" in pane.why.text()
    assert not pane.save.isEnabled()
    page.show_sandbox("Weather", held, "bubblewrap is not installed", url="")
    assert "Not sandboxed: bubblewrap is not installed" in pane.form.words.text()


def test_the_sandbox_of_parleys_own_server_and_of_an_address_stand(page: ServersPage) -> None:
    page.apply(make_server("examples", bundled=True))
    page.show_sandbox("examples", Sandbox(), "", url="")
    pane = page.details.sandbox
    assert not pane.form.isEnabled()
    assert "comes with Parley" in pane.why.text()
    page.show_sandbox("examples", None, "", url="https://example.org/mcp")
    assert pane.form.isHidden()
    assert "on the computer where it runs" in pane.why.text()


def test_an_address_becomes_an_entry_with_a_url() -> None:
    assert entry_of(" https://example.org/mcp ") == {"url": "https://example.org/mcp"}


@pytest.mark.parametrize("target", ["", "  ", "run 'half"])
def test_a_command_that_cannot_be_run_is_refused_in_words(target: str) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        entry_of(target)


@pytest.mark.parametrize(
    ("described", "kind"),
    [
        ({"type": "string"}, Kind.LINE),
        ({"type": "string", "default": "a\nb"}, Kind.TEXT),
        ({"type": "string", "maxLength": 5000}, Kind.TEXT),
        ({"type": "integer"}, Kind.INTEGER),
        ({"type": "number"}, Kind.NUMBER),
        ({"type": "boolean"}, Kind.BOOLEAN),
        ({"enum": ["a", 2]}, Kind.CHOICE),
        ({"$ref": "#/$defs/Unit"}, Kind.CHOICE),
        ({"anyOf": [{"type": "integer"}, {"type": "null"}]}, Kind.INTEGER),
        ({"type": "array"}, Kind.JSON),
        ({"type": ["string", "null"]}, Kind.JSON),
        ({}, Kind.JSON),
        (True, Kind.JSON),
    ],
)
def test_a_schema_decides_how_an_argument_is_typed_in(described: object, kind: Kind) -> None:
    schema = {"properties": {"x": described}, "$defs": {"Unit": {"enum": ["m", "ft"]}}}
    (argument,) = arguments(json.dumps(schema))
    assert argument.kind is kind


@pytest.mark.parametrize("schema", ["", "{", "[]", "{}", '{"properties": 3}'])
def test_a_schema_that_says_nothing_gives_an_empty_form(schema: str) -> None:
    assert arguments(schema) == ()


def test_required_arguments_come_first_and_are_marked(qtbot: QtBot) -> None:
    form = ArgumentForm(SCHEMA)
    qtbot.addWidget(form)
    assert arguments(SCHEMA)[0].name == "place"
    assert form.field("place").accessibleName() == "place, required"
    assert isinstance(form.field("days"), QSpinBox)
    assert isinstance(form.field("wind"), QCheckBox)
    assert isinstance(form.field("unit"), QComboBox)


def test_what_is_left_empty_is_left_out(qtbot: QtBot) -> None:
    schema = form_of(
        ("a", {"type": "string"}),
        ("b", {"type": "integer"}),
        ("c", {"type": "boolean"}),
        ("d", {"enum": ["x"]}),
        ("e", {"type": "array"}),
    )
    form = ArgumentForm(schema)
    qtbot.addWidget(form)
    assert form.read() == {}


@pytest.mark.parametrize(
    ("described", "text", "problem"),
    [
        ({"type": "number"}, "many", "x must be a number. “many” is not."),
        ({"type": "integer"}, "2.5", "x must be a whole number. “2.5” is not."),
        ({"type": "array"}, "[1,", "x must be JSON."),
    ],
)
def test_what_cannot_be_sent_is_said_and_not_sent(
    qtbot: QtBot, described: object, text: str, problem: str
) -> None:
    form = ArgumentForm(form_of(("x", described)))
    qtbot.addWidget(form)
    type_text(form.field("x"), text)
    assert form.read() is None
    assert form.problem().startswith(problem)


@pytest.mark.parametrize(
    ("described", "text", "value"),
    [
        ({"type": "number"}, "2.5", 2.5),
        ({"type": "integer"}, "12345678901234", 12345678901234),
        ({"type": "array"}, '["a", 1]', ["a", 1]),
    ],
)
def test_what_is_typed_in_becomes_a_value(
    qtbot: QtBot, described: object, text: str, value: object
) -> None:
    form = ArgumentForm(form_of(("x", described)))
    qtbot.addWidget(form)
    type_text(form.field("x"), text)
    assert form.read() == {"x": value}


def test_a_required_number_that_is_missing_is_said(qtbot: QtBot) -> None:
    form = ArgumentForm(form_of(("x", {"type": "number"}), required=("x",)))
    qtbot.addWidget(form)
    assert form.read() is None
    assert form.problem() == "x is required: a number."


def test_a_long_text_is_typed_into_several_lines(qtbot: QtBot) -> None:
    form = ArgumentForm(form_of(("text", {"type": "string", "default": "a & b"})))
    qtbot.addWidget(form)
    field = form.field("text")
    assert isinstance(field, QPlainTextEdit)
    press(field, Qt.Key.Key_Return)
    assert form.read() == {"text": "\na & b"}


def test_the_tools_are_as_the_server_named_them(page: ServersPage) -> None:
    page.apply(make_server(tools=(FORECAST,)))
    assert "forecast" in words(page)
