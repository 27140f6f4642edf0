"""The Help menu: a newer release is looked for where it is known where, and what Parley is."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtWidgets import QMenu

from desktop import __version__
from desktop.events import Notice
from desktop.ui.approvals import DialogApprover
from desktop.ui.controller import Controller
from desktop.ui.dialogs.about import AboutDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.tasks import TaskOwner
from tests.storage.feed import PAGE, Answer, release, released, serving
from tests.ui.fakes import FakeApp
from tests.ui.test_activity_page import text_of, words
from tests.waiting import until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from PySide6.QtGui import QAction
    from pytestqt.qtbot import QtBot

    from desktop.app import App
    from desktop.events import Event
    from desktop.storage.places import Places

pytestmark = pytest.mark.anyio


@asynccontextmanager
async def opened(qtbot: QtBot, places: Places) -> AsyncIterator[MainWindow]:
    """Gives a window whose services are there."""
    window = MainWindow()
    qtbot.addWidget(window, before_close_func=lambda window: window.hide())
    window.show()

    def publish(event: Event) -> None:
        assert isinstance(event, Notice)
        window.show_notice(event)

    tasks = TaskOwner(publish)
    Controller(cast("App", FakeApp(places)), window, DialogApprover(window), tasks)
    window.set_ready()
    yield window
    await tasks.close()


def offered(window: MainWindow) -> dict[str, QAction]:
    """What the Help menu has that can be chosen."""
    [menu] = [one for one in window.findChildren(QMenu) if one.title() == "&Help"]
    return {one.text(): one for one in menu.actions() if one.isVisible() and one.isEnabled()}


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (release("v99.1"), f"Parley 99.1 is there; this is {__version__}."),
        (release("v0.0.1"), f"This Parley, {__version__}, is the newest."),
        (Answer(404), "Whether there is a newer Parley could not be found out: the answer was 404"),
    ],
)
async def test_what_comes_of_a_look_is_said_in_a_notice(
    qtbot: QtBot, places: Places, tmp_path: Path, answer: Answer, said: str
) -> None:
    with serving(answer) as feed:
        packaged = released(places, tmp_path / "resources", feed.address)
        async with opened(qtbot, packaged) as window:
            assert feed.asked == []
            offered(window)["&Look for a newer release…"].trigger()
            await until(lambda: window.statusBar().currentMessage().startswith("Looking for"))
            await until(window.notices.isVisible)
            assert text_of(window, "Notice").startswith(said)
            assert (PAGE in text_of(window, "Notice")) == ("newest" not in said)
            assert not window.statusBar().isVisible()


async def test_a_copy_from_source_offers_no_look(
    qtbot: QtBot, places: Places, tmp_path: Path
) -> None:
    async with opened(qtbot, replace(places, resources=tmp_path)) as window:
        assert "&About Parley" in offered(window)
        assert "&Look for a newer release…" not in offered(window)


async def test_about_tells_the_version_and_where_things_are(qtbot: QtBot, places: Places) -> None:
    async with opened(qtbot, places) as window:
        offered(window)["&About Parley"].trigger()
        [about] = window.findChildren(AboutDialog)
        assert about.isVisible()
        for told in (f"Parley {__version__}", str(places.config_file), str(places.data)):
            assert told in words(about)
        about.reject()
