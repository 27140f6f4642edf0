"""The notice that Parley was replaced on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.events import Notice
from desktop.ui.upgrade import REPLACED, ProgramWatch

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.events import Event


def test_an_upgrade_under_a_running_window_is_told_once(qtbot: QtBot, tmp_path: Path) -> None:
    program = tmp_path / "parley-window"
    program.write_bytes(b"one")
    told: list[Event] = []
    watch = ProgramWatch(program, told.append)
    for content in (b"two", b"three"):  # as dpkg does it: a new file takes the place of the old
        fresh = tmp_path / "fresh"
        fresh.write_bytes(content)
        fresh.replace(program)
        qtbot.waitUntil(lambda: told == [Notice(REPLACED)], timeout=5000)
    watch.deleteLater()
