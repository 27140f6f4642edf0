"""What a server asks the person itself, at the terminal and from the command line."""

from __future__ import annotations

import asyncio
import json
import webbrowser
from typing import TYPE_CHECKING, Any

import anyio
import pytest

from desktop.cli.approver import TerminalApprover
from desktop.cli.main import main
from desktop.cli.progress import bar
from desktop.errors import Unattended
from desktop.servers.elicitation import Elicitation, Reply
from desktop.servers.forms import fields_of
from desktop.storage.places import Places
from tests.e2e.desk import program, write_servers

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Keyboard

Captured = pytest.CaptureFixture[str]

FORM = Elicitation(
    "q",
    "notes",
    "sum",
    "Who are you?\x1b[2J",
    fields_of(
        {
            "properties": {
                "name": {"type": "string", "minLength": 2},
                "age": {"type": "integer", "default": 30},
            },
            "required": ["name"],
        }
    ),
)
VISIT = Elicitation("q", "notes", "", "Sign in.", address="https://example.org/in")


async def until_said(capsys: Captured, words: str) -> str:
    said = ""
    with anyio.fail_after(10):
        while words not in said:
            await asyncio.sleep(0)
            said += capsys.readouterr().err
    return said


@pytest.mark.anyio
async def test_a_form_is_filled_in_line_by_line_and_what_is_wrong_is_asked_again(
    capsys: Captured, keyboard: Keyboard
) -> None:
    asked = asyncio.create_task(TerminalApprover("ask").elicit(FORM))
    said = await until_said(capsys, "Fill it in? [y = yes, n = decline, Enter = cancel] ")
    assert "notes asks you something, in your call of sum" in said
    assert "Who are you?⟦U+001B⟧[2J" in said
    keyboard.type("y\n")
    await until_said(capsys, "name (text): ")
    keyboard.type("A\n")
    assert "At least 2 characters." in await until_said(capsys, "name (text): ")
    keyboard.type("Ada\n")
    await until_said(capsys, "age (a whole number, may stay empty) [30; - for none]: ")
    keyboard.type("\n")
    assert '{"name": "Ada", "age": 30}' in await until_said(capsys, "Send this to notes? [y/N] ")
    keyboard.type("y\n")
    assert await asked == Reply("accept", {"name": "Ada", "age": 30})


@pytest.mark.anyio
@pytest.mark.parametrize(("typed", "action"), [("n\n", "decline"), ("\n", "cancel")])
async def test_to_decline_and_to_cancel_are_told_apart(
    capsys: Captured, keyboard: Keyboard, typed: str, action: str
) -> None:
    asked = asyncio.create_task(TerminalApprover("ask").elicit(FORM))
    await until_said(capsys, "Enter = cancel] ")
    keyboard.type(typed)
    assert (await asked).action == action


@pytest.mark.anyio
async def test_an_address_is_opened_only_after_a_yes(
    capsys: Captured, keyboard: Keyboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setenv("DISPLAY", ":7")

    def open_it(url: str) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr(webbrowser, "open", open_it)
    asked = asyncio.create_task(TerminalApprover("ask").elicit(VISIT))
    assert "host     example.org" in await until_said(capsys, "Open it? ")
    assert not opened
    keyboard.type("y\n")
    assert await asked == Reply("accept")
    assert opened == ["https://example.org/in"]


@pytest.mark.anyio
async def test_without_a_terminal_nobody_is_asked() -> None:
    with pytest.raises(Unattended, match="use --answers"):
        await TerminalApprover("ask").elicit(FORM)


@pytest.mark.anyio
async def test_answers_fill_in_forms_and_never_open_an_address() -> None:
    approver = TerminalApprover("ask")
    approver.answers = {"name": "Ada", "other": 1}
    assert await approver.elicit(FORM) == Reply(
        "accept", {"name": "Ada", "age": 30}, by="--answers"
    )
    assert (await approver.elicit(VISIT)).action == "cancel"
    approver.answers = {"name": "A"}
    assert (await approver.elicit(FORM)).action == "cancel"


def told(capsys: Captured) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


@pytest.fixture
def asks(places: Places, monkeypatch: pytest.MonkeyPatch) -> Places:
    write_servers(places, {"asks": program("asking_server", era="legacy")})
    monkeypatch.setattr(Places, "from_environment", classmethod(lambda _: places))
    return places


def test_a_script_fills_in_a_form_by_an_option_or_a_file(
    asks: Places, capsys: Captured, tmp_path: Path
) -> None:
    file = tmp_path / "answers.json"
    file.write_text('{"name": "Ada"}', "utf-8")
    assert main(["call", "asks", "ask_pushed", "--trust", "--json", "--answers", str(file)]) == 0
    found = told(capsys)
    assert found["result"]["text"] == "accept: age=30, name='Ada'"
    assert found["completions"] == []
    [question] = found["questions"]
    assert question["mode"] == "form"
    assert question["answered"] == "name: 3 characters\nage: a number"
    assert question["status"] == "answered"


def test_a_script_without_answers_cancels(asks: Places, capsys: Captured) -> None:
    assert main(["call", "asks", "ask_pushed", "--trust", "--json"]) == 0
    found = told(capsys)
    assert found["result"]["text"] == "cancel: "
    assert found["questions"][0]["decided_by"] == "unattended"


def test_folders_are_shared_and_no_longer(asks: Places, capsys: Captured, tmp_path: Path) -> None:
    assert main(["servers", "roots", "asks"]) == 0
    assert "asks is told of no folder." in capsys.readouterr().out
    assert main(["servers", "roots", "asks", "add", str(tmp_path)]) == 0
    assert str(tmp_path) in capsys.readouterr().out
    assert main(["call", "asks", "folders", "--trust"]) == 0
    assert tmp_path.as_uri() in capsys.readouterr().out
    assert main(["servers", "roots", "asks", "remove", str(tmp_path)]) == 0
    assert main(["servers", "roots", "asks", "add", str(tmp_path / "missing")]) == 2


def test_a_bar_says_how_far_it_is_where_the_end_is_known() -> None:
    assert bar(1, 2) == "[##########..........] 50%"
    assert bar(9, 2) == "[####################] 100%"
    assert bar(3, None) == "3"
