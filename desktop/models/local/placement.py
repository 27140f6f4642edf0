"""Which layers of a model a GPU takes: as many as its free memory holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.language import tr

if TYPE_CHECKING:
    from desktop.models.gguf.file import GgufHeader
    from desktop.models.local.devices import Gpu

GPU_BATCH = 512
"""Prompt tokens that a GPU reads at once."""
RESERVE = 512 << 20
"""Bytes left to the screen, to other programs, and to what the driver makes for itself."""
_CACHED_BYTES = 2
_CACHE_STEP = 256
_STEP_BYTES = 4
_STEPS = 5
"""Results of the size of the widest that are there at once: more than was ever measured."""


@dataclass(frozen=True, slots=True)
class Placement:
    """What computes a model: the CPU alone, or a GPU its last layers and the output."""

    gpu: Gpu | None = None
    layers: int = 0
    """How many the GPU computes."""
    of: int = 0

    @property
    def words(self) -> str:
        """The placement for people."""
        if self.gpu is None:
            return "CPU"
        return tr(
            "GPU: {description}, {layers} of {of} layers",
            description=self.gpu.description,
            layers=self.layers,
            of=self.of,
        )


ON_CPU = Placement()


def placements(
    header: GgufHeader, context_length: int, gpu: Gpu, beside: int = 0
) -> list[Placement]:
    """Returns what to try before the CPU alone, best first.

    Args:
        header: the model's.
        context_length: tokens that it is to hold.
        gpu: the one that is to compute.
        beside: bytes that something else of the model takes there, as what it sees with does.
    """
    most = _layers_that_fit(header, context_length, gpu.free - beside)
    counts = [count for count in dict.fromkeys((most, most // 2)) if count]
    return [Placement(gpu, count, len(header.layers)) for count in counts]


def shortfall(gpu: Gpu, tried: list[Placement], taken: Placement) -> str:
    """Returns why a GPU computes less than it might; empty where it does what was planned."""
    if not tried:
        return tr(
            "The GPU ({description}) has {value} MB of free memory, too little for any "
            "part of this model, so the CPU computes it. Close what else uses the GPU, "
            "then start Parley again.",
            description=gpu.description,
            value=gpu.free >> 20,
        )
    if taken == tried[0]:
        return ""
    fewer = tr("it computes {layers} and the CPU the others", layers=taken.layers)
    return tr(
        "The GPU ({description}) failed with {layers} layers of this model, so "
        "{value}. A newer graphics driver may help; what went wrong stands in the log "
        "of the model's process.",
        description=gpu.description,
        layers=tried[0].layers,
        value=fewer if taken.gpu else tr("the CPU computes it"),
    )


def _layers_that_fit(header: GgufHeader, context_length: int, free: int) -> int:
    """Returns how many layers, from the last one, fit with all that computing them takes."""
    length = -(-context_length // _CACHE_STEP) * _CACHE_STEP
    batch = min(GPU_BATCH, context_length)
    computing = _STEP_BYTES * batch * (_STEPS * header.width + length)
    room = free - RESERVE - computing - header.output
    count = 0
    for layer in reversed(header.layers):
        room -= layer.weights + layer.cached * length * _CACHED_BYTES
        if room < 0:
            break
        count += 1
    return count
