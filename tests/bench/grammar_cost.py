"""What a grammar costs: the time of a bound token beside that of a free one, in one engine."""

from __future__ import annotations

import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from desktop.models.local.call_form import OURS
from desktop.models.local.calling import calling
from desktop.models.local.engine import Engine, Settings
from tests.made_model import NEVER, Shape, TinyModel, learn_tokens, write_model

if TYPE_CHECKING:
    from desktop.models.chat_format import ChatTool
    from desktop.models.local.calling import Calling

TARGET = 1.1
_ROUNDS = 5
_TOKENS = 512
_WORDS = 32_000
_TOOL: ChatTool = {
    "type": "function",
    "function": {
        "name": "write",
        "parameters": {"properties": {"text": {"type": "string"}}, "required": ["text"]},
    },
}


def main() -> float:
    """Prints and returns the time of a bound token divided by that of a free one."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.gguf"
        _write_model(path)
        with closing(Engine(path, 1024, threads=1)) as engine:
            bound = calling(OURS, [_TOOL], "required")
            rounds = [(_time(engine, bound), _time(engine, None)) for _ in range(_ROUNDS + 1)][1:]
    ratio = median(constrained / free for constrained, free in rounds)
    sys.stdout.write(
        f"bound {median(constrained for constrained, _ in rounds):.2f} ms a token, "
        f"free {median(free for _, free in rounds):.2f}, ratio {ratio:.3f} "
        f"(median of {len(rounds)} rounds, {_TOKENS} tokens each, {_WORDS} in the vocabulary)\n"
    )
    return ratio


def _time(engine: Engine, bound: Calling | None) -> float:
    """Returns the milliseconds of a token."""
    prompt = engine.vocabulary.tokenize(["<|im_start|>assistant\n"])
    began = time.perf_counter()
    outcome = engine.generate(prompt, Settings(_TOKENS, 0.7, calling=bound), lambda _piece: None)
    assert outcome.output_tokens == _TOKENS
    return (time.perf_counter() - began) / _TOKENS * 1000


def _write_model(path: Path) -> None:
    """Writes random weights in the shape of SmolLM2-135M with 12 of its 30 layers.

    It only wants to write words, which a grammar allows inside a text and nowhere else.
    """
    tokens, merges = learn_tokens([" bench"])
    shape = Shape(embedding=576, layers=12, heads=9, kv_heads=3, feed_forward=1536)
    model = TinyModel("Bench", (*tokens, *(f"w{n}" for n in range(_WORDS))), merges, shape)
    size = len(model.tokens), shape.embedding
    output = np.random.default_rng(1).standard_normal(size, dtype=np.float32)
    output[: len(tokens), 0] = NEVER
    write_model(path, model, output)


if __name__ == "__main__":
    main()
