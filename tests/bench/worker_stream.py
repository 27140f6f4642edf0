"""What the worker process costs: its tokens a second beside the same engine in this process."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from statistics import median

import numpy as np
from mcp_types import CreateMessageRequestParams, SamplingMessage, TextContent

from desktop.models.chat_format import chat_messages
from desktop.models.gguf.context import model_context
from desktop.models.local.chat_template import ChatTemplate
from desktop.models.local.engine import Engine, Settings
from desktop.models.local.process import LocalModel
from tests.bench.stopwatch import LETTER, Stopwatch
from tests.made_model import NEVER, Shape, TinyModel, learn_tokens, write_model

_ROUNDS = 7
_TOKENS = 192
_THREADS = 1
_REQUEST = CreateMessageRequestParams(
    messages=[SamplingMessage(role="user", content=TextContent(type="text", text="Tell me."))],
    max_tokens=_TOKENS,
    temperature=0.0,
)


def main() -> float:
    """Prints and returns the worker's tokens a second divided by those in this process."""
    os.environ["GGML_VK_VISIBLE_DEVICES"] = ""  # The engine in this process is on the CPU too.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.gguf"
        _write_model(path)
        rounds = asyncio.run(_rounds(path))
    ratio = median(worker / direct for worker, direct in rounds)
    sys.stdout.write(
        f"worker {median(worker for worker, _ in rounds):.0f} tokens/s, "
        f"in this process {median(direct for _, direct in rounds):.0f} tokens/s, "
        f"ratio {ratio:.3f} (median of {len(rounds)} rounds, {_TOKENS} tokens each)\n"
    )
    return ratio


async def _rounds(path: Path) -> list[tuple[float, float]]:
    context = model_context(path)
    model = LocalModel(context, path.with_suffix(".log"), lambda _event: None, threads=_THREADS)
    with closing(Engine(path, context.context_length, _THREADS)) as engine:
        await _through_worker(model)
        _directly(engine)
        rounds = [(await _through_worker(model), _directly(engine)) for _ in range(_ROUNDS)]
    await model.close()
    return rounds


async def _through_worker(model: LocalModel) -> float:
    watch = Stopwatch()
    await model.complete(_REQUEST, watch.note)
    return watch.rate


def _directly(engine: Engine) -> float:
    watch = Stopwatch()
    template = ChatTemplate(
        engine.vocabulary.chat_template, control=engine.vocabulary.control_tokens()
    )
    prompt = engine.vocabulary.tokenize(template.render(chat_messages(_REQUEST)).pieces)
    engine.generate(prompt, Settings(_TOKENS, temperature=0.0), watch.note)
    return watch.rate


def _write_model(path: Path) -> None:
    """Writes random weights in the shape of SmolLM2-135M with 12 of its 30 layers: 45 MB."""
    tokens, merges = learn_tokens([" bench"])
    shape = Shape(embedding=576, layers=12, heads=9, kv_heads=3, feed_forward=1536)
    model = TinyModel("Bench", (*tokens, *(f"{LETTER}{n}" for n in range(4096))), merges, shape)
    size = len(model.tokens), shape.embedding
    output = np.random.default_rng(1).standard_normal(size, dtype=np.float32)
    output[: len(tokens), 0] = NEVER
    write_model(path, model, output)


if __name__ == "__main__":
    main()
