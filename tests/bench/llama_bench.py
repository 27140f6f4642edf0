"""The worker's speed beside llama.cpp's own benchmark program: the same file, as many threads."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from mcp_types import CreateMessageRequestParams, SamplingMessage, TextContent

from desktop.models.gguf.file import model_context
from desktop.models.local.process import LocalModel
from tests.bench.llama_programs import THREADS, WORD, program, write_bench_model

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Measure = Callable[[LocalModel, int], Awaitable[list[float]]]

DECODING, READING = 0.97, 0.95
_ROUNDS = 10
_PIECES = 4
"""Measurements in each round, of both."""
_WRITTEN = 64
_READ = 256
"""Tokens of a measurement: few, so that some meet a moment in which nothing else runs."""
_OPENING = 6
"""Of these, the beginning of every prompt, which is in memory already and is not counted."""
_AROUND = 43
"""Tokens of a prompt that are not the repeated word."""


def decoding() -> float:
    """Prints and returns the tokens a second of an answer, of those that llama-bench decodes."""
    return _ratio("decoding", _decode, "-p", "0", "-n", str(_WRITTEN))


def reading() -> float:
    """Prints and returns the same for the tokens of a prompt, up to the first of its answer."""
    return _ratio("reading", _read, "-p", str(_READ), "-n", "0")


def _ratio(what: str, measure: Measure, *arguments: str) -> float:
    os.environ["GGML_VK_VISIBLE_DEVICES"] = ""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.gguf"
        write_bench_model(path)
        rounds = asyncio.run(_rounds(path, measure, arguments))
    # The best of each: whatever else runs only ever slows one of them.
    worker, bench = (max(map(max, rates)) for rates in zip(*rounds, strict=True))
    pairs = median(median(one) / median(other) for one, other in rounds)
    sys.stdout.write(
        f"{what}: worker {worker:.1f} tokens/s, llama-bench {bench:.1f}, "
        f"ratio {worker / bench:.3f} (the best of {len(rounds) * _PIECES} each; "
        f"median of {len(rounds)} rounds {pairs:.3f})\n"
    )
    return float(worker / bench)


async def _rounds(
    path: Path, measure: Measure, arguments: tuple[str, ...]
) -> list[tuple[list[float], list[float]]]:
    model = LocalModel(
        model_context(path), path.with_suffix(".log"), lambda _event: None, threads=THREADS
    )
    await measure(model, 0)
    rounds = [
        (await measure(model, number), _llama_bench(path, arguments))
        for number in range(1, _ROUNDS + 1)
    ]
    await model.close()
    return rounds


def _llama_bench(path: Path, arguments: tuple[str, ...]) -> list[float]:
    run = program("llama-bench", "-m", str(path), "-r", str(_PIECES), "-o", "json", *arguments)
    (measured,) = json.loads(run.communicate(timeout=120)[0])
    return [float(rate) for rate in measured["samples_ts"]]


async def _decode(model: LocalModel, number: int) -> list[float]:
    times: list[float] = []
    # Hot enough that nothing is written twice: look-up decoding would be faster than llama-bench.
    request = _request(f"Tell me of {number}.", 1 + _WRITTEN * _PIECES, 2.0)
    await model.complete(request, lambda _piece: times.append(time.perf_counter()))
    ends = times[::_WRITTEN]
    return [_WRITTEN / (end - start) for start, end in pairwise(ends)]


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
