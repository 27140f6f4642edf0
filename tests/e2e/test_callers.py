"""A program gets a token in the window, asks with OpenAI's SDK, is allowed, and is revoked."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

import openai
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from desktop.events import RequestPhase
from desktop.ui.dialogs.add_program import AddProgramDialog, TokenDialog
from desktop.ui.main_window import Page
from tests.e2e.test_window import (
    ANSWER,
    answering,
    dialogs,
    entries,
    live,
    press,
    shown,
)
from tests.waiting import until

if TYPE_CHECKING:
    from desktop.storage.places import Places
    from desktop.ui.application import Application
    from desktop.ui.main_window import MainWindow

__all__ = ["answering"]

W = TypeVar("W", bound=QWidget)


async def open_one(kind: type[W]) -> W:
    """Returns the window of a kind, once it is on the screen."""

    def found() -> list[W]:
        tops = QApplication.topLevelWidgets()
        return [one for one in tops if isinstance(one, kind) and one.isVisible()]

    await until(found)
    [dialog] = found()
    return dialog


def told(dialog: TokenDialog) -> tuple[str, str]:
    """Returns the address and the token in a dialog."""
    views = {view.accessibleName(): view for view in dialog.findChildren(QPlainTextEdit)}
    lines = views["For what speaks OpenAI's language"].toPlainText().split("\n")
    address, token = (line.partition("=")[2] for line in lines)
    assert views["Token"].toPlainText() == token
    return address, token


async def add(window: MainWindow, name: str) -> tuple[str, str]:
    await press(window.callers, "Add a program")
    dialog = await open_one(AddProgramDialog)
    QTest.keyClicks(dialog.name, name)
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    given = await open_one(TokenDialog)
    address, token = told(given)
    await press(given, "Copy the token")
    assert QApplication.clipboard().text() == token
    given.close()
    return address, token


def test_a_program_asks_from_its_token_to_its_end(qapp: Application, answering: Places) -> None:
    async def scenario(window: MainWindow) -> None:
        await until(window.callers.add.isEnabled)
        window.show_page(Page.CALLERS)
        await until(lambda: "No program has a token" in shown(window.callers))
        address, token = await add(window, "editor")
        strip = window.callers.strip
        assert (strip.state.text(), strip.port.value()) == ("Open", int(address[17:-3]))
        async with openai.AsyncOpenAI(base_url=address, api_key=token) as client:
            asking = asyncio.ensure_future(
                client.chat.completions.create(
                    model="", messages=[{"role": "user", "content": "When does it leave?"}]
                )
            )
            await until(dialogs)
            [dialog] = dialogs()
            text = shown(dialog)
            assert "editor asks for an answer" in text
            assert "It is a program with a token of " in text
            assert "It came through the endpoint, as OpenAI's chat completions." in text
            dialog.activateWindow()
            await until(dialog.allow_button.isEnabled)
            QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
            answer = await asking
            assert answer.choices[0].message.content == ANSWER
            assert window.callers.selected == "editor"
            await until(lambda: "1 of 25 requests this hour" in shown(window.callers))
            await press(window.callers, "Its requests")
            assert window.page is Page.ACTIVITY
            table = window.activity.table
            table.choose(table.model().index(0, 0))
            await until(lambda: "Through the endpoint, as OpenAI's" in shown(window.activity))
            window.show_page(Page.CALLERS)
            QTest.keyClick(window.callers.table, Qt.Key.Key_Delete)
            await until(lambda: "is worthless now" in shown(window))
            with pytest.raises(openai.AuthenticationError):
                await client.models.list()

    live(qapp, scenario)
    [entry] = asyncio.run(entries(answering))
    assert (entry.server, entry.way, entry.phase) == ("editor", "chat", RequestPhase.ANSWERED)
