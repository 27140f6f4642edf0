"""Model files whose every answer is known in advance, for tests only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from desktop.models.standin import (
    END_OF_TURN,
    NEVER,
    Shape,
    TinyModel,
    learn_tokens,
    spell,
    write_model,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_CERTAIN = 20.0
"""How much likelier the next token is than all others, before the temperature."""


def write_scripted_model(path: Path, answer: str) -> None:
    """Writes a model that answers every chat with exactly this text and then ends its turn."""
    write_model_of_tokens(path, [piece.encode() for piece in _pieces(answer)])


def write_model_of_tokens(path: Path, answer: Sequence[bytes]) -> None:
    """Writes a model that answers with these tokens, whatever bytes they are made of."""
    tokens, merges = learn_tokens(["system", "user", "assistant"])
    start = tokens.index(spell(b"\n"))
    # Each step of the answer is a token of its own: the same text twice differs in a prefix of
    # nothing, so what repeats is joined with what follows it until it is new.
    script: list[str] = []
    for piece in answer:
        script.append(spell(piece))
    model = TinyModel("Scripted", (*tokens, *script), merges, Shape(embedding=128))
    steps = [start, *range(len(tokens), len(tokens) + len(script)), END_OF_TURN]
    embeddings = model.embeddings()
    output = np.zeros_like(embeddings)
    output[:, 0] = NEVER
    for before, after in zip(steps, steps[1:], strict=False):
        output[after, 0] = 0.0
        output[after, 1:] = _CERTAIN * embeddings[before, 1:] / np.sqrt(model.shape.embedding)
    write_model(path, model, output)


def _pieces(text: str) -> list[str]:
    """Cuts the text into tokens, no two alike, for each must lead to one next token only."""
    pieces: list[str] = []
    current = ""
    for part in re.findall(r"\s*\S{1,12}|\s+$", text):
        current += part
        if current not in pieces and len(current.encode()) > 1:
            pieces.append(current)
            current = ""
    return [*pieces[:-1], "".join([*pieces[-1:], current])] if text else []
