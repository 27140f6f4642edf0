"""How much of a model a GPU takes, and what a person is told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.models.gguf.file import read_header
from desktop.models.local.devices import Gpu
from desktop.models.local.placement import ON_CPU, RESERVE, Placement, placements, shortfall
from tests.made_model import Shape, TinyModel, learn_tokens, write_model

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.models.gguf.file import GgufHeader

LENGTH = 8192
PLENTY = 1 << 40


@pytest.fixture
def header(tmp_path: Path) -> GgufHeader:
    """A model of six equal layers."""
    path = tmp_path / "model.gguf"
    tokens, merges = learn_tokens([" layers"])
    model = TinyModel("Layers", tokens, merges, Shape(layers=6))
    write_model(path, model, model.embeddings())
    return read_header(path)


def gpu(free: int = PLENTY) -> Gpu:
    return Gpu("Made-up", integrated=False, free=free)


def counts(header: GgufHeader, free: int, length: int = LENGTH) -> list[int]:
    return [placement.layers for placement in placements(header, length, gpu(free))]


def least_for_all(header: GgufHeader) -> int:
    """Returns the least free memory with which every layer goes onto the GPU."""
    low, high = 0, PLENTY
    while low < high:
        middle = (low + high) // 2
        fits = counts(header, middle)[:1] == [6]
        low, high = (low, middle) if fits else (middle + 1, high)
    return low


def test_a_model_that_fits_goes_onto_the_gpu_whole_and_half_of_it_is_the_second_try(
    header: GgufHeader,
) -> None:
    first, second = placements(header, LENGTH, gpu())
    assert first.words == "GPU: Made-up, 6 of 6 layers"
    assert second.words == "GPU: Made-up, 3 of 6 layers"
    assert ON_CPU.words == "CPU"


def test_less_memory_takes_fewer_layers_and_too_little_takes_none(header: GgufHeader) -> None:
    layer = header.layers[0]
    step = layer.weights + layer.cached * 2 * LENGTH
    enough = least_for_all(header)
    assert counts(header, enough - 1) == [5, 2]
    assert counts(header, enough - 4 * step) == [2, 1]
    assert counts(header, enough - 5 * step) == [1]
    assert counts(header, enough - 6 * step) == []
    assert counts(header, 0) == []


def test_what_is_needed_is_weights_cache_and_room_to_compute(header: GgufHeader) -> None:
    # llama.cpp allocated 0.24, 6.00 and 9.01 MB for a model of this shape.
    needed = least_for_all(header) - RESERVE
    assert 1.0 < needed / (2**20 * (0.24 + 6.0 + 9.01)) < 2.0


def test_a_shorter_context_leaves_room_for_more_layers(header: GgufHeader) -> None:
    free = least_for_all(header) // 100 * 99
    assert counts(header, free) < counts(header, free, length=512)


def test_what_a_model_sees_with_takes_the_place_of_layers(header: GgufHeader) -> None:
    enough = least_for_all(header)
    with_sight = placements(header, LENGTH, gpu(enough), beside=1)
    assert [placement.layers for placement in with_sight] == [5, 2]
    assert placements(header, LENGTH, gpu(enough + 1), beside=1)[0].layers == 6
    assert placements(header, LENGTH, gpu(enough), beside=enough) == []


def test_a_gpu_that_does_all_that_was_planned_is_no_matter() -> None:
    planned = Placement(gpu(), 4, 6)
    assert shortfall(gpu(), [planned], planned) == ""


def test_a_person_is_told_of_a_gpu_without_room() -> None:
    told = shortfall(gpu(300 << 20), [], ON_CPU)
    assert told.startswith("The GPU (Made-up) has 300 MB of free memory, too little for any part")
    assert "Close what else uses the GPU" in told


def test_a_person_is_told_of_a_gpu_that_failed() -> None:
    tried = [Placement(gpu(), 6, 6), Placement(gpu(), 3, 6)]
    fewer = shortfall(gpu(), tried, tried[1])
    assert "failed with 6 layers of this model, so it computes 3 and the CPU the others" in fewer
    assert "so the CPU computes it" in shortfall(gpu(), tried, ON_CPU)
