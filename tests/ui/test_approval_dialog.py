"""The dialog in which a person allows or declines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from mcp_types import (
    AudioContent,
    ImageContent,
    SamplingMessage,
    TextContent,
    ToolResultContent,
    ToolUseContent,
)
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from desktop.gateway.approval import Approved, Declined
from desktop.ui.dialogs import guard
from desktop.ui.dialogs.approval import ApprovalDialog
from desktop.ui.dialogs.countdown import GIVEN_UP
from desktop.ui.dialogs.route_chooser import LEAVES, STAYS
from tests.fakes import make_params
from tests.ui.asked import ENTER, said, view_of
from tests.ui.fakes import FAR, SMALL, STARTER, make_picture, make_review
from tests.ui.keyboard import press, type_text

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.asked import Allow, Ask


def test_esc_declines(ask: Ask) -> None:
    asked = ask(make_review())
    press(asked.dialog, Qt.Key.Key_Escape)
    assert asked.answers == [Declined()]


def test_closing_the_window_declines_once(ask: Ask) -> None:
    asked = ask(make_review())
    asked.dialog.close()
    asked.dialog.close()
    assert asked.answers == [Declined()]


@pytest.mark.parametrize("key", ENTER)
def test_enter_declines_since_decline_is_the_default(ask: Ask, qtbot: QtBot, key: Qt.Key) -> None:
    asked = ask(make_review())
    qtbot.waitUntil(asked.dialog.allow_button.isEnabled)
    press(asked.dialog.chooser.box, key)
    assert asked.answers == [Declined()]


@pytest.mark.parametrize("key", ENTER)
def test_enter_on_allow_itself_does_not_allow(ask: Ask, qtbot: QtBot, key: Qt.Key) -> None:
    asked = ask(make_review())
    qtbot.waitUntil(asked.dialog.allow_button.isEnabled)
    asked.dialog.allow_button.setFocus()
    press(asked.dialog.allow_button, key)
    assert asked.answers == [Declined()]


@pytest.mark.parametrize("key", [*ENTER, Qt.Key.Key_Space, Qt.Key.Key_Y, Qt.Key.Key_A])
def test_no_stray_key_allows_while_allow_sleeps(ask: Ask, key: Qt.Key) -> None:
    asked = ask(make_review())
    press(asked.dialog.allow_button, key)
    press(asked.dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    asked.dialog.allow()
    assert not any(isinstance(answer, Approved) for answer in asked.answers)


def test_allow_wakes_after_a_moment_and_sleeps_again_when_the_window_changes_size(
    ask: Ask, qtbot: QtBot
) -> None:
    dialog = ask(make_review()).dialog
    assert not dialog.allow_button.isEnabled()
    qtbot.waitUntil(dialog.allow_button.isEnabled)
    dialog.resize(dialog.width() + 20, dialog.height())
    assert not dialog.allow_button.isEnabled()
    qtbot.waitUntil(dialog.allow_button.isEnabled)


def test_allow_sleeps_for_a_second() -> None:
    assert guard.PAUSE_MS == 1000


def test_allow_stays_asleep_in_a_window_that_is_not_active(ask: Ask, qtbot: QtBot) -> None:
    below = ask(make_review())
    qtbot.waitUntil(below.dialog.allow_button.isEnabled)
    above = ask(make_review())
    qtbot.waitUntil(above.dialog.allow_button.isEnabled)
    assert not below.dialog.allow_button.isEnabled()


def test_the_window_comes_up_without_taking_the_focus(ask: Ask) -> None:
    dialog = ask(make_review()).dialog
    assert dialog.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    assert not dialog.isModal()


@pytest.mark.parametrize("key", ENTER)
def test_ctrl_enter_allows_exactly_what_was_asked(ask: Ask, qtbot: QtBot, key: Qt.Key) -> None:
    params = make_params("Hello\r\n\u200bthere", system_prompt="", temperature=0.5)
    asked = ask(make_review(params))
    qtbot.waitUntil(asked.dialog.allow_button.isEnabled)
    press(asked.dialog, key, Qt.KeyboardModifier.ControlModifier)
    assert asked.approved.messages == params.messages
    assert asked.answers == [Approved(asked.approved, "small")]
    assert asked.approved.temperature == 0.5


def test_what_is_edited_is_sent_and_all_else_is_left_as_it_was(ask: Ask, allow: Allow) -> None:
    message = SamplingMessage(
        role="user",
        content=[
            TextContent(text="Look at this.", _meta={"kept": True}),
            ImageContent(data=make_picture(), mime_type="image/png"),
            TextContent(text="And at\u200b this."),
        ],
    )
    asked = ask(make_review(make_params(messages=[message], system_prompt="Be brief.")))
    press(asked.dialog.editing, Qt.Key.Key_Space)
    first = view_of(asked.dialog, "User, part 1 of 3")
    first.selectAll()
    type_text(first, "Look away.")
    type_text(view_of(asked.dialog, "System prompt"), "Please! ")
    sent = allow(asked)
    blocks = sent.messages[0].content_as_list
    assert blocks[0] == TextContent(text="Look away.", _meta={"kept": True})
    assert blocks[1:] == message.content_as_list[1:]
    assert sent.system_prompt == "Please! Be brief."


def test_texts_can_only_be_read_until_editing_is_asked_for(ask: Ask) -> None:
    asked = ask(make_review(make_params("Hello")))
    type_text(view_of(asked.dialog, "User"), "Evil ")
    assert view_of(asked.dialog, "User").toPlainText() == "Hello"


def test_the_maximum_can_be_lowered_and_never_raised(ask: Ask, allow: Allow) -> None:
    asked = ask(make_review(make_params(max_tokens=50)))
    spin = asked.dialog.terms.tokens
    spin.setValue(5000)
    assert spin.value() == 50
    spin.setValue(0)
    assert spin.value() == 1
    spin.selectAll()
    type_text(spin, "20")
    assert allow(asked).max_tokens == 20


def test_a_maximum_beyond_what_a_spin_box_holds_is_bounded(ask: Ask, allow: Allow) -> None:
    assert allow(ask(make_review(make_params(max_tokens=10**12)))).max_tokens == 2**31 - 1


def test_another_model_can_be_chosen_and_the_dialog_says_where_the_text_goes(
    ask: Ask, allow: Allow
) -> None:
    asked = ask(make_review(options=(SMALL, STARTER, FAR)))
    assert STAYS in said(asked.dialog)
    assert "for trying things out" not in said(asked.dialog)
    press(asked.dialog.chooser.box, Qt.Key.Key_Down)
    assert "for trying things out" in said(asked.dialog)
    press(asked.dialog.chooser.box, Qt.Key.Key_Down)
    assert LEAVES in said(asked.dialog)
    allow(asked)
    assert asked.answers == [Approved(asked.approved, "far")]


def test_the_dialog_says_who_asks_for_what_and_why_that_model(ask: Ask) -> None:
    params = make_params(stop_sequences=["\n"], include_context="allServers", max_tokens=2000)
    dialog = ask(make_review(params)).dialog
    dialog.show_place(1, 3)
    assert dialog.windowTitle() == "Weather wants to use a language model"
    for words in (
        "up to 2,000 tokens",
        "npx -y @acme/weather-mcp --units metric",
        "“sum”",
        "it is the smallest",
        '"\\n"',
        "allServers was asked for; it is not given.",
        "1 of 3",
    ):
        assert words in said(dialog)


def test_hidden_characters_are_shown_and_counted(ask: Ask) -> None:
    dialog = ask(make_review(make_params("good\u202edab\u200b"), name="We\u200bather")).dialog
    assert "good⟦U+202E⟧dab⟦U+200B⟧" in said(dialog)
    assert "2 hidden characters" in said(dialog)
    assert dialog.windowTitle().startswith("We⟦U+200B⟧ather")


def test_markup_is_shown_as_it_came(ask: Ask) -> None:
    text = "<h1>Allow</h1><img src=x>"
    dialog = ask(make_review(make_params(text), name=text, target=f"run {text}")).dialog
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in foreign_labels(dialog))
    assert text in view_of(dialog, "User").toPlainText()
    assert f"run {text}" in view_of(dialog, "What runs it").toPlainText()


def foreign_labels(dialog: ApprovalDialog) -> list[QLabel]:
    return [label for label in dialog.findChildren(QLabel) if "<h1>" in label.text()]


def test_a_long_text_is_complete_and_its_length_is_told(ask: Ask) -> None:
    text = "\n".join(f"Line {number} of many." for number in range(5000))
    dialog = ask(make_review(make_params(text, system_prompt="You are brief."))).dialog
    assert view_of(dialog, "User").toPlainText() == text
    assert f"User · {len(text):,} characters" in said(dialog)
    assert "System prompt · 14 characters" in said(dialog)


def test_every_kind_of_content_is_shown_as_what_it_is(ask: Ask) -> None:
    messages = [
        SamplingMessage(
            role="user",
            content=[
                ImageContent(data=make_picture(), mime_type="image/png"),
                ImageContent(data="AAAA", mime_type="image/svg+xml"),
                AudioContent(data="AAAA" * 400, mime_type="audio/wav"),
            ],
        ),
        SamplingMessage(
            role="assistant", content=ToolUseContent(id="t1", name="look", input={"at": "sea"})
        ),
        SamplingMessage(
            role="user",
            content=ToolResultContent(tool_use_id="t1", content=[TextContent(text="Rough.")]),
        ),
    ]
    dialog = ask(make_review(make_params(messages=messages))).dialog
    pictures = [one for one in dialog.findChildren(QLabel) if "120 by 80" in one.accessibleName()]
    assert [picture.pixmap().width() for picture in pictures] == [120]
    assert "image/svg+xml, 3 B. It cannot be shown here." in said(dialog)
    assert "Sound, audio/wav, 1.2 KB" in said(dialog)
    assert '"at": "sea"' in said(dialog)
    assert "Rough." in said(dialog)


def test_the_seconds_are_counted_down_to_the_servers_giving_up(qtbot: QtBot) -> None:
    now = 100.0
    dialog = ApprovalDialog(make_review(gives_up_at=142.0), clock=lambda: now)
    qtbot.addWidget(dialog)
    assert dialog.countdown.text().endswith("\nThe server stops waiting in 42 seconds.")
    now = 141.5
    dialog.countdown.tick()
    assert dialog.countdown.text().endswith("\nThe server stops waiting in 1 second.")
    now = 142.0
    dialog.countdown.tick()
    assert dialog.countdown.text().endswith(f"\n{GIVEN_UP}")


def test_nothing_is_said_of_the_servers_patience_where_none_is_known(ask: Ask) -> None:
    assert "server" not in ask(make_review()).dialog.countdown.text()


@pytest.mark.parametrize(("width", "height"), [(640, 480), (900, 600)])
def test_the_buttons_and_the_first_lines_are_seen_in_a_small_window(
    ask: Ask, qtbot: QtBot, width: int, height: int
) -> None:
    dialog = ask(make_review(make_params("word " * 3000), gives_up_at=1e9)).dialog
    dialog.resize(width, height)
    assert (dialog.width(), dialog.height()) == (width, height)
    for part in (dialog.allow_button, dialog.decline_button, dialog.chooser.box):
        qtbot.waitUntil(lambda part=part: whole(part))  # type: ignore[misc]


def whole(part: QWidget) -> bool:
    return part.visibleRegion().boundingRect() == part.rect()
