"""Providers in the window: added, their models chosen, their keys changed, and removed again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar, cast

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLineEdit

from desktop.models.library import Library
from desktop.storage.database import Database
from desktop.ui.approvals import DialogApprover
from desktop.ui.bridge import Bridge
from desktop.ui.controller import Controller, follow
from desktop.ui.dialogs.add_provider import AddProviderDialog
from desktop.ui.dialogs.choose_models import ChooseModelsDialog
from desktop.ui.dialogs.entry import EntryDialog
from desktop.ui.dialogs.provider_key import ProviderKeyDialog
from desktop.ui.main_window import MainWindow, Page
from desktop.ui.tasks import TaskOwner
from tests.programs.openai_server import Provider, listing, refused, serving
from tests.secret_service import no_store
from tests.ui.fakes import FakeApp
from tests.ui.keyboard import press, type_text
from tests.ui.test_activity_page import button, text_of
from tests.waiting import until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.app import App
    from desktop.storage.places import Places
    from tests.ui.fakes import FakeLibrary

__all__ = ["no_store"]

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("no_store")]

D = TypeVar("D", bound=EntryDialog)
KEY = "sk-planted-0123456789abcdef"
MODELS = listing({"id": "big", "context_length": 8192}, {"id": "small"}, {"id": "tiny"})


@pytest.fixture
def provider() -> Iterator[Provider]:
    with serving() as provider:
        provider.lists(MODELS)
        yield provider


@dataclass
class Desk:
    """A window before a real library."""

    window: MainWindow
    library: Library

    async def add_dialog(self) -> AddProviderDialog:
        press(button(self.window.models, "Add a &provider"), Qt.Key.Key_Space)
        return await self.dialog(AddProviderDialog)

    async def dialog(self, kind: type[D]) -> D:
        def shown() -> list[D]:
            return [one for one in self.window.findChildren(kind) if one.isVisible()]

        await until(lambda: bool(shown()))
        return shown()[0]

    async def added(self, address: str) -> ChooseModelsDialog:
        """Adds a provider, and gives what asks for its models."""
        dialog = await self.add_dialog()
        fill(dialog, address)
        press(dialog.action, Qt.Key.Key_Space)
        return await self.dialog(ChooseModelsDialog)


@pytest.fixture
async def desk(qtbot: QtBot, places: Places) -> AsyncIterator[Desk]:
    places.prepare()
    app, window, bridge = FakeApp(places), MainWindow(), Bridge()
    database = Database(places.database)
    await database.open()
    library = Library(places, database, bridge.publish)
    app.library = cast("FakeLibrary", library)
    qtbot.addWidget(window, before_close_func=lambda window: window.hide())
    window.show()
    follow(bridge, window)
    tasks = TaskOwner(bridge.publish)
    controller = Controller(cast("App", app), window, DialogApprover(window), tasks)
    await library.refresh()
    window.show_page(Page.MODELS)
    window.set_ready()
    yield Desk(window, library)
    del controller
    await tasks.close()
    await library.close()
    await database.close()


def fill(dialog: AddProviderDialog, address: str, key: str = KEY) -> None:
    dialog.which.choose("")
    dialog.name.clear()
    type_text(dialog.name, "mine")
    dialog.address.clear()
    type_text(dialog.address, address)
    dialog.key.key.clear()
    type_text(dialog.key.key, key)


def tick(dialog: ChooseModelsDialog, text: str) -> None:
    """Finds a model with the keyboard, and ticks it, or takes its tick away."""
    dialog.sought.clear()
    type_text(dialog.sought, text)
    dialog.sought.setFocus()
    press(dialog.sought, Qt.Key.Key_Return)
    press(dialog.table, Qt.Key.Key_Space)


def shows(widget: QWidget, *, shown: bool) -> bool:
    return widget.isVisible() is shown


async def listed(desk: Desk, name: str) -> None:
    table = desk.window.models.table.model()
    await until(lambda: any(table.index(row, 0).data() == name for row in range(table.rowCount())))


def row(desk: Desk, name: str) -> list[str]:
    """Returns what the table of models shows of one, and selects it."""
    table = desk.window.models.table.model()
    for number in range(table.rowCount()):
        if table.index(number, 0).data() == name:
            desk.window.models.table.selectRow(number)
            return [table.index(number, column).data() for column in range(table.columnCount())]
    return []


async def test_a_provider_is_added_and_a_ticked_model_of_it_is_listed(
    desk: Desk, provider: Provider
) -> None:
    dialog = await desk.added(provider.address)
    assert [model.id for model in dialog.models.models()] == ["big", "small", "tiny"]
    assert dialog.models.models(ticked=True) == ()
    tick(dialog, "BIG")
    assert [model.id for model in dialog.models.models(ticked=True)] == ["big"]
    press(dialog.action, Qt.Key.Key_Space)
    await listed(desk, "big (mine)")
    host = provider.address.removeprefix("http://").removesuffix("/v1")
    assert row(desk, "big (mine)") == ["big (mine)", host, "", "", "8,192 tokens", "Ready"]
    assert not row(desk, "small (mine)")
    assert text_of(desk.window.models, "Asked at") == host
    strip = desk.window.models.providers
    await until(strip.isVisible)
    await until(lambda: "1 model of it may answer" in text_of(strip, "About the provider"))
    assert "until Parley ends" in text_of(strip, "About the provider")
    assert all(asked.headers["authorization"] == f"Bearer {KEY}" for asked in provider.asked)


async def test_what_fails_is_said_in_place_and_nothing_entered_is_lost(
    desk: Desk, provider: Provider
) -> None:
    provider.lists(refused(401, "Incorrect API key provided."), MODELS)
    dialog = await desk.add_dialog()
    fill(dialog, provider.address, "sk-wrong")
    press(dialog.action, Qt.Key.Key_Space)
    assert not dialog.action.isEnabled()
    await until(dialog.action.isEnabled)
    assert "mine is in the list of providers meanwhile" in dialog.said()
    assert (dialog.name.text(), dialog.address.text()) == ("mine", provider.address)
    assert dialog.key.key.text() == "sk-wrong"
    assert "sk-wrong" not in dialog.said()
    dialog.key.key.setText(KEY)
    press(dialog.action, Qt.Key.Key_Space)
    await desk.dialog(ChooseModelsDialog)
    assert not desk.window.findChildren(AddProviderDialog)
    assert provider.asked[-1].headers["authorization"] == f"Bearer {KEY}"
    assert len(desk.library.providers.all().providers) == 1


@pytest.mark.parametrize(
    ("name", "address", "key", "problem"),
    [
        ("", "https://example.org/v1", KEY, "Give the provider a name"),
        ("mine", "ftp://example.org", KEY, "must begin with https://"),
        ("mine", "https://example.org/v1", "two words", "That is not a key"),
    ],
)
async def test_what_cannot_be_is_not_added(
    desk: Desk, name: str, address: str, key: str, problem: str
) -> None:
    dialog = await desk.add_dialog()
    fill(dialog, address, key)
    dialog.name.setText(name)
    press(dialog.action, Qt.Key.Key_Space)
    await until(lambda: problem in dialog.said())
    assert dialog.isVisible()
    assert desk.library.providers.all().providers == ()


async def test_a_known_provider_brings_its_address_its_variable_and_the_page_of_its_keys(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    dialog = await desk.add_dialog()
    dialog.which.choose("openai")
    assert dialog.name.text() == "openai"
    assert dialog.address.text() == "https://api.openai.com/v1"
    assert dialog.address.isReadOnly()
    assert dialog.key.variable.text() == "OPENAI_API_KEY"
    assert dialog.key.key.echoMode() is QLineEdit.EchoMode.Password
    await until(lambda: not dialog.region.isVisible())
    assert opened == []
    press(button(dialog, "&Get a key"), Qt.Key.Key_Space)
    assert [url.toString() for url in opened] == ["https://platform.openai.com/api-keys"]
    dialog.which.choose("bedrock")
    await until(dialog.region.isVisible)
    dialog.which.choose("ollama")
    assert not dialog.address.isReadOnly()
    assert not button(dialog, "&Get a key").isVisible()


async def test_what_is_missing_is_said_in_the_words_of_the_window(desk: Desk) -> None:
    dialog = await desk.add_dialog()
    dialog.which.choose("bedrock")
    press(dialog.action, Qt.Key.Key_Space)
    assert dialog.said() == "It answers in regions: say which one, eu-central-1 for example."
    dialog.region.setText("eu-central-1")
    dialog.key.way.choose(True)
    dialog.key.variable.clear()
    press(dialog.action, Qt.Key.Key_Space)
    assert dialog.said() == "Give the name of the variable that holds the key."


async def test_an_address_without_encryption_is_used_only_where_that_is_ticked(desk: Desk) -> None:
    dialog = await desk.add_dialog()
    dialog.which.choose("")
    for address, risky in (
        ("http://10.1.2.3:8000/v1", True),
        ("http://127.0.0.1:8000/v1", False),
        ("http://[::", False),
        ("https://example.org/v1", False),
    ):
        dialog.address.setText(address)
        await until(partial(shows, dialog.insecure, shown=risky))


async def test_where_a_key_will_be_kept_is_said_before_it_is_given(desk: Desk) -> None:
    dialog = await desk.add_dialog()
    await until(lambda: "only until Parley ends" in dialog.key.fate())
    dialog.key.show_store("KWallet")
    assert "kept in KWallet, and nowhere else" in dialog.key.fate()
    dialog.key.way.choose(True)
    assert "kept nowhere" in dialog.key.fate()


async def test_a_key_is_changed_and_a_model_that_had_none_becomes_ready(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    providers = desk.library.providers
    providers.add("openai", {"preset": "openai", "models": ["gpt-4o"]})
    await desk.library.refresh()
    await listed(desk, "gpt-4o (OpenAI)")
    assert row(desk, "gpt-4o (OpenAI)")[-1] == "No key"
    assert text_of(desk.window.models, "Problem") == "No key is stored for OpenAI."
    desk.window.models.providers_wanted.emit()
    strip = desk.window.models.providers
    await until(strip.isVisible)
    press(strip.key, Qt.Key.Key_Space)
    dialog = await desk.dialog(ProviderKeyDialog)
    press(dialog.action, Qt.Key.Key_Space)
    await until(lambda: "No key was given" in dialog.said())
    type_text(dialog.key.key, KEY)
    press(dialog.action, Qt.Key.Key_Space)
    await until(lambda: row(desk, "gpt-4o (OpenAI)")[-1:] == ["Ready"])
    await until(lambda: "until Parley ends" in text_of(strip, "About the provider"))
    assert "kept only until Parley ends" in desk.window.notices.text()


async def test_the_choice_can_be_changed_and_a_model_withdrawn(
    desk: Desk, provider: Provider
) -> None:
    desk.library.providers.add("mine", {"baseUrl": provider.address, "models": ["small", "gone"]})
    await desk.library.refresh()
    desk.window.models.providers_wanted.emit()
    strip = desk.window.models.providers
    await until(strip.isVisible)
    press(strip.models, Qt.Key.Key_Space)
    dialog = await desk.dialog(ChooseModelsDialog)
    await until(lambda: len(dialog.models.models()) == 4)
    assert {model.id for model in dialog.models.models(ticked=True)} == {"small", "gone"}
    tick(dialog, "gone")
    dialog.sought.clear()
    type_text(dialog.sought, "unlisted-one")
    press(dialog.name, Qt.Key.Key_Space)
    await until(lambda: len(dialog.models.models()) == 5)
    press(dialog.action, Qt.Key.Key_Space)
    await listed(desk, "unlisted-one (mine)")
    assert not row(desk, "gone (mine)")
    assert row(desk, "small (mine)")
    press(button(desk.window.models, "Remove from"), Qt.Key.Key_Space)
    await until(lambda: not row(desk, "small (mine)"))
    await until(lambda: "answers no more" in desk.window.undo_strip.text())
    press(button(desk.window, "U&ndo"), Qt.Key.Key_Space)
    await until(lambda: bool(row(desk, "small (mine)")))


async def test_a_list_that_cannot_be_had_is_asked_for_again(desk: Desk, provider: Provider) -> None:
    provider.lists(refused(404), MODELS)
    desk.library.providers.add("mine", {"baseUrl": provider.address, "models": ["own"]})
    desk.window.models.providers.models_requested.emit("mine")
    dialog = await desk.dialog(ChooseModelsDialog)
    await until(lambda: "Ollama" not in dialog.said() and "404" in dialog.said())
    assert [model.id for model in dialog.models.models()] == ["own"]
    press(dialog.again, Qt.Key.Key_Space)
    await until(lambda: len(dialog.models.models()) == 4)
    assert dialog.said() == ""


async def test_a_provider_is_removed_and_comes_back_with_its_models_and_its_key(
    desk: Desk, provider: Provider
) -> None:
    dialog = await desk.added(provider.address)
    press(dialog, Qt.Key.Key_Escape)
    page, providers = desk.window.models, desk.library.providers
    await until(page.providers.isVisible)
    before = providers.all()
    press(page.providers.leave, Qt.Key.Key_Space)
    await until(lambda: not page.providers.isVisible())
    assert "mine was removed. Its key is forgotten." in desk.window.undo_strip.text()
    assert providers.all().providers == ()
    assert not providers.access(before.providers[0]).ready()
    press(button(desk.window, "U&ndo"), Qt.Key.Key_Space)
    await until(page.providers.isVisible)
    assert providers.all() == before
    key = await providers.access(before.providers[0]).key()
    assert key is not None
    assert key.get_secret_value() == KEY


async def test_a_closed_dialog_ends_what_it_waits_for(desk: Desk, provider: Provider) -> None:
    provider.lists(refused(503, "Busy."))
    dialog = await desk.add_dialog()
    fill(dialog, provider.address)
    press(dialog.action, Qt.Key.Key_Space)
    await until(lambda: bool(provider.asked))
    press(dialog, Qt.Key.Key_Escape)
    strip = desk.window.models.providers
    await until(strip.isVisible)
    assert desk.window.notices.isHidden() or "until Parley ends" in desk.window.notices.text()
