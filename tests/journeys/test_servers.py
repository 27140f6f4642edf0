"""A server is added, its request edited and limited, and a permission given and taken back."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

from desktop.events import RequestPhase
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

ANSWERED, DECLINED = RequestPhase.ANSWERED, RequestPhase.DECLINED
COMMAND = f"{sys.executable} -m tests.programs.sampling_server"


async def add_a_server(hands: Hands) -> None:
    await hands.press("Ctrl+3")
    assert hands.window.page is Page.SERVERS
    await hands.push("Add a server")
    dialog = await hands.up(AddServerDialog)
    await hands.to("Name")
    await hands.write("pilot")
    await hands.to("Command line or address")
    await hands.write(COMMAND)
    await hands.push("Keep it in a sandbox")  # It is in the tests' own folder.
    await hands.push("Add")
    await hands.gone(dialog)
    await hands.until(lambda: hands.window.servers.list.model().rowCount() == 2)
    await hands.press("Ctrl+3")
    await hands.until(hands.window.servers.list.hasFocus)
    await hands.press("P")
    assert hands.window.servers.selected == "pilot"
    await hands.until(hands.window.servers.details.tools.list.count)


async def ask(hands: Hands, prompt: str) -> None:
    await hands.press("Ctrl+3")
    await hands.to("prompt")
    await hands.write(prompt)
    await hands.until(hands.window.servers.details.tools.run_button.isEnabled)
    await hands.push("Run")


async def edit_and_limit(hands: Hands) -> None:
    await hands.up(ApprovalDialog)
    await hands.push("Edit before it is sent")
    await hands.to("User")
    await hands.write("When does the ferry leave today?")
    await hands.to("Maximum tokens")
    await hands.write("9")
    await hands.allow()
    await hands.sees(ANSWER)


async def allow_for_good(hands: Hands) -> None:
    await ask(hands, "And tomorrow?")
    await hands.up(ApprovalDialog)
    await hands.to("A yes holds")
    await hands.press("End")
    await hands.allow()
    await hands.answers(2)
    await ask(hands, "And on Sunday?")
    await hands.answers(3)
    assert dialogs() == []


async def take_it_back(hands: Hands) -> None:
    await hands.press("Ctrl+6")
    table = hands.window.permissions.table
    await hands.until(lambda: table.hasFocus() and table.model().rowCount() == 1)
    await hands.press("Space", "Delete")
    await hands.sees("No permission stands")
    await ask(hands, "And on Monday?")
    await hands.up(ApprovalDialog)
    await hands.press("Esc")
    await hands.sees("User rejected sampling request")


def test_a_server_is_added_its_request_narrowed_and_a_permission_taken_back(
    qapp: Application, answering: Places
) -> None:
    async def scenario(window: MainWindow) -> None:
        hands = Hands(window)
        await hands.ready()
        await add_a_server(hands)
        await ask(hands, "When does the ferry leave?")
        await edit_and_limit(hands)
        await allow_for_good(hands)
        await take_it_back(hands)

    live(qapp, scenario)
    kept = asyncio.run(entries(answering))
    assert [entry.phase for entry in kept] == [DECLINED, ANSWERED, ANSWERED, ANSWERED]
    [narrowed] = [entry for entry in kept if "today" in str(entry.approved)]
    assert narrowed.approved["maxTokens"] == 9
    assert narrowed.asked["maxTokens"] == 50
