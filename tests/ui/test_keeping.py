"""Models that are on this computer, in the window: taken in, looked at, measured, taken out."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from desktop.models.discarding import discard
from desktop.models.files import STARTER
from desktop.models.hub.origins import Origin, sha256_of
from desktop.models.local.process import LocalModel
from desktop.ui import undo
from desktop.ui.dialogs.found_models import FoundModelsDialog
from tests.scripted_model import write_scripted_model
from tests.ui.keyboard import press
from tests.ui.shelves import Shelves, shelves
from tests.ui.test_activity_page import button, text_of
from tests.waiting import until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.storage.places import Places

pytestmark = pytest.mark.anyio


@pytest.fixture
async def desk(
    qtbot: QtBot, places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Shelves]:
    for name in ("HF_HUB_CACHE", "OLLAMA_MODELS"):
        monkeypatch.setenv(name, str(tmp_path / "none"))
    monkeypatch.setenv("HOME", str(tmp_path))
    async with shelves(places) as desk:
        yield desk


def made(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_scripted_model(path, "Yes.")
    return path


def drop(desk: Shelves, *urls: QUrl) -> bool:
    """Drags files onto the page and lets go; returns whether the page lets them in."""
    data, there = QMimeData(), QPointF(40, 40)
    data.setUrls(urls)
    more = Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(there.toPoint(), *more)
    QApplication.sendEvent(desk.page, entering)
    if entering.isAccepted():
        QApplication.sendEvent(desk.page, QDropEvent(there, *more))
    return entering.isAccepted()


def local(path: Path) -> QUrl:
    return QUrl.fromLocalFile(str(path))


async def fetched(desk: Shelves, places: Places) -> Path:
    """A model as if Parley had fetched it, selected."""
    path = made(places.models / "fetched.gguf")
    origin = Origin("maker/it", "1" * 40, path.name, sha256_of(path), path.stat().st_size)
    await desk.library.origins.keep(path, origin)
    await desk.library.add(path)
    desk.page.select("fetched")
    await until(lambda: "maker/it" in text_of(desk.page, "Came from"))
    return path


async def test_files_that_are_dragged_here_are_taken_in_where_they_lie(
    desk: Shelves, tmp_path: Path
) -> None:
    files = [made(tmp_path / "one.gguf"), made(tmp_path / "two.gguf")]
    assert drop(desk, *map(local, files))
    await until(lambda: text_of(desk.page, "File") == str(files[1]))
    paths = {context.path for context in desk.library.contexts()}
    assert paths >= set(files)
    assert not desk.window.notices.isVisible()


async def test_what_is_no_model_is_said_and_the_others_are_taken_in(
    desk: Shelves, tmp_path: Path
) -> None:
    wrong, right = tmp_path / "notes.txt", made(tmp_path / "right.gguf")
    wrong.write_text("Not a model.")
    assert drop(desk, local(wrong), local(right))
    await until(lambda: text_of(desk.page, "File") == str(right))
    assert "notes.txt" in desk.window.notices.text()
    assert "GGUF" in desk.window.notices.text()
    assert drop(desk, QUrl("https://example.org/m.gguf"))
    await until(lambda: "Only files of this computer" in desk.window.notices.text())


async def test_models_of_other_programs_are_ticked_and_used_in_place(
    desk: Shelves, tmp_path: Path
) -> None:
    path = made(tmp_path / ".lmstudio" / "models" / "maker" / "it" / "theirs.gguf")
    broken = path.with_name("broken.gguf")
    broken.write_bytes(b"GGUF nothing")
    press(button(desk.page, "O&ther programs"), Qt.Key.Key_Space)
    (dialog,) = desk.window.findChildren(FoundModelsDialog)
    await until(lambda: dialog.list.topLevelItemCount() == 2)
    assert not dialog.action.isEnabled()
    press(dialog.list, Qt.Key.Key_Space)
    press(dialog.list, Qt.Key.Key_Down)
    assert dialog.path.toPlainText() == str(path)
    press(dialog.list, Qt.Key.Key_Space)
    assert "2 models ticked" in dialog.hint.text()
    press(dialog.action, Qt.Key.Key_Space)
    await until(lambda: "broken.gguf" in dialog.said())
    assert text_of(desk.page, "File") == str(path)
    press(dialog, Qt.Key.Key_Escape)


async def test_the_starter_is_measured_and_cannot_be_taken_out(
    desk: Shelves, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.models.bench._ROUNDS", 1)
    monkeypatch.setattr("desktop.models.bench._REPEATED", 1)
    assert "it takes" in text_of(desk.page, "Memory")
    assert not button(desk.page, "Remove from").isVisible()
    assert not button(desk.page, "Delete the").isVisible()
    press(button(desk.page, "Measure its"), Qt.Key.Key_Space)
    said = "Measured: it writes"
    await until(lambda: text_of(desk.page, "Speed").startswith(said), 90.0)
    assert "on the CPU" in text_of(desk.page, "Speed")
    (starter,) = [one for one in desk.library.contexts() if one.id == STARTER]
    assert starter.speed


async def test_a_model_is_loaded_ahead_and_its_memory_given_back_by_one_button(
    desk: Shelves,
) -> None:
    memory = desk.page.details.memory
    assert memory.text() == "L&oad it now"
    press(memory, Qt.Key.Key_Space)
    await until(lambda: memory.text() == "Free its memor&y", 90.0)
    assert desk.library.model(STARTER).loaded
    assert "CPU" in text_of(desk.page, "Runs on")
    offers: dict[str, tuple[Callable[[], object], str]] = {}
    desk.page.offer_actions(lambda said, do, why: offers.update({said: (do, why)}))
    assert offers["Load Parley starter"][1] == "It is loaded already."
    offers["Free the memory of Parley starter"][0]()
    await until(lambda: memory.text() == "L&oad it now")
    assert not desk.library.model(STARTER).loaded


async def test_a_model_that_is_gone_when_its_memory_is_to_be_freed_is_told_as_such(
    desk: Shelves,
) -> None:
    desk.page.details.unload_requested.emit("gone")
    await until(desk.window.notices.isVisible)
    assert "gone" in desk.window.notices.text()


async def test_a_model_that_was_set_aside_is_tried_again(desk: Shelves) -> None:
    model = desk.library.model(STARTER)
    assert isinstance(model, LocalModel)
    model.set_aside("it crashed twice")
    assert "it crashed twice" in text_of(desk.page, "Problem")
    assert not button(desk.page, "Measure its").isVisible()
    assert desk.page.table.model().index(0, 5).data() == "Set aside"
    press(button(desk.page, "Try it again"), Qt.Key.Key_Space)
    await until(lambda: text_of(desk.page, "Problem") == "")
    assert not button(desk.page, "Try it again").isVisible()


async def test_a_fetched_file_is_checked_and_a_damaged_one_leaves_the_list(
    desk: Shelves, places: Places
) -> None:
    path = await fetched(desk, places)
    press(button(desk.page, "Chec&k"), Qt.Key.Key_Space)
    await until(lambda: "is what maker/it gave" in text_of(desk.page, "Check"))
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    press(button(desk.page, "Chec&k"), Qt.Key.Key_Space)
    await until(lambda: "damaged or swapped" in desk.window.notices.text())
    await until(lambda: len(desk.names) == 1)


async def test_a_fetched_file_is_deleted_and_can_be_had_back_for_a_moment(
    desk: Shelves, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = await fetched(desk, places)
    aside = places.discarded
    assert not button(desk.page, "Remove from").isVisible()
    press(button(desk.page.details, "Delete the fi"), Qt.Key.Key_Space)
    await until(lambda: "was deleted" in desk.window.undo_strip.text())
    assert not path.exists()
    assert len(desk.names) == 1
    press(button(desk.window, "U&ndo"), Qt.Key.Key_Space)
    await until(lambda: "maker/it" in text_of(desk.page, "Came from"))
    assert path.exists()
    assert not aside.exists()
    monkeypatch.setattr(undo, "SECONDS", 0.0)
    press(button(desk.page.details, "Delete the fi"), Qt.Key.Key_Space)
    await until(lambda: len(desk.names) == 1 and not aside.exists())
    assert not path.exists()
    assert not desk.window.undo_strip.isVisible()
    async with asyncio.timeout(10):
        while await desk.library.origins.of(path):
            pass


async def test_a_model_that_left_the_list_comes_back(desk: Shelves, tmp_path: Path) -> None:
    path = made(tmp_path / "mine.gguf")
    await desk.library.add(path)
    desk.page.select("mine")
    press(button(desk.page, "Remove from"), Qt.Key.Key_Space)
    await until(lambda: "taken out" in desk.window.undo_strip.text())
    desk.window.activateWindow()
    await until(desk.window.isActiveWindow)
    press(desk.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: text_of(desk.page, "File") == str(path))


async def test_what_an_earlier_parley_could_not_erase_is_erased(
    desk: Shelves, places: Places
) -> None:
    path = await fetched(desk, places)
    gone = await discard(desk.library, "fetched", places)
    os.utime(gone.aside, (0, 0))
    desk.page.unfinished_wanted.emit()
    await until(lambda: not gone.aside.exists())
    await until(lambda: not desk.window.notices.isVisible())
    assert not path.exists()


async def test_an_added_file_is_taken_off_the_list_and_stays(desk: Shelves, tmp_path: Path) -> None:
    path = made(tmp_path / "mine.gguf")
    assert drop(desk, local(path))
    await until(lambda: text_of(desk.page, "File") == str(path))
    await until(button(desk.page, "Remove from").isVisible)
    press(button(desk.page, "Remove from"), Qt.Key.Key_Space)
    await until(lambda: len(desk.names) == 1)
    assert path.exists()
