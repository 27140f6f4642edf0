"""Model files for tests: one whose answer is known, and some that babble, dawdle or break."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from tests.made_model import (
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

    from tests.made_model import Matrix

_WORDS = "the tide takes some sand from every shore and gives it back to others in its own time"
_JSON_WORDS = (
    *('{"', '": ', '", "', '"}', '":', "], ", "[["),
    *("true", "false", "null", "Größe", "名前"),
)
_CERTAIN = 20.0
"""So much likelier is the right token that no temperature in use makes a difference."""


def write_scripted_model(path: Path, answer: str, *, in_parts: bool = False) -> None:
    """Writes a model that answers every chat with exactly this text and then ends its turn."""
    tokens = [piece.encode() for piece in _pieces(answer)]
    write_model_of_tokens(path, tokens, in_parts=in_parts)


def write_model_of_tokens(path: Path, answer: Sequence[bytes], *, in_parts: bool = False) -> None:
    """Writes a model that answers with these tokens, whatever bytes they are made of.

    No token may come twice, for each leads to one next token only.
    """
    tokens, merges = learn_tokens(["system", "user", "assistant"])
    script = [spell(piece) for piece in answer]
    tokens = tuple(dict.fromkeys([*tokens, *script]))
    line_end = spell(b"\n")  # the prompt's last token
    steps = [tokens.index(token) for token in (line_end, *script)]
    assert len(set(steps)) == len(steps), "a token comes twice"
    model = TinyModel("Scripted", tokens, merges, Shape(embedding=128))
    embeddings = model.embeddings()
    output = np.zeros_like(embeddings)
    output[:, 0] = NEVER
    for before, after in pairwise([*steps, END_OF_TURN]):
        output[after, 0] = 0.0
        output[after, 1:] = _CERTAIN * embeddings[before, 1:] / np.sqrt(model.shape.embedding)
    write_model(path, model, output, in_parts=in_parts)


def _pieces(text: str) -> list[str]:
    """Cuts the text into tokens, no two alike: what repeats is joined with what follows it."""
    pieces: list[str] = []
    current = ""
    for part in re.findall(r"\s*\S{1,12}|\s+$", text):
        current += part
        if current not in (*pieces, "\n"):
            pieces.append(current)
            current = ""
    if current:
        pieces[-1:] = ["".join([*pieces[-1:], current])]
    return pieces


def write_babbling_model(path: Path, temperature: float | None = None) -> None:
    """Writes a model that puts word after word until its context of 8192 tokens is full."""
    words = [f" {word}" for word in _WORDS.split()]
    tokens, merges = learn_tokens([*words, "system", "user", "assistant"])
    model = TinyModel("Babbling", tokens, merges, temperature=temperature)
    output = _endless(model)
    output[:, 0] = NEVER
    output[[tokens.index(spell(word.encode())) for word in words], 0] = 0.0
    write_model(path, model, output)


def write_random_model(path: Path) -> None:
    """Writes a model that takes any token for the next one, an end too, with no sense at all."""
    tokens, merges = learn_tokens([*_JSON_WORDS, "system", "user", "assistant"])
    model = TinyModel("Random", tokens, merges, Shape(embedding=32, layers=1))
    shape = len(model.tokens), model.shape.embedding
    output = np.random.default_rng(3).standard_normal(shape, dtype=np.float32)
    output *= 0.3
    # What is begun is ended soon.
    output[:, 0] = [3.0 if {*'"]}'} & set(token) else 0.0 for token in model.tokens]
    write_model(path, model, output)


def write_slow_model(path: Path) -> None:
    """Writes a random model of 7 MB that needs many seconds for a prompt of 8000 tokens."""
    tokens, merges = learn_tokens([" slow", " words"])
    model = TinyModel("Slow", tokens, merges, Shape(256, 6, 8, 4, 1024))
    write_model(path, model, _endless(model))


def write_shaped_model(path: Path, shape: Shape, *, coarse: bool = False) -> None:
    """Writes a random model of a given size."""
    tokens, merges = learn_tokens([" slow", " words"])
    model = TinyModel("Shaped", tokens, merges, shape, coarse=coarse)
    write_model(path, model, _endless(model))


def write_crashing_model(path: Path) -> None:
    """Writes a model that ends every process in which llama.cpp loads it."""
    tokens, merges = learn_tokens([" twice"])
    model = TinyModel("Crashing", (*tokens, tokens[-1]), merges)
    write_model(path, model, _endless(model))


def write_hanging_model(path: Path) -> None:
    """Writes a model whose chat template does not come to an end."""
    tokens, merges = learn_tokens([" never"])
    loops = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    model = TinyModel("Hanging", tokens, merges, chat_template=loops)
    write_model(path, model, _endless(model))


def _endless(model: TinyModel) -> Matrix:
    """Returns an output matrix that allows everything but an end."""
    shape = len(model.tokens), model.shape.embedding
    output = np.random.default_rng(1).standard_normal(shape, dtype=np.float32)
    output[: END_OF_TURN + 1, 0] = NEVER
    return output
