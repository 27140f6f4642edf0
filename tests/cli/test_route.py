"""`parley route`: what would answer, why, and why nothing else."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from desktop.cli.main import main
from desktop.cli.route import told_of
from desktop.gateway.routing import choose
from tests.fakes import make_params
from tests.gateway.wishes import CLOUD, of
from tests.scripted_model import write_scripted_model

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.storage.places import Places

pytestmark = pytest.mark.timeout(60)

Captured = pytest.CaptureFixture[str]

PARAMS: dict[str, Any] = {
    "messages": [{"role": "user", "content": {"type": "text", "text": "Hello"}}],
    "maxTokens": 100,
}


@pytest.fixture
def request_file(tmp_path: Path) -> Path:
    return write(tmp_path / "request.json", PARAMS)


def write(path: Path, content: object) -> Path:
    path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return path


def tried(capsys: Captured, *words: object) -> tuple[int, str, str]:
    code = main(["route", *map(str, words)])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_the_choice_is_told_with_its_reasons_place_cost_and_the_losers(
    places: Places, capsys: Captured, request_file: Path
) -> None:
    places.prepare()
    write_scripted_model(places.models / "scripted.gguf", "Yes.")
    code, out, err = tried(capsys, "--dry-run", request_file)
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "Scripted (scripted) would answer, with up to 100 tokens.",
        "  Scripted is the only model that can answer, apart from Parley starter.",
        "The text does not leave this computer. No cost: on this computer.",
        "Those that come after it:",
        "  parley-starter  Parley starter comes after every other model.",
    ]


def test_a_whole_request_is_taken_too_and_a_script_gets_one_object(
    places: Places, capsys: Captured, tmp_path: Path
) -> None:
    rpc = {"jsonrpc": "2.0", "id": 1, "method": "sampling/createMessage", "params": PARAMS}
    code, out, err = tried(capsys, "--dry-run", write(tmp_path / "rpc.json", rpc), "--json")
    told = json.loads(out)
    assert (code, err, told["exit_code"], told["error"]) == (0, "", 0, None)
    assert told["route"] == {
        "model": "parley-starter",
        "name": "Parley starter",
        "local": True,
        "host": "",
        "reasons": ["There is no other model here yet. Get one on the Models page."],
        "max_tokens": 100,
        "cost_at_most": 0.0,
        "losers": [],
    }


def test_a_request_comes_from_the_standard_input_as_well(
    places: Places, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(PARAMS)))
    assert tried(capsys, "--dry-run", "-")[0] == 0


def test_nothing_but_a_dry_run_exists_and_that_is_said(
    places: Places, capsys: Captured, request_file: Path
) -> None:
    code, out, err = tried(capsys, request_file)
    assert (code, out) == (2, "")
    assert "parley route --dry-run FILE" in err


def test_the_rules_for_a_server_are_heeded(
    places: Places, capsys: Captured, request_file: Path
) -> None:
    rules = {"models": ["scripted"], "limits": {"tokensPerRequest": 7}}
    entry = {"command": "notes", "sampling": rules}
    places.prepare()
    write(places.config_file, {"mcpServers": {"notes": entry}})
    command = ("--dry-run", request_file, "--server", "notes")
    code, _, err = tried(capsys, *command)
    assert code == 5
    assert "Parley starter is not among the models that mcp.json allows to this server." in err
    write_scripted_model(places.models / "scripted.gguf", "Yes.")
    code, out, _ = tried(capsys, *command)
    assert code == 0
    assert out.startswith("Scripted (scripted) would answer, with up to 7 tokens.")
    assert "Those that cannot answer:\n  parley-starter  Parley starter is not among" in out


BAD: dict[str, tuple[object, int, str]] = {
    "no JSON": ("{", 2, "Expecting property name"),
    "no object": ([], 2, "should be a valid dictionary"),
    "no request": ({"maxTokens": 1}, 2, "messages: Field required"),
    "nothing to be read": (None, 2, "No such file"),
    "nested without end": ("[" * 100_000, 2, "it is nested too deeply"),
    "against the protocol": ({**PARAMS, "maxTokens": 0}, 1, "maxTokens must be a positive number"),
}


@pytest.mark.parametrize(("content", "code", "why"), BAD.values(), ids=BAD.keys())
def test_what_is_no_request_is_told_in_a_sentence(
    places: Places, capsys: Captured, tmp_path: Path, content: object, code: int, why: str
) -> None:
    path = tmp_path / "bad.json"
    if content is not None:
        write(path, content)
    ended, out, err = tried(capsys, "--dry-run", path)
    assert (ended, out) == (code, "")
    assert err.startswith("parley: ")
    assert why in err
    ended, out, err = tried(capsys, "--dry-run", path, "--json")
    told = json.loads(out)
    assert (ended, told["exit_code"], told["route"], err) == (code, code, None, "")
    assert why in told["error"]


def test_an_unknown_server_is_two(places: Places, capsys: Captured, request_file: Path) -> None:
    code, out, err = tried(capsys, "--dry-run", request_file, "--server", "nobody")
    assert (code, out) == (2, "")
    assert "There is no server named 'nobody'. There are: examples." in err


def test_where_the_text_would_leave_the_host_and_the_most_that_it_costs_are_told() -> None:
    params = make_params()
    lines = told_of(params, choose(params, of(CLOUD)))
    assert lines[2] == "The text is sent over the network to api.openai.com. At most $0.0006."
