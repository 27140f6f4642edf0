from __future__ import annotations

from typing import Any

from desktop.models.local.batches import Batches


def test_a_single_token_needs_no_positions_and_no_batch_of_its_own() -> None:
    batches = Batches()
    first = batches.of([7])
    assert (first.n_tokens, first.token[0]) == (1, 7)
    assert not first.pos
    assert not first.logits
    assert batches.of([8]) is first
    assert first.token[0] == 8


def test_drafted_tokens_follow_and_each_has_a_result() -> None:
    batch = Batches().of([7], [8, 9])
    assert batch.token[: batch.n_tokens] == [7, 8, 9]
    assert batch.logits[: batch.n_tokens] == [1, 1, 1]


def test_positions_count_from_where_the_first_token_stands() -> None:
    batch: Any = Batches().of([7, 8], place=40)
    assert batch.pos[: batch.n_tokens] == [40, 41]
    assert not batch.logits
