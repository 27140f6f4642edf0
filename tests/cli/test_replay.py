"""`parley replay`: a request asked again, in either era, of any model."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from desktop.cli.main import main
from tests.e2e.desk import write_servers
from tests.scripted_model import write_scripted_model

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.storage.places import Places

pytestmark = pytest.mark.timeout(90)

Captured = pytest.CaptureFixture[str]
PARAMS: dict[str, Any] = {
    "messages": [{"role": "user", "content": {"type": "text", "text": "Hello"}}],
    "maxTokens": 100,
    "systemPrompt": "Be brief.",
}


CALL = ("ask", '{"prompt": "Hi", "max_tokens": 50}', "--approve", "yes", "--trust")
ASKS = {"command": sys.executable, "args": ["-m", "tests.programs.sampling_server"]}


@pytest.fixture
def answering(places: Places) -> Places:
    places.prepare()
    write_scripted_model(places.models / "one.gguf", "Yes.")
    write_scripted_model(places.models / "two.gguf", "No.")
    return places


@pytest.fixture
def request_file(tmp_path: Path) -> Path:
    file = tmp_path / "request.json"
    file.write_text(json.dumps(PARAMS), "utf-8")
    return file


@pytest.mark.usefixtures("answering")
def test_two_models_in_both_eras_give_four_answers_to_compare(
    request_file: Path, capsys: Captured
) -> None:
    models = ("--model", "one", "--model", "two")
    assert main(["replay", str(request_file), *models, "--approve", "yes", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    got = [(run["era"], run["model"], run["text"]) for run in told["runs"]]
    assert got == [
        ("legacy", "one", "Yes."),
        ("legacy", "two", "No."),
        ("2026-07-28", "one", "Yes."),
        ("2026-07-28", "two", "No."),
    ]


@pytest.mark.usefixtures("answering")
def test_what_the_dialog_would_say_is_printed_and_the_answers_are_compared(
    request_file: Path, capsys: Captured
) -> None:
    words = ["replay", str(request_file), "--era", "legacy", "--approve", "yes"]
    assert main([*words, "--model", "one", "--model", "two"]) == 0
    said = capsys.readouterr()
    for part in ("Be brief.", "Hello", "parley-replay"):
        assert part in said.err
    assert "── legacy, by one ─" in said.out
    assert "── 2 different answers ─" in said.out


def test_a_request_of_the_journal_is_asked_again_beside_the_answer_that_it_got(
    answering: Places, tmp_path: Path, capsys: Captured
) -> None:
    write_servers(answering, {"mine": ASKS})
    assert main(["call", "mine", *CALL]) == 0
    capsys.readouterr()
    assert main(["journal", "list", "--json"]) == 0
    [entry] = json.loads(capsys.readouterr().out)
    assert main(["journal", "show", entry["request"], "--request"]) == 0
    file = tmp_path / "recorded.json"
    file.write_text(capsys.readouterr().out, "utf-8")
    words = ["replay", str(file), "--model", "two", "--era", "2026-07-28", "--approve", "yes"]
    assert main(words) == 0
    out = capsys.readouterr().out
    assert f"── Recorded, by {entry['model']} ─" in out
    assert entry["text"] in out
    assert "── 2026-07-28, by two ─" in out


@pytest.mark.usefixtures("answering")
def test_a_refusal_is_three_and_no_answer_is_made_up(request_file: Path, capsys: Captured) -> None:
    assert main(["replay", str(request_file), "--era", "legacy", "--approve", "no"]) == 3
    out = capsys.readouterr().out
    assert out.count("No answer:") == 1


@pytest.mark.usefixtures("answering")
def test_a_model_that_is_not_here_is_named_with_those_that_are(
    request_file: Path, capsys: Captured
) -> None:
    assert main(["replay", str(request_file), "--model", "three"]) == 5
    assert "There is no model 'three' here. There are: parley-starter, one, two." in (
        capsys.readouterr().err
    )


def test_a_file_without_a_request_is_said_to_hold_none(tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "empty.json"
    file.write_text('{"maxTokens": 1}', "utf-8")
    assert main(["replay", str(file)]) == 2
    assert "holds no request for a completion: messages" in capsys.readouterr().err


def test_a_request_whose_texts_were_not_kept_cannot_be_taken_from_the_journal(
    answering: Places, capsys: Captured
) -> None:
    write_servers(answering, {"quiet": {**ASKS, "sampling": {"keepTexts": False}}})
    assert main(["call", "quiet", *CALL]) == 0
    capsys.readouterr()
    assert main(["journal", "list", "--json"]) == 0
    [entry] = json.loads(capsys.readouterr().out)
    assert main(["journal", "show", entry["request"], "--request"]) == 2
    said = capsys.readouterr().err
    assert "cannot be asked again. mcp.json says not to keep the texts of quiet." in said
