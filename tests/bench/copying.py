"""What look-up decoding gives to a text that copies, and what it costs one that only seems to."""

from __future__ import annotations

import random
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from statistics import median

import numpy as np

from desktop.models.local.engine import Engine, Settings
from tests.made_model import NEVER, Shape, TinyModel, learn_tokens, write_model

COPYING, OTHER = 1.5, 0.97
_ROUNDS = 7
_TOKENS = 192
_WORDS = 1024
_CERTAIN = 20.0
_KEPT = 0.7
"""Of the words of a text that only seems to be copied."""


def copying() -> float:
    """Prints and returns how much faster a copy is written with look-up than without."""
    return _measured("a copy", 1.0)


def seeming() -> float:
    """Prints and returns the same of a text that soon differs, wherever it repeats anything."""
    return _measured("what only seems a copy", _KEPT)


def _measured(what: str, kept: float) -> float:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.gguf"
        first = _write_model(path)
        with closing(Engine(path, 2048, threads=1)) as engine:
            prompt = _prompt(first, kept)
            pairs = [
                (_rate(engine, prompt, looks_up=True), _rate(engine, prompt, looks_up=False))
                for _ in range(_ROUNDS + 1)
            ][1:]
    ratio = median(looked / plain for looked, plain in pairs)
    sys.stdout.write(
        f"{what}: {median(looked for looked, _ in pairs):.0f} tokens/s with look-up, "
        f"{median(plain for _, plain in pairs):.0f} without, ratio {ratio:.3f} "
        f"(median of {len(pairs)} pairs, {_TOKENS} tokens each)\n"
    )
    return ratio


def _prompt(first: int, kept: float) -> list[int]:
    """Returns what the model will write, with some words replaced, and the beginning of it."""
    chance = random.Random(1)
    words = range(first, first + _TOKENS + 16)
    told = [one if chance.random() < kept else chance.choice(words) for one in words]
    return [*told, first + 4]


def _rate(engine: Engine, prompt: list[int], *, looks_up: bool) -> float:
    """Returns the tokens a second, from the first piece to the last."""
    times: list[float] = []
    settings = Settings(_TOKENS, 0, looks_up=looks_up)
    outcome = engine.generate(prompt, settings, lambda _piece: times.append(time.perf_counter()))
    assert outcome.output_tokens == len(times) == _TOKENS
    return (_TOKENS - 1) / (times[-1] - times[0])


def _write_model(path: Path) -> int:
    """Writes a model that counts its words up; returns the first.

    In the shape of SmolLM2-135M with 12 of its 30 layers.
    """
    tokens, merges = learn_tokens([" bench"])
    shape = Shape(embedding=576, layers=12, heads=9, kv_heads=3, feed_forward=1536)
    model = TinyModel("Bench", (*tokens, *(f"w{n:04}" for n in range(_WORDS))), merges, shape)
    embeddings = model.embeddings()
    output = np.zeros_like(embeddings)
    output[:, 0] = NEVER
    counting = slice(len(tokens), None)
    output[counting, 0] = 0.0
    output[counting, 1:] = _CERTAIN * np.roll(embeddings[counting, 1:], 1, axis=0)
    output[counting, 1:] /= np.sqrt(shape.embedding)
    write_model(path, model, output)
    return len(tokens)


if __name__ == "__main__":
    copying()
    seeming()
