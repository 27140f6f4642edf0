"""Look-up decoding: the same answers in fewer steps, and only while it pays."""

from __future__ import annotations

from contextlib import closing
from itertools import count
from typing import TYPE_CHECKING

import pytest

from desktop.models.local.binding import llama
from desktop.models.local.call_form import OURS
from desktop.models.local.calling import calling
from desktop.models.local.engine import Cancelled, Engine, Settings
from desktop.models.local.lookup import MOST_DRAFTED, Lookup
from tests.scripted_model import write_babbling_model, write_random_model

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.models.chat_format import ChatTool
    from desktop.models.local.engine import Outcome

SEA = "Tell me of the sea. " * 10
TEXT = list(range(10, 50))
ROOM = 100
TOOL: ChatTool = {
    "type": "function",
    "function": {
        "name": "write",
        "parameters": {"properties": {"text": {"type": "string"}}, "required": ["text"]},
    },
}


class Clock:
    """Time that passes as it is told."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "model.gguf"


@pytest.fixture
def babbler(path: Path) -> Iterator[Engine]:
    write_babbling_model(path)
    with closing(Engine(path, 2048, 1)) as engine:
        yield engine


def copied(lookup: Lookup, clock: Clock, cost: float, until: int = len(TEXT)) -> list[int]:
    """Lets a text be copied from its beginning; returns how many were drafted in each step.

    A step takes a second, and `cost` more for each token that was drafted.
    """
    drafts: list[list[int]] = []
    for token in TEXT[:until]:
        if not lookup.take([token]):
            drafts.append(lookup.draft(ROOM))
            clock.now += 1 + cost * len(drafts[-1])
    return [len(draft) for draft in drafts]


def test_a_copy_is_drafted_further_and_further_ahead() -> None:
    clock = Clock()
    assert copied(Lookup(TEXT, clock), clock, 0.1) == [0, 0, 0, 3, 7, 15, 15]


def test_what_was_drafted_is_what_followed_before() -> None:
    lookup = Lookup([1, 2, 3, 4, 5, 6, 7, 8], count().__next__)
    lookup.draft(ROOM)
    for token in (1, 2, 3):
        assert not lookup.take([token])
        assert lookup.draft(ROOM) == []
    assert not lookup.take([4])
    assert lookup.draft(ROOM) == [5, 6, 7]
    assert standing(lookup) == (0, True)
    assert lookup.take([5])
    assert standing(lookup) == (1, True)
    assert not lookup.take([9])
    assert lookup.draft(ROOM) == []
    assert standing(lookup) == (-1, False)


def test_no_more_is_drafted_than_there_is_room_for() -> None:
    lookup = Lookup([1, 2, 3, 4, 5, 6, 1, 2], count().__next__)
    lookup.draft(ROOM)
    lookup.take([3])
    lookup.draft(ROOM)
    lookup.take([4])
    assert lookup.draft(2) == []
    assert lookup.draft(3) == [5, 6, 1]


def test_what_turns_in_a_circle_is_drafted_past_its_end() -> None:
    clock, circle = Clock(), [1, 2, 3]
    lookup = Lookup(circle * 3, clock)
    drafted = []
    for place in range(40):
        if not lookup.take([circle[place % 3]]):
            drafted.append(lookup.draft(ROOM))
            clock.now += 1
    assert max(map(len, drafted)) == MOST_DRAFTED
    assert all(one in (1, 2, 3) for draft in drafted for one in draft)


def test_batches_that_cost_more_than_they_give_are_given_up() -> None:
    clock = Clock()
    sizes = copied(Lookup(TEXT, clock), clock, 1.2)
    assert sizes.count(3) <= 1
    assert sizes.count(7) <= 1
    assert sizes.count(15) <= 1


def test_after_a_loss_a_longer_copy_is_asked_for() -> None:
    clock = Clock()
    false = [place for start in range(10, 90, 10) for place in (*range(start, start + 5), 5)]
    lookup = Lookup(range(10, 100), clock)
    drafted = []
    for token in false:
        if not lookup.take([token]):
            drafted.append(len(lookup.draft(ROOM)))
            clock.now += 1 + drafted[-1]
    assert 1 <= len([size for size in drafted if size]) <= 2


@pytest.mark.parametrize("temperature", [0.0, 0.8])
@pytest.mark.parametrize("limit", [1, 2, 5, 200])
def test_answers_are_the_same_with_and_without(
    babbler: Engine, monkeypatch: pytest.MonkeyPatch, temperature: float, limit: int
) -> None:
    monkeypatch.setattr(llama, "LLAMA_DEFAULT_SEED", 7)
    (with_it, drafted), (without, none) = (
        answer(babbler, Settings(limit, temperature, looks_up=on)) for on in (True, False)
    )
    assert with_it == without
    assert none == 0
    assert drafted or temperature or limit < 200


@pytest.mark.parametrize("stop", [" shore", "every shore and", "own time the"])
def test_a_stop_sequence_ends_a_copy_where_it_would_end_without(babbler: Engine, stop: str) -> None:
    (with_it, _), (without, _) = (
        answer(babbler, Settings(200, 0, (stop,), looks_up=on)) for on in (True, False)
    )
    assert with_it == without


def test_a_full_context_ends_a_copy(path: Path) -> None:
    write_babbling_model(path)
    with closing(Engine(path, 512, 1)) as engine:
        (with_it, drafted), (without, _) = (
            answer(engine, Settings(10_000, 0, looks_up=on)) for on in (True, False)
        )
    assert with_it == without
    assert drafted


def test_the_next_answer_knows_nothing_of_what_was_only_drafted(babbler: Engine) -> None:
    first, _ = answer(babbler, Settings(50, 0))
    for limit in (23, 24, 25):
        answer(babbler, Settings(limit, 0))
        assert answer(babbler, Settings(50, 0))[0] == first


def test_a_copy_can_be_cancelled_between_any_two_tokens(babbler: Engine) -> None:
    (expected, *_), _ = answer(babbler, Settings(60, 0))
    prompt = babbler.vocabulary.tokenize([SEA])
    for last in (30, 31, 32, 33):
        pieces: list[str] = []

        def stop(piece: str, pieces: list[str] = pieces, last: int = last) -> None:
            pieces.append(piece)
            if len(pieces) == last:
                babbler.cancel()

        with pytest.raises(Cancelled):
            babbler.generate(prompt, Settings(60, 0), stop)
        assert pieces == expected[:last]
        babbler.permit()
    assert answer(babbler, Settings(60, 0))[0][0] == expected


def test_what_a_grammar_binds_is_the_same_with_and_without(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_random_model(path)
    with closing(Engine(path, 2048, 1)) as engine:
        for seed in range(5):
            monkeypatch.setattr(llama, "LLAMA_DEFAULT_SEED", seed)
            bound = calling(OURS, [TOOL], "required")
            told = '{"name": "write", "arguments": {"text": "true false null"}}' * 3
            outcomes = [
                engine.generate(
                    engine.vocabulary.tokenize([told]),
                    Settings(120, 0.7, calling=bound, looks_up=on),
                    lambda _piece: None,
                )
                for on in (True, False)
            ]
            assert outcomes[0].calls == outcomes[1].calls


def standing(lookup: Lookup) -> tuple[int, bool]:
    return lookup.row, lookup.pending


def answer(engine: Engine, settings: Settings) -> tuple[tuple[list[str], str, int], int]:
    """Returns an answer's pieces, how it ended and its length; and how much was drafted."""
    pieces: list[str] = []
    drafted = 0
    decode = engine._decode

    def counted(tokens: list[int], drafts: tuple[int, ...] = ()) -> None:
        nonlocal drafted
        drafted += len(drafts)
        decode(tokens, drafts)

    engine._decode = counted  # type: ignore[assignment, method-assign]
    try:
        outcome: Outcome = engine.generate(
            engine.vocabulary.tokenize([SEA]), settings, pieces.append
        )
    finally:
        engine._decode = decode  # type: ignore[method-assign]
    return (pieces, outcome.stop_reason, outcome.output_tokens), drafted
