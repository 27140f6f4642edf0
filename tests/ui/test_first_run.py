"""The first steps: shown once where Parley was never used, by keyboard, and never a dead end."""

from __future__ import annotations

import json
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from desktop.app import App
from desktop.models.hub.catalogue import Entry
from desktop.ui.approvals import DialogApprover
from desktop.ui.bridge import Bridge
from desktop.ui.dialogs.add_provider import AddProviderDialog
from desktop.ui.dialogs.first_run import FirstRunDialog
from desktop.ui.dialogs.question import Question
from desktop.ui.first_run import FirstRun
from desktop.ui.main_window import MainWindow
from desktop.ui.remembered import Remembered
from desktop.ui.tasks import TaskOwner
from tests.e2e.test_window import dialogs, live, shown
from tests.ui.keyboard import press
from tests.ui.test_getting import content, hub
from tests.waiting import until

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.storage.places import Places
    from desktop.ui.application import Application
    from desktop.ui.dialogs.first_run_steps import Step
    from tests.programs.hub_server import HubServer

__all__ = ["content", "hub"]

SERVERS = {"files": {"command": "npx", "args": ["files"]}, "notes": {"command": "notes"}}


@pytest.fixture
def person(
    places: Places, qapp: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Places:
    """A person who has Cursor with two servers, and never started Parley."""
    home = tmp_path / "person"
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    for name in ("XDG_CONFIG_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    (home / ".cursor").mkdir(parents=True)
    (home / ".cursor/mcp.json").write_text(json.dumps({"mcpServers": SERVERS}), "utf-8")
    monkeypatch.setattr(qapp, "remembered", Remembered(places.view))
    monkeypatch.setattr("desktop.ui.getting.main_memory", lambda: 8 * 10**9)
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=10**11))
    return places


def steps() -> list[FirstRunDialog]:
    tops = QApplication.topLevelWidgets()
    return [one for one in tops if isinstance(one, FirstRunDialog) and one.isVisible()]


async def first_steps() -> FirstRunDialog:
    await until(steps)
    [dialog] = steps()
    await until(dialog.isActiveWindow)
    return dialog


def at(dialog: FirstRunDialog) -> Step:
    return dialog.step


def enter(key: Qt.Key = Qt.Key.Key_Return) -> None:
    """Presses a key where the keyboard is."""
    press(cast("QWidget", QApplication.focusWidget()), key)


def menu_line(window: MainWindow, text: str) -> None:
    lines = [one for menu in window.menuBar().findChildren(QMenu) for one in menu.actions()]
    next(one for one in lines if one.text().replace("&", "").startswith(text)).trigger()


def servers_of(places: Places) -> list[str]:
    return list(json.loads(places.config_file.read_text("utf-8"))["mcpServers"])


def test_three_steps_bring_a_server_and_a_model_and_end_in_a_trial(
    qapp: Application, person: Places, hub: HubServer, content: bytes
) -> None:
    async def scenario(window: MainWindow) -> None:
        dialog = await first_steps()
        assert "Step 1 of 3" in shown(dialog)
        enter()
        assert at(dialog) is dialog.servers
        await until(lambda: dialog.servers.found.number == 2)
        assert dialog.action.text() == "&Next", "nothing is ticked for a person"
        enter(Qt.Key.Key_Space)
        assert dialog.action.text() == "&Add 1 server"
        enter()
        assert servers_of(person) == ["files"]
        assert at(dialog) is dialog.models
        await until(lambda: isinstance(dialog.models.chosen, Entry))
        chosen = dialog.models.chosen
        assert isinstance(chosen, Entry)
        assert "tokens a second" in shown(dialog)
        hub.put(chosen.repo, chosen.file, content)
        enter()
        assert at(dialog) is dialog.last
        await until(lambda: f"{chosen.name} is being fetched" in shown(dialog))
        assert "1 server added." in shown(dialog)
        await until(lambda: "was fetched, and can answer now" in window.notices.text())
        enter()
        assert not dialog.isVisible()
        await until(dialogs)
        press(dialogs()[0], Qt.Key.Key_Escape)
        await until(lambda: "User rejected sampling request" in shown(window.servers))

    live(qapp, scenario, first_steps=True)


def test_offline_every_step_can_be_skipped_and_the_second_start_shows_nothing(
    qapp: Application, person: Places, hub: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")

    async def skip(window: MainWindow) -> None:
        dialog = await first_steps()
        enter()
        press(dialog.skip, Qt.Key.Key_Space)
        await until(lambda: "The hub cannot be reached (nothing answers" in shown(dialog))
        assert dialog.models.chosen == "starter"
        assert dialog.action.text() == "&Use it"
        press(dialog.back, Qt.Key.Key_Space)
        assert at(dialog) is dialog.servers
        press(dialog.skip, Qt.Key.Key_Space)
        press(dialog.skip, Qt.Key.Key_Space)
        assert at(dialog) is dialog.last
        enter(Qt.Key.Key_Escape)
        assert not steps()
        assert not window.models.downloads.lines

    async def nothing(window: MainWindow) -> None:
        await until(lambda: "Starting…" not in window.statusBar().currentMessage())
        assert not steps()
        menu_line(window, "Show the first steps again")
        dialog = await first_steps()
        menu_line(window, "Show the first steps again")
        assert steps() == [dialog]

    live(qapp, skip, first_steps=True)
    assert not person.config_file.exists()
    qapp.remembered = Remembered(person.view)
    live(qapp, nothing, first_steps=True)


def test_whoever_has_a_server_is_shown_nothing_and_a_provider_can_be_added_at_the_end(
    qapp: Application, person: Places, hub: HubServer
) -> None:
    person.config.mkdir(parents=True)
    entry = {"command": "x", "start": "use"}
    person.config_file.write_text(json.dumps({"mcpServers": {"mine": entry}}), "utf-8")

    async def scenario(window: MainWindow) -> None:
        await until(lambda: not window.statusBar().isVisible())
        assert not steps()
        menu_line(window, "Show the first steps again")
        dialog = await first_steps()
        enter()
        enter()
        await until(lambda: isinstance(dialog.models.chosen, Entry))
        for _ in range(4):
            enter(Qt.Key.Key_Down)
        assert dialog.action.text() == "Add a &provider…"
        enter()
        await until(lambda: window.findChildren(AddProviderDialog))
        assert at(dialog) is dialog.last

    live(qapp, scenario, first_steps=True)


@asynccontextmanager
async def unseen_window(places: Places) -> AsyncGenerator[tuple[FirstRun, MainWindow]]:
    """A window that nobody has seen yet, and what offers the steps in it."""
    window, tasks = MainWindow(), TaskOwner(Bridge().publish)
    approver = DialogApprover(window)
    app = App(places, approver, approver, Bridge().publish)
    await app.open()
    try:
        yield FirstRun(app, window, tasks), window
    finally:
        window.quit()
        await tasks.close()
        await app.stop()
        window.deleteLater()


@pytest.mark.anyio
async def test_a_window_that_starts_in_the_tray_shows_the_steps_when_it_is_looked_at(
    qtbot: QtBot, person: Places
) -> None:
    async with unseen_window(person) as (first_run, window):
        await first_run.offer()
        assert not steps()
        window.show()
        window.activateWindow()
        await until(steps)
        window.quit()
        assert not steps()


@pytest.mark.anyio
async def test_a_question_keeps_the_keyboard_when_the_steps_come_up(
    qtbot: QtBot, person: Places
) -> None:
    async with unseen_window(person) as (first_run, window):
        window.show()
        question = Question(None, window)
        question.show()
        question.activateWindow()
        await until(question.isActiveWindow)
        await first_run.offer()
        assert steps()
        assert question.isActiveWindow()
        press(question, Qt.Key.Key_Escape)
