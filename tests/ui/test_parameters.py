"""How an answer is to be made: what may be changed, and what is left as it came."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt

from desktop.ui.dialogs.terms import NO_LIST
from tests.fakes import make_params
from tests.ui.asked import said, view_of
from tests.ui.fakes import make_review
from tests.ui.keyboard import press, type_text

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.asked import Allow, Ask

FINE = 0.123456789
"""Finer than what is shown."""


@pytest.mark.parametrize(
    "params",
    [
        {},
        {"temperature": 0.0},
        {"temperature": FINE},
        {"temperature": -0.5},
        {"temperature": 7.0},
        {"temperature": float("inf")},
        {"stop_sequences": []},
        {"stop_sequences": ["END", "\n\n", "\u200b", ""]},
    ],
)
@pytest.mark.parametrize("edits", [False, True])
def test_what_nobody_changed_goes_out_as_it_came(
    ask: Ask, allow: Allow, params: dict[str, Any], edits: bool
) -> None:
    review = make_review(make_params(**params))
    asked = ask(review)
    asked.dialog.editing.setChecked(edits)
    assert allow(asked) == review.request.params


def test_the_temperature_that_was_asked_for_can_be_changed_or_left_to_the_model(
    ask: Ask, allow: Allow
) -> None:
    dialog = ask(make_review(make_params(temperature=0.5))).dialog
    temperature = dialog.terms.temperature
    assert temperature.isVisible()
    assert temperature.text() == "0.50"
    temperature.setValue(0.25)
    assert temperature.wanted == 0.25
    temperature.setValue(0)
    assert temperature.wanted == 0
    temperature.setValue(-1)
    assert temperature.text() == "left to the model"
    assert temperature.wanted is None


def test_what_was_not_asked_for_is_offered_once_editing_is(ask: Ask, allow: Allow) -> None:
    asked = ask(make_review())
    terms = asked.dialog.terms
    assert not terms.temperature.isVisible()
    assert not terms.stops.isVisible()
    press(asked.dialog.editing, Qt.Key.Key_Space)
    terms.temperature.setValue(1.5)
    type_text(terms.stops, '["END"]')
    sent = allow(asked)
    assert (sent.temperature, sent.stop_sequences) == (1.5, ["END"])


def test_what_an_answer_stops_at_hides_nothing_and_can_be_changed_in_editing_only(
    ask: Ask, allow: Allow
) -> None:
    asked = ask(make_review(make_params(stop_sequences=["é\u200b", '"'])))
    view = view_of(asked.dialog, "Stops at")
    assert view.toPlainText() == r'["é\u200b", "\""]'
    type_text(view, "x")
    assert view.toPlainText() == r'["é\u200b", "\""]'
    press(asked.dialog.editing, Qt.Key.Key_Space)
    view.selectAll()
    type_text(view, r'["\n"]')
    assert allow(asked).stop_sequences == ["\n"]


@pytest.mark.parametrize("text", ["END", "[1]", '"END"', '[""]', '["END"'])
def test_allow_sleeps_while_there_is_no_list_to_stop_at(
    ask: Ask, allow: Allow, qtbot: QtBot, text: str
) -> None:
    asked = ask(make_review(make_params(stop_sequences=["END"])))
    dialog = asked.dialog
    qtbot.waitUntil(dialog.allow_button.isEnabled)
    press(dialog.editing, Qt.Key.Key_Space)
    dialog.terms.stops.selectAll()
    type_text(dialog.terms.stops, text)
    assert not dialog.allow_button.isEnabled()
    assert NO_LIST in said(dialog)
    dialog.allow()
    assert asked.answers == []
    dialog.terms.stops.clear()
    assert NO_LIST not in said(dialog)
    assert allow(asked).stop_sequences is None
