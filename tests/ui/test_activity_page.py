"""The page of requests."""

from __future__ import annotations

import math
import time
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPlainTextEdit, QPushButton

from desktop.app import SHOWN
from desktop.events import RequestPhase
from desktop.gateway.entry import PartEntry
from desktop.ui.pages.activity import ActivityPage
from desktop.ui.tables.requests import requests_at
from desktop.ui.tables.sought import Sought
from desktop.ui.widgets.bars import short
from tests.ui.fakes import make_change, make_entry, make_usage
from tests.ui.keyboard import press, type_text

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


def test_what_each_of_several_models_did_is_told(page: ActivityPage) -> None:
    page.apply(make_change("a", RequestPhase.ANSWERED, at=1.0))
    parts = (
        PartEntry("first", "small", error="It crashed.", seconds=0.1),
        PartEntry("fall-back", "far/big", "Wet.", "Rain, I think.", "", 7, 3, 1.2, 0.25),
    )
    page.show_record(make_entry("a", parts=parts, chosen="The answer of Far was taken."))
    assert text_of(page, "Done by") == (
        "First by small: 0 + 0 tokens, 0.1 s. It crashed.\n"
        "Fall-back by far/big: 7 + 3 tokens, 1.2 s, $0.25."
    )
    assert text_of(page, "Chosen") == "The answer of Far was taken."
    answer = text_of(page, "The answer")
    assert answer.startswith("Wet.\n\n— Fall-back, by far/big: —\n\nWet.")
    assert answer.endswith("— What far/big thought before: —\n\nRain, I think.")


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


def rows_of(page: ActivityPage) -> list[str]:
    """The requests in sight, a call's under it."""
    model, found = page.table.model(), []
    for row in range(model.rowCount()):
        top = model.index(row, 0)
        under = [model.index(child, 0, top) for child in range(model.rowCount(top))]
        for index in under or [top]:
            found += [one.request for one in requests_at(model, index)]
    return found


def choose(box: QComboBox, words: str) -> None:
    box.setCurrentIndex(box.findText(words))


def fill(page: ActivityPage) -> None:
    page.apply(make_change("a", RequestPhase.ANSWERED, at=1.0, text="Wet.", model="Far 70B"))
    page.apply(make_change("b", RequestPhase.DECLINED, at=2.0, server="Notes", prompt="A tune?"))
    page.apply(make_change("c", RequestPhase.FAILED, at=3.0, call="call"))
    page.apply(make_change("d", RequestPhase.ANSWERED, at=4.0, call="call"))


def test_the_newest_request_of_a_call_is_shown_under_it_by_itself(page: ActivityPage) -> None:
    fill(page)
    assert page.selected == "d"
    assert page.table.isExpanded(page.table.currentIndex().parent())
    page.apply(make_change("e", at=5.0, call="call"))
    assert page.selected == "e"


def test_what_a_person_reads_stays_when_it_moves_under_its_call(page: ActivityPage) -> None:
    page.apply(make_change("a", at=1.0, call="call"))
    page.apply(make_change("b", at=2.0))
    press(page.table, Qt.Key.Key_Down)
    assert page.selected == "a"
    page.apply(make_change("c", at=3.0, call="call"))
    assert page.selected == "a"
    assert rows_of(page) == ["c", "a", "b"]


def test_a_call_is_opened_and_closed_with_the_keyboard(page: ActivityPage) -> None:
    fill(page)
    press(page.table, Qt.Key.Key_Left)
    assert page.selected == "d", "a call shows the newest of its requests"
    press(page.table, Qt.Key.Key_Left)
    press(page.table, Qt.Key.Key_Down)
    assert page.selected == "b"


@pytest.mark.parametrize(
    ("box", "words", "found"),
    [
        ("server", "Notes", ["b"]),
        ("model", "Far 70B", ["a"]),
        ("outcome", "Failed", ["c"]),
        ("outcome", "Answered", ["d", "a"]),
        ("outcome", "Withdrawn", []),
    ],
)
def test_requests_are_found_by_server_model_and_state(
    page: ActivityPage, qtbot: QtBot, box: str, words: str, found: list[str]
) -> None:
    fill(page)
    with qtbot.waitSignal(page.find_requested):
        choose(getattr(page.requests.filters, box), words)
    assert rows_of(page) == found
    assert page.selected == (found[0] if found else "")


@pytest.mark.parametrize(("text", "found"), [("wet", ["a"]), ("TUNE", ["b"]), ("no such", [])])
def test_requests_are_found_by_what_they_say(
    page: ActivityPage, qtbot: QtBot, text: str, found: list[str]
) -> None:
    fill(page)
    with qtbot.waitSignal(page.find_requested) as sought:
        type_text(page.requests.filters.search, text)
    assert sought.args == [Sought(text=text), math.inf]
    assert rows_of(page) == found


def test_the_journal_finds_what_is_not_in_sight(page: ActivityPage) -> None:
    fill(page)
    type_text(page.requests.filters.search, "sailor")
    press(page.requests.filters.search, Qt.Key.Key_Return)
    assert rows_of(page) == []
    old = make_change("old", RequestPhase.ANSWERED, at=0.5, prompt="Its system prompt says so.")
    known = make_change("a", RequestPhase.ANSWERED, at=1.0, text="Not what is shown of it.")
    page.show_found(Sought(text="sailor"), [known, old], more=False)
    assert rows_of(page) == ["a", "old"]
    press(page.table, Qt.Key.Key_Up)
    assert text_of(page, "The answer") == "Wet.", "what is known already stays as it is"


def test_what_was_found_too_late_is_not_shown(page: ActivityPage) -> None:
    fill(page)
    page.show_found(Sought(text="sailor"), [make_change("old", at=0.5)], more=True)
    assert "old" not in rows_of(page)
    assert not button(page, "earlier").isVisible()


def test_an_empty_result_says_so_and_offers_the_way_back(page: ActivityPage) -> None:
    fill(page)
    choose(page.requests.filters.outcome, "Withdrawn")
    assert "No such request" in words(page)
    assert not page.details.isVisible()
    press(button(page, "Show a&ll"), Qt.Key.Key_Space)
    assert len(rows_of(page)) == 4
    assert page.selected == "d"


def test_esc_in_the_search_looks_for_nothing_in_particular(page: ActivityPage) -> None:
    fill(page)
    type_text(page.requests.filters.search, "wet")
    press(page.requests.filters.search, Qt.Key.Key_Return)
    press(page.requests.filters.search, Qt.Key.Key_Escape)
    assert len(rows_of(page)) == 4


def test_a_new_request_that_is_not_sought_leaves_the_reader_alone(page: ActivityPage) -> None:
    fill(page)
    choose(page.requests.filters.server, "Notes")
    page.apply(make_change("e", at=5.0))
    assert page.selected == "b"
    page.apply(make_change("f", at=6.0, server="Notes"))
    assert page.selected == "f"


def test_a_followed_request_that_is_no_longer_sought_gives_way(page: ActivityPage) -> None:
    fill(page)
    page.apply(make_change("e", RequestPhase.WAITING, at=5.0))
    page.apply(make_change("f", RequestPhase.WAITING, at=6.0))
    choose(page.requests.filters.outcome, "Waiting for you")
    assert page.selected == "f"
    page.apply(make_change("f", RequestPhase.DECLINED, at=6.0))
    assert page.selected == "e"


def test_earlier_requests_are_shown_when_they_are_wanted(page: ActivityPage, qtbot: QtBot) -> None:
    for number in range(SHOWN):
        page.apply(make_change(f"r{number}", RequestPhase.ANSWERED, at=float(number + 10)))
    earlier = button(page, "earlier")
    with qtbot.waitSignal(page.find_requested) as sought:
        press(earlier, Qt.Key.Key_Space)
    assert sought.args == [Sought(), 10.0], "up to the earliest that is known"
    page.show_found(Sought(), [make_change("old", RequestPhase.ANSWERED, at=1.0)], more=False)
    assert len(rows_of(page)) == SHOWN + 1
    assert page.selected == f"r{SHOWN - 1}"
    assert not earlier.isVisible()


def test_a_cost_and_an_answer_that_was_edited_are_told(page: ActivityPage) -> None:
    page.apply(make_change("a", RequestPhase.ANSWERED, at=1.0, text="Wett."))
    page.show_record(make_entry("a", text="Wet.", unedited="Wett.", cost=0.0042))
    assert text_of(page, "The answer").startswith("Wet.\n\n— The model's own answer")
    assert text_of(page, "Took").endswith("It cost $0.0042.")


def test_what_a_request_brings_besides_its_text_is_told(page: ActivityPage) -> None:
    page.apply(make_change("a", RequestPhase.ANSWERED, at=1.0))
    entry = make_entry("a", holds="for this tool call", cached=True, left_out="No text is kept.")
    asked = {**entry.asked, "temperature": 0.2, "tools": [{"name": "tide"}]}
    page.show_record(replace(entry, asked=asked))
    asked_text = text_of(page, "What was asked")
    assert asked_text.startswith("No text is kept.\n\nSystem prompt:")
    assert '"temperature": 0.2' in asked_text
    assert '"name": "tide"' in asked_text
    assert text_of(page, "Decision") == "Approved by you, for this tool call."
    assert "given again" in text_of(page, "Took")


def test_an_answer_of_blocks_is_told_whole(page: ActivityPage) -> None:
    page.apply(make_change("a", RequestPhase.ANSWERED, at=1.0))
    blocks = [{"type": "text", "text": "Hm."}, {"type": "tool_use", "name": "tide"}]
    page.show_record(make_entry("a", content=blocks))
    assert text_of(page, "The answer").startswith("Hm.\n{")
    assert '"name": "tide"' in text_of(page, "The answer")


def test_the_usage_is_read_when_it_is_looked_at_and_when_a_request_ends(
    page: ActivityPage, qtbot: QtBot
) -> None:
    fill(page)
    first = (date.today() - timedelta(days=13)).isoformat()
    with qtbot.waitSignal(page.usage_requested) as wished:
        page.show_usage_tab()
    assert wished.args == [first]
    with qtbot.waitSignal(page.usage_requested):
        page.apply(make_change("e", RequestPhase.ANSWERED, at=5.0))
    with qtbot.waitSignal(page.usage_requested) as wished:
        choose(page.usage.period, "All that is kept")
    assert wished.args == [""]


def test_the_usage_is_a_chart_a_table_and_a_sum_in_words(page: ActivityPage) -> None:
    fill(page)
    page.show_usage_tab()
    page.show_usage([])
    assert "Nothing was used" in words(page)
    page.show_usage([make_usage(), make_usage(server="Notes", cost=0.25)])
    assert "Last 14 days: 6 requests, 1,380 tokens, 9.0 seconds, $0.25." in words(page)
    told = page.usage.chart.accessibleDescription()
    assert told == f"The last 14 days, tokens: {date.today():%d %B}: 1,380 tokens."
    choose(page.usage.measure, "Money")
    assert page.usage.chart.accessibleDescription().endswith("$0.25.")
    assert page.usage.table.model().rowCount() == 2
    choose(page.usage.by, "Model")
    assert page.usage.table.model().rowCount() == 1
    assert page.usage.table.isColumnHidden(0)
    assert not page.usage.table.isColumnHidden(2)


@pytest.mark.parametrize(
    ("amount", "told"),
    [(0, ""), (0.0231, "0.023"), (7, "7"), (950, "950"), (12_400, "12.4k"), (3_400_000, "3.4M")],
)
def test_an_amount_over_a_bar_is_told_in_a_few_letters(amount: float, told: str) -> None:
    assert short(amount) == told
