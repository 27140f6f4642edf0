"""The choice of a model for a request, with the reasons in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.errors import NoModel, PromptTooLong
from desktop.gateway.filters import cramped, needs_of, sift, tight, too_short
from desktop.gateway.hints import Match, hints_of, match, named
from desktop.gateway.ranking import measures_of, ranked, tie_break
from desktop.language import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcp_types import CreateMessageRequestParams

    from desktop.errors import ModelError
    from desktop.gateway.filters import Needs, Sifted
    from desktop.gateway.ranking import Measure, Place
    from desktop.models.context import Candidate, ModelContext

_TOLD = 5
"""So many models at most are told of where none can answer."""


@dataclass(frozen=True, slots=True)
class Loser:
    """A model that does not answer."""

    context: ModelContext
    why: str
    """A sentence."""
    able: bool
    """Whether it could, and only comes later."""


@dataclass(frozen=True, slots=True)
class Route:
    """Which model answers, which others could, and why."""

    choice: ModelContext
    runners_up: tuple[ModelContext, ...]
    reasons: tuple[str, ...]
    losers: tuple[Loser, ...] = ()
    """The runners-up in their order, and then the models that cannot answer."""

    @property
    def options(self) -> tuple[ModelContext, ...]:
        """Every model that could answer, the choice first."""
        return (self.choice, *self.runners_up)


@dataclass(frozen=True, slots=True)
class _Order:
    """The models that can answer, in their order, and what it was made by."""

    hints: list[str]
    found: Match
    measures: list[Measure]
    meant: list[Place]
    """Those that the hints mean."""
    rest: list[Place]
    aside: list[Place]
    """Those that are chosen only where somebody names them."""
    starters: list[Place]

    @property
    def places(self) -> list[Place]:
        return [*self.meant, *self.rest, *self.aside, *self.starters]


def choose(
    params: CreateMessageRequestParams,
    candidates: Sequence[Candidate],
    *,
    allowed: Sequence[str] = (),
    local_only: bool = False,
) -> Route:
    """Returns the route for a request: what can take it, then hints in order, then priorities.

    The starter comes last whatever the request says, and changes nothing among the others. The
    same arguments give the same route. The rule is that of MCP's sampling page, "Model
    Preferences".

    Args:
        params: the request, its answer no longer than the limits allow.
        candidates: every model there is.
        allowed: the ids of the models that may answer; empty where all may.
        local_only: whether the text must stay on this computer.

    Raises:
        PromptTooLong: it is longer than every candidate's context.
        NoModel: no candidate can take it.
    """
    needs = needs_of(params, allowed, local_only=local_only)
    sifted = sift(sorted(candidates, key=lambda one: one.context.id), needs)
    if not sifted.able:
        raise _none(sifted, needs)
    order = _ordered(params, sifted.able)
    first, *others = (place.candidate.context for place in order.places)
    unfit = [Loser(one.context, why, able=False) for one, why in sifted.unfit]
    return Route(
        first,
        tuple(others),
        tuple(_reasons(order, sifted, needs)),
        (*_outranked(order), *unfit),
    )


def _ordered(params: CreateMessageRequestParams, able: Sequence[Candidate]) -> _Order:
    preferences = params.model_preferences
    hints, measures = hints_of(preferences), measures_of(preferences)
    others = [one for one in able if not one.context.starter]
    found = match(hints, others)
    meant = {one.context.id for one in found.models}
    return _Order(
        hints,
        found,
        measures,
        ranked(found.models, measures),
        ranked(_unmeant(others, meant, by_rank=True), measures),
        ranked(_unmeant(others, meant, by_rank=False), measures),
        ranked([one for one in able if one.context.starter], measures),
    )


def _unmeant(others: Sequence[Candidate], meant: set[str], *, by_rank: bool) -> list[Candidate]:
    return [one for one in others if one.context.id not in meant and one.context.ranked == by_rank]


def _none(sifted: Sifted, needs: Needs) -> ModelError:
    """Returns the error for a request that no model can take."""
    if not sifted.unfit:
        return NoModel(tr("There is no model here yet. Get one on the Models page."))
    # Where only some may answer, it is of these that somebody wants to know.
    meant = [pair for pair in sifted.unfit if pair[0].context.id in needs.allowed] or sifted.unfit
    told = [why for _, why in meant[:_TOLD]]
    more = len(meant) - len(told)
    if more:
        told.append(tr("{more:,} more cannot either.", more=more))
    error = PromptTooLong if all(too_short(one, needs) for one, _ in meant) else NoModel
    return error(f"No model here can answer this request. {' '.join(told)}")


def _reasons(order: _Order, sifted: Sifted, needs: Needs) -> list[str]:
    """Returns why the first model is the first, in sentences."""
    choice = order.places[0].candidate
    reasons = _on_hints(order, sifted)
    if choice.context.starter:
        others = any(not one.context.starter for one, _ in sifted.unfit)
        reasons = [_no_other(others=others), *(reasons if others else [])]
    elif len(order.meant) > 1 or not order.meant:
        reasons += _on_rank(order)
    if short := cramped(choice, needs):
        reasons.append(tr("{short} The answer may end too soon.", short=short))
    if little := tight(choice):
        reasons.append(tr("{little} That is tight: other programs may become slow.", little=little))
    return reasons


def _no_other(*, others: bool) -> str:
    if others:
        return tr("No other model here can answer this request.")
    return tr("There is no other model here yet. Get one on the Models page.")


def _on_hints(order: _Order, sifted: Sifted) -> list[str]:
    hints, found, name = order.hints, order.found, order.places[0].candidate.context.name
    if not hints:
        return []
    earlier = hints[: hints.index(found.hint)] if found.hint and found.named else hints
    told = _unfit_that_are_named(earlier, sifted)
    if not found.hint:
        return told or [_unheeded(order)]
    if found.named:
        return [
            *told,
            tr(
                "The request names {hint!r}, and {name} is the best match.",
                hint=found.hint,
                name=name,
            ),
        ]
    if told:
        return [*told, tr("{name} is the closest to {hint!r}.", name=name, hint=found.hint)]
    return [
        tr(
            "The request names {hint!r}, which is not here; {name} is the closest.",
            hint=found.hint,
            name=name,
        )
    ]


def _unfit_that_are_named(hints: Sequence[str], sifted: Sifted) -> list[str]:
    """Returns why a model that is named cannot answer, for the first hint of which that is so."""
    unfit = [one for one, _ in sifted.unfit]
    for hint in hints:
        if models := named(hint, unfit):
            why = next(why for one, why in sifted.unfit if one is models[0])
            return [tr("The request names {hint!r}. {why}", hint=hint, why=why)]
    return []


def _unheeded(order: _Order) -> str:
    """Returns what is said of hints none of which decided."""
    starters = [place.candidate for place in order.starters]
    for hint in order.hints:
        if models := named(hint, starters):
            starter = models[0].context.name
            return tr(
                "The request names {hint!r}, but {starter} comes after every other model.",
                hint=hint,
                starter=starter,
            )
    names = ", ".join(map(repr, order.hints))
    return tr("None of the models that the request names is here: {names}.", names=names)


def _on_rank(order: _Order) -> list[str]:
    first, *others = order.meant or order.rest or order.aside
    choice = first.candidate
    if not others:
        starters = [place.candidate.context.name for place in order.starters]
        if order.rest and order.aside:
            starters.insert(0, tr("what is chosen only by its name"))
        apart = (
            tr(", apart from {starters}", starters=tr(" and ").join(starters)) if starters else ""
        )
        return [
            tr(
                "{name} is the only model that can answer{apart}.",
                name=choice.context.name,
                apart=apart,
            )
        ]
    if order.measures:
        asked = tr(" and ").join(measure.word for measure in order.measures)
        notes = [measure.note(choice) for measure in order.measures]
        return [tr("The request asks for {asked}.", asked=asked), *notes]
    apart = _difference(choice, others[0].candidate).first
    return [
        tr("{name} {apart}; nothing else was asked for.", name=choice.context.name, apart=apart)
    ]


def _outranked(order: _Order) -> list[Loser]:
    """Returns every model after the first, with why it comes after it."""
    first, hint = order.places[0], order.found.hint
    rivals = order.meant or order.rest or order.aside
    later = [(place, _why_ranked_later(place, first, order.measures)) for place in rivals[1:]]
    for place in order.rest if order.meant else ():
        name = place.candidate.context.name
        unnamed = tr("{name} is not what the request names with {hint!r}.", name=name, hint=hint)
        later += [
            (
                place,
                unnamed
                if order.found.named
                else tr("{name} is not as close to {hint!r}.", name=name, hint=hint),
            )
        ]
    for place in order.aside if rivals is not order.aside else ():
        later += [
            (place, tr("{name} is chosen only by its name.", name=place.candidate.context.name))
        ]
    for place in order.starters if rivals else order.starters[1:]:
        later += [
            (place, tr("{name} comes after every other model.", name=place.candidate.context.name))
        ]
    return [Loser(place.candidate.context, why, able=True) for place, why in later]


def _why_ranked_later(loser: Place, first: Place, measures: Sequence[Measure]) -> str:
    """Returns why a model comes after one that no hint sets apart from it."""
    mine, its = loser.candidate, first.candidate
    name = mine.context.name
    worse = [measure for measure in measures if measure.of(mine) < measure.of(its)]
    better = [measure.better for measure in measures if measure.of(mine) > measure.of(its)]
    if not loser.unbeaten or loser.score < first.score:
        though = tr(", though {better}", better=tr(" and ").join(better)) if better else ""
        lacks = tr(" and ").join(measure.worse for measure in worse)
        said = tr("{name} is {lacks}{though}.", name=name, lacks=lacks, though=though)
        return " ".join([said, *(one.note(mine) for one in worse)])
    apart = _difference(its, mine).later
    level = tr("comes out level with {name}, but it ", name=its.context.name) if worse else ""
    return f"{name} {level}{apart}."


@dataclass(frozen=True, slots=True)
class _Difference:
    """What decides between two equals, said of the first and of the later one."""

    first: str
    later: str


_DIFFERENCES = (
    _Difference(tr("is in memory already"), tr("is not in memory")),
    _Difference(tr("is on this computer"), tr("is not on this computer")),
    _Difference(tr("is cheaper"), tr("is dearer")),
    _Difference(tr("comes first by name"), tr("comes later by name")),
)
"""In the order of `tie_break`."""


def _difference(first: Candidate, later: Candidate) -> _Difference:
    """Returns what decides between two equals; their ids always differ."""
    pairs = zip(tie_break(first), tie_break(later), _DIFFERENCES, strict=True)
    return next(words for one, other, words in pairs if one != other)
