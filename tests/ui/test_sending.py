"""What a person wrote, which stays theirs wherever they went before it could not be sent."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt

from desktop.ui.chat.destination import ModelOffer
from desktop.ui.chat.drafts import Drafts, Written
from desktop.ui.main_window import MainWindow
from desktop.ui.remembered import Remembered
from desktop.ui.sending import Sending
from tests.ui.keyboard import press, type_text
from tests.waiting import until

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.inbound.chat.conversation import Turn
    from desktop.ui.application import Application
    from tests.ui.chat_room import Room

pytestmark = pytest.mark.anyio

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def memory(qapp: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Remembered:
    """What is remembered of the window, in a file."""
    made = Remembered(tmp_path / "view.json")
    monkeypatch.setattr(qapp, "remembered", made)
    return made


def write(room: Room, words: str, *, send: bool = False) -> None:
    """Types at once, with no moment in between for anything else."""
    type_text(room.page.composer.draft, words)
    if send:
        press(room.page.composer.draft, Qt.Key.Key_Return)


def choose_gone(room: Room) -> None:
    """Chooses a model that is gone from the library before the window knows it."""
    room.page.show_models([ModelOffer("gone", "Gone")])
    room.page.composer.choose_model("gone")


async def idle(room: Room) -> None:
    await until(lambda: not room.tasks._tasks)


async def first_conversation(room: Room) -> str:
    await room.say("Hello")
    await room.answered("Hello", "A plain answer.")
    assert room.page.conversation
    return room.page.conversation.id


async def test_what_was_typed_while_parley_started_is_a_draft(
    room: Room, memory: Remembered
) -> None:
    window = MainWindow()
    window.fill()
    type_text(window.chat.composer.draft, "Early")
    sending = Sending(room.app.chat, window.chat)
    assert sending.drafts.of("") == Written("Early")
    sending.show("another")
    sending.show("")
    assert window.chat.composer.text == "Early"
    window.deleteLater()


async def test_what_is_refused_after_a_new_conversation_was_begun_is_written_there_again(
    room: Room,
) -> None:
    choose_gone(room)
    write(room, "Look it up", send=True)
    press(room.page, Qt.Key.Key_N, CONTROL)
    write(room, "And")
    await idle(room)
    assert room.page.composer.text == "Look it up\nAnd"
    write(room, " then?")
    press(room.page, Qt.Key.Key_N, CONTROL)
    assert room.page.composer.text == "Look it up\nAnd then?"


async def test_what_is_refused_elsewhere_keeps_what_was_typed_after_it(room: Room) -> None:
    first = await first_conversation(room)
    press(room.page, Qt.Key.Key_N, CONTROL)
    choose_gone(room)
    write(room, "Look it up", send=True)
    write(room, "And then?")
    room.page.open_requested.emit(first)
    await idle(room)
    assert room.page.composer.text == ""
    press(room.page, Qt.Key.Key_N, CONTROL)
    assert room.page.composer.text == "Look it up\nAnd then?"
    await room.answered()


async def test_a_first_message_that_is_refused_leaves_no_conversation_on_the_page(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    send = room.app.chat.send

    async def send_late(*what: Any) -> Turn:
        await until(lambda: room.page.conversation is not None)
        return await send(*what)

    monkeypatch.setattr(room.app.chat, "send", send_late)
    choose_gone(room)
    write(room, "Look it up", send=True)
    await idle(room)
    assert room.page.conversation is None
    assert "not here any more" in room.page.composer.problem
    assert room.page.composer.text == "Look it up"


@pytest.mark.parametrize("is_begun", [False, True])
async def test_what_could_not_go_out_before_the_end_is_a_draft_in_the_next_run(
    room: Room, memory: Remembered, tmp_path: Path, *, is_begun: bool
) -> None:
    write(room, "Good night", send=True)
    if is_begun:
        await asyncio.sleep(0)
    await room.tasks.close()
    memory.save()
    assert Remembered(tmp_path / "view.json").get("drafts") == {"": "Good night"}


async def test_an_edit_that_could_not_go_out_before_the_end_is_a_draft(
    room: Room, memory: Remembered
) -> None:
    first = await first_conversation(room)
    press(room.page.composer.draft, Qt.Key.Key_Up)
    write(room, " again", send=True)
    await room.tasks.close()
    assert Drafts().of(first) == Written("Hello again")


async def test_a_fault_of_parleys_own_gives_the_text_back(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(room.app.chat, "send", fail)
    write(room, "Hello", send=True)
    await idle(room)
    assert room.page.composer.text == "Hello"
    assert await room.app.chat.conversations.list() == []


async def test_a_file_is_attached_where_it_was_given_though_another_conversation_is_shown(
    room: Room, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("High water at noon.")
    first, composer = await first_conversation(room), room.page.composer
    composer.draft.files_given.emit([str(tmp_path / "notes.txt")])
    press(room.page, Qt.Key.Key_N, CONTROL)
    await idle(room)
    assert composer.attached.chips == []
    room.page.open_requested.emit(first)
    assert len(composer.attached.chips) == 1
    await room.answered("Hello", "A plain answer.")


async def test_a_file_that_was_given_to_an_edit_goes_to_the_draft_where_that_was_left(
    room: Room, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("High water at noon.")
    await first_conversation(room)
    composer = room.page.composer
    press(composer.draft, Qt.Key.Key_Up)
    composer.draft.files_given.emit([str(tmp_path / "notes.txt")])
    press(composer.draft, Qt.Key.Key_Escape)
    assert not composer.is_editing
    await idle(room)
    assert len(composer.attached.chips) == 1
    press(room.turns[0].edit_button, Qt.Key.Key_Space)
    assert composer.attached.chips == []


async def test_a_file_follows_the_message_into_the_conversation_that_begins(
    room: Room, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("High water at noon.")
    composer = room.page.composer
    composer.draft.files_given.emit([str(tmp_path / "notes.txt")])
    write(room, "Hello", send=True)
    await room.answered("Hello", "A plain answer.")
    assert len(composer.attached.chips) == 1


async def test_drafts_reach_the_disk_soon_after_they_are_typed(
    room: Room, memory: Remembered, tmp_path: Path
) -> None:
    kept = Drafts(room.page)
    kept._saving.setInterval(0)
    kept.keep("", Written("Soon"))
    await until(lambda: Remembered(tmp_path / "view.json").get("drafts") == {"": "Soon"})
