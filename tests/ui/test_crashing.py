"""A fault that nobody caught is told once, in words, and Parley goes on."""

from __future__ import annotations

import asyncio
import faulthandler
import sys
import threading
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication

from desktop.doctor.crashes import NAME
from desktop.events import Notice
from desktop.ui.crashing import Crashing
from desktop.ui.dialogs.crash import CrashDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.tasks import UNEXPECTED, TaskOwner
from tests.ui.keyboard import press
from tests.waiting import until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.events import Event

pytestmark = pytest.mark.anyio

WORDS = "the text of a request"


@asynccontextmanager
async def watched(qtbot: QtBot, *, seen: bool = True) -> AsyncIterator[tuple[MainWindow, Crashing]]:
    """Gives a window whose faults are told."""
    window = MainWindow()
    qtbot.addWidget(window, before_close_func=lambda window: window.hide())
    window.setVisible(seen)

    def publish(event: Event) -> None:
        assert isinstance(event, Notice)
        window.show_notice(event)

    tasks = TaskOwner(publish)
    crashing = Crashing(window, tasks)
    with crashing.watching():
        yield window, crashing
    await tasks.close()


def dialogs(window: MainWindow) -> list[CrashDialog]:
    return [one for one in window.findChildren(CrashDialog) if one.isVisible()]


def fail() -> None:
    raise ValueError(WORDS)


def in_a_slot() -> None:
    QTimer.singleShot(0, fail)


def in_the_loop() -> None:
    asyncio.get_running_loop().call_soon(fail)


def in_a_thread() -> None:
    threading.Thread(target=fail).start()


@pytest.mark.parametrize("happen", [in_a_slot, in_the_loop, in_a_thread])
async def test_wherever_it_happens_it_is_told_with_what_is_kept(
    qtbot: QtBot, happen: Callable[[], None]
) -> None:
    async with watched(qtbot) as (window, _):
        happen()
        await until(lambda: bool(dialogs(window)))
        [dialog] = dialogs(window)
        assert window.notices.text() == UNEXPECTED
        assert not dialog.isModal()
        dialog.unfold.button.click()
        dialog.copy.click()
        copied = QGuiApplication.clipboard().text()
        assert "in fail" in copied
        assert WORDS not in copied
        press(dialog, Qt.Key.Key_Escape)
        assert dialogs(window) == []
        assert not window.leaving


async def test_fifty_in_a_row_are_one_dialog_and_then_none(qtbot: QtBot) -> None:
    async with watched(qtbot) as (window, _):
        for _ in range(50):
            in_a_slot()
        await until(lambda: bool(dialogs(window)))
        [dialog] = dialogs(window)
        await until(lambda: "50 times" in dialog.again.text())
        dialog.reject()
        in_a_slot()
        in_the_loop()
        for _ in range(20):
            await asyncio.sleep(0)
        assert dialogs(window) == []


async def test_another_fault_during_the_dialog_is_told_when_it_comes_again(qtbot: QtBot) -> None:
    async with watched(qtbot) as (window, crashing):
        in_a_slot()
        await until(lambda: bool(dialogs(window)))
        [first] = dialogs(window)
        crashing.tell(KeyError("another"))
        assert "2 times" in first.again.text()
        first.reject()
        crashing.tell(KeyError("another"))
        [second] = dialogs(window)
        assert "KeyError" in second.details


async def test_from_the_dialog_the_log_opens_and_parley_ends(qtbot: QtBot) -> None:
    async with watched(qtbot) as (window, crashing):
        opened: list[str] = []
        crashing.show_log = opened.append
        in_a_slot()
        await until(lambda: bool(dialogs(window)))
        [dialog] = dialogs(window)
        dialog.log_requested.emit()
        assert opened == ["parley.log"]
        dialog.quit_requested.emit()
        assert window.leaving


async def test_what_goes_wrong_on_a_line_to_elsewhere_is_no_fault_of_parleys(qtbot: QtBot) -> None:
    async with watched(qtbot) as (window, _):
        context = {"message": "lost", "exception": OSError(), "transport": None}
        asyncio.get_running_loop().call_exception_handler(context)
        for _ in range(5):
            await asyncio.sleep(0)
        assert dialogs(window) == []


@pytest.fixture
def own_faulthandler() -> Iterator[None]:
    """Gives pytest its own back, since a process has but one."""
    yield
    faulthandler.enable(sys.__stderr__ or 2)


async def test_how_the_last_run_ended_is_told_once_the_window_is_seen(
    qtbot: QtBot, tmp_path: Path, own_faulthandler: None
) -> None:
    (tmp_path / NAME).write_text("Fatal Python error: Aborted\n", "utf-8")
    async with watched(qtbot, seen=False) as (window, crashing):
        crashing.begin(tmp_path)
        assert dialogs(window) == []
        window.show()
        [dialog] = dialogs(window)
        assert "Fatal Python error: Aborted" in dialog.details
        assert (tmp_path / NAME).exists()
    assert not (tmp_path / NAME).exists()
