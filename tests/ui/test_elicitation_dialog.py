"""The question of a server to the person itself: a form, or an address."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QListWidget, QMainWindow

from desktop.gateway.approval import TIMED_OUT
from desktop.servers.elicitation import TIMEOUT, Elicitation, Reply
from desktop.servers.forms import fields_of
from desktop.ui.approvals import DialogApprover
from desktop.ui.dialogs.elicitation import ElicitationDialog
from tests.ui.keyboard import press, type_text
from tests.waiting import until

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.servers.forms import Value

SCHEMA: dict[str, Any] = {
    "properties": {
        "name": {"type": "string", "title": "Your name", "minLength": 2},
        "mail": {"type": "string", "format": "email", "description": "Where to write to."},
        "age": {"type": "integer", "minimum": 0, "default": 30},
        "news": {"type": "boolean", "default": True},
        "colour": {"type": "string", "enum": ["r", "g"], "default": "g"},
        "size": {"type": "string", "oneOf": [{"const": "s", "title": "Small"}]},
        "days": {
            "type": "array",
            "items": {"anyOf": [{"const": "mo", "title": "Monday"}, {"const": "tu"}]},
            "default": ["tu"],
        },
    },
    "required": ["name", "colour"],
}
FORM = Elicitation("q1", "Weather", "forecast", "Who are you?", fields_of(SCHEMA))
VISIT = Elicitation(
    "q2", "Weather", "", "Sign in.", address="https://example.org/in?state=1", noticed=("Odd.",)
)


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def show(
    qtbot: QtBot, question: Elicitation, clock: Clock | None = None
) -> tuple[ElicitationDialog, list[Reply]]:
    dialog = ElicitationDialog(question, clock=clock or Clock())
    qtbot.addWidget(dialog)
    replies: list[Reply] = []
    dialog.decided.connect(replies.append)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.submit_button.isEnabled, timeout=5000)
    return dialog, replies


def field(dialog: ElicitationDialog, name: str) -> Any:
    [row] = [row for row in dialog.rows if row.field.name == name]
    return row.widget


def texts(dialog: ElicitationDialog) -> str:
    labels = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    return "\n".join(labels)


def test_defaults_are_filled_in_and_what_is_entered_is_given(
    qtbot: QtBot, short_pause: None
) -> None:
    dialog, replies = show(qtbot, FORM)
    type_text(field(dialog, "name"), "Ada")
    assert isinstance(field(dialog, "age"), QLineEdit)
    assert isinstance(field(dialog, "news"), QCheckBox)
    assert isinstance(field(dialog, "size"), QComboBox)
    days = field(dialog, "days")
    assert isinstance(days, QListWidget)
    days.item(0).setCheckState(Qt.CheckState.Checked)
    dialog.submit_button.click()
    given: dict[str, Value] = {
        "name": "Ada",
        "age": 30,
        "news": True,
        "colour": "g",
        "days": ["mo", "tu"],
    }
    assert replies == [Reply("accept", given)]


def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_sent(
    qtbot: QtBot, short_pause: None
) -> None:
    dialog, replies = show(qtbot, FORM)
    type_text(field(dialog, "mail"), "ada")
    [row] = [row for row in dialog.rows if row.field.name == "mail"]
    assert row.problem.text() == "This must be an e-mail address."
    dialog.submit_button.click()
    assert dialog.rows[0].problem.text() == "This is needed."
    assert field(dialog, "name").hasFocus()
    type_text(field(dialog, "mail"), "@example.org")
    assert row.problem.text() == ""
    assert not replies


def test_to_decline_and_to_close_are_told_apart(qtbot: QtBot, short_pause: None) -> None:
    dialog, declined = show(qtbot, FORM)
    dialog.decline_button.click()
    dialog, closed = show(qtbot, FORM)
    dialog.close()
    dialog, escaped = show(qtbot, FORM)
    press(dialog, Qt.Key.Key_Escape)
    assert (declined, closed, escaped) == ([Reply("decline")], [Reply("cancel")], [Reply("cancel")])


def test_enter_in_a_field_decides_nothing(qtbot: QtBot, short_pause: None) -> None:
    dialog, replies = show(qtbot, FORM)
    press(field(dialog, "name"), Qt.Key.Key_Return)
    assert not replies
    assert dialog.isVisible()


def test_the_server_and_its_tool_are_named_and_nothing_hides(
    qtbot: QtBot, short_pause: None
) -> None:
    odd = Elicitation("q", "Wea\u202ether", "fore\u200bcast", "<b>Hi</b>\u200b", FORM.fields)
    dialog, _ = show(qtbot, odd)
    views = dialog.findChildren(type(dialog.host))
    shown = "\n".join([texts(dialog), *(view.toPlainText() for view in views)])
    assert "Wea⟦U+202E⟧ther asks you something" in shown
    assert "fore⟦U+200B⟧cast" in shown
    assert "<b>Hi</b>⟦U+200B⟧" in shown


def test_a_proposal_with_hidden_characters_is_not_filled_in(
    qtbot: QtBot, short_pause: None
) -> None:
    fields = fields_of({"properties": {"name": {"type": "string", "default": "a\u200bb"}}})
    dialog, _ = show(qtbot, Elicitation("q", "Weather", "", "Hi", fields))
    assert field(dialog, "name").text() == ""
    assert "has hidden characters and is not filled in" in texts(dialog)


def test_an_address_is_shown_whole_with_its_host_and_what_was_noticed(
    qtbot: QtBot, short_pause: None
) -> None:
    dialog, replies = show(qtbot, VISIT)
    assert dialog.host.toPlainText() == "example.org"
    assert dialog.address.toPlainText() == VISIT.address
    assert "Odd." in texts(dialog)
    dialog.submit_button.click()
    assert replies == [Reply("accept")]


def test_silence_cancels(qtbot: QtBot, short_pause: None) -> None:
    clock = Clock()
    dialog, replies = show(qtbot, FORM, clock)
    clock.now = TIMEOUT + 1
    dialog.countdown.tick()
    [reply] = replies
    assert (reply.action, reply.by) == ("cancel", TIMED_OUT)


@pytest.mark.anyio
@pytest.mark.parametrize(("opens", "action"), [(True, "accept"), (False, "cancel")])
async def test_the_browser_is_opened_only_after_a_yes(
    qtbot: QtBot, short_pause: None, opens: bool, action: str
) -> None:
    window, opened = QMainWindow(), list[QUrl]()
    qtbot.addWidget(window)
    window.show()

    async def unlocked() -> bool:
        return False

    def open_it(url: QUrl) -> bool:
        opened.append(url)
        return opens

    approver = DialogApprover(window, unlocked, open_it)
    asked = asyncio.create_task(approver.elicit(VISIT))
    await until(lambda: bool(window.findChildren(ElicitationDialog)))
    [dialog] = window.findChildren(ElicitationDialog)
    assert not opened
    dialog.activateWindow()
    await until(dialog.submit_button.isEnabled)
    dialog.submit_button.click()
    assert (await asked).action == action
    assert [url.toString() for url in opened] == [VISIT.address]
