"""A second start, as a person makes it: with the same command, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.errors import ConfigError
from desktop.ui import one_window
from tests.ui.test_session import finish, start

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.storage.places import Places

ROOT = Path(__file__).resolve().parents[2]
RAISED = """QTimer.singleShot(0, self.showMinimized)
    def raise_(self):
        super().raise_()
        print("raised", flush=True)
        QTimer.singleShot(0, self.quit)
"""


def start_again(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "desktop", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_a_second_start_raises_the_first_window_and_ends(places: Places) -> None:
    with start(ready=RAISED) as first:
        assert first.stdout
        assert first.stdout.readline() == "ready\n"
        quiet = start_again("--background")
        assert (quiet.stdout, quiet.stderr, quiet.returncode) == ("", "", 0)
        second = start_again()
        assert (second.stdout, second.stderr, second.returncode) == ("", "", 0)
        out, _ = finish(first)
    assert (out, first.returncode) == ("raised\n", 0)
    assert not places.window_lock.exists()


def test_the_one_that_is_to_start_again_does_so_once_it_has_let_go_of_everything(
    places: Places, tmp_path: Path, qtbot: QtBot
) -> None:
    told = tmp_path / "told"
    second = f"""
from pathlib import Path
from desktop.storage.places import Places
from desktop.ui.one_window import locked
found = "free" if locked(Places.from_environment()) else "taken"
Path({str(told)!r}).write_text(found)
"""
    ready = f"""QTimer.singleShot(0, self.restart)
    def restart(self):
        from desktop.storage import programs
        programs.own_window = lambda: (sys.executable, "-c", {second!r})
        application.QApplication.instance().starts_again = True
        self.quit()
"""
    with start(ready=ready) as first:
        finish(first)
    assert first.returncode == 0
    qtbot.waitUntil(lambda: told.exists() and told.read_text() == "free", timeout=30_000)


def test_another_home_is_another_parley(places: Places, tmp_path: Path) -> None:
    lock = one_window.locked(places)
    other = one_window.locked(type(places).under(tmp_path / "other"))
    assert lock is not None
    assert other is not None


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_what_a_killed_window_left_is_no_obstacle(places: Places) -> None:
    with start() as first:
        assert first.stdout
        assert first.stdout.readline() == "ready\n"
        first.kill()
    assert places.window_lock.exists()
    with start(ready="QTimer.singleShot(0, self.close)") as second:
        out, _ = finish(second)
    assert (out, second.returncode) == ("ready\n", 0)


def test_a_window_that_does_not_answer_is_told_with_its_number(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(one_window, "SECONDS", 0.3)
    lock = one_window.locked(places)
    assert lock is not None
    assert one_window.locked(places) is None
    assert one_window.show_the_other(places, quiet=True) == 0
    with pytest.raises(ConfigError, match=rf"number {os.getpid()}"):
        one_window.show_the_other(places, quiet=False)


def test_a_person_without_a_terminal_is_told_that_too(places: Places) -> None:
    lock = one_window.locked(places)
    assert lock is not None
    program = """
from PySide6.QtCore import QTimer
from desktop.ui import application, one_window
one_window.SECONDS = 0.1
def press(application):
    (box,) = application.topLevelWidgets()
    print(box.text())
    box.accept()
class Application(application.Application):
    def __init__(self, argv):
        super().__init__(argv)
        QTimer.singleShot(200, lambda: press(self))
application.Application = Application
raise SystemExit(application.run(["parley"]))
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert "its window does not answer" in done.stdout
    assert done.returncode == 1


def test_a_folder_that_cannot_be_made_is_no_reason_for_no_window(places: Places) -> None:
    places.data.parent.mkdir(parents=True)
    places.data.write_text("a file where a folder should be")
    assert one_window.locked(places) is not None
