"""Choosing a model for a request, with the reasons in words."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from desktop.errors import NoModel
from desktop.models.context import Location

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mcp_types import CreateMessageRequestParams, ModelPreferences

    from desktop.models.context import Candidate, ModelContext


_NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class Route:
    """Which model answers, which others could, and why."""

    choice: ModelContext
    runners_up: tuple[ModelContext, ...]
    reasons: tuple[str, ...]

    @property
    def options(self) -> tuple[ModelContext, ...]:
        """Every model that could answer, the choice first."""
        return (self.choice, *self.runners_up)


def choose(params: CreateMessageRequestParams, candidates: Sequence[Candidate]) -> Route:
    """Returns the route for a request: hints in their order first, then priorities.

    The starter comes last whatever the request says, and changes nothing among the others. The
    same arguments give the same route. The rule is that of MCP's sampling page, "Model
    Preferences".

    Raises:
        NoModel: no candidate can take the request.
    """
    able, losses = _filter(params, candidates)
    if not able:
        raise NoModel(_why_none(losses))
    preferences = params.model_preferences
    others = [candidate for candidate in able if not candidate.context.starter]
    hint, hinted = _first_hinted(preferences, others)
    ranked = sorted(able, key=lambda one: _order(one, preferences, others, hinted))
    contexts = [candidate.context for candidate in ranked]
    reasons = _reasons(preferences, hint, ranked)
    return Route(contexts[0], tuple(contexts[1:]), (*reasons, *losses))


def _filter(
    params: CreateMessageRequestParams, candidates: Sequence[Candidate]
) -> tuple[list[Candidate], list[str]]:
    kinds = {block.type for message in params.messages for block in message.content_as_list}
    needed = kinds & {"image", "audio"}
    able, losses = [], []
    for candidate in candidates:
        missing = sorted(needed - candidate.context.modalities)
        if missing:
            losses.append(f"{candidate.context.name} cannot take {' or '.join(missing)}.")
        else:
            able.append(candidate)
    return able, losses


def _why_none(losses: Sequence[str]) -> str:
    if losses:
        return f"No model here can answer this request. {' '.join(losses)}"
    return "There is no model here yet. Add a GGUF file on the Models page."


def _first_hinted(
    preferences: ModelPreferences | None, able: Sequence[Candidate]
) -> tuple[str, list[Candidate]]:
    """Returns the first hint that names a model here, and the models that it names."""
    for name in _hints(preferences):
        matches = _named(name.casefold(), able)
        if matches:
            return name, matches
    return "", []


def _hints(preferences: ModelPreferences | None) -> list[str]:
    """Returns the names that a request gives, without the blank ones."""
    hints = (preferences.hints if preferences else None) or []
    return [hint.name.strip() for hint in hints if hint.name and hint.name.strip()]


def _named(hint: str, able: Sequence[Candidate]) -> list[Candidate]:
    """Returns the models whose id is the hint, else those that have it as a part of their name."""
    exact = [one for one in able if hint == one.context.id.casefold()]
    if exact:
        return exact
    return [one for one in able if any(hint in name.casefold() for name in _names(one.context))]


def _names(context: ModelContext) -> tuple[str, ...]:
    return (context.id, context.name, context.family)


def _order(
    candidate: Candidate,
    preferences: ModelPreferences | None,
    others: Sequence[Candidate],
    hinted: Sequence[Candidate],
) -> tuple[bool, bool, Fraction, bool, bool, float, str]:
    context = candidate.context
    return (
        context.starter,
        candidate not in hinted,
        -_score(context, preferences, others),
        not candidate.loaded,
        context.location is not Location.LOCAL,
        context.cost,
        context.id,
    )


def _score(
    context: ModelContext, preferences: ModelPreferences | None, others: Sequence[Candidate]
) -> Fraction:
    """Returns the sum of the priorities, each times the number of others that it beats.

    Exact, since otherwise an error of rounding would decide between equals.
    """
    if len(others) < 2:  # There is none to beat, and the usual library is this small.
        return _NOTHING
    return sum(
        (
            Fraction(weight) * sum(measure(context) > measure(other.context) for other in others)
            for _, weight, measure in _priorities(preferences)
        ),
        start=_NOTHING,
    )


def _priorities(
    preferences: ModelPreferences | None,
) -> list[tuple[str, float, Callable[[ModelContext], float]]]:
    """Returns word, weight and measure of each priority; an unset one counts as zero.

    Until speed is measured, a smaller model stands for a faster one, and a larger for a wiser.
    """
    if preferences is None:
        return []
    found: list[tuple[str, float | None, Callable[[ModelContext], float]]] = [
        ("a low cost", preferences.cost_priority, lambda context: -context.cost),
        ("speed", preferences.speed_priority, lambda context: -context.size),
        ("intelligence", preferences.intelligence_priority, lambda context: context.parameters),
    ]
    return [(word, min(1.0, weight), measure) for word, weight, measure in found if weight]


def _reasons(
    preferences: ModelPreferences | None, hint: str, ranked: Sequence[Candidate]
) -> tuple[str, ...]:
    choice = ranked[0].context
    if choice.starter:
        return ("There is no other model here yet. Add a GGUF file on the Models page.",)
    if hint:
        return (f"The request names {hint!r}, and {choice.name} is the best match.",)
    starters = [one for one in ranked if one.context.starter]
    reasons = _unheeded(preferences, starters)
    words = [word for word, weight, _ in _priorities(preferences) if weight > 0]
    if len(ranked) - len(starters) == 1:
        apart = f", apart from {starters[0].context.name}" if starters else ""
        reasons.append(f"{choice.name} is the only model that can answer{apart}.")
    elif words:
        reasons.append(f"The request asks for {' and '.join(words)}.")
    elif ranked[0].loaded:
        reasons.append(f"{choice.name} is in memory already.")
    return tuple(reasons) or (f"{choice.name} comes first by name; nothing else was asked for.",)


def _unheeded(preferences: ModelPreferences | None, starters: Sequence[Candidate]) -> list[str]:
    """Returns what is said of hints none of which decided."""
    names = _hints(preferences)
    if not names:
        return []
    name, named = _first_hinted(preferences, starters)
    if named:
        starter = named[0].context.name
        return [f"The request names {name!r}, but {starter} comes after every other model."]
    return [f"None of the models that the request names is here: {', '.join(map(repr, names))}."]
