"""Conversations as batches of tokens, those of like length together."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch

from starter_model.chat import parts
from starter_model.conversations import conversation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from tokenizers import Tokenizer
    from torch import Tensor

BATCH = 6144
"""Tokens in one step, padding included."""
PROMPT_SHARE = 0.02
"""What a token that a person wrote weighs in the loss, against one of an answer.

Names and made-up words in a prompt cannot be foreseen, so they teach little and only add noise.
"""
LEAST_ANSWER = 6
"""A shorter answer weighs as if it had so many tokens: a yes or no would be learned last."""
LONGEST = 1024
_ONE_OF = 8
"""Of so many tokens of a prompt one is learned from, with so many times its weight."""
_POOL = 1536


@dataclass(frozen=True, slots=True)
class Batch:
    """What goes in, what should come out, and what each of it weighs; all (rows, tokens)."""

    inputs: Tensor
    targets: Tensor
    weights: Tensor


@dataclass(frozen=True, slots=True)
class _Row:
    tokens: list[int]
    weights: list[float]

    @property
    def width(self) -> int:
        """The number of inputs, rounded up so that few different widths occur."""
        return math.ceil((len(self.tokens) - 1) / 16) * 16


def batches(tokenizer: Tokenizer, random: Random) -> Iterator[Batch]:
    """Yields batches without end."""
    while True:
        pool = sorted((_row(tokenizer, random) for _ in range(_POOL)), key=lambda row: row.width)
        groups: list[list[_Row]] = [[]]
        for row in pool:
            if (len(groups[-1]) + 1) * row.width > BATCH:
                groups.append([])
            groups[-1].append(row)
        random.shuffle(groups)
        yield from (_batch(rows) for rows in groups)


def _row(tokenizer: Tokenizer, random: Random) -> _Row:
    sentences = random.randint(5, 60) if random.random() < 0.02 else None
    tokens: list[int] = []
    weights: list[float] = []
    for text, learned in parts(conversation(random, sentences=sentences)):
        some = tokenizer.encode(text).ids
        tokens += some
        weight = max(1.0, LEAST_ANSWER / len(some))
        weights += [weight if learned else _prompt_weight(random) for _ in some]
    return _Row(tokens[:LONGEST], weights[:LONGEST])


def _prompt_weight(random: Random) -> float:
    return 0.0 if random.randrange(_ONE_OF) else PROMPT_SHARE * _ONE_OF


def _batch(rows: list[_Row]) -> Batch:
    shape = len(rows), max(row.width for row in rows)
    inputs = torch.zeros(shape, dtype=torch.long)
    targets = torch.zeros(shape, dtype=torch.long)
    weights = torch.zeros(shape)
    for place, row in enumerate(rows):
        end = len(row.tokens) - 1
        inputs[place, :end] = torch.tensor(row.tokens[:-1])
        targets[place, :end] = torch.tensor(row.tokens[1:])
        weights[place, :end] = torch.tensor(row.weights[1:])
    return Batch(inputs, targets, weights)
