"""The queue of questions on the app's own loop."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QPushButton, QWidget

from desktop.errors import Unattended, Withdrawn
from desktop.gateway.approval import TIMED_OUT, AnswerApproved, Approved, Declined
from desktop.gateway.policy import Policy
from desktop.servers.eras import Era, Rerun
from desktop.ui.approvals import DialogApprover
from desktop.ui.dialogs.answer_review import AnswerReviewDialog
from desktop.ui.dialogs.approval import ApprovalDialog
from desktop.ui.dialogs.guarded import GuardedQuestion
from desktop.ui.dialogs.question import Question
from desktop.ui.dialogs.rerun import RerunDialog
from tests.fakes import make_params
from tests.ui.fakes import make_answer_review, make_review
from tests.ui.keyboard import press
from tests.waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.anyio

RERUN = Rerun("Weather", "forecast", Era.LEGACY, "It pushes its requests.")


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
    return window


class Lock:
    """A screen that is locked when the test says so."""

    def __init__(self) -> None:
        self.locked = False

    async def __call__(self) -> bool:
        await asyncio.sleep(0)
        return self.locked


@pytest.fixture
def lock() -> Lock:
    return Lock()


@pytest.fixture
def approver(window: QMainWindow, lock: Lock, short_pause: None) -> DialogApprover:
    return DialogApprover(window, lock)


def shown(window: QMainWindow) -> list[Question]:
    return [one for one in window.findChildren(Question) if one.isVisible()]


def places(window: QMainWindow) -> list[str]:
    return [one.place for one in shown(window) if isinstance(one, GuardedQuestion)]


def choose(window: QMainWindow, beginning: str) -> None:
    """Chooses what begins so in the menu beside Decline."""
    (dialog,) = shown(window)
    assert isinstance(dialog, GuardedQuestion)
    (action,) = [one for one in dialog.more.actions() if one.text().startswith(beginning)]
    assert action.isVisible()
    action.trigger()


async def test_a_person_allows(window: QMainWindow, approver: DialogApprover) -> None:
    review = make_review(make_params("Hello"))
    asking = asyncio.create_task(approver.review(review))
    await until(lambda: len(shown(window)) == 1)
    (dialog,) = shown(window)
    assert isinstance(dialog, ApprovalDialog)
    dialog.activateWindow()
    await until(dialog.allow_button.isEnabled)
    press(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert await asking == Approved(review.request.params, "small")
    assert shown(window) == []


async def at_once(happened: Callable[[], object]) -> None:
    """Looks before Qt does: its offscreen plugin makes every window that is shown active."""
    async with asyncio.timeout(20):
        while not happened():  # noqa: ASYNC110 - see above
            await asyncio.sleep(0)


@pytest.mark.parametrize(("widget", "active"), [(QPushButton, True), (QLineEdit, False)])
async def test_a_dialog_takes_the_keyboard_only_from_where_nobody_types(
    window: QMainWindow, approver: DialogApprover, widget: type[QWidget], active: bool
) -> None:
    focused = widget(window)
    window.setCentralWidget(focused)
    window.activateWindow()
    focused.setFocus()
    await until(focused.hasFocus)
    asking = asyncio.create_task(approver.review(make_review()))
    await at_once(lambda: len(shown(window)) == 1)
    (dialog,) = shown(window)
    await at_once(lambda: dialog.isActiveWindow() == active)
    assert focused.hasFocus() != active
    press(dialog, Qt.Key.Key_Escape)
    assert await asking == Declined()


async def test_one_dialog_is_open_at_a_time_and_says_how_many_wait(
    window: QMainWindow, approver: DialogApprover
) -> None:
    asking = [asyncio.create_task(approver.review(make_review(name=name))) for name in "ABC"]
    await until(lambda: places(window) == ["1 of 3"])
    for place in ("1 of 3", "1 of 2", ""):
        await until(lambda place=place: places(window) == [place])  # type: ignore[misc]
        (dialog,) = shown(window)
        press(dialog, Qt.Key.Key_Escape)
    assert await asyncio.gather(*asking) == [Declined()] * 3


async def test_an_answer_waits_in_the_same_queue_and_is_sent(
    window: QMainWindow, approver: DialogApprover
) -> None:
    first = asyncio.create_task(approver.review(make_review()))
    answer = make_answer_review()
    second = asyncio.create_task(approver.review_answer(answer))
    await until(lambda: places(window) == ["1 of 2"])
    press(shown(window)[0], Qt.Key.Key_Escape)
    assert await first == Declined()
    await until(lambda: places(window) == [""])
    (dialog,) = shown(window)
    assert isinstance(dialog, AnswerReviewDialog)
    dialog.activateWindow()
    await until(dialog.allow_button.isEnabled)
    press(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert await second == AnswerApproved(answer.result)


async def test_a_question_that_nobody_touches_is_declined_and_the_next_one_comes_up(
    window: QMainWindow, approver: DialogApprover
) -> None:
    hasty = asyncio.create_task(approver.review(make_review(policy=Policy(timeout=0.05))))
    patient = asyncio.create_task(approver.review(make_review(name="Second")))
    assert await hasty == Declined(by=TIMED_OUT)
    await until(lambda: places(window) == [""])
    assert shown(window)[0].windowTitle().startswith("Second")
    patient.cancel()


async def test_all_that_waits_of_one_server_is_declined_and_the_others_stay(
    window: QMainWindow, approver: DialogApprover
) -> None:
    flood = [asyncio.create_task(approver.review(make_review(name="Flood"))) for _ in range(3)]
    other = asyncio.create_task(approver.review(make_review(name="Other")))
    answer = asyncio.create_task(approver.review_answer(make_answer_review(name="Flood")))
    rerun = asyncio.create_task(approver.confirm_rerun(RERUN))
    await until(lambda: places(window) == ["1 of 6"])
    choose(window, "Decline all 4 waiting from Flood")
    assert await asyncio.gather(*flood, answer) == [Declined()] * 4
    await until(lambda: places(window) == ["1 of 2"])
    assert shown(window)[0].windowTitle().startswith("Other")
    press(shown(window)[0], Qt.Key.Key_Escape)
    assert await other == Declined()
    await until(lambda: any(isinstance(one, RerunDialog) for one in shown(window)))
    rerun.cancel()


async def test_who_wants_no_more_questions_gets_none_of_those_that_wait(
    window: QMainWindow, approver: DialogApprover
) -> None:
    flood = [asyncio.create_task(approver.review(make_review(name="Flood"))) for _ in range(2)]
    await until(lambda: places(window) == ["1 of 2"])
    choose(window, "Decline and do not ask about Flood for 10 minutes")
    assert await asyncio.gather(*flood) == [Declined(quiet=600), Declined()]


async def test_nobody_is_asked_while_the_screen_is_locked(
    window: QMainWindow, approver: DialogApprover, lock: Lock
) -> None:
    lock.locked = True
    for question in (approver.review(make_review()), approver.review_answer(make_answer_review())):
        with pytest.raises(Unattended, match="the screen is locked"):
            await question
    assert shown(window) == []
    lock.locked = False
    asking = asyncio.create_task(approver.review(make_review()))
    await until(lambda: len(shown(window)) == 1)
    asking.cancel()


async def test_a_question_whose_turn_comes_while_the_screen_is_locked_is_refused(
    window: QMainWindow, approver: DialogApprover, lock: Lock
) -> None:
    first = asyncio.create_task(approver.review(make_review()))
    second = asyncio.create_task(approver.review(make_review()))
    await until(lambda: places(window) == ["1 of 2"])
    lock.locked = True
    press(shown(window)[0], Qt.Key.Key_Escape)
    assert await first == Declined()
    with pytest.raises(Unattended):
        await second


async def test_a_question_that_is_withdrawn_while_the_lock_is_asked_is_never_shown(
    window: QMainWindow, approver: DialogApprover
) -> None:
    asking = asyncio.create_task(approver.review(make_review()))
    await asyncio.sleep(0)
    approver.withdraw_all()
    with pytest.raises(Withdrawn):
        await asking
    assert shown(window) == []


async def test_a_withdrawn_request_closes_its_dialog(
    window: QMainWindow, approver: DialogApprover
) -> None:
    asking = asyncio.create_task(approver.review(make_review()))
    await until(lambda: bool(shown(window)))
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert shown(window) == []
    await until(lambda: window.findChildren(Question) == [])


async def test_a_withdrawn_request_that_was_not_shown_yet_is_dropped(
    window: QMainWindow, approver: DialogApprover
) -> None:
    first = asyncio.create_task(approver.review(make_review(name="First")))
    second = asyncio.create_task(approver.review(make_review(name="Second")))
    await until(lambda: places(window) == ["1 of 2"])
    second.cancel()
    await until(lambda: places(window) == [""])
    press(shown(window)[0], Qt.Key.Key_Escape)
    assert await first == Declined()
    assert second.cancelled()
    assert shown(window) == []


async def test_the_next_question_comes_up_when_the_first_is_withdrawn(
    window: QMainWindow, approver: DialogApprover
) -> None:
    first = asyncio.create_task(approver.review(make_review(name="First")))
    second = asyncio.create_task(approver.review(make_review(name="Second")))
    await until(lambda: places(window) == ["1 of 2"])
    first.cancel()
    await until(lambda: places(window) == [""])
    (dialog,) = shown(window)
    assert dialog.windowTitle().startswith("Second")
    press(dialog, Qt.Key.Key_Escape)
    assert await second == Declined()


async def test_at_the_end_every_question_is_taken_back_and_later_ones_too(
    window: QMainWindow, approver: DialogApprover
) -> None:
    asking = [asyncio.create_task(approver.review(make_review())) for _ in range(2)]
    await until(lambda: places(window) == ["1 of 2"])
    approver.withdraw_all()
    assert shown(window) == []
    for question in (*asking, approver.review(make_review()), approver.confirm_rerun(RERUN)):
        with pytest.raises(Withdrawn):
            await question
    assert shown(window) == []


@pytest.mark.parametrize(
    ("key", "answer"), [(Qt.Key.Key_Return, False), (Qt.Key.Key_Escape, False)]
)
async def test_a_tool_is_not_run_again_by_the_default_or_esc(
    window: QMainWindow, approver: DialogApprover, key: Qt.Key, answer: bool
) -> None:
    asking = asyncio.create_task(approver.confirm_rerun(RERUN))
    await until(lambda: bool(shown(window)))
    press(shown(window)[0], key)
    assert await asking is answer


async def test_a_tool_is_run_again_when_the_person_says_so(
    window: QMainWindow, approver: DialogApprover
) -> None:
    asking = asyncio.create_task(approver.confirm_rerun(RERUN))
    await until(lambda: bool(shown(window)))
    (dialog,) = shown(window)
    assert isinstance(dialog, RerunDialog)
    assert "already ran partly" in dialog.explanation.text()
    press(dialog.again, Qt.Key.Key_Space)
    assert await asking


async def test_attention_is_drawn_only_while_the_window_is_not_active(
    window: QMainWindow, approver: DialogApprover, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    alerted: list[object] = []
    monkeypatch.setattr(QApplication, "alert", lambda widget, *_: alerted.append(widget))
    window.activateWindow()
    await until(window.isActiveWindow)
    in_front = asyncio.create_task(approver.review(make_review()))
    await until(lambda: bool(shown(window)))
    assert alerted == []
    approver.raise_dialog()
    await until(lambda: not window.isActiveWindow())
    press(shown(window)[0], Qt.Key.Key_Escape)
    assert await in_front == Declined()
    other = QMainWindow()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    await until(other.isActiveWindow)
    behind = asyncio.create_task(approver.review(make_review()))
    await until(lambda: alerted == [window])
    behind.cancel()


class Called:
    """A herald that writes down what it was told."""

    def __init__(self, *, is_seen: bool) -> None:
        self.is_seen = is_seen
        self.waiting = 0
        self.calls: list[tuple[int, str, str]] = []
        self.withdrawn = 0

    def show_waiting(self, count: int) -> None:
        self.waiting = count

    def call(self, key: int, title: str, caller: str) -> None:
        self.calls.append((key, title, caller))

    def withdraw(self) -> None:
        self.withdrawn += 1


def alone() -> list[Question]:
    """The questions that are on the screen, whosever windows they are."""
    tops = QApplication.topLevelWidgets()
    return [one for one in tops if isinstance(one, Question) and one.isVisible()]


async def test_a_hidden_window_has_the_herald_call_and_shows_nothing_until_it_is_asked_for(
    window: QMainWindow, approver: DialogApprover
) -> None:
    window.hide()
    approver.herald = herald = Called(is_seen=True)
    asking = asyncio.create_task(approver.review(make_review()))
    await until(lambda: bool(herald.calls))
    assert (herald.waiting, alone(), window.isVisible()) == (1, [], False)
    ((key, title, caller),) = herald.calls
    assert (title, caller) == ("Weather wants to use a language model", "Weather")
    approver.raise_dialog()
    (dialog,) = alone()
    assert isinstance(dialog, ApprovalDialog)
    assert not dialog.allow_button.isEnabled(), "it sleeps for a second, however it came up"
    assert not window.isVisible()
    press(dialog, Qt.Key.Key_Escape)
    assert await asking == Declined()
    assert (herald.waiting, herald.withdrawn) == (0, 1)
    approver.decline(key)  # A button of a notification that is on the screen a moment too long.


async def test_a_notification_declines_its_own_question_and_no_later_one(
    window: QMainWindow, approver: DialogApprover
) -> None:
    window.hide()
    approver.herald = herald = Called(is_seen=True)
    asking = [asyncio.create_task(approver.review(make_review(name=name))) for name in "AB"]
    await until(lambda: len(herald.calls) == 1)
    approver.decline(herald.calls[0][0])
    approver.decline(herald.calls[0][0])
    assert await asking[0] == Declined()
    await until(lambda: len(herald.calls) == 2)
    assert herald.waiting == 1
    approver.decline(herald.calls[0][0])
    assert not asking[1].done()
    approver.decline(herald.calls[1][0])
    assert await asking[1] == Declined()


@pytest.mark.parametrize("minimized", [True, False])
async def test_where_no_tray_shows_it_the_dialog_comes_up_without_the_window(
    window: QMainWindow, approver: DialogApprover, minimized: bool
) -> None:
    approver.herald = Called(is_seen=False)
    if minimized:
        window.showMinimized()
    else:
        window.hide()
    asking = asyncio.create_task(approver.review(make_review()))
    await at_once(lambda: len(alone()) == 1)
    (dialog,) = alone()
    assert dialog.parentWidget() is None, "with the window, it would be out of sight"
    assert not dialog.isActiveWindow()
    press(dialog, Qt.Key.Key_Escape)
    assert await asking == Declined()


async def test_the_time_of_a_question_runs_where_only_the_tray_shows_it(
    window: QMainWindow, approver: DialogApprover
) -> None:
    window.hide()
    approver.herald = Called(is_seen=True)
    assert await approver.review(make_review(policy=Policy(timeout=0.3))) == Declined(TIMED_OUT)
