"""The worker's speed beside llama.cpp's own benchmark program: the same file, as many threads."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
import time
from itertools import chain
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING

from mcp_types import CreateMessageRequestParams, SamplingMessage, TextContent

from desktop.models.gguf.context import model_context
from desktop.models.local.process import LocalModel
from tests.bench.llama_programs import THREADS, WORD, program, write_bench_model
from tests.bench.stopwatch import Stopwatch

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Measure = Callable[[LocalModel, int], Awaitable[list[float]]]

DECODING, READING = 0.97, 0.95
_ROUNDS = 20
_PIECES = 2
"""Measurements in each round, of both: so few that both meet the same of what else runs."""
_WRITTEN = 64
_READ = 256
"""Tokens of a measurement."""
_CONTEXT = 256
"""Tokens for which llama-bench makes room; the more there are, the slower each is computed."""
_OPENING = 6
"""Of these, the beginning of every prompt, which is in memory already and is not counted."""
_AROUND = 43
"""Tokens of a prompt that are not the repeated word."""


def decoding() -> float:
    """Prints and returns the tokens a second of an answer, of those that llama-bench decodes."""
    return _ratio("decoding", _decode, _CONTEXT, "-p", "0", "-n", str(_WRITTEN))


def reading() -> float:
    """Prints and returns the same for the tokens of a prompt, up to the first of its answer."""
    return _ratio("reading", _read, 2 * _CONTEXT, "-p", str(_READ), "-n", "0")


def _ratio(what: str, measure: Measure, context_length: int, *arguments: str) -> float:
    os.environ["GGML_VK_VISIBLE_DEVICES"] = ""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.gguf"
        write_bench_model(path, context_length)
        rounds = asyncio.run(_rounds(path, measure, arguments))
    ratios = [median(worker) / median(bench) for worker, bench in rounds]
    lower, ratio, upper = quantiles(ratios, n=4)
    worker, bench = (median(chain.from_iterable(rates)) for rates in zip(*rounds, strict=True))
    sys.stdout.write(
        f"{what}: worker {worker:.1f} tokens/s, llama-bench {bench:.1f}, ratio {ratio:.3f} "
        f"(median of {len(ratios)} rounds, half of them {lower:.3f} to {upper:.3f})\n"
    )
    return ratio


async def _rounds(
    path: Path, measure: Measure, arguments: tuple[str, ...]
) -> list[tuple[list[float], list[float]]]:
    model = LocalModel(
        model_context(path), path.with_suffix(".log"), lambda _event: None, threads=THREADS
    )
    await measure(model, 0)
    rounds = []
    for number in range(1, _ROUNDS + 1, 2):  # Whichever comes first has no advantage.
        rounds.append((await measure(model, number), _llama_bench(path, arguments)))
        bench = _llama_bench(path, arguments)
        rounds.append((await measure(model, number + 1), bench))
    await model.close()
    return rounds


def _llama_bench(path: Path, arguments: tuple[str, ...]) -> list[float]:
    run = program("llama-bench", "-m", str(path), "-r", str(_PIECES), "-o", "json", *arguments)
    (measured,) = json.loads(run.communicate(timeout=120)[0])
    return [float(rate) for rate in measured["samples_ts"]]


async def _decode(model: LocalModel, number: int) -> list[float]:
    return [await _written(model, f"Tell me of {number}.{piece}.") for piece in range(_PIECES)]


async def _written(model: LocalModel, text: str) -> float:
    """Returns the tokens a second of an answer, from its first piece to the last."""
    watch = Stopwatch()
    await model.complete(_request(text, 1 + _WRITTEN, 2.0), watch.note)
    assert watch.words == 1 + _WRITTEN  # as many as llama-bench decodes
    return watch.rate


async def _read(model: LocalModel, number: int) -> list[float]:
    rates = []
    for piece in range(_PIECES):
        text = f"{piece}, {number:02} and so it goes on:" + WORD * (_READ - _AROUND)
        began = time.perf_counter()
        completion = await model.complete(_request(text, 1, 0.0), lambda _piece: None)
        rates.append((_READ - _OPENING) / (time.perf_counter() - began))
        assert completion.usage.input_tokens == _READ  # as many as llama-bench reads
    return rates


def _request(text: str, max_tokens: int, temperature: float) -> CreateMessageRequestParams:
    return CreateMessageRequestParams(
        messages=[SamplingMessage(role="user", content=TextContent(type="text", text=text))],
        max_tokens=max_tokens,
        temperature=temperature,
    )


if __name__ == "__main__":
    decoding()
    reading()
