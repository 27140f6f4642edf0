"""Wishes made in the window, as they reach the services, and what comes back."""

from __future__ import annotations

import asyncio
import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices

from desktop.errors import LoadFailed, ServerGone, StorageError
from desktop.events import (
    ModelChanged,
    ModelRemoved,
    ModelStatus,
    PauseChanged,
    RequestPhase,
    ServerStatus,
)
from desktop.gateway.limits import SERVER, Standing
from desktop.ui.approvals import DialogApprover
from desktop.ui.bridge import Bridge
from desktop.ui.controller import Controller, follow
from desktop.ui.main_window import MainWindow, Page
from desktop.ui.tasks import UNEXPECTED, TaskOwner
from tests.ui.fakes import (
    WEATHER,
    FakeApp,
    Outcome,
    make_change,
    make_entry,
    make_grant,
    make_server,
    make_usage,
)
from tests.ui.keyboard import press, turn_to
from tests.ui.test_activity_page import button, text_of, words
from tests.waiting import until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from pytestqt.qtbot import QtBot

    from desktop.app import App
    from desktop.storage.places import Places

pytestmark = pytest.mark.anyio


@dataclass
class Desk:
    """A window before a fake app."""

    app: FakeApp
    window: MainWindow
    bridge: Bridge
    tasks: TaskOwner
    controller: Controller


@pytest.fixture
async def desk(qtbot: QtBot, places: Places) -> AsyncIterator[Desk]:
    app, window, bridge = FakeApp(places), MainWindow(), Bridge()
    window.fill()
    qtbot.addWidget(window, before_close_func=lambda window: window.hide())
    window.show()
    follow(bridge, window)
    tasks = TaskOwner(bridge.publish)
    controller = Controller(cast("App", app), window, DialogApprover(window), tasks)
    yield Desk(app, window, bridge, tasks, controller)
    await tasks.close()


def run_first_tool(desk: Desk) -> None:
    desk.bridge.publish(make_server(tools=make_server().tools[1:]))
    press(desk.window.servers.details.tools.run_button, Qt.Key.Key_Space)


async def test_a_tools_result_comes_back_to_its_page(desk: Desk) -> None:
    desk.app.supervisor.script.append(Outcome("Hello."))
    run_first_tool(desk)
    tools = desk.window.servers.details.tools
    assert tools.state().startswith("Running")
    await until(lambda: tools.state() == "Done")
    assert tools.result() == "Hello."
    assert desk.app.supervisor.wishes == [("call", "Weather", "hello", {})]


@pytest.mark.parametrize(
    ("outcome", "result"),
    [
        (Outcome("No such town.", is_error=True), "No such town."),
        (ServerGone("Weather ended."), "Weather ended."),
    ],
)
async def test_a_failed_run_is_told_where_it_was_wished(
    desk: Desk, outcome: Outcome | Exception, result: str
) -> None:
    desk.app.supervisor.script.append(outcome)
    run_first_tool(desk)
    tools = desk.window.servers.details.tools
    await until(lambda: tools.state() == "The tool failed")
    assert tools.result() == result
    assert not desk.window.notices.isVisible()


async def test_an_answer_grows_where_its_tool_was_run(desk: Desk) -> None:
    desk.app.supervisor.script.append(None)
    run_first_tool(desk)
    tools = desk.window.servers.details.tools
    desk.controller.follow_request(
        make_change("r1", RequestPhase.ANSWERING, tool="hello", text="Hel")
    )
    assert tools.result() == "Hel"
    assert tools.state().startswith("Running")


async def test_a_run_can_be_cancelled(desk: Desk) -> None:
    desk.app.supervisor.script.append(None)
    run_first_tool(desk)
    tools = desk.window.servers.details.tools
    await until(lambda: bool(desk.app.supervisor.wishes))
    press(tools.cancel_button, Qt.Key.Key_Space)
    await until(lambda: tools.state() == "Cancelled")


async def test_a_bug_in_a_run_is_logged_and_told_once_and_the_tool_can_be_run_again(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.app.supervisor.script.append(ZeroDivisionError("a bug"))
    run_first_tool(desk)
    await until(desk.window.notices.isVisible)
    assert text_of(desk.window, "Notice") == UNEXPECTED
    assert desk.window.servers.details.tools.state() == "The tool failed"
    assert "ZeroDivisionError" in caplog.text
    assert desk.window.servers.details.tools.run_button.isEnabled()


@pytest.mark.parametrize(
    ("status", "word", "wish"),
    [
        (ServerStatus.STOPPED, "&Start", "start"),
        (ServerStatus.READY, "S&top", "stop"),
        (ServerStatus.READY, "R&estart", "restart"),
    ],
)
async def test_a_servers_buttons_reach_the_supervisor(
    desk: Desk, status: ServerStatus, word: str, wish: str
) -> None:
    desk.bridge.publish(make_server(status=status))
    press(button(desk.window.servers, word), Qt.Key.Key_Space)
    await until(lambda: desk.app.supervisor.wishes == [(wish, "Weather")])


async def test_an_added_server_is_started(desk: Desk) -> None:
    entry = {"command": "uvx", "args": ["notes"]}
    desk.window.servers.add_requested.emit("Notes", entry)
    wishes = [("add", "Notes", entry), ("start", "Notes")]
    await until(lambda: desk.app.supervisor.wishes == wishes)


async def test_a_model_that_cannot_be_added_becomes_a_notice(desk: Desk) -> None:
    desk.app.library.failure = LoadFailed("The file is damaged.")
    desk.window.models.add_requested.emit("/models/bad.gguf")
    await until(desk.window.notices.isVisible)
    assert text_of(desk.window, "Notice") == "The file is damaged."
    assert desk.app.library.wishes == [("add", Path("/models/bad.gguf"))]


async def test_the_models_folder_is_made_and_opened(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def refuse(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return False

    monkeypatch.setattr(QDesktopServices, "openUrl", refuse)
    desk.window.models.open_folder_requested.emit()
    assert opened == [str(desk.app.places.models)]
    assert desk.app.places.models.is_dir()
    assert "No file manager" in text_of(desk.window, "Notice")


async def test_the_journals_record_is_shown_once_a_request_ended(desk: Desk) -> None:
    desk.app.entries["a"] = make_entry("a")
    desk.bridge.publish(make_change("a", RequestPhase.ANSWERED, text="Wet."))
    await until(lambda: text_of(desk.window, "Decision") == "Approved by you.")


async def test_a_permission_that_is_given_or_used_up_is_seen_at_once(desk: Desk) -> None:
    desk.window.show_page(Page.PERMISSIONS)
    rows = desk.window.permissions.table.model()
    desk.app.grants.held = [make_grant()]
    desk.controller.follow_request(make_change("a", RequestPhase.ANSWERING))
    assert rows.rowCount() == 1
    desk.app.grants.held = []
    desk.controller.follow_request(make_change("a", RequestPhase.ANSWERED, text="Wet."))
    assert rows.rowCount() == 0


async def test_a_server_is_asked_about_again(desk: Desk) -> None:
    desk.app.grants.hushed = {"Weather": 4e9}
    desk.window.show_page(Page.PERMISSIONS)
    press(button(desk.window.permissions, "Ask a"), Qt.Key.Key_Space)
    assert desk.app.grants.hushed == {}
    assert "Weather" not in words(desk.window.permissions)


async def test_a_servers_rules_are_shown_and_saved(desk: Desk) -> None:
    desk.app.supervisor.servers["Weather"] = WEATHER
    desk.bridge.publish(ModelChanged("m", "M", ModelStatus.UNLOADED))
    desk.bridge.publish(make_server())
    form = desk.window.servers.details.rules
    assert list(form.models.boxes) == ["m"]
    form.consent.choose("never")
    form.save.click()
    await until(lambda: desk.app.supervisor.servers["Weather"].sampling.consent == "never")
    await until(lambda: form.why().startswith("Saved."))
    desk.bridge.publish(ModelRemoved("m"))
    assert list(form.models.boxes) == []


async def test_requests_are_looked_for_in_the_journal(desk: Desk) -> None:
    desk.bridge.publish(make_change("a", RequestPhase.ANSWERED, text="Wet."))
    desk.app.found = [make_change("old", RequestPhase.ANSWERED, at=1.0, text="Windy.")]
    desk.window.activity.requests.filters.server.choose("Weather")
    await until(lambda: bool(desk.app.sought))
    await until(lambda: desk.window.activity.table.model().rowCount() == 2)
    wanted = {"server": "Weather", "model": "", "phase": None, "text": "", "until": math.inf}
    assert desk.app.sought == [wanted]


async def test_the_usage_is_shown_when_it_is_looked_at(desk: Desk) -> None:
    desk.bridge.publish(make_change("a", RequestPhase.ANSWERED))
    desk.app.used = [make_usage("2020-01-01"), make_usage()]
    desk.window.activity.show_usage_tab()
    await until(lambda: desk.window.activity.usage.table.model().rowCount() == 1)


async def test_a_servers_limits_are_shown_with_what_is_used_by_now(desk: Desk) -> None:
    desk.bridge.publish(make_server())
    desk.window.show_page(Page.SERVERS)
    turn_to(desk.window.servers.details, "About")
    desk.app.standings["Weather"] = Standing(SERVER, 3, 1_200, 21_500, 40.0)
    desk.controller.follow_request(make_change("a"))
    assert text_of(desk.window.servers, "Used").startswith("3 of 25 requests this hour")


async def test_the_pause_is_begun_and_ended_in_the_window(desk: Desk) -> None:
    for paused in (True, False):
        desk.window.pause_requested.emit(paused)
        await until(lambda paused=paused: desk.app.paused is paused)  # type: ignore[misc]
        await until(lambda paused=paused: desk.window.pause_banner.isVisible() is paused)  # type: ignore[misc]


async def test_a_pause_that_another_parley_begins_is_shown(desk: Desk) -> None:
    desk.bridge.publish(PauseChanged(paused=True))
    assert desk.window.pause_banner.isVisible()
    desk.bridge.publish(PauseChanged(paused=False))
    assert not desk.window.pause_banner.isVisible()


async def test_a_pause_that_cannot_be_begun_is_told_and_not_shown(desk: Desk) -> None:
    desk.app.failure = StorageError("The disk is full.")
    desk.window.pause_requested.emit(True)
    await until(desk.window.notices.isVisible)
    assert text_of(desk.window, "Notice") == "The disk is full."
    assert desk.window.windowTitle() == "Parley"


async def test_a_task_that_is_left_is_cancelled_at_the_end(desk: Desk) -> None:
    started, ended = asyncio.Event(), asyncio.Event()

    async def work() -> None:
        started.set()
        try:
            await asyncio.Future()
        finally:
            ended.set()

    desk.tasks.start(work(), "wait")
    await until(started.is_set)
    await desk.tasks.close()
    assert ended.is_set()


async def test_a_task_that_never_began_is_dropped_at_the_end(desk: Desk) -> None:
    began = asyncio.Event()

    async def work() -> None:
        began.set()

    desk.tasks.start(work(), "begin")
    await desk.tasks.close()
    assert not began.is_set()
