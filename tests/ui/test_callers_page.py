"""The page of all that may ask: the endpoint's switch, the list, and what is known of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QMessageBox

from desktop.servers.rules import SamplingRules
from desktop.ui.dialogs.add_program import AddProgramDialog, TokenDialog
from desktop.ui.pages.callers import CallersPage
from desktop.ui.widgets.endpoint_strip import Endpoint
from tests.ui.fakes import make_caller
from tests.ui.keyboard import press, type_text
from tests.ui.test_activity_page import button, words

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

EDITOR = make_caller("editor", is_program=True, permissions=1)


@pytest.fixture
def page(qtbot: QtBot) -> CallersPage:
    page = CallersPage()
    page.set_ready(ready=True)
    qtbot.addWidget(page)
    page.resize(800, 600)
    page.show()
    return page


def test_without_a_program_it_says_what_to_do(page: CallersPage, qtbot: QtBot) -> None:
    page.show_callers([make_caller("Weather")])
    assert "No program has a token" in words(page)
    assert "Nothing outside this computer can reach it." in words(page)
    with qtbot.waitSignal(page.add_requested):
        press(page.add, Qt.Key.Key_Space)


def test_servers_and_programs_stand_in_one_list(page: CallersPage) -> None:
    host = make_caller("Zed", target="Zed 1, a host", is_program=True, has_token=False)
    page.show_callers([make_caller("Weather", by_endpoint=True), EDITOR, host])
    model = page.table.model()
    cells = [[model.index(row, column).data() for column in range(5)] for row in range(3)]
    assert cells == [
        ["editor", "Program", "Endpoint", "4,200 of 50,000 tokens", "1 permission"],
        ["Weather", "Server", "Sampling, endpoint", "4,200 of 50,000 tokens", ""],
        ["Zed", "Host", "ask_model", "4,200 of 50,000 tokens", ""],
    ]


def test_the_switch_the_port_and_the_address(page: CallersPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.strip.turn_requested) as wished:
        press(page.strip.on, Qt.Key.Key_Space)
    assert wished.args == [True, 0]
    page.strip.show_endpoint(Endpoint("http://127.0.0.1:4000/v1", 0, ("Notes",)))
    said = words(page)
    assert "another one at each start" in said
    assert "Another door, for servers alone, is open to: Notes." in said
    assert not page.strip.change.isVisible()
    page.strip.port.setValue(8123)
    with qtbot.waitSignal(page.strip.turn_requested) as wished:
        press(page.strip.change, Qt.Key.Key_Space)
    assert wished.args == [True, 8123]
    page.strip.show_endpoint(Endpoint("http://127.0.0.1:8123/v1", 8123))
    press(page.strip.copy, Qt.Key.Key_Space)
    assert QApplication.clipboard().text() == "http://127.0.0.1:8123/v1"


def test_a_switch_that_could_not_be_obeyed_goes_back(page: CallersPage) -> None:
    press(page.strip.on, Qt.Key.Key_Space)
    page.strip.show_endpoint(Endpoint())
    assert not page.strip.on.isChecked()


def test_a_programs_rules_are_changed_as_a_servers(page: CallersPage, qtbot: QtBot) -> None:
    page.show_callers([EDITOR])
    page.select("editor")
    page.details.tabs.setCurrentIndex(1)
    rules = page.details.rules
    assert rules.enabled.text() == "This program may ask for completions"
    assert not rules.outside.isVisible(), "all that it asks is outside"
    rules.enabled.setChecked(False)
    with qtbot.waitSignal(page.save_rules_requested) as wished:
        press(rules.save, Qt.Key.Key_Space)
    assert wished.args == ["editor", SamplingRules(enabled=False)]
    page.show_callers([make_caller("editor", is_program=True, rules=wished.args[1])])
    assert rules.why() == "Saved. It holds from the next request."


def test_what_was_allowed_is_taken_back_and_a_token_revoked(
    page: CallersPage, qtbot: QtBot
) -> None:
    page.show_callers([EDITOR, make_caller("Weather")])
    page.select("Weather")
    assert not page.details.revoke.isVisible()
    page.select("editor")
    with qtbot.waitSignal(page.ask_again_requested) as wished:
        press(page.details.ask_again, Qt.Key.Key_Space)
    assert wished.args == ["editor"]
    with qtbot.waitSignal(page.revoke_requested) as wished:
        press(page.details.revoke, Qt.Key.Key_Space)
    assert wished.args == ["editor"]


def button_of(box: QMessageBox, word: str) -> QAbstractButton:
    return next(one for one in box.buttons() if one.text() == word)


def test_a_program_needs_a_name_and_the_endpoint_is_turned_on_with_it(qtbot: QtBot) -> None:
    dialog = AddProgramDialog(off=True)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.action.isEnabled()
    type_text(dialog.name, " editor ")
    with qtbot.waitSignal(dialog.add_requested) as wished:
        press(dialog.name, Qt.Key.Key_Return)
    assert wished.args == ["editor", True]
    dialog.say("editor has a token already.")
    assert dialog.said() == "editor has a token already."
    assert dialog.action.isEnabled()


def test_the_lines_for_both_languages_are_ready_to_copy(qtbot: QtBot) -> None:
    dialog = TokenDialog("editor", "parley-x", "http://127.0.0.1:8123/v1")
    qtbot.addWidget(dialog)
    dialog.show()
    press(button(dialog, "&Anthropic"), Qt.Key.Key_Space)
    assert QApplication.clipboard().text() == (
        "ANTHROPIC_BASE_URL=http://127.0.0.1:8123\nANTHROPIC_AUTH_TOKEN=parley-x"
    )
    press(button(dialog, "&OpenAI"), Qt.Key.Key_Space)
    assert QApplication.clipboard().text() == (
        "OPENAI_BASE_URL=http://127.0.0.1:8123/v1\nOPENAI_API_KEY=parley-x"
    )
