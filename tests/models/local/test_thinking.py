"""Thoughts: kept apart from the answer, however the tokens are cut."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from desktop.models.local.engine import Engine, Settings
from desktop.models.local.thinking import USUAL, Marks, Thinking, marks, without_thought
from tests.models.local.test_calling import AUTO, CALL
from tests.models.local.test_engine import ask
from tests.scripted_model import write_model_of_tokens, write_scripted_model

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.models.local.calling import Calling


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "model.gguf"


def parted(text: str, size: int, *, begun: bool = False) -> tuple[str, str]:
    """Returns a thought and an answer that come in pieces of this size."""
    pieces: list[str] = []
    thinking = Thinking(USUAL, pieces.append, begun=begun)
    for place in range(0, len(text), size):
        piece = text[place : place + size]
        thinking.answer(thinking.think(piece) if thinking.thinks else piece)
    thinking.finish()
    return thinking.thought, "".join(pieces)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
@pytest.mark.parametrize(
    ("text", "thought", "answer"),
    [
        ("<think>\nHm.\n</think>\n\nYes.\n", "\nHm.\n", "Yes.\n"),
        ("\n<think>a < b</think>Yes", "a < b", "Yes"),
        ("<think></think>Yes", "", "Yes"),
        ("<think>never ends</th", "never ends</th", ""),
        ("  Yes, <think>no</think>", "", "  Yes, <think>no</think>"),
        ("<thin air>", "", "<thin air>"),
        ("<th", "", "<th"),
        ("", "", ""),
    ],
)
def test_a_thought_at_the_start_is_kept_apart(
    text: str, thought: str, answer: str, size: int
) -> None:
    assert parted(text, size) == (thought, answer)


@pytest.mark.parametrize("size", [1, 4, 100])
def test_a_thought_that_the_prompt_begins_needs_no_opening(size: int) -> None:
    assert parted("Hm.\n</think>\n\nYes.", size, begun=True) == ("Hm.\n", "Yes.")


def test_a_template_that_has_marks_of_its_own_is_heeded() -> None:
    assert marks("{{ '[THINK]' + thought + '[/THINK]' }}") == Marks("[THINK]", "[/THINK]")
    assert marks("<|channel>thought\n<channel|>") == Marks("<|channel>thought", "<channel|>")
    assert marks("{{ '<think>' }}") == marks(None) == USUAL


def test_a_text_is_left_without_the_thought_with_which_it_begins() -> None:
    assert without_thought("\n<think>\nHm.\n</think>\n\nYes. </think>", USUAL) == "Yes. </think>"
    for whole in ("Yes.", "Yes. <think>Hm.</think>", "<think>Hm.", "</think>Yes."):
        assert without_thought(whole, USUAL) == whole


def think(
    path: Path, script: str, max_tokens: int = 100, calling: Calling | None = None, *stops: str
) -> tuple[str, str, str, str | None]:
    """Returns the thought, the answer, how it stopped, and what was called."""
    write_scripted_model(path, script)
    with closing(Engine(path, 512, 1)) as engine:
        pieces, outcome = ask(engine, Settings(max_tokens, 0, stops, calling))
    if outcome.thought:
        assert 0 < outcome.thought_tokens <= outcome.output_tokens
    return outcome.thought, "".join(pieces), outcome.stop_reason, outcome.calls


def test_a_model_that_thinks_answers_without_its_thought(path: Path) -> None:
    script = "<think>\nShe asks how it is. Good, I guess. </think> All is well."
    assert think(path, script) == (
        "She asks how it is. Good, I guess.",
        "All is well.",
        "endTurn",
        None,
    )


def test_a_thought_cut_short_leaves_no_answer(path: Path) -> None:
    thought, answer, reason, _ = think(path, "<think> One. Two. Three. Four.</think> Yes.", 4)
    assert thought.startswith("One.")
    assert (answer, reason) == ("", "maxTokens")


def test_neither_stop_sequences_nor_calls_are_looked_for_in_a_thought(path: Path) -> None:
    script = "<think> Stop. A <tool_call> would do. </think>So be it. Stop. Never."
    thought, answer, reason, calls = think(path, script, 100, AUTO, "Stop.")
    assert thought == "Stop. A <tool_call> would do."
    assert (answer, reason, calls) == ("So be it. ", "stopSequence", None)


def test_a_call_may_follow_a_thought(path: Path) -> None:
    thought, answer, _, calls = think(path, f"<think>Look. </think>{CALL}", 200, AUTO)
    assert (thought, answer) == ("Look.", "")
    assert calls is not None
    assert "Rome" in calls


def test_a_mark_may_come_in_one_token_with_words(path: Path) -> None:
    write_model_of_tokens(path, [b"<think>Hm", b". So</thi", b"nk>Yes", b", I do."])
    with closing(Engine(path, 512, 1)) as engine:
        pieces, outcome = ask(engine, Settings(50))
    assert (outcome.thought, "".join(pieces)) == ("Hm. So", "Yes, I do.")
