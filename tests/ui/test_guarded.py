"""What declines a question: silence, the default, and the menu beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from desktop.gateway.approval import TIMED_OUT, Declined
from desktop.gateway.policy import Policy
from desktop.ui.dialogs.approval import ApprovalDialog
from desktop.ui.dialogs.countdown import STANDS_STILL
from tests.fakes import make_params
from tests.ui.asked import ENTER, Asked, said, view_of
from tests.ui.fakes import make_review
from tests.ui.keyboard import press, type_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QMenu
    from pytestqt.qtbot import QtBot

    from tests.ui.asked import Ask

QUIET = "Decline and do not ask about Weather for 10 minutes"
ALL = "Decline all 3 waiting from Weather"


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def timed(clock: Clock, qtbot: QtBot) -> Asked:
    """A dialog whose time is the clock's."""
    asked = Asked(ApprovalDialog(make_review(make_params("word " * 3000)), clock=clock))
    qtbot.addWidget(asked.dialog, before_close_func=lambda dialog: dialog.hide())
    asked.dialog.show()
    asked.dialog.activateWindow()
    qtbot.waitUntil(asked.dialog.isActiveWindow)
    return asked


def left(asked: Asked) -> str:
    asked.dialog.countdown.tick()
    return asked.dialog.countdown.text()


def test_a_question_that_nobody_touches_is_declined(timed: Asked, clock: Clock) -> None:
    assert left(timed) == "Declined in 30 seconds unless you touch this window."
    clock.now += 29.5
    assert left(timed) == "Declined in 1 second unless you touch this window."
    assert timed.answers == []
    clock.now += 0.5
    timed.dialog.countdown.tick()
    assert timed.answers == [Declined(by=TIMED_OUT)]
    assert not timed.dialog.isVisible()


def test_the_time_is_the_servers_own_and_begins_when_the_dialog_is_shown(
    clock: Clock, qtbot: QtBot
) -> None:
    review = make_review(policy=Policy(timeout=90))
    dialog = ApprovalDialog(review, clock=clock)
    qtbot.addWidget(dialog)
    clock.now += 1000
    dialog.countdown.tick()
    dialog.show()
    assert dialog.countdown.text() == "Declined in 90 seconds unless you touch this window."


def press_a_key(asked: Asked) -> None:
    QTest.keyClick(asked.dialog.windowHandle(), Qt.Key.Key_Shift)


def click(asked: Asked) -> None:
    QTest.mouseClick(
        asked.dialog.windowHandle(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        QPoint(5, 5),
    )


def move_the_mouse(asked: Asked) -> None:
    QTest.mouseMove(asked.dialog.windowHandle(), QPoint(30, 30))
    QApplication.processEvents()


def scroll(asked: Asked) -> None:
    QApplication.sendEvent(asked.dialog.windowHandle(), wheel())


def wheel() -> QWheelEvent:
    return QWheelEvent(
        QPointF(30, 30),
        QPointF(30, 30),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )


@pytest.mark.parametrize("touch", [press_a_key, click, move_the_mouse, scroll])
def test_every_touch_begins_the_time_anew(
    timed: Asked, clock: Clock, touch: Callable[[Asked], None]
) -> None:
    clock.now += 20
    assert "in 10 seconds" in left(timed)
    touch(timed)
    assert timed.dialog.countdown.text().startswith("Declined in 30 seconds")
    assert timed.answers == []


def test_the_clock_stands_still_while_a_person_edits(timed: Asked, clock: Clock) -> None:
    clock.now += 20
    press(timed.dialog.editing, Qt.Key.Key_Space)
    clock.now += 3600
    assert left(timed) == STANDS_STILL
    press(timed.dialog.editing, Qt.Key.Key_Space)
    assert "in 30 seconds" in left(timed)


def test_the_clock_stands_still_while_a_list_is_open(timed: Asked, clock: Clock) -> None:
    timed.dialog.terms.spans.box.showPopup()
    clock.now += 3600
    assert "in 30 seconds" in left(timed)
    timed.dialog.terms.spans.box.hidePopup()
    clock.now += 10
    assert "in 20 seconds" in left(timed)


def choose(asked: Asked, text: str) -> None:
    (action,) = [one for one in shown(asked.dialog.more) if one == text]
    next(one for one in asked.dialog.more.actions() if one.text() == action).trigger()


def shown(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.isVisible()]


def menu_button(asked: Asked) -> QToolButton:
    (button,) = [
        one
        for one in asked.dialog.findChildren(QToolButton)
        if one.accessibleName() == "More ways to decline"
    ]
    return button


def test_the_menu_beside_decline_is_opened_with_the_keyboard(ask: Ask) -> None:
    asked = ask(make_review())
    press(menu_button(asked), Qt.Key.Key_Space)
    assert asked.dialog.more.isVisible()
    assert shown(asked.dialog.more) == [QUIET]
    asked.dialog.more.hide()
    assert asked.answers == []


def test_a_person_declines_and_wants_to_hear_no_more_of_a_server_for_a_while(ask: Ask) -> None:
    asked = ask(make_review())
    choose(asked, QUIET)
    assert asked.answers == [Declined(quiet=600)]


def test_declining_all_of_a_server_is_offered_where_several_wait(ask: Ask) -> None:
    asked = ask(make_review())
    told: list[None] = []
    asked.dialog.all_declined.connect(lambda: told.append(None))
    asked.dialog.show_place(1, 7, 3)
    assert "1 of 7" in said(asked.dialog)
    assert shown(asked.dialog.more) == [QUIET, ALL]
    choose(asked, ALL)
    assert asked.answers == [Declined()]
    assert told == [None]
    asked.dialog.show_place(1, 5, 1)
    assert shown(asked.dialog.more) == [QUIET]


@pytest.mark.parametrize("key", ENTER)
def test_enter_on_the_menus_button_declines_like_everywhere(ask: Ask, key: Qt.Key) -> None:
    asked = ask(make_review())
    press(menu_button(asked), key)
    assert asked.answers == [Declined()]


def test_scrolling_over_a_control_changes_nothing(ask: Ask) -> None:
    dialog = ask(make_review(make_params(temperature=0.5))).dialog
    terms = dialog.terms
    for control in (dialog.chooser.box, terms.spans.box, terms.tokens, terms.temperature):
        QApplication.sendEvent(control, wheel())
    assert (dialog.chooser.choice.id, terms.span.kind) == ("small", "once")
    assert (terms.tokens.value(), terms.temperature.value()) == (50, 0.5)


def test_the_rest_of_a_long_text_is_one_key_away_and_its_length_is_told(
    ask: Ask, qtbot: QtBot
) -> None:
    text = "\n".join(f"Line {number}" for number in range(300))
    dialog = ask(make_review(make_params(text, system_prompt="Be brief."))).dialog
    view = view_of(dialog, "User")
    (rest,) = [one for one in dialog.findChildren(QToolButton) if "300 lines" in one.text()]
    assert view.verticalScrollBar().maximum() > 0
    press(rest, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() == 0)
    press(rest, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > 0)
    assert [one.text() for one in dialog.findChildren(QToolButton) if one.isVisible()] == [
        rest.text(),
        "",
    ]


def test_an_edited_question_waits_for_its_person_even_where_it_was_nearly_over(
    timed: Asked, clock: Clock
) -> None:
    press(timed.dialog.editing, Qt.Key.Key_Space)
    type_text(view_of(timed.dialog, "User"), "Please: ")
    clock.now += 10**6
    timed.dialog.countdown.tick()
    assert timed.answers == []


def test_a_server_whose_name_is_a_mnemonic_is_named_as_it_is(ask: Ask) -> None:
    asked = ask(make_review(name="A & B"))
    assert shown(asked.dialog.more)[0].count("A && B") == 1
