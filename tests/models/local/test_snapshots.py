"""Conversations that alternate: read once each, answered as if there were no other."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from desktop.models.local.engine import Engine, Settings
from desktop.models.local.snapshots import WORTH_KEEPING, shared_length
from tests.models.local.test_engine import ask
from tests.scripted_model import write_babbling_model

if TYPE_CHECKING:
    from pathlib import Path

BUDGET = 64 << 20
SEA = "Tell me of the sea. " * 12
SKY = "What of the sky? " * 14
GREEDY = Settings(30, temperature=0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "model.gguf"
    write_babbling_model(path)
    return path


def talk(path: Path, remembered: int) -> list[tuple[list[str], int, int]]:
    """Returns the answers in two conversations that alternate, what was read, and from memory."""
    answers = []
    told = {SEA: SEA, SKY: SKY}
    with closing(Engine(path, 2048, 1, remembered=remembered)) as engine:
        for turn in range(3):
            for start in (SEA, SKY):
                pieces, outcome = ask(engine, GREEDY, told[start])
                answers.append((pieces, outcome.input_tokens, outcome.reused_tokens))
                told[start] += f"And then, for the {turn}. time?"
    return answers


def test_answers_are_the_same_with_and_without_a_memory(path: Path) -> None:
    with_memory, without = talk(path, BUDGET), talk(path, 0)
    assert [pieces for pieces, _, _ in with_memory] == [pieces for pieces, _, _ in without]


def test_a_conversation_that_comes_back_is_not_read_again(path: Path) -> None:
    for _, read, reused in talk(path, BUDGET)[2:]:
        assert read - reused < WORTH_KEEPING
    for _, read, reused in talk(path, 0)[2:]:
        assert reused < WORTH_KEEPING < read


def test_the_budget_is_kept_and_the_oldest_goes_first(path: Path) -> None:
    with closing(Engine(path, 2048, 1, remembered=BUDGET)) as engine:
        ask(engine, GREEDY, SEA)
        ask(engine, GREEDY, SKY)
        one = engine._snapshots.bytes
    assert one > 0
    budget = one * 5 // 2
    with closing(Engine(path, 2048, 1, remembered=budget)) as engine:
        for start in (SEA[::-1], SKY, SEA, SKY[::-1]):
            ask(engine, GREEDY, start)
            assert engine._snapshots.bytes <= budget
        _, outcome = ask(engine, GREEDY, SKY)
        assert outcome.reused_tokens > outcome.input_tokens - WORTH_KEEPING
        _, outcome = ask(engine, GREEDY, SEA[::-1])
        assert outcome.reused_tokens < WORTH_KEEPING


def test_a_conversation_that_only_grows_is_put_aside_nowhere(path: Path) -> None:
    with closing(Engine(path, 2048, 1, remembered=BUDGET)) as engine:
        for turn in range(3):
            ask(engine, Settings(5, 0), SEA * (turn + 1))
        assert engine._snapshots.bytes == 0


def test_the_length_that_two_share() -> None:
    assert shared_length([1, 2, 3], (1, 2, 4)) == 2
    assert shared_length([1, 2], (1, 2, 4)) == 2
    assert shared_length([], (1,)) == 0
