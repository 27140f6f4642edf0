"""A model is fetched, a provider added with its key, and its model talked to with a tool."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.ui.dialogs.add_provider import AddProviderDialog
from desktop.ui.dialogs.approval import ApprovalDialog
from desktop.ui.dialogs.choose_models import ChooseModelsDialog
from desktop.ui.dialogs.command import CommandDialog
from desktop.ui.dialogs.tool_call import ToolCallDialog
from desktop.ui.main_window import Page
from tests.e2e.desk import program, write_servers
from tests.e2e.test_window import live
from tests.journeys.hands import Hands
from tests.programs.openai_server import Provider, listing, piece, said, serving, streamed
from tests.secret_service import no_store
from tests.ui.test_getting import REPO, content, hub

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.storage.places import Places
    from desktop.ui.application import Application
    from desktop.ui.main_window import MainWindow
    from tests.programs.hub_server import HubServer

__all__ = ["content", "hub", "no_store"]

KEY = "sk-planted-0123456789abcdef"
ASKED = {"name": "ask", "arguments": '{"prompt": "How deep is it?"}'}
CALL = {"index": 0, "id": "call_1", "type": "function", "function": ASKED}
BIG = {"id": "big", "context_length": 8192, "pricing": {"prompt": "1e-7", "completion": "1e-7"}}
DEEP = "It is forty feet deep."


@pytest.fixture
def provider() -> Iterator[Provider]:
    """Lists two models, of which one calls a tool and then answers."""
    with serving() as provider:
        provider.lists(listing(BIG, {"id": "tiny"}))
        call = streamed(piece(tool_calls=[CALL]), piece(finish="tool_calls"))
        provider.will(call, said(DEEP))
        yield provider


async def let_it_run(hands: Hands) -> None:
    question = await hands.up(CommandDialog)
    await hands.until(question.allow_button.isEnabled)
    await hands.push("Let it run")
    await hands.gone(question)


async def get_a_model(hands: Hands) -> None:
    await hands.press("Ctrl+G")
    await hands.write("scripted")
    await hands.press("Return")
    page = hands.window.models
    lines = page.downloads.lines
    await hands.until(lambda: REPO in page.get_view.facts.told("From"))
    await hands.push("Get this model")
    await hands.until(
        lambda: any("It is in your list now" in one.words() for one in lines.values())
    )
    await hands.press("Esc")


async def add_a_provider(hands: Hands, provider: Provider) -> None:
    await hands.push("Add a provider")
    dialog = await hands.up(AddProviderDialog)
    await hands.to("Provider")
    await hands.press("End")
    await hands.to("Name")
    await hands.write("mine")
    await hands.to("Address")
    await hands.write(provider.address)
    await hands.to("Key")
    await hands.write(KEY)
    await hands.press("Return")
    await hands.gone(dialog)
    choice = await hands.up(ChooseModelsDialog)
    await hands.write("big")
    await hands.press("Return", "Space")
    await hands.push("Let these answer")
    await hands.gone(choice)
    assert provider.asked[0].headers["authorization"] == f"Bearer {KEY}"


async def talk(hands: Hands) -> None:
    await hands.press("Ctrl+2")
    assert hands.window.page is Page.CHAT
    await hands.to("Model that answers")
    await hands.press("B")
    await hands.push("Tools that the model may ask for")
    await hands.press("Down", "Down", "Return")
    assert hands.window.chat.composer.toolset.chosen == ("pilot",)
    await hands.to("Your message")
    await hands.write("How deep is the lake?")
    await hands.press("Return")
    question = await hands.up(ToolCallDialog, "See the question")
    await hands.until(question.once_button.isEnabled)
    await hands.push("Allow this call")
    await hands.gone(question)
    await hands.up(ApprovalDialog, "Ctrl+1", "Review")
    await hands.allow()
    await hands.press("Ctrl+2")
    await hands.sees(DEEP)


def test_a_model_is_fetched_a_provider_added_and_both_are_talked_to(
    qapp: Application, places: Places, hub: HubServer, no_store: None, provider: Provider
) -> None:
    async def scenario(window: MainWindow) -> None:
        hands = Hands(window)
        await hands.ready()
        await let_it_run(hands)
        await get_a_model(hands)
        await add_a_provider(hands, provider)
        await talk(hands)

    write_servers(places, {"pilot": program("sampling_server")})
    live(qapp, scenario)
    asked = provider.wishes[-1]["messages"]
    assert [one["role"] for one in asked] == ["user", "assistant", "tool"]
    assert "Yes." in asked[-1]["content"], "the tool asked the model that was fetched"
    written = [path for path in places.data.parent.rglob("*") if path.is_file()]
    assert places.database in written
    assert not [path for path in written if KEY.encode() in path.read_bytes()]
