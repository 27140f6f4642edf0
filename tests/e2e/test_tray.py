"""Parley in a tray, under a window manager: a real bus, a real X server, a process of its own."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.notification_desktop import connected
from tests.scripted_model import write_scripted_model
from tests.secret_service import session_bus
from tests.tray_host import tray_host
from tests.waiting import until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.storage.places import Places
    from tests.notification_desktop import Desktop
    from tests.tray_host import TrayHost

__all__ = ["session_bus"]

PROGRAMS = ("Xvfb", "openbox", "xdotool", "dbus-daemon")
pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(not all(map(shutil.which, PROGRAMS)), reason=f"needs {', '.join(PROGRAMS)}"),
]

ROOT = Path(__file__).resolve().parents[2]
TITLE = "wants to use a language model"
PROGRAM = """
import sys
from PySide6.QtCore import QTimer
from desktop.ui import application

class Asking(application.MainWindow):
    def set_ready(self):
        super().set_ready()
        QTimer.singleShot(0, self.ask)
    def ask(self):
        for tool in ("summarize", "sentiment"):
            self.servers.run_requested.emit("examples", tool, {"text": "Gale 8, later 6."})

sys.exit(application.run(["parley"], Asking, background=True, first_steps=False))
"""
TYPIST = """
import sys
from PySide6.QtWidgets import QApplication, QLineEdit
app = QApplication(["typist"])
line = QLineEdit()
line.setWindowTitle("typist")
line.textChanged.connect(lambda text: print(text, flush=True))
line.show()
line.activateWindow()
app.exec()
"""


@pytest.fixture
def display(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A screen with a window manager on it."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as told:
        monkeypatch.setenv("DISPLAY", f":{told.readline().strip()}")
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    manager = subprocess.Popen(["openbox"], stderr=subprocess.DEVNULL)
    yield
    for one in (manager, server):
        one.terminate()
        one.wait(10)


@pytest.fixture
def real_desktop(session_bus: Path, display: None) -> Iterator[None]:
    """A tray and a daemon of notifications, as people have them."""
    programs = [subprocess.Popen([name], stderr=subprocess.DEVNULL) for name in ("trayer", "dunst")]
    yield
    for one in programs:
        one.terminate()
        one.wait(10)


@contextmanager
def started(program: str) -> Iterator[subprocess.Popen[str]]:
    """Runs a program until the end of the test."""
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.terminate()


def tell(*words: str) -> str:
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def xdotool(*words: str) -> str:
    return tell("xdotool", *words)


def on_screen(title: str) -> list[str]:
    return xdotool("search", "--onlyvisible", "--name", title).split()


async def test_a_person_answers_pauses_opens_and_quits_without_ever_losing_the_keyboard(
    session_bus: Path, display: None, places: Places
) -> None:
    places.models.mkdir(parents=True)
    write_scripted_model(places.models / "scripted.gguf", "Stay in harbour.")
    with started(TYPIST) as typist:
        async with connected() as desktop, tray_host() as host:
            await answer(typist, desktop, host)


async def answer(typist: subprocess.Popen[str], desktop: Desktop, host: TrayHost) -> None:
    """Declines one question, has the other shown, and does the rest in the tray."""
    await until(lambda: on_screen("typist"))
    with started(PROGRAM) as parley:
        first = await called(desktop)
        await tip(host, "Parley: 2 questions wait for you")
        assert on_screen(TITLE) == on_screen("^Parley") == []
        await types_undisturbed(typist)
        await desktop.press(first, "decline")
        second = await called(desktop)
        await tip(host, "Parley: 1 question waits for you")
        await desktop.press(second, "review")
        await until(lambda: on_screen(TITLE))
        assert on_screen("^Parley") == [], "the dialog needs no window"
        await use_the_tray(desktop, host)
        async with asyncio.timeout(20):
            assert await asyncio.to_thread(parley.wait) == 0


@pytest.mark.skipif(
    not all(map(shutil.which, ("trayer", "dunst", "dunstctl"))), reason="needs trayer and dunst"
)
async def test_the_programs_of_a_real_desktop_show_it_too(
    real_desktop: None, places: Places
) -> None:
    places.models.mkdir(parents=True)
    write_scripted_model(places.models / "scripted.gguf", "Stay in harbour.")
    await until(lambda: tell("dunstctl", "count", "displayed") == "0")
    with started(PROGRAM):
        await until(lambda: tell("dunstctl", "count", "displayed") == "1")
        assert on_screen(TITLE) == on_screen("^Parley$") == [], "the tray shows it"
        tell("dunstctl", "action", "0")
        await until(lambda: on_screen(TITLE))


async def called(desktop: Desktop) -> int:
    """Waits for the notification of a question, and returns its number."""
    await until(lambda: desktop.shown)
    ((number, sent),) = desktop.shown.items()
    assert TITLE in sent.title
    assert "Gale" not in sent.title + sent.body
    return number


async def tip(host: TrayHost, text: str) -> None:
    """Waits until the icon says something."""
    async with asyncio.timeout(20):
        while (await host.property("ToolTip"))[2] != text:  # noqa: ASYNC110
            await asyncio.sleep(0.02)


async def types_undisturbed(typist: subprocess.Popen[str]) -> None:
    """Types into the other program's window, which has the keyboard still."""
    xdotool("type", "yes")
    assert typist.stdout is not None
    async with asyncio.timeout(10):
        assert [await asyncio.to_thread(typist.stdout.readline) for _ in "yes"] == [
            "y\n",
            "ye\n",
            "yes\n",
        ]


async def use_the_tray(desktop: Desktop, host: TrayHost) -> None:
    """Pauses, opens the window, closes it into the tray, and quits."""
    menu = await host.menu()
    assert any(line.startswith("examples: Declined") for line in menu)
    await host.choose("Pause every request")
    await until(lambda: not on_screen(TITLE) and not desktop.shown)
    await tip(host, "Parley: Paused: every request is refused")
    await host.activate()
    await until(lambda: on_screen("^Parley"))
    (window,) = on_screen("^Parley")
    xdotool("windowactivate", "--sync", window, "key", "alt+F4")
    await until(lambda: not on_screen("^Parley") and desktop.shown)
    (said,) = desktop.shown.values()
    assert "still running" in said.title
    await host.choose("Quit Parley")
    await until(lambda: not desktop.shown)
