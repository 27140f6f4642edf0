"""How fast models answer: measured where they have answered, expected from their size where not."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from functools import lru_cache
from statistics import median
from typing import TYPE_CHECKING

from desktop.models.capability import capability
from desktop.models.context import USUAL_THROUGHPUT, Location, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from desktop.models.backend import OnText
    from desktop.models.context import ModelContext
    from desktop.storage.database import Database

LEAST_TOKENS = 16
"""Shorter answers say little about a speed."""

_LEAST_PIECES = {Location.LOCAL: 2, Location.REMOTE: 4}
"""A worker tells at once that it is done; a provider may hold text back and send it in a burst."""
_NEWEST = 0.2
"""What the newest answer counts for, once there are several; the first ones count alike."""
_BYTES_FOR_A_BILLION = 0.6e9
"""Of parameters, as most files are quantized."""
_USUAL_BILLIONS = 8.0
_REMOTE = 50.0
"""Tokens a second of a provider that was never measured: what most of them give."""


_MEASURED = """
SELECT model, size, tokens_per_second, answers FROM speeds WHERE tokens_per_second > 0
"""
_MEASURE = """
INSERT INTO speeds (model, size, tokens_per_second, answers) VALUES (?, ?, ?, ?)
ON CONFLICT DO UPDATE SET
tokens_per_second = excluded.tokens_per_second, answers = excluded.answers
"""


@dataclass(frozen=True, slots=True)
class Speed:
    """What was measured of a model's answers so far."""

    tokens_per_second: float = 0.0
    answers: int = 0

    def after(self, measured: float) -> Speed:
        """Returns the same with one answer more."""
        answers = self.answers + 1
        step = (measured - self.tokens_per_second) * max(1 / answers, _NEWEST)
        return Speed(self.tokens_per_second + step, answers)


class Speeds:
    """What was measured of each model, by its id and size: another file may get the same id."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[tuple[str, int], Speed] = {}

    async def refresh(self) -> None:
        """Reads what was measured before."""
        for name, size, rate, answers in await self._database.rows(_MEASURED):
            key = (str(name), int(size or 0))
            self._known.setdefault(key, Speed(float(rate or 0), int(answers or 0)))

    def seen(self, context: ModelContext) -> ModelContext:
        """Returns a model with what was measured of it."""
        if (speed := self._known.get((context.id, context.size))) is None:
            return context
        return _measured(context, speed.tokens_per_second)

    def note(self, context: ModelContext, rate: float) -> None:
        """Keeps the tokens a second of one answer more."""
        key = (context.id, context.size)
        speed = self._known[key] = self._known.get(key, Speed()).after(rate)
        self._database.write_soon(_MEASURE, (*key, speed.tokens_per_second, speed.answers))


class Stopwatch:
    """An `OnText` that passes everything on and measures from the first piece to the last.

    What comes before the first, loading and reading the request, says nothing about the next one.
    """

    def __init__(self, on_text: OnText, clock: Callable[[], float] = time.perf_counter) -> None:
        self._on_text = on_text
        self._clock = clock
        self._pieces = 0
        self._length = self._opening = 0
        """Characters of all pieces, and of the first: some hold many tokens, and some one."""
        self._first = self._last = 0.0

    def __call__(self, text: str) -> None:
        """Passes a piece of the answer on."""
        self._last = self._clock()
        if not self._pieces:
            self._first, self._opening = self._last, len(text)
        self._pieces += 1
        self._length += len(text)
        self._on_text(text)

    def rate(self, tokens: int, where: Location) -> float | None:
        """Returns the tokens a second of an answer; None where it was too short to tell.

        Args:
            tokens: how many it had.
            where: where it was written.
        """
        took = self._last - self._first
        short = tokens < LEAST_TOKENS or self._pieces < _LEAST_PIECES[where] or not self._length
        if short or took <= 0:
            return None
        return tokens * (1 - self._opening / self._length) / took


@lru_cache(maxsize=256)  # Every request asks for every model.
def _measured(context: ModelContext, rate: float) -> ModelContext:
    sources = {**context.sources, "speed": Source.MEASURED}
    return replace(context, speed=rate, sources=sources)


def throughput(contexts: Iterable[ModelContext]) -> float:
    """Returns how many bytes of weights this computer reads a second, by its measured models."""
    found = [one.speed * one.size for one in contexts if one.speed and one.size]
    return median(found) if found else USUAL_THROUGHPUT


def expected(context: ModelContext, read: float) -> float:
    """Returns the tokens a second of a model that was never measured.

    Args:
        context: the model.
        read: the computer's `throughput`.
    """
    if context.location is Location.REMOTE:
        return _REMOTE
    return read / (context.size or _BYTES_FOR_A_BILLION * (capability(context) or _USUAL_BILLIONS))
