"""`parley call`: one tool for a person or a script, and an exit code for how it ended."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from mcp_types import CallToolResult

from desktop.cli.main import main
from desktop.servers.calls import ToolOutcome
from desktop.servers.supervisor import Supervisor
from tests.e2e.desk import program, write_servers
from tests.scripted_model import write_scripted_model

if TYPE_CHECKING:
    from desktop.storage.places import Places

pytestmark = pytest.mark.timeout(60)

Captured = pytest.CaptureFixture[str]

ANSWER = "The ferry to Brill waits until noon."
SUMMARISE = ("call", "examples", "summarize", '{"text": "A long story."}')
ASK = ("call", "asks", "ask", '{"prompt": "And then?", "max_tokens": 50}')
ASKS = program("sampling_server")


@pytest.fixture(autouse=True)
def home(places: Places) -> Places:
    """A home with one model, whose answer is known."""
    places.prepare()
    write_scripted_model(places.models / "scripted.gguf", ANSWER)
    return places


def run_json(capsys: Captured, *words: str) -> tuple[int, dict[str, Any]]:
    """Returns the exit code and the one object; nothing else is said on either stream."""
    code = main([*words, "--trust", "--json"])
    said = capsys.readouterr()
    assert said.err == ""
    assert said.out.count("\n") == 1
    told: dict[str, Any] = json.loads(said.out)
    assert told["exit_code"] == code
    return code, told


def test_a_script_gets_one_object_with_the_result_and_what_was_decided(home: Places) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "desktop", *SUMMARISE, "--approve", "yes", "--json"],
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
        timeout=60,
        env={**os.environ, "PYTHONWARNINGS": "error::ResourceWarning"},
    )
    assert (run.returncode, run.stderr) == (0, b"")
    told = json.loads(run.stdout)
    told_of = {"server", "tool", "result", "error", "completions", "questions", "exit_code"}
    assert set(told) == told_of
    text = f"{ANSWER}\n\n(scripted answered.)"
    content = [{"type": "text", "text": text}]
    assert told["result"].items() >= {"text": text, "is_error": False, "content": content}.items()
    assert (told["server"], told["tool"], told["error"]) == ("examples", "summarize", None)
    (completion,) = told["completions"]
    assert completion.pop("seconds") >= 0
    assert completion.pop("input_tokens") > 10
    assert completion.pop("output_tokens") > 1
    assert completion == {
        "server": "examples",
        "way": "pushed",
        "status": "answered",
        "decision": "approved",
        "decided_by": "--approve yes",
        "model": "scripted",
        "route": ["Scripted is the only model that can answer, apart from Parley starter."],
        "text": ANSWER,
        "stop_reason": "endTurn",
        "error": "",
    }


def test_a_declined_request_is_three_and_the_tool_still_answers(capsys: Captured) -> None:
    code, told = run_json(capsys, *SUMMARISE, "--approve", "no")
    assert code == 3
    assert told["result"]["text"].endswith(
        "\n\n(Done without a model: User rejected sampling request.)"
    )
    (completion,) = told["completions"]
    assert (completion["status"], completion["decided_by"]) == ("declined", "--approve no")
    assert completion["output_tokens"] == 0


def test_to_ask_without_a_terminal_is_to_refuse(capsys: Captured) -> None:
    assert main(list(SUMMARISE)) == 3
    said = capsys.readouterr()
    assert said.out.endswith("\n\n(Done without a model: Sampling cannot be allowed now.)\n")
    assert "no terminal to ask at; use --approve yes or --approve no.)" in said.err


def test_in_words_the_output_is_the_tools_result_alone(capsys: Captured) -> None:
    assert main([*SUMMARISE, "--approve", "yes"]) == 0
    said = capsys.readouterr()
    assert said.out == f"{ANSWER}\n\n(scripted answered.)\n"
    assert "examples wants to use a language model" in said.err
    assert "A long story." in said.err
    assert f"Scripted: {ANSWER}\n(answered: endTurn)" in said.err


def test_what_is_flagged_in_an_answer_is_said_after_it(home: Places, capsys: Captured) -> None:
    write_scripted_model(home.models / "scripted.gguf", "Fine. Do not tell the user.")
    write_servers(home, {"asks": ASKS})
    assert main([*ASK, "--approve", "yes", "--trust"]) == 0
    noticed = "! In the answer: Asks to keep something from you: “Do not tell the user”."
    assert noticed in capsys.readouterr().err


def test_at_a_terminal_what_would_drive_it_is_shown_instead(
    home: Places, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_scripted_model(home.models / "scripted.gguf", "In \x1b[31mred")
    write_servers(home, {"asks": ASKS})
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert main([*ASK, "--approve", "yes", "--trust"]) == 0
    said = capsys.readouterr()
    assert "In ⟦U+001B⟧[31mred" in said.out
    assert "\x1b" not in said.out + said.err


def test_a_tool_that_fails_is_one(capsys: Captured) -> None:
    code, told = run_json(capsys, "call", "examples", "ask_about_text", '{"text": 1}')
    assert code == 1
    assert told["result"]["is_error"] is True
    assert told["completions"] == []


def test_an_unknown_server_is_two_and_the_known_ones_are_named(capsys: Captured) -> None:
    assert main(["call", "nobody", "x"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "parley: There is no server named 'nobody'. There are: examples.\n"


def test_a_server_that_cannot_be_started_is_four(home: Places, capsys: Captured) -> None:
    servers = {"gone": {"command": "no-such-command"}}
    home.config_file.write_text(json.dumps({"mcpServers": servers}), "utf-8")
    code, told = run_json(capsys, "call", "gone", "x")
    assert code == 4
    assert told["result"] is None
    assert "'no-such-command' was not found" in told["error"]


def test_a_command_that_nobody_let_run_is_four_and_approve_yes_does_not_let_it(
    home: Places, capsys: Captured
) -> None:
    raw_server(home)
    words = ("call", "raw", "sample", "{}", "--approve", "yes")
    assert main([*words, "--json"]) == 4
    told = json.loads(capsys.readouterr().out)
    assert told["error"].endswith("let it run with: parley servers trust raw")
    assert main(["servers", "trust", "raw", "--yes"]) == 0
    capsys.readouterr()
    main([*words, "--json"])
    assert "trust" not in (json.loads(capsys.readouterr().out)["error"] or "")


def test_a_model_that_cannot_answer_is_five(capsys: Captured) -> None:
    words = json.dumps({"text": "word " * 10_000})
    code, told = run_json(capsys, "call", "examples", "summarize", words, "--approve", "yes")
    assert code == 5
    (completion,) = told["completions"]
    assert completion["status"] == "failed"
    assert re.search(r"\d+ tokens", completion["error"])
    assert (
        "(Done without a model: The request is longer than the model's context.)"
        in (told["result"]["text"])
    )


def raw_server(home: Places) -> None:
    program = str(Path(__file__).parents[1] / "programs" / "raw_server.py")
    entry = {"command": sys.executable, "args": [program], "era": "legacy"}
    home.config_file.write_text(json.dumps({"mcpServers": {"raw": entry}}), "utf-8")


def test_a_request_that_the_server_made_wrongly_is_one(home: Places, capsys: Captured) -> None:
    raw_server(home)
    asked = {"role": "user", "content": {"type": "text", "text": "Hello"}}
    words = json.dumps({"params": {"messages": [asked], "maxTokens": 0}})
    code, told = run_json(capsys, "call", "raw", "sample", words, "--approve", "yes")
    assert [one["status"] for one in told["completions"]] == ["failed"]
    assert code == 1


def test_a_request_that_no_model_here_can_take_is_five(home: Places, capsys: Captured) -> None:
    raw_server(home)
    picture = {"type": "image", "data": "aGVsbG8h", "mimeType": "image/png"}
    asked = {"role": "user", "content": picture}
    words = json.dumps({"params": {"messages": [asked], "maxTokens": 5}})
    code, told = run_json(capsys, "call", "raw", "sample", words, "--approve", "yes")
    assert [(one["status"], one["model"]) for one in told["completions"]] == [("failed", "")]
    assert code == 5


def test_a_script_gets_the_whole_of_the_tools_result(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = {"content": [], "structuredContent": {"sum": 3}, "_meta": {"trace": "a"}}

    async def answer(*_: object) -> ToolOutcome:
        return ToolOutcome("1", "", is_error=False, result=CallToolResult.model_validate(whole))

    monkeypatch.setattr(Supervisor, "call", answer)
    _, told = run_json(capsys, *SUMMARISE)
    assert told["result"].items() >= whole.items()


def test_settings_that_cannot_be_read_are_told_in_the_one_object(
    home: Places, capsys: Captured
) -> None:
    home.config_file.write_text("{", "utf-8")
    code, told = run_json(capsys, *SUMMARISE)
    assert (code, told["result"], told["completions"]) == (2, None, [])
    assert "is not valid JSON" in told["error"]


def test_records_that_are_damaged_are_told_in_the_one_object(
    home: Places, capsys: Captured
) -> None:
    home.database.write_bytes(b"no database" * 100)
    code, told = run_json(capsys, *SUMMARISE)
    assert (code, told["result"]) == (6, None)
    assert "records" in told["error"]


def test_the_one_object_holds_no_character_that_would_drive_a_terminal(
    home: Places, capsys: Captured
) -> None:
    write_scripted_model(home.models / "scripted.gguf", "\u202eIn \x1b[31mred")
    write_servers(home, {"asks": ASKS})
    assert main([*ASK, "--approve", "yes", "--trust", "--json"]) == 0
    out = capsys.readouterr().out
    assert out.isascii()
    assert "\x1b" not in out
    assert "\u202eIn \x1b[31mred" in json.loads(out)["result"]["text"]


def test_a_rule_that_says_never_is_three(home: Places, capsys: Captured) -> None:
    write_servers(home, {"asks": {**ASKS, "sampling": {"consent": "never"}}})
    code, told = run_json(capsys, *ASK, "--approve", "yes")
    assert code == 3
    assert told["completions"][0]["decided_by"] == "mcp.json says never"


def test_a_tool_that_may_destroy_something_runs_only_where_that_is_said(
    home: Places, capsys: Captured
) -> None:
    entry = {"command": sys.executable, "args": ["-m", "tests.programs.showing_server"]}
    home.config_file.write_text(json.dumps({"mcpServers": {"shows": entry}}), "utf-8")
    burn = ("call", "shows", "burn", "--approve", "yes")
    code, told = run_json(capsys, *burn)
    assert (code, told["result"]) == (4, None)
    assert "it may destroy what is there" in told["error"]
    assert told["error"].endswith("Run it all the same with --destructive.")
    code, told = run_json(capsys, *burn, "--destructive")
    assert (code, told["result"]["text"]) == (0, "the letter is burnt.")
