"""The order of models by what a request finds important, and the words for it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import inf
from typing import TYPE_CHECKING

from desktop.gateway.limits import money
from desktop.language import tr
from desktop.models.capability import capability
from desktop.models.context import Location
from desktop.models.speed import expected

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from mcp_types import ModelPreferences

    from desktop.models.context import Candidate

Values = tuple[float, ...]
"""What a model has of each thing that is asked for; more is better."""


@dataclass(frozen=True, slots=True)
class Measure:
    """Something that a request finds important."""

    word: str
    worse: str
    better: str
    weight: float
    of: Callable[[Candidate], float]
    """How much a model has of it; more is better."""
    note: Callable[[Candidate], str]
    """What a person must know of that, in a sentence."""


@dataclass(frozen=True, slots=True)
class Place:
    """A model in its order."""

    candidate: Candidate
    unbeaten: bool
    """Whether no other model is better in one thing and as good in all the others."""
    score: Fraction


def measures_of(preferences: ModelPreferences | None) -> list[Measure]:
    """Returns what a request finds important; what it does not set counts as zero."""
    if preferences is None:
        return []
    weights = (
        preferences.cost_priority,
        preferences.speed_priority,
        preferences.intelligence_priority,
    )
    return [
        Measure(word, worse, better, min(1.0, weight), of, note)
        for weight, (word, worse, better, of, note) in zip(weights, _ALL, strict=True)
        if weight and weight > 0
    ]


def ranked(candidates: Sequence[Candidate], measures: Sequence[Measure]) -> list[Place]:
    """Returns models in their order: those first that no other one beats.

    Each of those gets for each measure its rank among them, from 0 to 1, times the weight. So a
    model that another one beats changes no rank above it, and nothing that is chosen. The others
    are ranked among themselves. Of equals the loaded one comes first, then the local, then the
    cheaper, then the first by id.
    """
    if len(candidates) < 2:  # The usual library is this small, and every request comes here.
        return [Place(one, unbeaten=True, score=Fraction(0)) for one in candidates]
    values = [(one, tuple(measure.of(one) for measure in measures)) for one in candidates]
    unbeaten = _unbeaten({value for _, value in values})
    best = [(one, value) for one, value in values if value in unbeaten]
    others = [(one, value) for one, value in values if value not in unbeaten]
    return [*_placed(best, measures, unbeaten=True), *_placed(others, measures, unbeaten=False)]


def tie_break(candidate: Candidate) -> tuple[bool, bool, float, str]:
    """Returns what decides between equals; less is better."""
    context = candidate.context
    away = context.location is not Location.LOCAL
    price = inf if context.price is None else context.price
    return (away or not context.loaded, away, price, context.id)


def _unbeaten(found: Collection[Values]) -> set[Values]:
    """Returns what nothing else is at least as good as in every way."""
    best: list[Values] = []
    for value in sorted(found, reverse=True):  # What beats another comes before it.
        if not any(all(map(_at_least, other, value)) for other in best):
            best.append(value)
    return set(best)


def _at_least(one: float, other: float) -> bool:
    return one >= other


def _placed(
    models: Sequence[tuple[Candidate, Values]], measures: Sequence[Measure], *, unbeaten: bool
) -> list[Place]:
    ladders = [sorted(set(column)) for column in zip(*(value for _, value in models), strict=True)]
    places = [
        Place(
            one,
            unbeaten,
            # Exact, since otherwise an error of rounding would decide between equals.
            sum(
                (
                    Fraction(measure.weight) * _rank(had, ladder)
                    for measure, had, ladder in zip(measures, value, ladders, strict=True)
                ),
                start=Fraction(0),
            ),
        )
        for one, value in models
    ]
    return sorted(places, key=lambda place: (-place.score, tie_break(place.candidate)))


def _rank(had: float, ladder: Sequence[float]) -> Fraction:
    return Fraction(ladder.index(had), max(1, len(ladder) - 1))


def _cheapness(candidate: Candidate) -> float:
    """Returns the price, negative; one that is not known is the highest of all."""
    price = candidate.context.price
    return -inf if price is None else -price


def _speed(candidate: Candidate) -> float:
    context = candidate.context
    return expected(context, candidate.throughput) if context.speed is None else context.speed


def _ability(candidate: Candidate) -> float:
    return capability(candidate.context) or 0.0


def _on_price(candidate: Candidate) -> str:
    context = candidate.context
    if context.price is None:
        return tr(
            "The price of {name} is not known, so it counts as the dearest.", name=context.name
        )
    if context.location is Location.LOCAL:
        return tr("{name} costs nothing.", name=context.name)
    return tr(
        "{name} costs {money} for a million tokens.", name=context.name, money=money(context.price)
    )


def _on_speed(candidate: Candidate) -> str:
    context, speed = candidate.context, _speed(candidate)
    if context.speed is not None:
        return tr(
            "{name} wrote {figure} tokens a second here.", name=context.name, figure=_figure(speed)
        )
    by = tr("its size") if context.location is Location.LOCAL else tr("what most providers give")
    return tr(
        "{name} was not measured here yet: {figure} tokens a second, by {by}.",
        name=context.name,
        figure=_figure(speed),
        by=by,
    )


def _on_ability(candidate: Candidate) -> str:
    context = candidate.context
    if not (known := capability(context)):
        return tr(
            "How able {name} is, is not known; it counts as the least able.", name=context.name
        )
    by = tr("by its size") if context.parameters else tr("by its name")
    rated = tr("as it is rated") if context.capability else by
    return tr(
        "{name} counts as a model of {figure} billion parameters, {rated}.",
        name=context.name,
        figure=_figure(known),
        rated=rated,
    )


def _figure(number: float) -> str:
    return f"{number:,.0f}" if number >= 10 else f"{number:.2g}"


_ALL = (
    (tr("a low cost"), tr("dearer"), tr("cheaper"), _cheapness, _on_price),
    (tr("speed"), tr("slower"), tr("faster"), _speed, _on_speed),
    (tr("intelligence"), tr("less able"), tr("abler"), _ability, _on_ability),
)
"""In the order in which they are told."""
