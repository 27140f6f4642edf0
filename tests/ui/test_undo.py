"""What can be had back for a moment, where Parley ends in that moment."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from desktop.ui.main_window import MainWindow
from desktop.ui.tasks import TaskOwner
from desktop.ui.undo import Undo
from tests.waiting import until

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.anyio


async def test_what_has_begun_to_be_final_is_done_to_its_end_though_parley_ends(
    qtbot: QtBot,
) -> None:
    window, done = MainWindow(), list[str]()
    qtbot.addWidget(window)
    tasks = TaskOwner(lambda event: pytest.fail(str(event)))
    undo, goes_on = Undo(window, tasks), asyncio.Event()

    async def commit() -> None:
        done.append("begun")
        await goes_on.wait()
        done.append("ended")

    undo.offer("Weather was removed.", commit, commit)
    undo.lapse()
    await until(lambda: done)
    asyncio.get_running_loop().call_soon(goes_on.set)
    await tasks.close()
    assert done == ["begun", "ended"]
