"""Which models suit this computer: those to fetch, and those that are here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from desktop.errors import LoadFailed
from desktop.models.gguf.file import LONGEST_CONTEXT, read_header
from desktop.models.gguf.fit import Demand, Fit, Verdict, demand
from desktop.models.hardware import free_memory

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.models.context import ModelContext
    from desktop.models.hub.catalogue import Entry
    from desktop.models.hub.origins import Origin

_NAMED = re.compile(r"(?<![a-z0-9])(?:i?q(\d)|mxfp(4)|b?f(16|32))(?![0-9])")
"""How a file's name tells its quantization: q4_k_m, iq3_xs, bf16."""
_BITS = {1: 2.0, 2: 3.0, 3: 3.9, 4: 4.9, 5: 5.7, 6: 6.6, 8: 8.5, 16: 16.0, 32: 32.0}
"""Of a weight, by the number in the name; the tables of factors are counted in."""
_USUAL_BITS = _BITS[4]
_QUANTIZED = 8.5
"""More bits than these make a file larger and slower, and its answers hardly better."""
_USUAL = "q4_k_m"
"""What most people choose of a repository's files: small, and hardly less able."""
_SLOW = 5.0
"""Tokens a second; a person reads faster."""

# Of usual models, between whose makers they differ by half as much again or as much less.
_CACHED = 64_000
"""Bytes that attention keeps of a token in a model of a billion parameters."""
_COMPUTED = 24_000
"""Bytes of results on the way, for a token of the context, in a model of a billion parameters."""
_PROCESS = 32_000_000


@dataclass(frozen=True, slots=True)
class Suited:
    """A model of the catalogue, and how this computer is likely to stand to it."""

    entry: Entry
    size: int
    """Bytes of all its files; told, or reckoned from the parameters."""
    fit: Fit
    speed: float
    """Tokens a second that it would write."""

    @property
    def slow(self) -> bool:
        """Whether a person would wait for its words."""
        return self.speed < _SLOW


def suited(entries: Iterable[Entry], free: int | None, read: float) -> list[Suited]:
    """Returns the catalogue with what suits best first: what fits and keeps pace, the ablest.

    Args:
        entries: the catalogue.
        free: bytes of memory that a model could have; None where nobody can say.
        read: bytes of weights that this computer reads in a second.
    """
    found = []
    for entry in entries:
        size = entry.size or round(entry.billions * 1e9 * bits(entry.file) / 8)
        whole = size + (entry.projector.size or 0 if entry.projector else 0)
        fit = likely(whole, entry.billions, entry.context, free)
        found.append(Suited(entry, whole, fit, read / size))
    return sorted(found, key=lambda one: (_rank(one), -one.entry.capability))


def _rank(one: Suited) -> int:
    if one.fit.verdict is Verdict.TOO_BIG:
        return 3
    return 2 if one.fit.verdict is Verdict.TIGHT else int(one.slow)


def bits(file: str) -> float:
    """Returns how many bits a weight takes in a file of this name."""
    named = [*_NAMED.finditer(file.rpartition("/")[2].lower())]
    number = next((int(one) for one in named[-1].groups() if one), 0) if named else 0
    return _BITS.get(number, _USUAL_BITS)


def likely(size: int, billions: float, context: int, free: int | None) -> Fit:
    """Returns what a model is likely to take; what it does take, only its header tells.

    Args:
        size: bytes of its file.
        billions: of its parameters.
        context: tokens on which it was trained; 0 where that is not known.
        free: bytes of memory that it could have; None where nobody can say.
    """
    length = min(context or LONGEST_CONTEXT, LONGEST_CONTEXT)
    wide = sqrt(billions) * length
    return Fit(
        Demand(size, round(_CACHED * wide), round(_COMPUTED * wide) + _PROCESS, length), free
    )


def fit_here(context: ModelContext) -> Fit | None:
    """Returns whether a file's model fits into what is free now; None where nobody can say."""
    if context.path is None:
        return None
    try:
        return Fit(demand(read_header(context.path), context.context_length), free_memory())
    except LoadFailed:
        return None


def likely_of(origin: Origin, free: int | None) -> Fit:
    """Returns what a file of a repository is likely to take."""
    return likely(origin.size, origin.size * 8e-9 / bits(origin.file), 0, free)


def best(files: Sequence[Origin], free: int | None) -> Origin | None:
    """Returns the file to fetch of a repository's: the largest quantized one that fits well.

    Where none does, it is the usual one, or else the smallest.
    """
    quantized = [one for one in files if bits(one.file) <= _QUANTIZED] or list(files)
    well = [one for one in quantized if likely_of(one, free).verdict is Verdict.WELL]
    if well:
        return max(well, key=lambda one: one.size)
    usual = [one for one in quantized if _USUAL in one.file.lower()]
    return min(usual or quantized, key=lambda one: one.size, default=None)
