"""Help that looks at this copy of Parley: what it finds is shown, searched, copied without keys."""

from __future__ import annotations

import json
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from desktop.doctor.findings import Finding, Health
from desktop.doctor.logs import KEPT_BYTES, NAME, Level, Line, News
from desktop.servers.transport.traffic import MASKED
from desktop.ui import diagnosing
from desktop.ui.diagnosing import Diagnosing
from desktop.ui.dialogs.diagnostics import DiagnosticsDialog
from desktop.ui.dialogs.licences import LicencesDialog
from desktop.ui.dialogs.log_viewer import LogViewer
from desktop.ui.main_window import MainWindow
from desktop.ui.tables.log_lines import LogLines
from desktop.ui.tasks import TaskOwner
from tests.ui.keyboard import press, type_text
from tests.waiting import until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from PySide6.QtWidgets import QDialog
    from pytestqt.qtbot import QtBot

    from desktop.events import Event
    from desktop.storage.places import Places

pytestmark = pytest.mark.anyio

KEY = "k3y-0f-n0b0dy-at-all"


@asynccontextmanager
async def opened(qtbot: QtBot, places: Places) -> AsyncIterator[MainWindow]:
    """Gives a window with help, whose tasks are ended after it."""
    places.prepare()
    window = MainWindow()
    qtbot.addWidget(window, before_close_func=lambda window: window.hide())
    window.show()

    def publish(event: Event) -> None:
        raise AssertionError(event)

    tasks = TaskOwner(publish)
    help_of_it = Diagnosing(places, window, tasks)
    yield window
    await tasks.close()
    del help_of_it


def only(window: MainWindow, kind: type[QDialog]) -> QDialog:
    [dialog] = [one for one in window.findChildren(kind) if one.isVisible()]
    return dialog


async def test_how_everything_stands_is_shown_and_copied_without_keys(
    qtbot: QtBot, places: Places
) -> None:
    entry = {"command": "no-such-command", "args": ["--use", KEY], "env": {"A": KEY}}
    places.prepare()
    text = json.dumps({"mcpServers": {"gone": entry, KEY: {"url": f"http://a:{KEY}@h/mcp"}}})
    places.config_file.write_text(text, "utf-8")
    async with opened(qtbot, places) as window:
        window.diagnostics_requested.emit()
        window.diagnostics_requested.emit()
        dialog = only(window, DiagnosticsDialog)
        assert isinstance(dialog, DiagnosticsDialog)
        await until(dialog.copy.isEnabled)
        found = dialog.list.findings()
        assert found[0].health is Health.BAD
        assert dialog.list.item(0).text().startswith("Wrong: server gone: no-such-command was not")
        assert any("the local engine answers" in one.what for one in found)
        assert dialog.summary.text() == "1 thing must be mended."
        dialog.copy.click()
        told = QGuiApplication.clipboard().text()
        assert KEY not in told
        assert MASKED in told
        assert "BAD   server gone: no-such-command was not found\n      Install" in told
        assert KEY not in "".join(dialog.list.item(at).text() for at in range(dialog.list.count()))
        places.config_file.write_text("{}", "utf-8")
        dialog.again.click()
        await until(lambda: not dialog.copy.isEnabled())
        await until(dialog.copy.isEnabled)
        assert dialog.summary.text().startswith("All works; ")
        press(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()


async def test_closing_the_dialog_ends_the_look(qtbot: QtBot, places: Places) -> None:
    async with opened(qtbot, places) as window:
        window.diagnostics_requested.emit()
        only(window, DiagnosticsDialog).reject()
        window.diagnostics_requested.emit()
        again = only(window, DiagnosticsDialog)
        assert isinstance(again, DiagnosticsDialog)
        await until(again.copy.isEnabled)


async def test_a_reader_stays_where_they_are_when_all_of_a_log_comes_again(qtbot: QtBot) -> None:
    viewer = LogViewer()
    qtbot.addWidget(viewer)
    viewer.show()
    lines = tuple(Line(f"line {number}", Level.ANY) for number in range(500))
    bar = viewer.list.verticalScrollBar()
    viewer.show_news(News(lines, afresh=True))
    assert bar.value() == bar.maximum() > 100, "the first look is at the end"
    bar.setValue(100)
    viewer.show_news(News((*lines, Line("new", Level.ANY)), afresh=True))
    assert bar.value() == 100
    bar.setValue(bar.maximum())
    viewer.show_news(News((*lines, lines[0], lines[0]), afresh=True))
    assert bar.value() == bar.maximum()


async def test_a_log_is_followed_searched_and_sifted(
    qtbot: QtBot, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(diagnosing, "LOOK_SECONDS", 0.01)
    places.prepare()
    log = places.logs / NAME
    line = "2026-11-21 10:00:00,000 {} desktop: {}\n"
    log.write_text(
        line.format("WARNING", f"--token {KEY}") + line.format("ERROR", "Bad") + "  under\n",
        "utf-8",
    )
    (places.logs / "Weather.log").write_text("npm ok\n", "utf-8")
    async with opened(qtbot, places) as window:
        window.log_requested.emit()
        viewer = only(window, LogViewer)
        assert isinstance(viewer, LogViewer)
        await until(lambda: viewer.lines.rowCount() == 3)
        assert KEY not in viewer.lines.text()
        with log.open("a", encoding="utf-8") as file:
            file.write(line.format("WARNING", "bad again"))
        await until(lambda: viewer.lines.rowCount() == 4)
        await until(viewer.isActiveWindow)
        press(viewer, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        assert viewer.sought.hasFocus()
        type_text(viewer.sought, "bad")
        assert "2 of them" in viewer.told.text()
        for row in (1, 3, 1):
            press(viewer.sought, Qt.Key.Key_Return)
            assert viewer.list.currentIndex().row() == row
        assert viewer.isVisible()
        press(viewer, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
        assert viewer.list.currentIndex().row() == 3
        viewer.level.choose(Level.ERROR)
        assert viewer.lines.text().endswith("ERROR desktop: Bad\n  under\n")
        assert viewer.lines.rowCount() == 2
        viewer.copy.click()
        assert QGuiApplication.clipboard().text() == viewer.lines.text()
        viewer.log.setCurrentIndex(1)
        await until(lambda: viewer.lines.text() == "npm ok\n")
        assert not viewer.level.isEnabled()
        viewer.reject()


def test_the_lines_that_are_held_stay_within_their_bound(qtbot: QtBot) -> None:
    lines = LogLines()
    for number in range(40):
        lines.add([Line(f"{number}{'x' * 100_000}", Level.ANY)])
    assert lines.rowCount() == lines.count < 20
    assert len(lines.text()) <= 2 * KEPT_BYTES
    assert lines.text().splitlines()[-1].startswith("39x")


async def test_every_licence_is_found_and_read(qtbot: QtBot, places: Places) -> None:
    async with opened(qtbot, places) as window:
        window.licences_requested.emit()
        dialog = only(window, LicencesDialog)
        assert isinstance(dialog, LicencesDialog)
        await until(lambda: "MIT" in dialog.text.toPlainText())
        type_text(dialog.search, "qt lgpl")
        seen = [at for at in range(dialog.list.count()) if not dialog.list.item(at).isHidden()]
        assert "qt 6" in dialog.list.item(seen[-1]).text()
        dialog.list.setCurrentRow(seen[-1])
        await until(lambda: "GNU LESSER" in dialog.text.toPlainText())
        dialog.reject()


def test_what_is_worse_stands_above_what_is_well(qtbot: QtBot) -> None:
    dialog = DiagnosticsDialog()
    qtbot.addWidget(dialog)
    dialog.begin()
    dialog.add([Finding(Health.GOOD, "a"), Finding(Health.NOTE, "b")])
    dialog.add([Finding(Health.BAD, "c", "Mend it."), Finding(Health.GOOD, "d")])
    dialog.finish()
    assert [one.what for one in dialog.list.findings()] == ["c", "b", "a", "d"]
