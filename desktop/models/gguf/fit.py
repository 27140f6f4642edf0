"""Whether a model fits into the memory that is free."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from desktop.language import tr

if TYPE_CHECKING:
    from desktop.models.gguf.file import GgufHeader

BATCH = 256
"""Prompt tokens that the CPU reads at once."""
COPIED = frozenset({"Q4_0", "Q4_K_S", "Q4_K_M", "IQ4_NL", "MXFP4_MOE"})
"""Quantizations of whose weights the CPU makes a copy, in the order in which it reads them.

A file of them is read and not mapped, so that it is in memory once.
"""
_PROCESS = 32_000_000
"""Bytes of a worker that holds no model yet."""
_TOKEN = 350
"""Bytes of a token of the vocabulary and of what it is joined of: as six usual ones take."""
_CACHE_STEP = 256
"""llama.cpp rounds a context up to so many tokens."""
_CACHED_BYTES = 2
_STEP_BYTES = 4
_STEPS = 5
"""Results of the size of the widest that are there at once."""
_USUAL_HEADS = 32
AT_EASE = 0.8
"""The part of the free memory that leaves enough to other programs."""


class Verdict(Enum):
    """How a model stands to the memory that is free."""

    WELL = "fits well"
    TIGHT = "tight"
    TOO_BIG = "too big"
    UNKNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Demand:
    """The memory that a model takes while it answers, in bytes."""

    weights: int
    cache: int
    """What attention keeps of every token."""
    computing: int
    """Results on the way, the vocabulary, and the process itself."""
    context_length: int
    """Tokens for which it was reckoned."""

    @property
    def total(self) -> int:
        """All of it."""
        return self.weights + self.cache + self.computing


@dataclass(frozen=True, slots=True)
class Fit:
    """A model's demand beside what is free."""

    demand: Demand
    free: int | None
    """Bytes; None where nobody can say, as where a graphics card has memory of its own."""

    @property
    def verdict(self) -> Verdict:
        """Whether it fits."""
        if self.free is None:
            return Verdict.UNKNOWN
        if self.demand.total > self.free:
            return Verdict.TOO_BIG
        return Verdict.WELL if self.demand.total <= AT_EASE * self.free else Verdict.TIGHT

    def __str__(self) -> str:
        """Says it with the figures."""
        demand = self.demand
        figures = tr(
            "it takes {size} of memory ({size2} weights, {size3} for {context_length:,} "
            "tokens, {size4} for computing)",
            size=_size(demand.total),
            size2=_size(demand.weights),
            size3=_size(demand.cache),
            context_length=demand.context_length,
            size4=_size(demand.computing),
        )
        if self.free is None:
            return tr(
                "{figures}; how much a graphics card has free is found out when it is loaded",
                figures=figures,
            )
        return tr(
            "{value}: {figures}, and {size} are free",
            value=self.verdict.value,
            figures=figures,
            size=_size(self.free),
        )


def demand(header: GgufHeader, context_length: int) -> Demand:
    """Returns what a model takes on the CPU, at this length of its context."""
    length = -(-context_length // _CACHE_STEP) * _CACHE_STEP
    batch = min(BATCH, length)
    heads = header.heads or _USUAL_HEADS
    # The scores of each head, the mask that they share, and what a layer makes of them.
    values = batch * (length * (heads + 1) + _STEPS * header.width)
    tokenizer = header.manner.tokenizer
    words = _TOKEN * tokenizer.vocabulary if tokenizer else 0
    return Demand(
        weights=header.size,
        cache=sum(layer.cached for layer in header.layers) * length * _CACHED_BYTES,
        computing=_STEP_BYTES * values + words + _PROCESS,
        context_length=context_length,
    )


def _size(count: int) -> str:
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.0f} MB"
