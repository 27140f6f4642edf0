"""What it costs that two conversations alternate: the time to a first token, beside that of one."""

from __future__ import annotations

import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from desktop.models.local.engine import Engine, Settings
from tests.made_model import Shape
from tests.scripted_model import write_shaped_model

if TYPE_CHECKING:
    from collections.abc import Iterator

TARGET = 1.2
_ROUNDS = 7
_LONG = 1000
_NEW = 48
_BUDGET = 512 << 20


def main() -> float:
    """Prints and returns the time to a first token after another conversation, of that in one."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.gguf"
        write_shaped_model(path, Shape(embedding=576, layers=12, heads=9, kv_heads=3))
        with closing(Engine(path, 4096, threads=1, remembered=_BUDGET)) as engine:
            pairs = list(_times(engine))
    ratio = median(switched / stayed for switched, stayed in pairs)
    sys.stdout.write(
        f"first token {median(switched for switched, _ in pairs):.1f} ms after another "
        f"conversation, {median(stayed for _, stayed in pairs):.1f} in the same, "
        f"ratio {ratio:.3f} (median of {len(pairs)} pairs, {_LONG} tokens known, {_NEW} new)\n"
    )
    return ratio


def _times(engine: Engine) -> Iterator[tuple[float, float]]:
    """Yields the milliseconds to a first token: after the other conversation, and in the same."""
    told = [_words(engine, f"{start} ", _LONG) for start in ("One", "Two")]
    for number in range(_ROUNDS + 1):
        for place in range(len(told)):
            times = []
            for turn in ("back", "on"):
                told[place] = [*told[place], *_words(engine, f" {number} {turn} ", _NEW)]
                began = time.perf_counter()
                engine.generate(told[place], Settings(1, 0), lambda _piece: None)
                times.append((time.perf_counter() - began) * 1000)
            if number:
                yield times[0], times[1]


def _words(engine: Engine, start: str, length: int) -> list[int]:
    tokens = engine.vocabulary.tokenize([start + "and so it goes on " * length])
    return tokens[:length]


if __name__ == "__main__":
    main()
