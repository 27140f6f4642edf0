"""How well the number of threads suits a computer on which another program is busy."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from statistics import median

import psutil

from desktop.models.local.engine import Cancelled, Engine, Settings
from desktop.models.local.threads import Governor
from tests.made_model import Shape
from tests.scripted_model import write_shaped_model

TARGET = 0.8
_ROUNDS = 5
_SECONDS = 2.0


class _Fixed(Governor):
    """A choice that stays."""

    def observe(self, _elapsed: float, _computed: float) -> bool:
        return False


def main() -> float:
    """Prints and returns the speed beside a busy program, of that with the best fixed choice."""
    most = max(2, psutil.cpu_count() or 1)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as opened:
        path = Path(folder) / "bench.gguf"
        write_shaped_model(path, Shape(embedding=576, layers=12, heads=9, kv_heads=3))
        engines = [opened.enter_context(closing(Engine(path, 2048, most)))]
        for threads in range(1, most + 1):
            engines.append(opened.enter_context(closing(Engine(path, 2048, threads))))
            engines[-1]._governor = _Fixed(threads)
        neighbour = subprocess.Popen([sys.executable, "-c", "while True: pass"])
        opened.callback(neighbour.wait)
        opened.callback(neighbour.kill)
        rounds = [[_rate(engine, number) for engine in engines] for number in range(_ROUNDS)]
    adaptive, *fixed = (median(rates) for rates in zip(*rounds, strict=True))
    told = ", ".join(f"{rate:.1f} with {count}" for count, rate in enumerate(fixed, 1))
    sys.stdout.write(
        f"beside a busy program: {adaptive:.1f} tokens/s, fixed threads {told}, "
        f"ratio {adaptive / max(fixed):.3f} (medians of {_ROUNDS} rounds)\n"
    )
    return float(adaptive / max(fixed))


def _rate(engine: Engine, number: int) -> float:
    """Returns the tokens a second of an answer, its prompt included, that is soon broken off."""
    prompt = engine.vocabulary.tokenize([f"{number} and so it goes on"])
    began, pieces = time.perf_counter(), 0

    def count(_piece: str) -> None:
        nonlocal pieces
        pieces += 1
        if time.perf_counter() - began > _SECONDS:
            engine.cancel()

    with suppress(Cancelled):
        engine.generate(prompt, Settings(1000, 1.5, looks_up=False), count)
    engine.permit()
    return pieces / (time.perf_counter() - began)


if __name__ == "__main__":
    main()
