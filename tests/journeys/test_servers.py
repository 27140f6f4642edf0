"""A server is added, its request edited and limited, and a permission given and taken back."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

from desktop.ui.dialogs.add_server import AddServerDialog
from desktop.ui.dialogs.approval import ApprovalDialog
from desktop.ui.main_window import Page
from tests.e2e.test_window import dialogs, entries, live
from tests.journeys.conftest import ANSWER
from tests.journeys.hands import Hands

if TYPE_CHECKING:
    from desktop.storage.places import Places
    from desktop.ui.application import Application
    from desktop.ui.main_window import MainWindow

COMMAND = f"{sys.executable} -m tests.programs.sampling_server"


async def add_a_server(hands: Hands) -> None:
    await hands.ready()
    hands.press("Ctrl+3")
    assert hands.window.page is Page.SERVERS
    hands.push("Add a server")
    dialog = await hands.up(AddServerDialog)
    hands.to("Name")
    hands.type("pilot")
    hands.to("Command line or address")
    hands.type(COMMAND)
    hands.press("Return")
    await hands.until(lambda: not dialog.isVisible())
    await hands.until(lambda: hands.window.servers.details.tools.list.count())


async def ask(hands: Hands, prompt: str) -> None:
    hands.press("Ctrl+3")
    hands.to("prompt")
    hands.type(prompt)
    hands.push("Run")


def test_a_server_is_added_its_request_narrowed_and_a_permission_taken_back(
    qapp: Application, answering: Places
) -> None:
    async def scenario(window: MainWindow) -> None:
        hands = Hands(window)
        await add_a_server(hands)
        await ask(hands, "When does the ferry leave?")
        await hands.up(ApprovalDialog)
        print(hands.name)
        await hands.allow()
        await hands.sees(ANSWER)

    live(qapp, scenario)
    [entry] = asyncio.run(entries(answering))
