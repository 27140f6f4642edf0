"""The first hour: the first steps, and the trial that they end in."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

from desktop.events import RequestPhase
from desktop.models.hub.catalogue import Entry
from desktop.ui.dialogs.approval import ApprovalDialog
from desktop.ui.dialogs.command import CommandDialog
from desktop.ui.dialogs.first_run import FirstRunDialog
from tests.e2e.test_window import entries, live
from tests.journeys.hands import Hands
from tests.ui.test_first_run import person
from tests.ui.test_getting import content, hub

if TYPE_CHECKING:
    from desktop.storage.places import Places
    from desktop.ui.application import Application
    from desktop.ui.main_window import MainWindow
    from tests.programs.hub_server import HubServer

__all__ = ["content", "hub", "person"]


async def take_the_first_steps(hands: Hands, hub: HubServer, content: bytes) -> None:
    dialog = await hands.up(FirstRunDialog)
    await hands.press("Return")
    await hands.until(lambda: dialog.servers.found.number)
    await hands.push("Tick all")
    await hands.press("Return")
    await hands.until(lambda: isinstance(dialog.models.chosen, Entry))
    chosen = dialog.models.chosen
    assert isinstance(chosen, Entry)
    hub.put(chosen.repo, chosen.file, content)
    await hands.press("Return")
    await hands.until(lambda: "was fetched, and can answer" in hands.window.notices.text())
    await hands.press("Return")
    await hands.gone(dialog)


def test_from_the_first_start_to_the_first_answer_and_a_server_of_ones_own(
    qapp: Application, person: Places, hub: HubServer, content: bytes
) -> None:
    async def scenario(window: MainWindow) -> None:
        hands = Hands(window)
        await take_the_first_steps(hands, hub, content)
        await hands.up(ApprovalDialog)
        await hands.allow()
        await hands.sees("Yes.")
        await hands.press("Ctrl+3", "F")
        assert window.servers.selected == "files"
        await hands.push("Start")
        question = await hands.up(CommandDialog)
        await hands.press("Esc")
        await hands.gone(question)
        await hands.sees("since you did not let its command run")

    live(qapp, scenario, first_steps=True)
    [entry] = asyncio.run(entries(person))
    assert entry.phase is RequestPhase.ANSWERED
    assert json.loads(person.config_file.read_text("utf-8"))["mcpServers"].keys() == {
        "files",
        "notes",
    }
