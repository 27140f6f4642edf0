"""Parley in other hosts' settings, from the window: found, ticked, shown, written, taken out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from desktop.ui.bridge import Bridge
from desktop.ui.dialogs.other_hosts import OtherHostsDialog
from desktop.ui.hosting import Hosting
from desktop.ui.main_window import MainWindow
from desktop.ui.tasks import TaskOwner
from tests.ui.keyboard import press
from tests.ui.test_activity_page import words
from tests.waiting import until

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

OTHERS = {"mcpServers": {"files": {"command": "npx"}}}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "person"
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    for name in ("XDG_CONFIG_HOME", "APPDATA", "LOCALAPPDATA", "PARLEY_HOME"):
        monkeypatch.delenv(name, raising=False)
    (home / ".cursor").mkdir(parents=True)
    (home / ".cursor/mcp.json").write_text(json.dumps(OTHERS), "utf-8")
    (home / ".gemini").mkdir()
    (home / ".gemini/settings.json").write_text("[]", "utf-8")
    return home


@pytest.mark.anyio
async def test_a_host_is_given_parley_by_a_tick_and_loses_it_by_another(
    qtbot: QtBot, home: Path
) -> None:
    window, tasks = MainWindow(), TaskOwner(Bridge().publish)
    qtbot.addWidget(window, before_close_func=lambda window: window.hide())
    window.show()
    _keep = Hosting(window, tasks)
    file = home / ".cursor/mcp.json"

    async def opened() -> OtherHostsDialog:
        window.hosts_requested.emit()
        dialog = window.findChildren(OtherHostsDialog)[-1]
        await until(lambda: dialog.list.topLevelItemCount() == 2)
        row = dialog.list.findItems("Cursor", Qt.MatchFlag.MatchExactly)[0]
        dialog.list.setCurrentItem(row)
        return dialog

    dialog = await opened()
    assert not dialog.action.isEnabled()
    gemini = dialog.list.findItems("Gemini CLI", Qt.MatchFlag.MatchExactly)[0]
    assert "must hold an object" in gemini.text(1)
    assert not gemini.flags() & Qt.ItemFlag.ItemIsUserCheckable
    assert "Nothing changes there." in words(dialog)
    press(dialog.list, Qt.Key.Key_Space)
    assert '"parley": {' in dialog.lines.toPlainText()
    dialog.action.click()
    await until(lambda: "Written for Cursor" in words(window))
    assert set(json.loads(file.read_text("utf-8"))["mcpServers"]) == {"files", "parley"}

    dialog = await opened()
    press(dialog.list, Qt.Key.Key_Space)
    assert dialog.action.isEnabled()
    file.write_text(json.dumps({"mine": 1}), "utf-8")
    dialog.action.click()
    await until(lambda: "has changed since it was shown" in dialog.said())
    dialog.reject()
    await tasks.close()
    assert json.loads(file.read_text("utf-8")) == {"mine": 1}


def test_where_no_host_is_found_it_says_which_are_looked_for(qtbot: QtBot) -> None:
    dialog = OtherHostsDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.show_offers([])
    assert "Any other host is told to run `parley serve`." in words(dialog)
