"""The page of requests."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton

from desktop.events import RequestPhase
from desktop.ui.pages.activity import ActivityPage
from tests.ui.fakes import make_change, make_entry
from tests.ui.keyboard import press

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot


@pytest.fixture
def page(qtbot: QtBot) -> ActivityPage:
    page = ActivityPage()
    qtbot.addWidget(page)
    page.resize(900, 600)
    page.show()
    return page


def text_of(page: QWidget, name: str) -> str:
    (view,) = [one for one in page.findChildren(QPlainTextEdit) if one.accessibleName() == name]
    return view.toPlainText() if view.isVisible() else ""


def button(page: QWidget, word: str) -> QPushButton:
    (found,) = [one for one in page.findChildren(QPushButton) if word in one.text()]
    return found


def words(page: QWidget) -> str:
    labels = [one.text() for one in page.findChildren(QLabel) if one.isVisible()]
    views = [one.toPlainText() for one in page.findChildren(QPlainTextEdit) if one.isVisible()]
    return "\n".join([*labels, *views])


def test_an_empty_page_offers_the_one_thing_to_do(page: ActivityPage, qtbot: QtBot) -> None:
    assert "Nothing was asked yet" in words(page)
    assert button(page, "run a tool").isDefault()
    with qtbot.waitSignal(page.try_requested):
        press(button(page, "run a tool"), Qt.Key.Key_Space)


def test_the_running_request_is_shown_by_itself_and_its_answer_grows(page: ActivityPage) -> None:
    for text in ("", "Rain", "Rain and wind."):
        page.apply(make_change("a", text=text, at=1.0))
        assert text_of(page, "The answer") == text
    assert page.selected == "a"
    assert text_of(page, "What was asked") == "How will the weather be?"
    assert "Weather · forecast" in words(page)


def test_the_newest_request_takes_over_until_the_person_selects_one(page: ActivityPage) -> None:
    page.apply(make_change("a", at=1.0))
    page.apply(make_change("b", at=2.0))
    assert page.selected == "b"
    press(page.table, Qt.Key.Key_Down)
    assert page.selected == "a"
    page.apply(make_change("c", at=3.0))
    page.apply(make_change("b", at=2.0, text="more"))
    assert page.selected == "a"


def test_esc_lets_go_of_the_selected_request(page: ActivityPage) -> None:
    page.apply(make_change("a", at=1.0))
    page.apply(make_change("b", at=2.0))
    press(page.table, Qt.Key.Key_Down)
    press(page.table, Qt.Key.Key_Escape)
    assert page.selected == "b"
    page.apply(make_change("c", at=3.0))
    assert page.selected == "c"


def test_what_the_reader_selected_in_a_growing_answer_stays_selected(page: ActivityPage) -> None:
    page.apply(make_change("a", text="Rain", at=1.0))
    (answer,) = [
        one for one in page.findChildren(QPlainTextEdit) if one.accessibleName() == "The answer"
    ]
    answer.selectAll()
    page.apply(make_change("a", text="Rain and wind", at=1.0))
    assert answer.textCursor().selectedText() == "Rain"


def test_the_record_of_a_request_is_wished_for_once_it_ends(
    page: ActivityPage, qtbot: QtBot
) -> None:
    page.apply(make_change("a", at=1.0))
    with qtbot.waitSignal(page.record_requested) as wished:
        page.apply(make_change("a", RequestPhase.ANSWERED, text="Wet.", at=1.0))
    assert wished.args == ["a"]
    page.show_record(make_entry("a"))
    assert text_of(page, "What was asked") == (
        "System prompt:\nYou are brief.\n\nUser:\nHow will the weather be?"
    )
    assert text_of(page, "The answer") == "Wet."
    assert text_of(page, "Why") == "It is the smallest."
    assert text_of(page, "Decision") == "Approved by you."
    assert text_of(page, "Took") == "0.4 seconds; 21 tokens read, 2 tokens written."
    assert text_of(page, "Ended") == "The model finished by itself."


def test_what_was_noticed_in_a_request_and_in_its_answer_is_told(page: ActivityPage) -> None:
    page.apply(make_change("a", noticed=("A key.", "A host."), noticed_in_answer=("An order.",)))
    assert text_of(page, "Noticed") == "A key.\nA host."
    assert text_of(page, "In the answer") == "An order."


@pytest.mark.parametrize(
    ("noticed", "told"),
    [
        (None, ""),
        (("A key.", "A host."), "A key.\nA host."),
        ((), "Nothing was noticed in what was sent instead."),
    ],
)
def test_what_was_noticed_in_an_edited_text_is_told(
    page: ActivityPage, noticed: tuple[str, ...] | None, told: str
) -> None:
    page.apply(make_change("a", RequestPhase.ANSWERED))
    page.show_record(make_entry("a", noticed_in_edit=noticed))
    assert text_of(page, "In your edit") == told


def test_a_record_of_another_request_is_not_shown(page: ActivityPage) -> None:
    page.apply(make_change("a", at=1.0))
    page.show_record(make_entry("b", text="Of another."))
    assert "Of another." not in text_of(page, "The answer")


def test_what_was_edited_and_lowered_is_told(page: ActivityPage) -> None:
    approved = {"messages": [{"role": "user", "content": []}], "maxTokens": 100}
    page.apply(make_change("a", RequestPhase.ANSWERED, at=1.0))
    entry = make_entry("a", approved=approved)
    page.show_record(entry)
    assert "Sent instead, as it was edited:" in text_of(page, "What was asked")
    assert "At most 100 tokens instead of 200." in text_of(page, "Decision")
    page.show_record(replace(entry, bound="100 is the limit for one answer to Weather."))
    assert text_of(page, "Decision").endswith("200. 100 is the limit for one answer to Weather.")


def test_a_request_that_failed_says_why(page: ActivityPage) -> None:
    page.apply(make_change("a", RequestPhase.FAILED, detail="The model died.", at=1.0))
    assert text_of(page, "Ended") == "The model died."
    page.show_record(make_entry("a", stop_reason="", error="The model died.", text=""))
    assert text_of(page, "Ended") == "The model died."


def test_a_request_that_waits_can_be_brought_up(page: ActivityPage, qtbot: QtBot) -> None:
    page.apply(make_change("a", RequestPhase.WAITING, at=1.0))
    with qtbot.waitSignal(page.review_requested):
        press(button(page, "Review"), Qt.Key.Key_Space)
    page.apply(make_change("a", RequestPhase.ANSWERING, at=1.0))
    assert not button(page, "Review").isVisible()


def test_hundreds_of_requests_and_a_long_answer_stay_smooth(page: ActivityPage) -> None:
    for number in range(400):
        page.apply(make_change(f"r{number}", RequestPhase.ANSWERED, at=float(number)))
    assert page.selected == "r399"
    began = time.perf_counter()
    for length in range(200):
        page.apply(make_change("r399", text="word " * length, at=399.0))
    assert (time.perf_counter() - began) / 200 < 0.02
