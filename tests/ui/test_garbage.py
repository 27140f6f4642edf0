"""Where what is no longer used ends."""

from __future__ import annotations

import gc
import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from desktop.ui import garbage
from desktop.ui.garbage import GarbageCollection

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    was_on, thresholds = gc.isenabled(), gc.get_threshold()
    yield
    gc.set_threshold(*thresholds)
    (gc.enable if was_on else gc.disable)()


class Knot:
    """Something that only the search for garbage can end."""

    def __init__(self, ended: list[threading.Thread]) -> None:
        self.self = self
        self._ended = ended

    def __del__(self) -> None:
        self._ended.append(threading.current_thread())


@pytest.mark.usefixtures("qapp")
def test_at_the_end_all_garbage_is_found() -> None:
    ended: list[threading.Thread] = []
    parent = QObject()
    collection = GarbageCollection(parent)
    Knot(ended)
    collection.end()
    assert ended == [threading.main_thread()]


def test_garbage_is_found_on_the_windows_thread_and_on_no_other(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(garbage, "INTERVAL_MS", 10)
    ended: list[threading.Thread] = []
    gc.collect()
    gc.set_threshold(50, 10, 10)
    parent = QObject()
    GarbageCollection(parent)
    Knot(ended)

    def busy() -> None:
        held = [[number] for number in range(10_000)]
        assert len(held) == 10_000

    thread = threading.Thread(target=busy)
    thread.start()
    thread.join()
    assert ended == [], "the other thread looked for garbage"
    held = [[number] for number in range(1_000)]  # So many that it is time to look.
    qtbot.waitUntil(lambda: bool(ended))
    assert (ended, len(held)) == ([threading.main_thread()], 1_000)


@pytest.mark.usefixtures("qapp")
def test_what_is_there_at_first_is_gone_through_once_and_again_at_the_end() -> None:
    ended: list[threading.Thread] = []
    gc.collect()
    before, parent = gc.get_freeze_count(), QObject()
    collection = GarbageCollection(parent)
    knot = Knot(ended)
    gc.set_threshold(1, 0, 0)
    for _ in range(3):
        gc.collect(1)
        collection.collect()
    frozen = gc.get_freeze_count()
    assert frozen > before
    del knot
    gc.collect()
    assert ended == [], "it is not looked for any more"
    collection.end()
    assert ended == [threading.main_thread()]
    gc.freeze()
