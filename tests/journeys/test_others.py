"""Another program is let ask, and what was asked is found in the record and taken along."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import openai
from PySide6.QtWidgets import QApplication

from desktop.cli.main import main
from desktop.ui.dialogs.add_program import AddProgramDialog, TokenDialog
from desktop.ui.dialogs.approval import ApprovalDialog
from desktop.ui.main_window import Page
from tests.e2e.test_window import live
from tests.journeys.conftest import ANSWER
from tests.journeys.hands import Hands

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.storage.places import Places
    from desktop.ui.application import Application
    from desktop.ui.main_window import MainWindow

ASKED = "When does the ferry leave?"


async def give_a_token(hands: Hands) -> tuple[str, str]:
    """Returns the address and the token, each as it came from the clipboard."""
    await hands.press("Ctrl+5")
    await hands.push("Add a program")
    dialog = await hands.up(AddProgramDialog)
    await hands.write("editor")
    await hands.press("Return")
    await hands.gone(dialog)
    given = await hands.up(TokenDialog)
    await hands.push("Copy the token")
    token = QApplication.clipboard().text()
    await hands.to("For what speaks OpenAI's language")
    await hands.press("Ctrl+A", "Ctrl+C")
    address, key = (line.partition("=")[2] for line in QApplication.clipboard().text().splitlines())
    assert key == token
    await hands.press("Esc")
    await hands.gone(given)
    return address, token


async def be_asked(hands: Hands, address: str, token: str) -> None:
    async with openai.AsyncOpenAI(base_url=address, api_key=token) as client:
        asking = asyncio.ensure_future(
            client.chat.completions.create(model="", messages=[{"role": "user", "content": ASKED}])
        )
        await hands.up(ApprovalDialog)
        await hands.allow()
        answer = await asking
        assert answer.choices[0].message.content == ANSWER


async def find_it(hands: Hands) -> None:
    await hands.press("Ctrl+1")
    assert hands.window.page is Page.ACTIVITY
    await hands.press("Ctrl+F")
    await hands.write("dolphin")
    await hands.press("Return")
    await hands.sees("No such request")
    await hands.write("ferry")
    await hands.press("Return")
    await hands.to("Requests")
    await hands.press("Down")
    await hands.sees(ASKED)
    await hands.sees("Through the endpoint")


def test_a_program_asks_and_its_request_is_found_and_exported(
    qapp: Application, answering: Places, tmp_path: Path
) -> None:
    async def scenario(window: MainWindow) -> None:
        hands = Hands(window)
        await hands.ready()
        address, token = await give_a_token(hands)
        await be_asked(hands, address, token)
        await find_it(hands)

    live(qapp, scenario)
    file = tmp_path / "record.jsonl"
    assert main(["journal", "export", str(file)]) == 0
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert ASKED in json.dumps(rows)
    assert main(["journal", "verify", "--file", str(file)]) == 0
