"""What is taken away in the window, and comes back: with real services, by the keyboard."""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog

from desktop.app import App
from desktop.gateway.consent import Case, Span
from desktop.models.context import Location
from desktop.servers.sandbox.bounds import home_of
from desktop.storage.json_file import read_document
from desktop.ui import undo
from desktop.ui.approvals import DialogApprover
from desktop.ui.bridge import Bridge
from desktop.ui.controller import Controller, follow
from desktop.ui.main_window import MainWindow, Page
from desktop.ui.tasks import TaskOwner
from tests.ui.keyboard import press, turn_to
from tests.ui.test_activity_page import button
from tests.waiting import until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from desktop.storage.places import Places

pytestmark = pytest.mark.anyio
ENTRY = {
    "command": sys.executable,
    "args": ["-c", "pass"],
    "sandbox": {"network": True},
    "sampling": {"enabled": False},
}
CONTROL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Desk:
    """A window before the real app, of which no server runs."""

    app: App
    window: MainWindow
    controller: Controller
    tasks: TaskOwner

    @property
    def entries(self) -> dict[str, Any]:
        entries: dict[str, Any] = read_document(self.app.places.config_file)["mcpServers"]
        return entries

    async def grant(self, name: str) -> None:
        (caller,) = [one for one in self.app.callers() if one.name == name]
        case = Case(Location.LOCAL, at=1e9)
        await self.app.grants.add(caller, case, Span("always"))

    async def undo(self, said: str) -> None:
        """Waits until something can be undone, and undoes it."""
        await until(lambda: said in self.window.undo_strip.text())
        press(self.window, Qt.Key.Key_Z, CONTROL)
        await until(lambda: not self.window.undo_strip.isVisible())


@pytest.fixture
async def desk(places: Places) -> AsyncIterator[Desk]:
    places.prepare()
    places.config_file.write_text(json.dumps({"mcpServers": {"Notes": ENTRY}}))
    window, bridge = MainWindow(), Bridge()
    approver, tasks = DialogApprover(window), TaskOwner(bridge.publish)
    app = App(places, approver, approver, bridge.publish)
    follow(bridge, window)
    controller = Controller(app, window, approver, tasks)
    controller.calling.follow(bridge)
    await app.open()
    window.set_ready()
    window.show()
    window.activateWindow()
    await until(window.isActiveWindow)
    yield Desk(app, window, controller, tasks)
    await tasks.close()
    await app.stop()
    window.hide()
    window.deleteLater()


async def test_a_server_comes_back_with_its_rules_its_permissions_and_its_files(
    desk: Desk,
) -> None:
    window, page = desk.window, desk.window.servers
    home = home_of("Notes", desk.app.places)
    home.mkdir(parents=True)
    await desk.grant("Notes")
    window.show_page(Page.SERVERS)
    page.select("Notes")
    turn_to(page.details, "About")
    press(button(page.details, "Remo"), Qt.Key.Key_Space)
    await until(lambda: page.selected == "examples")
    assert desk.entries == {}
    await desk.undo("Notes was removed.")
    await until(lambda: page.selected == "Notes")
    assert desk.entries == {"Notes": ENTRY}
    assert home.exists()
    assert desk.app.always_allowed("Notes")
    assert not page.details.rules.enabled.isChecked()


@pytest.mark.parametrize("how", ["time", "another", "end", "no"])
async def test_a_removal_is_final_once_the_offer_has_lapsed(
    desk: Desk, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = home_of("Notes", desk.app.places)
    home.mkdir(parents=True)
    if how == "time":
        monkeypatch.setattr(undo, "SECONDS", 0.01)
    desk.window.servers.remove_requested.emit("Notes")
    await until(lambda: not desk.entries)
    strip = desk.window.undo_strip
    if how == "another":
        await until(lambda: "Notes" in strip.text())
        await desk.grant("examples")
        desk.window.servers.ask_again_requested.emit("examples")
        await until(lambda: "permission was taken back" in strip.text())
    elif how == "end":
        await until(lambda: "Notes" in strip.text())
        await asyncio.sleep(0)  # It has begun to wait.
        await desk.tasks.close()
    elif how == "no":
        await until(lambda: "Notes" in strip.text())
        press(button(strip, "Dismiss"), Qt.Key.Key_Space)
    await until(lambda: not home.exists())
    assert strip.isVisible() is (how == "another")
    assert not desk.window.notices.isVisible()


async def test_what_belongs_to_a_name_is_left_to_the_server_that_has_it_by_now(
    desk: Desk,
) -> None:
    home = home_of("Notes", desk.app.places)
    home.mkdir(parents=True)
    for last in ("take back", "let go"):
        desk.window.servers.remove_requested.emit("Notes")
        await until(lambda: "Notes" in desk.window.undo_strip.text())
        await desk.app.supervisor.add("Notes", ENTRY)
        if last == "take back":
            await desk.undo("Notes")
            await until(lambda: "named 'Notes' already" in desk.window.notices.text())
        else:
            desk.window.undo_declined.emit()
            await until(lambda: not desk.window.undo_strip.isVisible())
        assert home.exists()
        assert desk.entries == {"Notes": ENTRY}


async def test_permissions_that_were_taken_back_stand_again(desk: Desk) -> None:
    for name in ("Notes", "examples"):
        await desk.grant(name)
    before = desk.app.grants.all()
    desk.window.show_page(Page.PERMISSIONS)
    page = desk.window.permissions
    rows = page.table.model()
    assert rows.rowCount() == 2
    press(button(page, "Take a&ll"), Qt.Key.Key_Space)
    await until(lambda: rows.rowCount() == 0)
    await desk.undo("2 permissions were taken back.")
    await until(lambda: rows.rowCount() == 2)
    page.table.selectRow(0)
    page.table.setFocus()
    press(page.table, Qt.Key.Key_Delete)
    await until(lambda: rows.rowCount() == 1)
    await desk.undo("A permission was taken back.")
    await until(lambda: rows.rowCount() == 2)
    await desk.app.grants.open()
    assert sorted(map(str, desk.app.grants.all())) == sorted(map(str, before)), "on disk, too"


async def test_a_programs_token_is_good_again(desk: Desk) -> None:
    programs = desk.app.programs
    token = await programs.add("editor")
    await desk.grant("editor")
    desk.window.show_page(Page.CALLERS)
    page = desk.window.callers
    page.select("editor")
    page.table.setFocus()
    press(page.table, Qt.Key.Key_Delete)
    await until(lambda: programs.known_by(token) is None)
    await until(lambda: not desk.app.always_allowed("editor"))
    await desk.undo("The token of editor is worthless now.")
    await until(lambda: desk.app.always_allowed("editor"))
    assert programs.known_by(token) is not None


async def test_a_token_that_came_meanwhile_is_kept(desk: Desk) -> None:
    programs = desk.app.programs
    await programs.add("editor")
    desk.window.callers.revoke_requested.emit("editor")
    await until(lambda: "worthless" in desk.window.undo_strip.text())
    token = await programs.add("editor")
    await desk.undo("worthless")
    await until(lambda: "keeps that one" in desk.window.notices.text())
    assert programs.known_by(token) is not None


async def test_the_record_is_exported_from_the_menu(desk: Desk, tmp_path: Path) -> None:
    action = next(one for one in desk.window.findChildren(QAction) if "Export" in one.text())
    for place, said in (
        (tmp_path / "record.jsonl", "0 rows of the record are in"),
        (tmp_path / "none" / "record.jsonl", "Choose another place"),
    ):
        action.trigger()
        dialog = desk.window.findChildren(QFileDialog)[-1]
        dialog.fileSelected.emit(str(place))
        dialog.close()
        await until(lambda said=said: said in desk.window.notices.text())  # type: ignore[misc]
    assert (tmp_path / "record.jsonl").exists()
