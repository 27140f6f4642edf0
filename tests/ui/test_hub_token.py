"""A token for the hub in the window: given where it is needed, and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLineEdit

from desktop.ui.dialogs.hub_token import HubTokenDialog
from tests.secret_service import no_store, secret_service, session_bus
from tests.ui.keyboard import press, type_text
from tests.ui.shelves import Shelves, shelves
from tests.ui.test_activity_page import button
from tests.ui.test_getting import REPO, content, found, hub, line, says
from tests.waiting import until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.storage.places import Places
    from tests.programs.hub_server import HubServer

__all__ = ["content", "hub", "no_store", "secret_service", "session_bus"]

pytestmark = pytest.mark.anyio

TOKEN = "hf_planted0123456789abcdef"


@pytest.fixture
def gated(hub: HubServer, monkeypatch: pytest.MonkeyPatch) -> HubServer:
    monkeypatch.delenv("HF_TOKEN", raising=False)
    hub.gated.add(REPO)
    hub.tokens.add(TOKEN)
    return hub


@pytest.fixture
async def desk(qtbot: QtBot, places: Places, gated: HubServer) -> AsyncIterator[Shelves]:
    async with shelves(places) as desk:
        yield desk


async def dialog(desk: Shelves) -> HubTokenDialog:
    def shown() -> list[HubTokenDialog]:
        return [one for one in desk.window.findChildren(HubTokenDialog) if one.isVisible()]

    await until(lambda: bool(shown()))
    return shown()[0]


async def give(desk: Shelves, text: str) -> HubTokenDialog:
    asking = await dialog(desk)
    type_text(asking.key.key, text)
    press(asking.key.key, Qt.Key.Key_Return)
    return asking


async def test_a_download_that_is_refused_goes_on_once_a_token_was_given(
    secret_service: Path, desk: Shelves, places: Places, gated: HubServer
) -> None:
    await found(desk)
    one = await line(desk)
    await says(one, "agreed to its terms")
    assert one.go_on.isVisible()
    press(one.token, Qt.Key.Key_Space)
    await until(lambda: bool(desk.window.findChildren(HubTokenDialog)))
    asking = await dialog(desk)
    assert asking.key.key.echoMode() is QLineEdit.EchoMode.Password
    assert asking.hint.text() == f"It is sent to {gated.endpoint} and to nobody else."
    assert "None is kept yet" in asking.state.text()
    assert not asking.remove.isVisible()
    await until(lambda: "kept in the system's keyring" in asking.key.fate())
    await give(desk, TOKEN)
    await says(one, "It is in your list now")
    assert not one.token.isVisible()
    written = [path for path in places.data.parent.rglob("*") if path.is_file()]
    assert places.hub_file in written
    assert not [path for path in written if TOKEN.encode() in path.read_bytes()]


async def test_a_token_is_removed_and_had_back(
    secret_service: Path, desk: Shelves, gated: HubServer
) -> None:
    await found(desk)
    press(desk.page.get_view.token, Qt.Key.Key_Space)
    asking = await give(desk, "two words")
    await until(lambda: "That is not a key" in asking.said())
    asking.key.key.setText(TOKEN)
    press(asking.action, Qt.Key.Key_Space)
    await until(lambda: not desk.window.findChildren(HubTokenDialog))
    desk.page.get_view.token_requested.emit()
    asking = await dialog(desk)
    assert asking.key.key.text() == ""
    assert "kept in the system's store" in asking.state.text()
    press(asking.remove, Qt.Key.Key_Space)
    await until(lambda: "was removed" in desk.window.undo_strip.text())
    asked = len(gated.asked)
    await found(desk)
    await until(lambda: len(gated.asked) > asked)
    assert gated.asked[-1].authorization == ""
    changes = desk.library.providers.secrets.changes
    press(button(desk.window, "U&ndo"), Qt.Key.Key_Space)
    await until(lambda: desk.library.providers.secrets.changes > changes)
    await says(await line(desk), "It is in your list now")


async def test_while_something_is_waited_for_nothing_else_can_be_wished(qtbot: QtBot) -> None:
    asking = HubTokenDialog("https://hub.example", "https://hub.example/settings/tokens")
    qtbot.addWidget(asking)
    asking.show_kept(kept=True, for_this_run=False)
    wished: list[str] = []
    asking.remove_requested.connect(lambda: wished.append("removed"))
    asking.token_requested.connect(lambda _: wished.append("kept"))
    asking.show()
    asking.remove.click()
    asking.remove.click()
    asking.accept()
    assert wished == ["removed"]
    asking.wait("Removing the token…")
    assert not asking.remove.isEnabled()
    asking.say("It is locked.")
    assert asking.remove.isEnabled()
    asking.accept()
    asking.remove.click()
    assert wished == ["removed", "kept"]


async def test_without_a_store_a_token_is_kept_until_the_end_and_that_is_said(
    no_store: None, desk: Shelves, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    await found(desk)
    press(desk.page.get_view.token, Qt.Key.Key_Space)
    asking = await dialog(desk)
    await until(lambda: "only until Parley ends" in asking.key.fate())
    press(asking.key.get, Qt.Key.Key_Space)
    assert [url.path() for url in opened] == ["/settings/tokens"]
    await give(desk, TOKEN)
    await until(lambda: "kept only until Parley ends" in desk.window.notices.text())
    await says(await line(desk), "It is in your list now")
    desk.page.get_view.token_requested.emit()
    asking = await dialog(desk)
    assert "until Parley ends" in asking.state.text()
    assert asking.remove.isVisible()
