"""Whether a model fits: the figures, and how they stand to what a worker really takes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import psutil
import pytest

from desktop.models.gguf.context import model_context
from desktop.models.gguf.file import header_of, read_header
from desktop.models.gguf.fit import Demand, Fit, Verdict, demand
from desktop.models.local.process import LocalModel
from tests.fakes import make_params
from tests.made_model import Shape
from tests.scripted_model import write_shaped_model

if TYPE_CHECKING:
    from pathlib import Path

GIGABYTE = 10**9
DEMAND = Demand(600_000_000, 300_000_000, 100_000_000, 8192)


@pytest.mark.parametrize(
    ("free", "verdict"),
    [
        (2 * GIGABYTE, Verdict.WELL),
        (1.1 * GIGABYTE, Verdict.TIGHT),
        (GIGABYTE - 1, Verdict.TOO_BIG),
        (None, Verdict.UNKNOWN),
    ],
)
def test_free_memory_decides(free: float | None, verdict: Verdict) -> None:
    assert Fit(DEMAND, None if free is None else int(free)).verdict is verdict


def test_the_figures_are_told() -> None:
    assert str(Fit(DEMAND, 2 * GIGABYTE)) == (
        "fits well: it takes 1.0 GB of memory (600 MB weights, 300 MB for 8,192 tokens, "
        "100 MB for computing), and 2.0 GB are free"
    )
    assert "graphics card" in str(Fit(DEMAND, None))


def test_a_longer_context_takes_more(model_file: Path) -> None:
    header = read_header(model_file)
    assert demand(header, 8192).cache == 2 * demand(header, 4096).cache
    assert demand(header, 4000).cache == demand(header, 4096).cache


def test_a_larger_vocabulary_takes_more(model_file: Path) -> None:
    header = read_header(model_file)
    tokenizer = header.manner.tokenizer
    assert tokenizer is not None
    many = replace(tokenizer, vocabulary=tokenizer.vocabulary + 100_000)
    larger = replace(header, manner=replace(header.manner, tokenizer=many))
    assert demand(larger, 4096).computing - demand(header, 4096).computing == 35_000_000


def test_a_header_is_read_from_the_beginning_of_a_file_alone(model_file: Path) -> None:
    content = model_file.read_bytes()
    assert header_of(content[: len(content) // 2], len(content)) == read_header(model_file)
    assert header_of(content[:100], len(content)) is None


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("shape", "coarse"),
    [
        (Shape(256, 24, 8, 2, 1024, 2048), False),
        (Shape(1024, 3, 16, 16, 4096, 2048), False),
        (Shape(256, 8, 4, 4, 512, 4096), False),
        (Shape(1024, 8, 16, 8, 4096, 2048), True),
    ],
    ids=["deep, few keys", "wide", "long", "in four bits, which the CPU puts in another order"],
)
async def test_the_prediction_is_within_15_percent_of_what_the_worker_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shape: Shape, *, coarse: bool
) -> None:
    # A graphics driver in software takes 60 MB for its compiler, as soon as it is looked for.
    for name in ("VK_DRIVER_FILES", "VK_ICD_FILENAMES"):
        monkeypatch.setenv(name, str(tmp_path / "none"))
    path = tmp_path / "shaped.gguf"
    write_shaped_model(path, shape, coarse=coarse)
    context = model_context(path)
    assert context.memory == demand(read_header(path), shape.context_length).total
    model = LocalModel(context, tmp_path / "log", lambda _: None)
    before = {child.pid for child in psutil.Process().children()}
    try:
        # A prompt of nearly the whole context: what is reserved counts only once it is used.
        params = make_params("ab cd " * (shape.context_length // 7), max_tokens=1)
        await model.complete(params, lambda _: None)
        [worker] = [one for one in psutil.Process().children() if one.pid not in before]
        memory = worker.memory_full_info()
        measured = getattr(memory, "pss", memory.rss)
    finally:
        await model.close()
    assert context.memory == pytest.approx(measured, rel=0.15)
