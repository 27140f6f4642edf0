"""A conversation in the window of a real app, from the first key to its deletion and back."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel

from desktop.errors import PromptTooLong
from desktop.inbound.chat.conversation import CallState, TurnStatus
from desktop.ui.chat.drafts import Drafts, Written
from desktop.ui.dialogs.approval import ApprovalDialog
from desktop.ui.dialogs.instructions import InstructionsDialog
from desktop.ui.dialogs.leave_out import LeaveOutDialog
from desktop.ui.dialogs.tool_call import ToolCallDialog
from desktop.ui.main_window import Page
from desktop.ui.remembered import Remembered
from tests.e2e.desk import program
from tests.fakes import FakeBackend, Hold, calling
from tests.ui.keyboard import press, type_text
from tests.ui.talk import answer_of
from tests.waiting import until

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QAction

    from desktop.ui.application import Application
    from tests.ui.chat_room import Room

pytestmark = pytest.mark.anyio

ASK = "ask", {"prompt": "How deep is it?"}
CONTROL = Qt.KeyboardModifier.ControlModifier
Dialog = TypeVar("Dialog", bound=QDialog)


async def dialog_of(kind: type[Dialog]) -> Dialog:
    """Returns the dialog of a kind, once it has come up and has the keyboard."""

    def there() -> list[Dialog]:
        tops = QApplication.topLevelWidgets()
        return [one for one in tops if isinstance(one, kind) and one.isVisible()]

    await until(lambda: bool(there()))
    there()[0].activateWindow()
    await until(there()[0].isActiveWindow)
    return there()[0]


def action(room: Room, words: str) -> QAction:
    """Returns what can be done with the conversation under these words."""
    found = room.page.menu.actions()
    return next(one for one in found if one.text().replace("&", "").startswith(words))


async def test_a_model_uses_a_tool_that_the_person_allows_and_that_asks_on_the_way(
    room: Room,
) -> None:
    await room.app.supervisor.add("helper", program("sampling_server", era="legacy"))
    room.model.enqueue(calling(ASK), "Forty feet.", "It is **forty** feet deep.")
    room.tick("helper")
    await room.say("How deep is the lake?")
    question = await dialog_of(ToolCallDialog)
    assert question.decline_button.isDefault()
    assert question.decline_button.hasFocus()
    assert not question.once_button.isEnabled(), "a stray key allows nothing"
    await until(question.once_button.isEnabled)
    press(question.once_button, Qt.Key.Key_Space)
    approval = await dialog_of(ApprovalDialog)
    await until(approval.allow_button.isEnabled)
    press(approval, Qt.Key.Key_Return, CONTROL)
    await room.answered("How deep is the lake?", "", "It is **forty** feet deep.")
    _own, called, _answer = room.turns
    [card] = called.cards
    assert card.call
    assert (card.call.state, card.state.text()) == (CallState.DONE, "Done")
    nested = [line.button for line in card.requests]
    assert len(nested) == 1, "what the tool asked stands inside its call"
    nested[0].click()
    assert room.window.page is Page.ACTIVITY


async def test_an_edited_message_begins_a_branch_and_both_can_be_read(room: Room) -> None:
    room.model.enqueue("Blue.", "Green.")
    await room.say("What colour has the sea")
    await room.answered("What colour has the sea", "Blue.")
    draft = room.page.composer.draft
    assert draft.hasFocus()
    press(draft, Qt.Key.Key_Up)
    assert draft.toPlainText() == "What colour has the sea"
    await room.say(" today?")
    await room.answered("What colour has the sea today?", "Green.")
    own = room.turns[0]
    assert own.switch.place.text() == "2 of 2"
    own.switch.before.setFocus()
    press(own.switch.before, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    await room.answered("What colour has the sea", "Blue.")
    assert room.turns[0].switch.place.text() == "1 of 2"


async def test_an_answer_streams_is_stopped_with_escape_and_asked_for_again(room: Room) -> None:
    room.model.enqueue(Hold("The first half"), "Whole.")
    await room.say("Go")
    await until(lambda: len(room.turns) == 2 and "The" in answer_of(room.turns[1]))
    assert room.page.composer.stop.isVisible()
    press(room.page.composer.draft, Qt.Key.Key_Escape)
    await room.answered("Go", "The first half")
    stopped = room.turns[1]
    assert stopped.entry.turn.status is TurnStatus.STOPPED
    assert stopped.state.text() == "Stopped"
    press(stopped.again_button, Qt.Key.Key_Space)
    await room.answered("Go", "Whole.")


def is_closed(path: Path) -> bool:
    return sys.platform == "win32" or path.stat().st_mode & 0o077 == 0


async def test_a_conversation_is_found_saved_deleted_and_brought_back(
    room: Room, tmp_path: Path
) -> None:
    room.model.enqueue("Of herons.")
    await room.say("A poem about the harbour")
    await room.answered("A poem about the harbour", "Of herons.")
    rows = room.page.list.rows
    await until(lambda: rows.count() == 2)
    press(room.page, Qt.Key.Key_N, CONTROL)
    assert not room.turns
    type_text(room.page.list.sought, "heron")
    await until(lambda: rows.count() == 2 and room.page.list.chosen == "")
    rows.setFocus()
    press(rows, Qt.Key.Key_Down)
    await room.answered("A poem about the harbour", "Of herons.")
    action(room, "Save as Markdown").trigger()
    dialog = await dialog_of(QFileDialog)
    assert dialog.selectedFiles()[0].endswith("A poem about the harbour.md")
    dialog.fileSelected.emit(str(tmp_path / "poem.md"))
    dialog.reject()
    room.window.activateWindow()
    await until(room.window.isActiveWindow)
    assert "Of herons." in (tmp_path / "poem.md").read_text()
    assert is_closed(tmp_path / "poem.md")
    press(rows, Qt.Key.Key_Delete)
    await until(lambda: "was deleted" in room.window.undo_strip.text())
    await until(lambda: rows.count() == 0)
    assert not room.turns
    press(room.window, Qt.Key.Key_Z, CONTROL)
    await room.answered("A poem about the harbour", "Of herons.")


async def test_conversations_are_listed_where_the_page_was_shown_before_they_could_be_read(
    room: Room,
) -> None:
    await room.say("Hello")
    await room.answered("Hello", "A plain answer.")
    room.page.show_conversations([])
    room.window.set_ready()
    await until(lambda: room.page.list.rows.count() == 2)


async def test_instructions_hold_from_the_first_message_on(room: Room) -> None:
    action(room, "Instructions").trigger()
    dialog = await dialog_of(InstructionsDialog)
    type_text(dialog.text, "Answer in French.")
    press(dialog.save, Qt.Key.Key_Space)
    await room.say("Hello")
    await room.answered("Hello", "A plain answer.")
    assert room.model.seen[0].system_prompt == "Answer in French."


async def test_what_is_attached_goes_out_and_what_cannot_be_says_why(
    room: Room, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("High water at noon.")
    (tmp_path / "song.mp3").write_bytes(b"\xff\xfb\x90\x00" * 9)
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(str(tmp_path / n)) for n in ("notes.txt", "song.mp3")])
    QGuiApplication.clipboard().setMimeData(dragged)
    composer = room.page.composer
    press(composer.draft, Qt.Key.Key_V, CONTROL)
    QGuiApplication.clipboard().clear()  # What Python made must not outlive it there.
    await until(lambda: "song.mp3 was not attached" in composer.problem)
    [chip] = composer.attached.chips
    assert chip.accessibleName() == "Take notes.txt away"
    press(chip, Qt.Key.Key_Space)
    await until(lambda: composer.attached.attachments == [])
    press(composer.attach, Qt.Key.Key_Space)
    dialog = await dialog_of(QFileDialog)
    dialog.filesSelected.emit([str(tmp_path / "notes.txt")])
    dialog.reject()
    await until(lambda: len(composer.attached.chips) == 1)
    room.window.activateWindow()
    await until(room.window.isActiveWindow)
    await room.say("When is it?")
    await room.answered("When is it?", "A plain answer.")
    assert composer.attached.attachments == []
    assert "High water at noon." in room.model.seen[0].model_dump_json()


async def test_what_cannot_be_sent_stays_written_and_says_why(room: Room) -> None:
    await room.app.supervisor.add("helper", program("sampling_server", era="legacy"))
    blunt = FakeBackend("blunt")
    room.app.library.enlist(blunt)
    room.page.composer.choose_model("blunt")
    room.tick("helper")
    await room.say("Look it up")
    await until(lambda: "cannot use tools" in room.page.composer.problem)
    assert room.page.composer.text == "Look it up"
    assert not room.page.is_busy
    assert await room.app.chat.conversations.list() == [], "nothing was begun"
    assert blunt.seen == []


async def test_what_is_typed_while_a_message_is_on_its_way_stays_and_goes_out_once(
    room: Room,
) -> None:
    composer = room.page.composer
    type_text(composer.draft, "One")
    press(composer.draft, Qt.Key.Key_Return)
    type_text(composer.draft, "Two")
    press(composer.draft, Qt.Key.Key_Return)
    await room.answered("One", "A plain answer.")
    assert composer.text == "Two"
    press(composer.draft, Qt.Key.Key_Return)
    await room.answered("One", "A plain answer.", "Two", "A plain answer.")
    assert composer.text == ""


async def test_what_is_refused_comes_back_before_what_was_typed_since(room: Room) -> None:
    room.app.library.enlist(FakeBackend("blunt"))
    await room.app.supervisor.add("helper", program("sampling_server", era="legacy"))
    room.page.composer.choose_model("blunt")
    room.tick("helper")
    await room.say("Look it up")
    type_text(room.page.composer.draft, "And then?")
    await until(lambda: "cannot use tools" in room.page.composer.problem)
    assert room.page.composer.text == "Look it up\nAnd then?"


async def test_a_new_conversation_that_was_left_at_once_does_not_come_back_by_itself(
    room: Room,
) -> None:
    await room.say("Hello")
    await room.answered("Hello", "A plain answer.")
    first = room.page.conversation
    assert first
    press(room.page, Qt.Key.Key_N, CONTROL)
    await until(lambda: not room.turns)
    type_text(room.page.composer.draft, "Elsewhere")
    press(room.page.composer.draft, Qt.Key.Key_Return)
    room.page.open_requested.emit(first.id)
    await until(lambda: len(room.model.seen) == 2)
    for one in await room.app.chat.conversations.list():
        await room.app.chat.settled(one.id)
    await until(lambda: room.page.list.rows.count() == 3)
    await room.answered("Hello", "A plain answer.")
    assert room.page.conversation
    assert room.page.conversation.id == first.id


async def test_each_conversation_has_its_own_draft_which_an_edit_does_not_take(
    room: Room, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("High water at noon.")
    composer, page = room.page.composer, room.page
    await room.say("Hello")
    await room.answered("Hello", "A plain answer.")
    first = page.conversation
    assert first
    type_text(composer.draft, "In the first")
    composer.draft.files_given.emit([str(tmp_path / "notes.txt")])
    await until(lambda: composer.attached.chips)
    press(page, Qt.Key.Key_N, CONTROL)
    assert composer.text == ""
    assert composer.attached.chips == []
    type_text(composer.draft, "In a new one")
    page.open_requested.emit(first.id)
    await until(lambda: len(room.turns) == 2)
    assert composer.text == "In the first"
    assert len(composer.attached.chips) == 1
    press(room.turns[0].edit_button, Qt.Key.Key_Space)
    assert composer.text == "Hello"
    press(composer.draft, Qt.Key.Key_Escape)
    assert composer.text == "In the first"
    press(page, Qt.Key.Key_N, CONTROL)
    assert composer.text == "In a new one"
    await room.answered()


async def test_a_draft_is_there_again_after_a_restart_and_goes_with_its_conversation(
    room: Room, qapp: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(qapp, "remembered", Remembered(tmp_path / "view.json"))
    await room.say("Hello")
    await room.answered("Hello", "A plain answer.")
    type_text(room.page.composer.draft, "And")
    shown = room.page.conversation
    assert shown
    qapp.remembered.save()
    again = Remembered(tmp_path / "view.json")
    monkeypatch.setattr(qapp, "remembered", again)
    assert Drafts().of(shown.id) == Written("And")
    press(room.page.list.rows, Qt.Key.Key_Delete)
    await until(lambda: again.get("drafts") == {})
    press(room.window, Qt.Key.Key_Z, CONTROL)
    await until(lambda: room.page.composer.text == "And")
    await room.answered("Hello", "A plain answer.")


async def test_a_conversation_that_is_too_long_is_sent_without_what_the_person_has_seen(
    room: Room,
) -> None:
    room.model.enqueue("Blue.", PromptTooLong("It is longer than the model takes."), "Green.")
    await room.say("What colour has the sea?")
    await room.answered("What colour has the sea?", "Blue.")
    await room.say("And today?")
    await room.answered("What colour has the sea?", "Blue.", "And today?", "")
    refused = room.turns[-1]
    assert refused.state.text() == "Too long"
    press(refused.shorten_button, Qt.Key.Key_Space)
    dialog = await dialog_of(LeaveOutDialog)
    assert dialog.text.toPlainText() == "You:\nWhat colour has the sea?\n\nM:\nBlue."
    assert "without its oldest 2 messages" in dialog.told.text()
    press(dialog.send, Qt.Key.Key_Space)
    await room.answered("What colour has the sea?", "Blue.", "And today?", "Green.")
    assert len(room.model.seen[-1].messages) == 1
    told = [one.text() for one in room.turns[-1].findChildren(QLabel)]
    assert "2 older messages of this conversation were not sent with it." in told


async def test_one_message_that_is_too_long_by_itself_is_not_offered_to_go_without(
    room: Room,
) -> None:
    room.model.enqueue(PromptTooLong("It is longer than the model takes."))
    await room.say("All of Proust")
    await room.answered("All of Proust", "")
    assert not room.turns[-1].shorten_button.isVisible()
