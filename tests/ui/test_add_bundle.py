"""A bundle in the window: shown whole, its settings entered, installed and not run."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit

from desktop.app import App
from desktop.servers.bundles.bundle import read
from desktop.servers.config import read_servers
from desktop.servers.sandbox.bounds import Sandbox
from desktop.ui.bridge import Bridge
from desktop.ui.dialogs.add_bundle import AddBundleDialog
from desktop.ui.dialogs.add_server import AddServerDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.opening import Opening
from desktop.ui.tasks import TaskOwner
from tests.fakes import ScriptedApprover
from tests.secret_service import no_store
from tests.servers.attendant import ScriptedAttendant
from tests.servers.bundling import bundle, manifest
from tests.ui.test_activity_page import words
from tests.waiting import until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.storage.places import Places

    Opened = tuple[Opening, MainWindow, App]

__all__ = ["no_store"]
pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("no_store")]


@pytest.fixture
def dialog(qtbot: QtBot, tmp_path: Path) -> AddBundleDialog:
    told = manifest(description="Says how the \u202eweather will be.")
    dialog = AddBundleDialog(read(bundle(tmp_path, **told)), None, Sandbox(network=True))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_all_that_is_known_of_it_is_shown_and_nothing_hides(dialog: AddBundleDialog) -> None:
    shown = words(dialog)
    for text in ("Weather", "the ⟦U+202E⟧weather", "1.2.0", "Acme", dialog.bundle.sha256,
                 "Not signed", "forecast: Of a town.", "It may use the network"):  # fmt: skip
        assert text in shown
    assert "To install it runs nothing" in shown


def test_what_does_not_fit_is_said_beneath_it(dialog: AddBundleDialog, qtbot: QtBot) -> None:
    rows = {row.name: row for row in dialog.rows}
    cast("QLineEdit", rows["days"].field).setText("8")
    dialog.action.click()
    assert rows["key"].problem.text() == "This is needed."
    assert rows["days"].problem.text() == "This must be 7 or less."
    assert dialog.action.isEnabled()
    key = cast("QLineEdit", rows["key"].field)
    assert key.echoMode() is QLineEdit.EchoMode.Password
    key.setText("s3cret")
    cast("QLineEdit", rows["days"].field).setText("2")
    cast("QCheckBox", rows["loud"].field).setChecked(True)
    cast("QPlainTextEdit", rows["folders"].field).setPlainText("/a\n/b")
    with qtbot.waitSignal(dialog.install_requested) as wished:
        dialog.action.click()
    assert wished.args
    [choice] = wished.args
    assert choice.values == {"days": 2, "loud": True, "folders": ["/a", "/b"]}
    assert choice.secrets["key"].get_secret_value() == "s3cret"
    assert choice.sandbox == Sandbox(network=True)


@pytest.fixture
async def opening(qtbot: QtBot, places: Places) -> AsyncIterator[Opened]:
    window, bridge = MainWindow(), Bridge()
    qtbot.addWidget(window, before_close_func=lambda window: window.hide())
    tasks = TaskOwner(bridge.publish)
    app = App(places, ScriptedApprover(), ScriptedAttendant(), bridge.publish)
    bridge.server_changed.connect(window.servers.apply)
    app.supervisor.open()  # No server is started.
    window.show()
    window.set_ready()
    yield Opening(app, window, tasks), window, app
    await tasks.close()
    await app.supervisor.close()


async def test_a_dropped_one_is_installed_and_not_run(
    opening: Opened, tmp_path: Path, places: Places
) -> None:
    _keep, window, app = opening
    drop(window, bundle(tmp_path))
    await until(lambda: bool(window.findChildren(AddBundleDialog)))
    [dialog] = window.findChildren(AddBundleDialog)
    cast("QLineEdit", dialog.rows[0].field).setText("s3cret")
    drop(window, bundle(tmp_path, "other.mcpb"))
    assert "Another bundle or link waits for you" in words(window)
    dialog.action.click()
    await until(lambda: window.servers.selected == "weather")
    spec = app.supervisor.specs()[-1]
    assert spec.bundle
    assert spec.bundle.sha256 == dialog.bundle.sha256
    assert "s3cret" not in places.config_file.read_text()
    await app.supervisor.remove("weather")
    assert not list(places.bundles.iterdir())


async def test_one_that_is_refused_says_why(opening: Opened, tmp_path: Path) -> None:
    bad = tmp_path / "bad.mcpb"
    bad.write_bytes(b"nothing")
    opening[0].open(str(bad))
    await until(lambda: "bad.mcpb was refused. It is damaged" in words(opening[1]))


async def test_a_link_only_proposes_and_what_is_added_is_neither_run_nor_trusted(
    opening: Opened, places: Places
) -> None:
    opener, window, app = opening
    opener.open("parley://add-server?name=Files&command=npx&trust=yes")
    assert not window.findChildren(AddServerDialog)
    await until(lambda: "nothing was added" in words(window))
    opener.open("parley://add-server?name=Files&command=npx&args=%5B%22-y%22%2C%22files%22%5D")
    await until(lambda: bool(window.findChildren(AddServerDialog)))
    [dialog] = window.findChildren(AddServerDialog)
    assert dialog.cancel.isDefault()
    assert "Whoever made the link chose every word" in words(dialog)
    assert len(app.supervisor.specs()) == 1
    dialog.add.click()
    spec = read_servers(places.config_file).servers[-1]
    assert (spec.name, spec.command, spec.args) == ("Files", "npx", ("-y", "files"))
    assert not app.supervisor.wire("Files").pid


def drop(window: MainWindow, path: Path) -> None:
    data, action = QMimeData(), Qt.DropAction.CopyAction
    data.setUrls([QUrl.fromLocalFile(str(path))])
    rest = (action, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPointF(9, 9).toPoint(), *rest)
    window.dragEnterEvent(enter)
    assert enter.isAccepted()
    window.dropEvent(QDropEvent(QPointF(9, 9), *rest))
