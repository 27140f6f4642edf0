"""The page of conversations in the window of a real app, and a model that answers there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from desktop.app import App
from desktop.ui.approvals import DialogApprover
from desktop.ui.bridge import Bridge
from desktop.ui.controller import Controller, follow
from desktop.ui.main_window import MainWindow, Page
from desktop.ui.tasks import TaskOwner
from tests.e2e.desk import write_servers
from tests.fakes import FakeBackend
from tests.ui.keyboard import press, type_text
from tests.waiting import until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from desktop.storage.places import Places
    from desktop.ui.chat.turn import TurnView
    from desktop.ui.pages.chat import ChatPage


@dataclass
class Room:
    """A window with the page of conversations, and the model that answers there."""

    app: App
    window: MainWindow
    model: FakeBackend
    tasks: TaskOwner

    @property
    def page(self) -> ChatPage:
        return self.window.chat

    @property
    def turns(self) -> list[TurnView]:
        return self.page.transcript.views

    @property
    def said(self) -> list[str]:
        return [view.entry.turn.text for view in self.turns]

    def tick(self, server: str) -> None:
        """Lets the model ask for a server's tools."""
        ticks = self.page.composer.toolset.ticks
        next(one for one in ticks if one.text().startswith(server)).trigger()

    async def say(self, words: str) -> None:
        """Types a message and sends it."""
        await until(lambda: not self.page.is_busy)
        type_text(self.page.composer.draft, words)
        press(self.page.composer.draft, Qt.Key.Key_Return)

    async def answered(self, *said: str) -> None:
        """Waits until the shown branch says this, and no answer is being written anywhere."""
        # Between a test and its fixture's end Qt runs without the loop, which no task may see.
        await until(lambda: self.said == [*said] and not (self.page.is_busy or self.tasks._tasks))


@pytest.fixture
async def room(places: Places, short_pause: None) -> AsyncIterator[Room]:
    write_servers(places, {})
    window, bridge = MainWindow(), Bridge()
    approver, tasks = DialogApprover(window), TaskOwner(bridge.publish)
    app = App(places, approver, approver, bridge.publish)
    follow(bridge, window)
    controller = Controller(app, window, approver, tasks)
    controller.chatting.follow(bridge)
    await app.open()
    model = FakeBackend("m", tools=True)
    app.library.enlist(model)
    window.set_ready()
    window.show()
    window.show_page(Page.CHAT)
    window.chat.composer.choose_model("m")
    window.activateWindow()
    await until(window.isActiveWindow)
    yield Room(app, window, model, tasks)
    approver.withdraw_all()
    await tasks.close()
    await app.stop()
    window.hide()
    window.deleteLater()
