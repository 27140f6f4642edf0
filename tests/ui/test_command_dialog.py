"""The questions before a server runs: its command, shown whole, and what its entry needs."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QMainWindow

from desktop.errors import NotConsented
from desktop.servers.config import ServerSpec
from desktop.servers.sandbox.bounds import Sandbox
from desktop.servers.trust import command_of
from desktop.servers.variables import Input
from desktop.ui.approvals import DialogApprover
from desktop.ui.dialogs.command import CommandDialog
from desktop.ui.dialogs.give_input import GiveInputDialog
from tests.ui.keyboard import press, type_text
from tests.ui.test_activity_page import words
from tests.waiting import until

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

NOTES = ServerSpec(
    name="no\u200btes",
    command="npx",
    args=("-y", "a b", "line\nbreak", "\u202edaer", "<b>x</b>"),
    env={"TOKEN": "sesame", "HOME\u202e": "x"},
    cwd="/srv/notes",
)


def show(qtbot: QtBot, spec: ServerSpec, *, changed: bool = False) -> CommandDialog:
    dialog = CommandDialog(command_of(spec, changed=changed))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def test_all_of_a_command_is_shown_and_nothing_in_it_hides(qtbot: QtBot) -> None:
    text = words(show(qtbot, NOTES))
    assert "npx -y 'a b' 'line⟦U+000A⟧break' '⟦U+202E⟧daer' '<b>x</b>'" in text
    assert "May no⟦U+200B⟧tes be run?" in text
    assert "/srv/notes" in text
    assert "HOME⟦U+202E⟧, TOKEN" in text
    assert "sesame" not in text
    assert "It runs with your rights" in text
    assert "another one than you let run before" not in text


def test_a_command_that_was_changed_is_said_to_be_another_one(qtbot: QtBot) -> None:
    assert "another one than you let run before" in words(show(qtbot, NOTES, changed=True))


def test_an_address_is_connected_to_and_not_run(qtbot: QtBot) -> None:
    dialog = show(qtbot, ServerSpec(name="web", url="https://example.org/mcp"))
    text = words(dialog)
    assert "https://example.org/mcp" in text
    assert "May web be connected to?" in text
    assert "rights" not in text
    assert dialog.allow_button.text() == "&Connect"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Space])
def test_a_stray_key_says_no(qtbot: QtBot, key: Qt.Key) -> None:
    dialog = show(qtbot, NOTES)
    assert not dialog.allow_button.isEnabled(), "it sleeps at first"
    with qtbot.waitSignal(dialog.decided) as decided:
        press(dialog.decline_button if key is Qt.Key.Key_Space else dialog, key)
    assert decided.args == [None]


def test_yes_wakes_after_a_moment(qtbot: QtBot, short_pause: None) -> None:
    dialog = show(qtbot, NOTES)
    qtbot.waitUntil(dialog.allow_button.isEnabled)
    with qtbot.waitSignal(dialog.decided) as decided:
        press(dialog.allow_button, Qt.Key.Key_Space)
    assert decided.args == [command_of(NOTES)]


HELD = NOTES.model_copy(
    update={"sandbox": Sandbox(network=True, allow_read=("/srv/a",), allow_write=("/srv/b",))}
)


def test_what_it_may_touch_is_shown_and_the_answer_is_what_was_ticked(
    qtbot: QtBot, short_pause: None
) -> None:
    dialog = show(qtbot, HELD)
    text = words(dialog)
    assert "It may also read /srv/a. It may also read and change /srv/b. It may use" in text
    assert "rights" not in text
    dialog.form.network.setChecked(False)
    first = dialog.form.folders.topLevelItem(0)
    assert first is not None
    first.setCheckState(0, Qt.CheckState.Unchecked)
    assert "It has no network" in words(dialog)
    dialog.form.offer_folder("/srv/c", change=True)
    qtbot.waitUntil(dialog.allow_button.isEnabled)
    with qtbot.waitSignal(dialog.decided) as decided:
        dialog.allow_button.click()
    assert decided.args
    assert decided.args[0].sandbox == Sandbox(allow_write=("/srv/b", "/srv/c"))
    assert decided.args[0].words == command_of(NOTES).words


def test_one_tick_takes_the_whole_sandbox_away(qtbot: QtBot) -> None:
    dialog = show(qtbot, HELD)
    dialog.form.held.setChecked(False)
    assert dialog.form.sandbox() is None
    assert not dialog.form.network.isVisible()
    assert "Not sandboxed. It runs with your rights" in words(dialog)


def test_to_change_a_folder_is_to_read_it(qtbot: QtBot) -> None:
    form = show(qtbot, HELD).form
    first, second = form.folders.topLevelItem(0), form.folders.topLevelItem(1)
    assert first is not None
    assert second is not None
    first.setCheckState(1, Qt.CheckState.Checked)
    second.setCheckState(0, Qt.CheckState.Unchecked)
    assert form.sandbox() == Sandbox(network=True, allow_write=("/srv/a",))


def test_where_there_is_no_sandbox_that_is_said_and_nothing_can_be_ticked(qtbot: QtBot) -> None:
    dialog = CommandDialog(command_of(HELD, unsandboxed="bubblewrap is not installed"))
    qtbot.addWidget(dialog)
    dialog.show()
    text = words(dialog)
    assert "Not sandboxed: bubblewrap is not installed. It runs with your rights" in text
    assert not dialog.form.held.isVisible()
    assert dialog.form.sandbox() == HELD.sandbox, "elsewhere it is held in still"


def give(qtbot: QtBot, wanted: Input) -> GiveInputDialog:
    dialog = GiveInputDialog("notes", wanted)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_a_secret_is_typed_unseen_and_given_as_one(qtbot: QtBot) -> None:
    dialog = give(qtbot, Input(id="key", description="the key of <b>Acme</b>", password=True))
    assert isinstance(dialog.field, QLineEdit)
    assert dialog.field.echoMode() is QLineEdit.EchoMode.Password
    assert "notes needs the key of <b>Acme</b>" in words(dialog)
    assert not dialog.give.isEnabled()
    type_text(dialog.field, "sesame")
    with qtbot.waitSignal(dialog.decided) as decided:
        press(dialog.field, Qt.Key.Key_Return)
    assert decided.args
    assert decided.args[0].get_secret_value() == "sesame"
    assert "sesame" not in repr(decided.args)


def test_one_of_several_is_chosen(qtbot: QtBot) -> None:
    dialog = give(qtbot, Input(id="size", type="pickString", options=("s", "l"), default="l"))
    assert isinstance(dialog.field, QComboBox)
    assert dialog.text == "l"
    dialog.field.setCurrentIndex(0)
    with qtbot.waitSignal(dialog.decided) as decided:
        dialog.give.click()
    assert decided.args
    assert decided.args[0].get_secret_value() == "s"


def test_closing_gives_nothing(qtbot: QtBot) -> None:
    dialog = give(qtbot, Input(id="key"))
    with qtbot.waitSignal(dialog.decided) as decided:
        press(dialog, Qt.Key.Key_Escape)
    assert decided.args == [None]


@pytest.mark.anyio
async def test_both_wait_in_the_queue_of_questions_and_leave_with_the_window(
    qtbot: QtBot, short_pause: None
) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
    approver = DialogApprover(window)
    asked = asyncio.create_task(approver.confirm_command(command_of(NOTES)))
    await until(lambda: bool(window.findChildren(CommandDialog)))
    [dialog] = window.findChildren(CommandDialog)
    dialog.decide(answer=command_of(NOTES))
    assert await asked == command_of(NOTES)
    wanted = asyncio.create_task(approver.give_input("notes", Input(id="key")))
    await until(lambda: bool(window.findChildren(GiveInputDialog)))
    approver.withdraw_all()
    with pytest.raises(NotConsented, match="Parley was closed"):
        await wanted
    with pytest.raises(NotConsented, match="Parley was closed"):
        await approver.confirm_command(command_of(NOTES))
