"""For how long a yes holds, and what is said of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QSpinBox

from desktop.gateway.approval import Approved
from desktop.gateway.consent import ALWAYS, CALL, ONCE, SESSION, Span
from tests.ui.asked import said
from tests.ui.fakes import FAR, SMALL, make_review, tool_round
from tests.ui.keyboard import press

if TYPE_CHECKING:
    from tests.ui.asked import Allow, Ask

BACK = "The Permissions page takes this back."


@pytest.mark.parametrize(
    ("choice", "span", "words"),
    [
        ("For this tool call", CALL, "Until this call of “sum” has ended, you will not be asked"),
        ("For a number of requests", Span("times", 5), "about the next 5 requests of Weather"),
        ("For a number of minutes", Span("minutes", 10), "For 10 minutes, you will not be asked"),
        ("Until Parley ends", SESSION, "Until Parley ends, you will not be asked"),
        ("Always", ALWAYS, "You will not be asked about requests of Weather"),
    ],
)
def test_each_choice_is_told_with_its_reach_and_given_with_the_yes(
    ask: Ask, allow: Allow, choice: str, span: Span, words: str
) -> None:
    asked = ask(make_review())
    asked.dialog.terms.spans.box.setCurrentText(choice)
    told = asked.dialog.terms.spans.consequence.text()
    assert words in told
    assert "(from this command, without tools, answered on this computer)" in told
    assert "Where something is noticed, you are." in told
    assert told.endswith(BACK)
    allow(asked)
    assert asked.answers == [Approved(asked.approved, "small", span=span)]


def test_only_this_time_is_the_default_and_needs_no_words(ask: Ask, allow: Allow) -> None:
    asked = ask(make_review())
    assert BACK not in said(asked.dialog)
    allow(asked)
    assert asked.answers == [Approved(asked.approved, "small", span=ONCE)]


def test_the_choices_are_reached_with_the_keyboard(ask: Ask) -> None:
    spans = ask(make_review()).dialog.terms.spans
    press(spans.box, Qt.Key.Key_End)
    assert spans.span == ALWAYS


def test_a_tool_call_is_no_choice_where_it_is_not_certain(ask: Ask) -> None:
    review = make_review()
    dialog = ask(replace(review, request=replace(review.request, call=None))).dialog
    assert "For this tool call" not in titles(dialog.terms.spans.box)


def titles(box: QComboBox) -> list[str]:
    return [box.itemText(row) for row in range(box.count())]


@pytest.mark.parametrize(
    ("choice", "most", "one", "told"),
    [
        ("For a number of requests", 100, "1 request", "about the next request of Weather"),
        ("For a number of minutes", 1440, "1 minute", "For 1 minute, you will not be asked"),
    ],
)
def test_how_many_is_bounded_and_told(
    ask: Ask, choice: str, most: int, one: str, told: str
) -> None:
    spans = ask(make_review()).dialog.terms.spans
    spans.box.setCurrentText(choice)
    spans.amount.setValue(10**6)
    assert spans.span.amount == most
    spans.amount.setValue(0)
    assert spans.amount.text() == one
    assert spans.span.amount == 1
    assert told in spans.consequence.text()


def test_a_number_is_asked_for_only_where_one_is_wanted_and_kept_for_each(ask: Ask) -> None:
    dialog = ask(make_review()).dialog
    spans = dialog.terms.spans
    assert not spans.amount.isVisible()
    spans.box.setCurrentText("For a number of requests")
    assert spans.amount.isVisible()
    spans.amount.setValue(7)
    spans.box.setCurrentText("For a number of minutes")
    assert spans.amount.value() == 10
    spans.box.setCurrentText("For a number of requests")
    assert spans.amount.value() == 7
    spans.box.setCurrentText("Always")
    assert not spans.amount.isVisible()
    assert [one for one in dialog.findChildren(QSpinBox) if one.isVisible()] == [
        dialog.terms.tokens
    ]


def test_the_place_and_the_tools_are_told(ask: Ask) -> None:
    dialog = ask(make_review(tool_round(), (SMALL, FAR))).dialog
    dialog.terms.spans.box.setCurrentText("Always")
    assert "with tools, answered on this computer)" in dialog.terms.spans.consequence.text()
    press(dialog.chooser.box, Qt.Key.Key_Down)
    told = dialog.terms.spans.consequence.text()
    assert "with tools, answered by any model of this provider)" in told
