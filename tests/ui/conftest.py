"""What a test of the window has: the app's own loop, and a short pause before Allow wakes."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget

from desktop.ui.dialogs.answer_review import AnswerReviewDialog
from desktop.ui.dialogs.approval import ApprovalDialog
from desktop.ui.loop import new_loop
from tests.sandboxes import a_sandbox, no_sandbox
from tests.ui.asked import Asked, AskedAnswer
from tests.ui.chat_room import room
from tests.ui.keyboard import press

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcp_types import CreateMessageRequestParams
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from desktop.gateway.approval import AnswerReview, Review
    from desktop.ui.dialogs.guarded import GuardedQuestion
    from tests.ui.asked import Allow, Ask, AskAnswer


__all__ = ["a_sandbox", "no_sandbox", "room"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # Only Qt's offscreen plugin says so: of least sizes, of raising a window, and of open lists.
    said = r"This plugin does not support (propagateSizeHints\(\)|raise\(\)|grabbing the keyboard)"
    marker = pytest.mark.qt_log_ignore(said, extend=True)
    for item in items:
        item.add_marker(marker)


@pytest.fixture(scope="session", autouse=True)
def sound_binding() -> None:
    """Stops at once where every Qt call takes a reference to None away, until Python aborts.

    PySide6 6.12.0 does so before Python 3.12, which made None immortal; 6.11 does not.
    """
    probe, before = QObject(), sys.getrefcount(None)
    for _ in range(200):
        probe.setObjectName("probe")
    if before - sys.getrefcount(None) > 100:
        pytest.fail("This PySide6 aborts on this Python: take 6.11, or Python 3.12.")


@pytest.fixture
def qtbot(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[QtBot]:
    """pytest-qt's own, which lets no window go before the dialogs that were opened from it.

    A dialog holds who opened it, and that the window. Were it the last to let the window go, as it
    never is in Parley, the window would end inside the end of its own child, and Python with it.
    """
    held, add = list[QWidget](), qtbot.addWidget

    def hold(widget: QWidget, **more: Any) -> None:
        held.append(widget)
        add(widget, **more)

    monkeypatch.setattr(qtbot, "addWidget", hold)
    yield qtbot
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def anyio_backend(qapp: QApplication) -> tuple[str, dict[str, Any]]:
    """The loop that the window runs on."""
    return "asyncio", {"loop_factory": lambda: new_loop(qapp)}


@pytest.fixture
def short_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets Allow wake soon, so that no test has to wait for a second."""
    monkeypatch.setattr("desktop.ui.dialogs.guard.PAUSE_MS", 30)
    monkeypatch.setattr("desktop.ui.dialogs.findings.PAUSE_MS", 30)


@pytest.fixture
def ask(qtbot: QtBot, short_pause: None) -> Ask:
    """Shows a dialog in an active window."""

    def show(review: Review) -> Asked:
        asked = Asked(ApprovalDialog(review))
        bring_up(asked.dialog, qtbot)
        return asked

    return show


@pytest.fixture
def ask_answer(qtbot: QtBot, short_pause: None) -> AskAnswer:
    """Shows a dialog with an answer in an active window."""

    def show(review: AnswerReview) -> AskedAnswer:
        asked = AskedAnswer(AnswerReviewDialog(review))
        bring_up(asked.dialog, qtbot)
        return asked

    return show


def bring_up(dialog: GuardedQuestion, qtbot: QtBot) -> None:
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)


@pytest.fixture
def allow(qtbot: QtBot) -> Allow:
    """Waits until Allow is awake, presses Ctrl+Enter and returns what was allowed."""

    def allow_it(asked: Asked) -> CreateMessageRequestParams:
        qtbot.waitUntil(asked.dialog.allow_button.isEnabled)
        press(asked.dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        return asked.approved

    return allow_it
