"""The page of conversations by its values and by the keyboard; the app behind it is elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from desktop.events import ToolSummary
from desktop.inbound.chat.conversation import CallState, ToolCall, TurnStatus
from desktop.inbound.chat.question import CallConsent, CallQuestion
from desktop.ui import theme
from desktop.ui.chat.destination import ModelOffer
from desktop.ui.chat.drafts import Written
from desktop.ui.chat.prose import ProseView
from desktop.ui.chat.transcript import MOST
from desktop.ui.dialogs.tool_call import ToolCallDialog
from desktop.ui.pages.chat import ChatPage
from desktop.ui.widgets.disclosure import Disclosure
from desktop.ui.widgets.texts import FittingText
from tests.ui.keyboard import press, type_text
from tests.ui.talk import (
    FAR,
    QWEN,
    a_picture,
    a_talk,
    answer_of,
    by_qwen,
    entries,
    fill_chat,
    make_conversation,
    make_turn,
)

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.chat.turn import TurnView


@pytest.fixture
def page(qtbot: QtBot) -> ChatPage:
    page = ChatPage()
    qtbot.addWidget(page)
    page.resize(900, 640)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    fill_chat(page)
    return page


def words(view: TurnView) -> str:
    """All that labels say of a turn."""
    return "\n".join(one.text() for one in view.findChildren(QLabel) if one.isVisibleTo(view))


def test_each_turn_says_who_where_and_what_it_took(page: ChatPage) -> None:
    own, called, answer, _, stopped = page.transcript.views
    assert "You" in words(own)
    assert "Qwen2.5 0.5B Instruct\non this computer" in words(called)
    assert "412 + 31 tokens, 1.4 s" in words(called)
    assert "Qwen2.5" not in words(answer), "the model goes on, and is not named again"
    assert "gpt-5-mini\nat api.openai.com" in words(stopped)
    assert "Stopped" in words(stopped)
    assert "“Again” asks once more." in words(stopped)


def test_a_call_shows_its_arguments_its_result_and_what_it_asked_for_on_the_way(
    page: ChatPage,
) -> None:
    [card] = page.transcript.views[1].cards
    shown = [one.toPlainText() for one in card.findChildren(FittingText)]
    assert shown == ['{"place": "Brill", "days": 2}', "North-westerly gale 8, veering north 6."]
    wanted: list[str] = []
    page.transcript.record_requested.connect(wanted.append)
    press(card.requests[0].button, Qt.Key.Key_Space)
    assert wanted == ["r9"]


@pytest.mark.parametrize(
    ("state", "word"),
    [(CallState.ASKED, "Waiting for you"), (CallState.FAILED, "Failed")],
)
def test_a_call_says_how_it_stands(page: ChatPage, state: CallState, word: str) -> None:
    turns = a_talk()[:2]
    use = turns[1].uses[0]
    call = ToolCall(use.id, "Weather", "forecast", state, "k1", "It did not answer in time.")
    turns[1] = make_turn("t2", "t1", use, calls=(call,), status=TurnStatus.CALLING, **by_qwen())
    page.show_conversation(make_conversation(), entries(turns))
    [card] = page.transcript.views[1].cards
    assert card.state.text() == word
    assert card.see_button.isVisible() is (state is CallState.ASKED)
    assert "in time" in words(page.transcript.views[1])


def test_another_branch_is_a_key_away(page: ChatPage) -> None:
    wanted: list[str] = []
    page.transcript.branch_requested.connect(wanted.append)
    answer = page.transcript.views[2]
    assert answer.switch.place.text() == "2 of 2"
    for inside in (answer.switch.before, answer.findChildren(ProseView)[0]):
        inside.setFocus()
        press(inside, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
        press(inside, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert wanted == ["t4", "t4"]


def test_what_is_copied_is_the_text_as_it_was_written(page: ChatPage) -> None:
    press(page.transcript.views[2].copy_button, Qt.Key.Key_Space)
    assert QGuiApplication.clipboard().text().startswith("**Stay in harbour today.**")


def test_the_end_stays_in_sight_unless_the_person_went_away_from_it(
    page: ChatPage, qtbot: QtBot
) -> None:
    talk = page.transcript
    turns = [*a_talk(), make_turn("t8", "t7", "Go on")]
    turns.append(make_turn("t9", "t8", status=TurnStatus.WRITING, **by_qwen()))
    page.show_conversation(make_conversation(), entries(turns))
    bar = talk.bar
    talk.show_text("t9", "Words.\n\n" * 40)
    qtbot.waitUntil(lambda: bar.maximum() > 0 and bar.value() == bar.maximum())
    bar.setValue(bar.maximum() // 2)
    place = bar.value()
    assert talk.to_end.isVisible()
    talk.show_text("t9", "Words.\n\n" * 80)
    longer = bar.maximum()
    qtbot.waitUntil(lambda: bar.maximum() > longer)
    assert bar.value() == place
    press(talk.to_end, Qt.Key.Key_Space)
    assert bar.value() == bar.maximum()
    assert not talk.to_end.isVisible()


def test_the_keyboard_moves_the_conversation_up_and_down(page: ChatPage, qtbot: QtBot) -> None:
    text, bar = page.transcript.views[2].findChildren(ProseView)[0], page.transcript.bar
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    text.setFocus()
    press(text, Qt.Key.Key_Home)
    assert bar.value() == 0
    press(text, Qt.Key.Key_Down)
    press(text, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    press(text, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()


def test_what_is_read_late_does_not_take_back_what_has_streamed(page: ChatPage) -> None:
    turns = [*a_talk(), make_turn("t8", "t7", "Go on")]
    turns.append(make_turn("t9", "t8", "It", status=TurnStatus.WRITING, **by_qwen()))
    page.transcript.show_text("t9", "It goes")
    page.show_conversation(make_conversation(), entries(turns))
    assert answer_of(page.transcript.views[-1]) == "It goes"
    turns[-1] = make_turn("t9", "t8", "It goes on.", **by_qwen())
    page.show_conversation(make_conversation(), entries(turns))
    assert answer_of(page.transcript.views[-1]) == "It goes on."


def test_of_a_long_conversation_the_end_is_shown_and_more_at_a_wish(page: ChatPage) -> None:
    turns = [
        make_turn(f"n{at}", f"n{at - 1}" if at else None, f"Line {at}") for at in range(MOST + 10)
    ]
    page.show_conversation(make_conversation("long"), entries(turns))
    assert len(page.transcript.views) == MOST
    press(page.transcript.earlier, Qt.Key.Key_Space)
    assert len(page.transcript.views) == MOST + 10
    assert not page.transcript.earlier.isVisible()


def test_a_picture_that_was_attached_is_drawn_and_a_text_is_folded(page: ChatPage) -> None:
    page.show_conversation(make_conversation("p"), entries([a_picture()]))
    [own] = page.transcript.views
    assert any(one.accessibleName() == "chart.png" for one in own.findChildren(QLabel))
    page.show_conversation(make_conversation(), entries(a_talk()))
    [folded] = page.transcript.views[0].findChildren(Disclosure)
    assert folded.button.text() == "log.txt"


def test_enter_sends_and_shift_enter_begins_a_line(page: ChatPage, qtbot: QtBot) -> None:
    draft = page.composer.draft
    type_text(draft, "One")
    press(draft, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    type_text(draft, "Two")
    with qtbot.waitSignal(page.send_requested):
        press(draft, Qt.Key.Key_Return)
    assert page.composer.text == "One\nTwo"


def test_nothing_is_sent_while_there_is_nothing_or_nobody_to_send_it_to(page: ChatPage) -> None:
    sent: list[bool] = []
    page.send_requested.connect(lambda: sent.append(True))
    press(page.composer.draft, Qt.Key.Key_Return)
    assert not page.composer.send.isEnabled()
    page.show_models([ModelOffer("far", FAR.name, FAR.host, "no key is stored for OpenAI")])
    page.composer.choose_model("far")
    type_text(page.composer.draft, "Hello")
    press(page.composer.draft, Qt.Key.Key_Return)
    assert sent == []
    assert page.composer.destination.text() == (
        "gpt-5-mini cannot be asked: no key is stored for OpenAI."
    )


def test_it_is_always_said_where_the_text_goes(page: ChatPage) -> None:
    assert page.composer.destination.text() == "The text stays on this computer."
    page.composer.choose_model("far")
    assert page.composer.destination.text() == "The text is sent to api.openai.com."
    page.show_models([QWEN])
    assert page.composer.model_id == "far", "it is not another one all of a sudden"
    assert page.composer.destination.text() == "far is not here any more. Choose another model."


def test_escape_stops_an_answer_and_leaves_what_is_edited(page: ChatPage, qtbot: QtBot) -> None:
    page.show_busy(busy=True)
    assert not page.composer.send.isVisible()
    with qtbot.waitSignal(page.stop_requested):
        press(page.composer.draft, Qt.Key.Key_Escape)
    page.show_busy(busy=False)
    page.composer.edit(Written("Before"))
    with qtbot.waitSignal(page.composer.edit_left):
        press(page.composer.draft, Qt.Key.Key_Escape)


def test_up_in_an_empty_message_edits_the_last_one(page: ChatPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.transcript.edit_requested) as wanted:
        press(page.composer.draft, Qt.Key.Key_Up)
    assert wanted.args == ["t6"]


def test_without_a_model_the_page_says_how_to_get_one(qtbot: QtBot) -> None:
    page = ChatPage()
    qtbot.addWidget(page)
    page.show()
    assert page.no_model.isVisible()
    page.show_models([QWEN])
    assert page.nothing_said.isVisible()


def test_the_list_hides_where_there_is_no_room_and_comes_at_a_wish(
    page: ChatPage, qtbot: QtBot
) -> None:
    assert page.list.isVisible()
    assert not page.to_list.isVisible()
    page.resize(theme.em(page, 30), 600)
    qtbot.waitUntil(page.to_list.isVisible)
    assert not page.list.isVisible()
    press(page.to_list, Qt.Key.Key_Space)
    assert page.list.isVisible()
    assert not page.transcript.isVisible()
    press(page.list.rows, Qt.Key.Key_Return)
    assert page.composer.draft.hasFocus()
    assert not page.list.isVisible()


def test_conversations_stand_by_day_and_are_renamed_in_their_line(
    page: ChatPage, qtbot: QtBot
) -> None:
    rows = page.list.rows
    texts = [rows.item(at).text() for at in range(rows.count())]
    assert texts == [
        "Today",
        "Sailing from Brill",
        "A name for the boat",
        "Yesterday",
        "Knots that hold",
        "This week",
        "Letter to the harbour master",
    ]
    with qtbot.waitSignal(page.rename_requested) as wanted:
        rename(page, "To Brill")
    assert wanted.args == ["c1", "To Brill"]


def rename(page: ChatPage, title: str = "") -> str:
    """Returns the title that stood to be edited; types another where one is given."""
    press(page.list.rows, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    stood = editor.text()
    if title:
        editor.selectAll()
        type_text(editor, title)
    press(editor, Qt.Key.Key_Return)
    QApplication.processEvents()  # What was typed is taken a moment later.
    return stood


def test_all_of_a_long_title_is_edited_and_nothing_is_lost_where_it_stays(page: ChatPage) -> None:
    title = "A very long title " * 9 + "to its end"
    long = make_conversation(title=title)
    page.show_conversations([long])
    page.show_conversation(long, entries(a_talk()))
    assert page.list.rows.item(1).text() == title[:80]
    wanted: list[str] = []
    page.rename_requested.connect(lambda _, title: wanted.append(title))
    assert rename(page) == title
    assert wanted == []
    rename(page, "Short")
    assert wanted == ["Short"]


def test_a_list_that_came_during_a_rename_is_wished_anew_after_it(
    page: ChatPage, qtbot: QtBot
) -> None:
    rows, talk = page.list.rows, make_conversation()
    page.show_conversations([talk])
    page.show_conversation(talk, entries(a_talk()))
    press(rows, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    page.show_conversations([talk, make_conversation("n", "New")])
    assert rows.count() == 2, "what is typed is not lost"
    with qtbot.waitSignal(page.refresh_requested):
        press(editor, Qt.Key.Key_Escape)


def test_a_long_list_stays_where_it_was_left(page: ChatPage, qtbot: QtBot) -> None:
    shown = make_conversation()
    found = [shown, *(make_conversation(f"n{at}", f"Number {at}") for at in range(90))]
    page.show_conversations(found)
    bar = page.list.rows.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum() // 2)
    place = bar.value()
    page.show_conversations(found)
    page.show_conversation(shown, entries(a_talk()))
    QApplication.processEvents()
    assert bar.value() == place
    page.show_conversation(found[1], ())
    assert bar.value() < place, "what is opened comes into sight"


def question(*, destructive: bool = False) -> CallQuestion:
    tool = ToolSummary("order", "", "Orders a pizza.", "{}", destructive=destructive)
    noticed = ("Its arguments have a hidden character.",)
    return CallQuestion("c1", "t2", "u1", "Shop", tool, {"size": "L"}, "Qwen", "", noticed)


@pytest.mark.parametrize(
    ("button", "consent"),
    [
        ("once_button", CallConsent.ONCE),
        ("lasting_button", CallConsent.CONVERSATION),
        ("decline_button", CallConsent.NO),
    ],
)
def test_a_question_about_a_call_shows_all_of_it_and_is_answered_once(
    button: str, consent: CallConsent, qtbot: QtBot, short_pause: None
) -> None:
    dialog, answers = ToolCallDialog(question()), list[CallConsent]()
    qtbot.addWidget(dialog)
    dialog.decided.connect(answers.append)
    dialog.show()
    dialog.activateWindow()
    assert not dialog.once_button.isEnabled()
    press(dialog, Qt.Key.Key_Return)
    assert answers in ([], [CallConsent.NO]), "Enter never allows"
    if not answers:
        qtbot.waitUntil(dialog.once_button.isEnabled)
        press(getattr(dialog, button), Qt.Key.Key_Space)
        assert answers == [consent]


def test_a_tool_that_may_destroy_is_asked_about_each_time(qtbot: QtBot) -> None:
    dialog = ToolCallDialog(question(destructive=True))
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.lasting_button.isVisible()
    told = "\n".join(one.text() for one in dialog.findChildren(QLabel))
    assert "may destroy" in told
    assert "hidden character" in told
