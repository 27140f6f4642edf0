"""Servers of other programs in the window: looked for, ticked, added, and not started."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt

from desktop.errors import ConfigError
from desktop.servers.importers import read, source_of, without_clashes
from desktop.ui.bridge import Bridge
from desktop.ui.dialogs.import_servers import ImportServersDialog
from desktop.ui.importing import Importing
from desktop.ui.main_window import MainWindow
from desktop.ui.tasks import TaskOwner
from tests.ui.fakes import FakeApp
from tests.ui.keyboard import press
from tests.ui.test_activity_page import button, words
from tests.waiting import until

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.app import App
    from desktop.servers.importers import Found
    from desktop.storage.places import Places

SERVERS = {
    "files": {"command": "npx", "args": ["\u202efiles"]},
    "examples": {"command": "x"},
    "bad": {},
}


@pytest.fixture
def found(tmp_path: Path) -> list[Found]:
    file = tmp_path / "mcp.json"
    file.write_text(json.dumps({"mcpServers": SERVERS}), "utf-8")
    return without_clashes(read(source_of(file)), [])


@pytest.fixture
def dialog(qtbot: QtBot, found: list[Found]) -> ImportServersDialog:
    dialog = ImportServersDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.show_found(found, ["LM Studio: its file cannot be read."])
    return dialog


def test_what_is_taken_cannot_be_ticked_and_says_why(dialog: ImportServersDialog) -> None:
    rows = [dialog.list.topLevelItem(at) for at in range(3)]
    can = [bool(row.flags() & Qt.ItemFlag.ItemIsUserCheckable) for row in rows if row]
    assert can == [True, False, False]
    assert rows[1]
    assert rows[1].text(2).startswith("Another server has this name already")
    assert dialog.said() == "LM Studio: its file cannot be read."


def test_the_selected_ones_command_is_shown_whole(dialog: ImportServersDialog) -> None:
    assert "npx '⟦U+202E⟧files'" in words(dialog)


def test_nothing_is_ticked_at_first_and_a_tick_is_wished_for(
    dialog: ImportServersDialog, qtbot: QtBot
) -> None:
    assert dialog.ticked() == []
    assert not dialog.action.isEnabled()
    press(dialog.list, Qt.Key.Key_Space)
    assert "1 server ticked. Nothing is run" in words(dialog)
    with qtbot.waitSignal(dialog.import_requested) as wished:
        dialog.action.click()
    assert wished.args
    assert [one.name for one in wished.args[0]] == ["files"]


def test_where_nothing_is_found_that_is_said(qtbot: QtBot) -> None:
    dialog = ImportServersDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.show_found([], [])
    assert "No server was found in Claude Desktop, VS Code, Cursor or LM Studio." in words(dialog)


@pytest.mark.anyio
async def test_the_window_looks_adds_what_is_ticked_and_starts_nothing(
    qtbot: QtBot, places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "person"
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    for name in ("XDG_CONFIG_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    (home / ".cursor").mkdir(parents=True)
    (home / ".cursor/mcp.json").write_text(json.dumps({"mcpServers": SERVERS}), "utf-8")
    app, window, tasks = FakeApp(places), MainWindow(), TaskOwner(Bridge().publish)
    qtbot.addWidget(window, before_close_func=lambda window: window.hide())
    window.show()
    window.set_ready()
    _keep = Importing(cast("App", app), window, tasks)
    button(window.servers, "&Import servers").click()
    [dialog] = window.findChildren(ImportServersDialog)
    await until(lambda: dialog.list.topLevelItemCount() == 3)
    press(dialog.list, Qt.Key.Key_Space)
    app.supervisor.failure = ConfigError("The disk is full.")
    dialog.action.click()
    assert dialog.said() == "The disk is full."
    app.supervisor.failure = None
    dialog.action.click()
    assert app.supervisor.wishes == [("take over", ["files"])]
    assert not dialog.isVisible()
    assert "1 server added" in words(window)
    await tasks.close()
