"""The worker's speed beside llama.cpp's own benchmark program: the same file, as many threads."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from mcp_types import CreateMessageRequestParams, SamplingMessage, TextContent

from desktop.models.gguf import model_context
from desktop.models.local.process import LocalModel
from tests.bench.llama_programs import THREADS, program, write_bench_model

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Measure = Callable[[LocalModel, int], Awaitable[float]]

DECODING, READING = 0.97, 0.95
_ROUNDS = 9
_WRITTEN = 192
_READ = 900


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
    ratio = median(worker / bench for worker, bench in rounds)
    sys.stdout.write(
        f"{what}: worker {median(worker for worker, _ in rounds):.1f} tokens/s, "
        f"llama-bench {median(bench for _, bench in rounds):.1f}, ratio {ratio:.3f} "
        f"(median of {len(rounds)} pairs)\n"
    )
    return ratio


async def _rounds(
    path: Path, measure: Measure, arguments: tuple[str, ...]
) -> list[tuple[float, float]]:
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


def _llama_bench(path: Path, arguments: tuple[str, ...]) -> float:
    run = program("llama-bench", "-m", str(path), "-r", "1", "-o", "json", *arguments)
    (measured,) = json.loads(run.communicate(timeout=120)[0])
    return float(measured["avg_ts"])


async def _decode(model: LocalModel, number: int) -> float:
    times: list[float] = []
    # Hot enough that nothing is written twice: look-up decoding would be faster than llama-bench.
    request = _request(f"Tell me of {number}.", _WRITTEN, 2.0)
    await model.complete(request, lambda _piece: times.append(time.perf_counter()))
    return (len(times) - 1) / (times[-1] - times[0])


async def _read(model: LocalModel, number: int) -> float:
    text = f"{number} " + "".join(f"w{word}" for word in range(_READ))
    began = time.perf_counter()
    completion = await model.complete(_request(text, 1, 0.0), lambda _piece: None)
    return completion.usage.input_tokens / (time.perf_counter() - began)


def _request(text: str, max_tokens: int, temperature: float) -> CreateMessageRequestParams:
    return CreateMessageRequestParams(
        messages=[SamplingMessage(role="user", content=TextContent(type="text", text=text))],
        max_tokens=max_tokens,
        temperature=temperature,
    )


if __name__ == "__main__":
    decoding()
    reading()
