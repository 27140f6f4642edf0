"""The main job in the real window, driven by the keyboard, and the ways to leave it."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

import psutil
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton, QTextEdit
from qasync import QEventLoop

from desktop.events import RequestPhase
from desktop.gateway.journal import Journal
from desktop.storage.database import Database
from desktop.ui.dialogs.approval import ApprovalDialog
from desktop.ui.dialogs.command import CommandDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.session import Session
from tests.e2e.desk import program, write_servers
from tests.scripted_model import write_scripted_model
from tests.waiting import until

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from PySide6.QtWidgets import QWidget

    from desktop.gateway.entry import Entry
    from desktop.storage.places import Places
    from desktop.ui.application import Application

    Scenario = Callable[[MainWindow], Awaitable[None]]

ANSWER = "The ferry waits until noon."


@pytest.fixture
def answering(places: Places) -> Places:
    """A Parley whose one model answers with a sentence that is known."""
    places.models.mkdir(parents=True)
    write_scripted_model(places.models / "scripted.gguf", ANSWER)
    return places


def live(application: Application, scenario: Scenario, *, first_steps: bool = False) -> None:
    """Runs the window from its first showing to its end, and sees that no process is left."""
    window = MainWindow()
    window.show()
    window.activateWindow()

    async def main() -> None:
        made = Session(application, window, first_steps=first_steps)
        session = asyncio.create_task(made.run())
        try:
            async with asyncio.timeout(60):
                await scenario(window)
        finally:
            window.close()
            assert await session == 0

    with asyncio.Runner(loop_factory=lambda: QEventLoop(application)) as runner:
        runner.run(main())
    window.deleteLater()
    assert psutil.Process().children(recursive=True) == []


def buttons(parent: QWidget, text: str) -> list[QPushButton]:
    """Returns the buttons that can be pressed and whose words begin so."""
    found = [one for one in parent.findChildren(QPushButton) if one.isVisible()]
    return [
        one for one in found if one.isEnabled() and one.text().replace("&", "").startswith(text)
    ]


async def press(parent: QWidget, text: str) -> None:
    """Presses the button whose words begin so, once it can be pressed."""
    await until(lambda: buttons(parent, text))
    QTest.keyClick(buttons(parent, text)[0], Qt.Key.Key_Space)


def dialogs() -> list[ApprovalDialog]:
    """Returns the approval dialogs that are on the screen."""
    tops = QApplication.topLevelWidgets()
    return [one for one in tops if isinstance(one, ApprovalDialog) and one.isVisible()]


def shown(parent: QWidget) -> str:
    """Returns all text that can be seen."""
    labels = [one.text() for one in parent.findChildren(QLabel) if one.isVisible()]
    plain = [one.toPlainText() for one in parent.findChildren(QPlainTextEdit) if one.isVisible()]
    rich = [one.toPlainText() for one in parent.findChildren(QTextEdit) if one.isVisible()]
    return "\n".join([*labels, *plain, *rich])


async def run_the_example(window: MainWindow) -> ApprovalDialog:
    """Runs the bundled server's tool by its one obvious button, until the dialog opens."""
    await press(window, "Try it")
    await until(dialogs)
    [dialog] = dialogs()
    await until(dialog.isActiveWindow)
    return dialog


def questions() -> list[CommandDialog]:
    """Returns the questions about commands that are on the screen."""
    tops = QApplication.topLevelWidgets()
    return [one for one in tops if isinstance(one, CommandDialog) and one.isVisible()]


async def let_run(program: str) -> None:
    """Lets the command of a server that stands in mcp.json run; nothing of it runs before."""

    await until(questions)
    [dialog] = questions()
    dialog.activateWindow()
    assert program in shown(dialog)
    lines = [" ".join(child.cmdline()) for child in psutil.Process().children(recursive=True)]
    assert not [line for line in lines if program in line]
    await press(dialog, "Let it run")
    await until(lambda: not questions())


def lives(group: int) -> bool:
    """Whether a process group has a member; signal 0 asks and does nothing."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


async def entries(places: Places) -> list[Entry]:
    """Returns the journal as it stands on disk after the app has ended."""
    database = Database(places.database)
    await database.open()
    found = await Journal(database).latest(10)
    await database.close()
    return found


def test_a_tool_is_run_a_request_allowed_and_the_answer_is_on_the_screen(
    qapp: Application, answering: Places
) -> None:
    async def scenario(window: MainWindow) -> None:
        dialog = await run_the_example(window)
        text = shown(dialog)
        assert "Mirela Tosk restored the old organ in Brill last spring." in text
        assert "You summarise a text in one short sentence." in text
        assert "does not leave this computer" in text
        assert "bundled_server" in text
        QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert dialogs() == [dialog], "Allow sleeps at first"
        await until(dialog.allow_button.isEnabled)
        QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: f"{ANSWER}\n\n(scripted answered" in shown(window.servers))
        assert dialogs() == []

    live(qapp, scenario)
    [entry] = asyncio.run(entries(answering))
    assert (entry.phase, entry.text) == (RequestPhase.ANSWERED, ANSWER)


def test_esc_declines_and_the_tool_says_so(qapp: Application, answering: Places) -> None:
    async def scenario(window: MainWindow) -> None:
        dialog = await run_the_example(window)
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        await until(lambda: "User rejected sampling request" in shown(window.servers))

    live(qapp, scenario)
    [entry] = asyncio.run(entries(answering))
    assert (entry.phase, entry.decided_by) == (RequestPhase.DECLINED, "person")


def test_a_server_killed_while_the_dialog_is_open_closes_it(
    qapp: Application, answering: Places
) -> None:
    async def scenario(window: MainWindow) -> None:
        await run_the_example(window)
        for child in psutil.Process().children(recursive=True):
            child.kill()
        await until(lambda: not dialogs())

    live(qapp, scenario)
    [entry] = asyncio.run(entries(answering))
    assert entry.phase is RequestPhase.WITHDRAWN


@pytest.mark.parametrize("era", ["legacy", "2026-07-28"])
def test_quitting_with_a_dialog_open_leaves_no_process_behind(
    qapp: Application, answering: Places, era: str
) -> None:
    groups: set[int] = set()
    ran: list[psutil.Process] = []

    async def scenario(window: MainWindow) -> None:
        await until(lambda: "Nothing was asked yet" in shown(window))
        await until(lambda: window.servers.selected)
        await let_run("sampling_server")
        window.servers.run_requested.emit("other", "ask", {"prompt": "x"})
        await until(dialogs)
        children = psutil.Process().children(recursive=True)
        groups.update(os.getpgid(child.pid) for child in children)
        ran.extend(children)

    write_servers(answering, {"other": program("sampling_server", era=era)})
    live(qapp, scenario)
    groups.discard(os.getpgid(0))
    assert len(groups) >= 2, "its process, the model's, and what stands before them"
    # What a sandbox held ends with it, and is buried by the system a moment later.
    psutil.wait_procs(ran, timeout=10)
    assert not [group for group in groups if lives(group)]
    assert dialogs() == []
    [entry] = asyncio.run(entries(answering))
    assert entry.phase is RequestPhase.WITHDRAWN


def test_quitting_while_a_command_is_asked_about_runs_nothing_and_is_no_answer(
    qapp: Application, answering: Places
) -> None:
    async def scenario(window: MainWindow) -> None:
        await until(questions)

    write_servers(answering, {"other": program("sampling_server")})
    for _ in range(2):
        live(qapp, scenario)
        assert questions() == []
