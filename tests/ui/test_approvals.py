"""The queue of questions on the app's own loop."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QPushButton, QWidget

from desktop.errors import Withdrawn
from desktop.gateway.approval import Approved, Declined
from desktop.servers.eras import Era, Rerun
from desktop.ui.approvals import DialogApprover
from desktop.ui.dialogs.approval import ApprovalDialog
from desktop.ui.dialogs.question import Question
from desktop.ui.dialogs.rerun import RerunDialog
from tests.fakes import make_params
from tests.ui.fakes import make_review
from tests.ui.keyboard import press
from tests.ui.waiting import until

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.anyio

RERUN = Rerun("Weather", "forecast", Era.LEGACY, "It pushes its requests.")


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def approver(window: QMainWindow, short_pause: None) -> DialogApprover:
    return DialogApprover(window)


def shown(window: QMainWindow) -> list[Question]:
    return [one for one in window.findChildren(Question) if one.isVisible()]


def places(window: QMainWindow) -> list[str]:
    return [one.place for one in shown(window) if isinstance(one, ApprovalDialog)]


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
    await until(lambda: len(shown(window)) == 1)
    (dialog,) = shown(window)
    await until(lambda: dialog.isActiveWindow() == active)
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
