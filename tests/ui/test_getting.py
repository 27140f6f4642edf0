"""Models found and fetched in the window, from a hub on this computer."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QMessageBox

from desktop.models.hub.catalogue import Entry
from desktop.ui.main_window import Page
from desktop.ui.widgets.download_list import Download, Stage
from tests.made_catalogue import know
from tests.programs.hub_server import COMMIT, HubServer, Turn, serving
from tests.scripted_model import write_scripted_model
from tests.ui.keyboard import press, type_text
from tests.ui.shelves import Shelves, shelves
from tests.ui.test_activity_page import button, text_of, words
from tests.waiting import until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.storage.places import Places
    from desktop.ui.widgets.download_list import DownloadLine

pytestmark = pytest.mark.anyio

REPO, NAME = "maker/scripted-GGUF", "scripted-Q4_K_M.gguf"
KEY = f"{REPO}/{NAME}"


@pytest.fixture
def content(tmp_path: Path) -> bytes:
    path = tmp_path / "made.gguf"
    write_scripted_model(path, "Yes.")
    return path.read_bytes()


@pytest.fixture
def hub(content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    know(monkeypatch, tmp_path, content)
    with serving() as hub:
        hub.put(REPO, NAME, content)
        monkeypatch.setenv("HF_ENDPOINT", hub.endpoint)
        monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub-cache"))
        yield hub


@pytest.fixture
async def desk(qtbot: QtBot, places: Places, hub: HubServer) -> AsyncIterator[Shelves]:
    async with shelves(places) as desk:
        yield desk


def titles(desk: Shelves) -> list[str]:
    table = desk.page.get_view.table.model()
    return [table.index(row, 0).data() for row in range(table.rowCount())]


async def catalogue(desk: Shelves) -> None:
    press(button(desk.page, "Get a model"), Qt.Key.Key_Space)
    await until(lambda: len(titles(desk)) > 10)


async def search(desk: Shelves, text: str) -> None:
    desk.page.open_get()
    view = desk.page.get_view
    view.sought.clear()
    type_text(view.sought, text)
    press(view.sought, Qt.Key.Key_Return)


async def found(desk: Shelves, text: str = "scripted") -> None:
    """Searches the hub, and waits until what it found can be fetched."""
    await search(desk, text)
    await until(desk.page.get_view.get.isEnabled)


async def line(desk: Shelves, key: str = KEY) -> DownloadLine:
    press(desk.page.get_view.get, Qt.Key.Key_Space)
    await until(lambda: key in desk.page.downloads.lines)
    return desk.page.downloads.lines[key]


async def says(line: DownloadLine, text: str) -> None:
    await until(lambda: text in line.words())


async def stopped(desk: Shelves, hub: HubServer, places: Places) -> DownloadLine:
    """Begins a download that comes to a stop in its middle; its header is read before."""
    hub.turns += [Turn(), Turn(after=40_000, hold=True)]
    await found(desk)
    one = await line(desk)
    await until(hub.held.is_set)
    part = places.models / f"{NAME}.part"
    await until(lambda: part.exists() and part.stat().st_size > 0)
    return one


async def test_the_catalogue_is_sorted_by_what_suits_and_a_press_gets_the_model(
    desk: Shelves, hub: HubServer, content: bytes
) -> None:
    await catalogue(desk)
    view = desk.page.get_view
    assert "it takes about" in view.facts.told("On this computer")
    assert "are free in" in view.facts.told("Disk")
    entry = view.facts.wish()
    assert isinstance(entry, Entry)
    hub.put(entry.repo, entry.file, content)
    one = await line(desk, f"{entry.repo}/{entry.file}")
    await says(one, "It is in your list now")
    press(one.go_on, Qt.Key.Key_Space)
    assert not desk.page.downloads.isVisible()
    await until(lambda: entry.repo in text_of(desk.page, "Came from"))
    assert COMMIT in text_of(desk.page, "Came from")
    assert "licence MIT" in text_of(desk.page, "Parameters"), "its own header goes before the list"
    assert "Languages: English" in text_of(desk.page.details, "Good at")
    await catalogue(desk)
    await until(lambda: desk.page.get_view.table.model().index(0, 1).data() == "Here already")


async def test_the_hub_is_searched_and_the_largest_file_that_fits_is_chosen_before(
    desk: Shelves, hub: HubServer, content: bytes
) -> None:
    hub.put(REPO, "scripted-Q8_0.gguf", content + bytes(10_000))
    hub.put(REPO, "scripted-f16.gguf", content + bytes(20_000))
    await found(desk)
    view = desk.page.get_view
    assert titles(desk) == [REPO]
    assert "1 repository on the hub for scripted." in words(desk.page)
    assert view.facts.file.count() == 3
    assert "Q8_0" in view.facts.file.currentText()
    view.facts.file.setCurrentIndex(0)
    assert NAME in view.facts.file.currentText()
    await says(await line(desk), "It is in your list now")
    assert any("scripted" in name.lower() for name in desk.names)


async def test_a_search_without_words_goes_back_to_the_catalogue(desk: Shelves) -> None:
    await search(desk, "nothing-like-this")
    await until(lambda: "The hub has no GGUF models" in words(desk.page))
    await search(desk, "")
    await until(lambda: len(titles(desk)) > 10)
    press(desk.page.get_view.sought, Qt.Key.Key_Escape)
    assert desk.page.table.isVisible()


async def test_a_download_is_paused_and_goes_on_where_it_was(
    desk: Shelves, hub: HubServer, places: Places
) -> None:
    one = await stopped(desk, hub, places)
    press(one.pause, Qt.Key.Key_Space)
    await says(one, "Paused")
    assert not one.pause.isVisible()
    hub.over.set()
    press(one.go_on, Qt.Key.Key_Space)
    await says(one, "It is in your list now")
    assert hub.ranges[-1].startswith("bytes=")
    assert [path.name for path in places.models.iterdir()] == [NAME]


async def test_what_an_earlier_run_left_is_offered_and_goes_on(
    qtbot: QtBot, places: Places, hub: HubServer
) -> None:
    async with shelves(places) as desk:
        await stopped(desk, hub, places)
        hub.over.set()
    async with shelves(places) as desk:
        await until(lambda: KEY in desk.page.downloads.lines)
        one = desk.page.downloads.lines[KEY]
        assert one.words().startswith("Paused, ")
        assert one.bar.value() > 0
        press(one.go_on, Qt.Key.Key_Space)
        await says(one, "It is in your list now")


async def test_a_download_that_is_given_up_leaves_nothing(
    desk: Shelves, hub: HubServer, places: Places
) -> None:
    one = await stopped(desk, hub, places)
    hub.over.set()
    press(one.leave, Qt.Key.Key_Space)
    await until(lambda: not desk.page.downloads.lines)
    assert list(places.models.iterdir()) == []


async def test_a_person_is_asked_before_much_that_came_is_deleted(desk: Shelves) -> None:
    much = Download("k", "Big", Stage.PAUSED, done=10**9, size=2 * 10**9)
    desk.page.downloads.show_downloads([much])
    with_box = desk.page.downloads.lines["k"]
    press(with_box.leave, Qt.Key.Key_Space)
    (box,) = with_box.findChildren(QMessageBox)
    assert "1.0 GB" in box.informativeText()
    press(box, Qt.Key.Key_Escape)
    assert "k" in desk.page.downloads.lines


async def test_a_wrong_hash_is_said_on_the_line_and_can_be_tried_again(
    desk: Shelves, hub: HubServer, content: bytes
) -> None:
    hub.turns += [Turn(), Turn(content=content[:-1] + b"!")]
    await found(desk)
    one = await line(desk)
    await says(one, "came damaged")
    assert "kept aside" in one.words()
    assert one.go_on.text() == "&Try again"
    press(one.go_on, Qt.Key.Key_Space)
    await says(one, "It is in your list now")


async def test_two_downloads_come_side_by_side(
    desk: Shelves, hub: HubServer, content: bytes
) -> None:
    other = "scripted-Q8_0.gguf"
    hub.put(REPO, other, content + bytes(10))
    hub.turns += [Turn(), Turn(after=40_000, hold=True)]
    await found(desk)
    desk.page.get_view.facts.file.setCurrentIndex(1)
    held = await line(desk, f"{REPO}/{other}")
    await until(hub.held.is_set)
    desk.page.get_view.facts.file.setCurrentIndex(0)
    quick = await line(desk)
    await says(quick, "It is in your list now")
    press(held.pause, Qt.Key.Key_Space)
    await says(held, "Paused")
    hub.over.set()


async def test_offline_the_ways_that_are_left_are_said(
    desk: Shelves, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    await search(desk, "scripted")
    await until(lambda: "cannot be reached" in words(desk.page))
    assert "Parley's own among them" in words(desk.page)
    assert button(desk.page, "file that you have").isEnabled()
    assert button(desk.page, "of other p&rograms").isEnabled()
    desk.page.get_view.sought.clear()
    press(desk.page.get_view.sought, Qt.Key.Key_Return)
    await until(lambda: len(titles(desk)) > 10)
    assert "cannot be reached" not in words(desk.page.get_view)
    entry = desk.page.get_view.facts.wish()
    assert entry is not None
    await says(await line(desk, f"{entry.repo}/{entry.file}"), "cannot be reached")


async def test_a_hub_that_is_back_is_searched_again(desk: Shelves, hub: HubServer) -> None:
    hub.api.append((503, {}))
    await search(desk, "scripted")
    await until(lambda: "503" in words(desk.page))
    press(desk.page.get_view._again, Qt.Key.Key_Space)
    await until(lambda: titles(desk) == [REPO])


async def test_what_asks_for_terms_says_so_before_and_after(desk: Shelves, hub: HubServer) -> None:
    hub.gated.add(REPO)
    await found(desk)
    assert "give Parley your token" in desk.page.get_view.facts.told("Terms")
    assert desk.page.get_view.token.isVisible()
    assert f"{hub.endpoint}/{REPO}" in desk.page.get_view.facts.told("Terms")
    await says(await line(desk), "agreed to its terms")


async def test_what_is_too_big_is_fetched_only_if_it_is_wanted_all_the_same(
    desk: Shelves, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.models.hub.downloads.free_memory", lambda: 1_000)
    await found(desk)
    one = await line(desk)
    await says(one, "Too big: it takes")
    assert not one.pause.isVisible()
    press(one.go_on, Qt.Key.Key_Space)
    await says(one, "It is in your list now")


async def test_a_catalogue_file_that_is_gone_says_how_to_choose_another(
    desk: Shelves, hub: HubServer, content: bytes
) -> None:
    await catalogue(desk)
    entry = desk.page.get_view.facts.wish()
    assert isinstance(entry, Entry)
    hub.put(entry.repo, "another.gguf", content)
    one = await line(desk, f"{entry.repo}/{entry.file}")
    await says(one, f"search the hub for {entry.repo}")


async def test_a_catalogue_file_that_its_owner_changed_is_refused_in_its_line(
    desk: Shelves, hub: HubServer, content: bytes, places: Places
) -> None:
    await catalogue(desk)
    entry = desk.page.get_view.facts.wish()
    assert isinstance(entry, Entry)
    assert f"is known from {entry.source}" in desk.page.get_view.facts.told("From")
    hub.put(entry.repo, entry.file, content + b"!")
    one = await line(desk, f"{entry.repo}/{entry.file}")
    await says(one, "Its owner has changed it since, so nothing was fetched")
    assert list(places.models.iterdir()) == []


async def test_the_menu_leads_here_and_whoever_left_is_told_of_the_end(
    desk: Shelves, hub: HubServer
) -> None:
    hub.turns += [Turn(), Turn(after=40_000, hold=True)]
    desk.window.show_page(Page.ACTIVITY)
    entries = [one for menu in desk.window.menuBar().findChildren(QMenu) for one in menu.actions()]
    next(one for one in entries if one.text() == "&Get a model…").trigger()
    assert desk.page.get_view.isVisible()
    await found(desk)
    await line(desk)
    await until(hub.held.is_set)
    desk.window.show_page(Page.ACTIVITY)
    hub.over.set()
    await until(lambda: "was fetched, and can answer now" in desk.window.notices.text())


async def test_a_full_disk_is_told_before_and_on_the_line(
    desk: Shelves, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = SimpleNamespace(total=10**9, used=10**9, free=1_000)
    monkeypatch.setattr("shutil.disk_usage", lambda _: full)
    await found(desk)
    await until(lambda: "Make room before" in desk.page.get_view.facts.told("Disk"))
    one = await line(desk)
    await says(one, "Make room, then try again")
    full.free = 10**9
    press(one.go_on, Qt.Key.Key_Space)
    await says(one, "It is in your list now")
