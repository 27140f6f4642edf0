"""The tools of a request, and what was said with them, as a person sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from mcp_types import (
    AudioContent,
    ImageContent,
    SamplingMessage,
    TextContent,
    Tool,
    ToolChoice,
    ToolResultContent,
    ToolUseContent,
)
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton

from tests.fakes import make_params
from tests.ui.asked import said, view_of
from tests.ui.fakes import make_picture, make_review, tool_round
from tests.ui.keyboard import press, type_text

if TYPE_CHECKING:
    from tests.ui.asked import Allow, Ask


def test_each_tool_is_named_and_its_whole_schema_is_one_key_away(ask: Ask) -> None:
    dialog = ask(make_review(tool_round())).dialog
    assert "It brings 1 tool for the model" in said(dialog)
    assert view_of(dialog, "Tool").toPlainText() == "tide"
    assert view_of(dialog, "What tide does").toPlainText() == "Says when the water is high."
    schema = view_of(dialog, "Schema of tide")
    assert not schema.isVisible()
    (button,) = [one for one in dialog.findChildren(QToolButton) if "tide" in one.text()]
    press(button, Qt.Key.Key_Space)
    assert schema.isVisible()
    assert f"{len(schema.toPlainText())} characters" in button.text()
    assert '"required": [\n      "harbour"\n    ]' in schema.toPlainText()
    press(button, Qt.Key.Key_Space)
    assert not schema.isVisible()


@pytest.mark.parametrize(
    ("mode", "words"),
    [
        ("auto", "The model decides whether it asks for one of them."),
        ("required", "The model must ask for one of them."),
        ("none", "The model may ask for none of them."),
        (None, "The model decides whether it asks for one of them."),
    ],
)
def test_what_the_model_may_do_with_them_is_told(ask: Ask, mode: str | None, words: str) -> None:
    choice = ToolChoice.model_validate({"mode": mode}) if mode else None
    params = tool_round().model_copy(update={"tool_choice": choice})
    assert words in said(ask(make_review(params)).dialog)


def test_a_request_without_tools_does_not_speak_of_them(ask: Ask) -> None:
    assert "for the model" not in said(ask(make_review()).dialog)


def test_what_a_tool_hides_is_revealed(ask: Ask) -> None:
    tool = Tool(name="ti\u200bde", description="Says\u202e so.", input_schema={"\u2060": "&x"})
    params = make_params(tools=[tool])
    text = said(ask(make_review(params)).dialog)
    assert "ti⟦U+200B⟧de" in text
    assert "Says⟦U+202E⟧ so." in text
    assert '"⟦U+2060⟧": "&x"' in text
    assert not {"\u200b", "\u202e", "\u2060"} & set(text)


def test_what_a_tool_was_asked_and_answered_is_readable(ask: Ask) -> None:
    dialog = ask(make_review(tool_round())).dialog
    asked = view_of(dialog, "Message 2, assistant · asks for the tool “tide” (t1)")
    assert asked.toPlainText() == '{\n  "harbour": "Brill",\n  "day": "today"\n}'
    came = view_of(dialog, "Message 3, user · result of the tool “tide” (t1)")
    assert came.toPlainText() == "High water at 14:20."


def test_a_tools_failure_pictures_and_sounds_are_shown_as_what_they_are(ask: Ask) -> None:
    came = ToolResultContent(
        tool_use_id="t9",
        is_error=True,
        structured_content={"depth": 2},
        content=[
            TextContent(text="Look."),
            ImageContent(data=make_picture(), mime_type="image/png"),
            AudioContent(data="UklGRg==", mime_type="audio/wav"),
        ],
    )
    params = make_params(messages=[SamplingMessage(role="user", content=came)])
    dialog = ask(make_review(params)).dialog
    text = said(dialog)
    assert "User · error of the tool “unknown” (t9)" in text
    assert '"depth": 2' in text
    assert '"text": "Look."' in text
    assert "(shown below, " in text
    pictures = [one for one in dialog.findChildren(QLabel) if "120 by 80" in one.accessibleName()]
    assert len(pictures) == 1
    assert any("Play" in one.text() for one in dialog.findChildren(QPushButton))


def test_a_conversation_with_tools_survives_an_edit_of_its_text(ask: Ask, allow: Allow) -> None:
    params = tool_round()
    use = ToolUseContent(id="t1", name="tide", input={"harbour": "Brill"}, _meta={"kept": 1})
    params.messages[1] = SamplingMessage(
        role="assistant", content=[TextContent(text="I look."), use], _meta={"kept": 2}
    )
    asked = ask(make_review(params))
    press(asked.dialog.editing, Qt.Key.Key_Space)
    first = view_of(asked.dialog, "Message 1, user")
    first.selectAll()
    type_text(first, "When?")
    for name in (
        "Message 2, assistant, part 2 of 2 · asks for the tool “tide” (t1)",
        "Message 3, user · result of the tool “tide” (t1)",
    ):
        type_text(view_of(asked.dialog, name), "Nothing of this arrives.")
    sent = allow(asked)
    assert sent.messages[0].content == TextContent(text="When?")
    assert sent.messages[1:] == params.messages[1:]
    assert (sent.tools, sent.tool_choice) == (params.tools, params.tool_choice)
    assert '"_meta"' in said(asked.dialog)
