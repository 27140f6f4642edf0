"""Which models a request's hints mean: those that they name, else those that are nearest."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.models.capability import capability, capability_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mcp_types import ModelPreferences

    from desktop.models.context import Candidate, ModelContext

_SNAPSHOT = re.compile(r"[-@:](latest|20\d\d-?\d\d-?\d\d)$")
"""What providers add to a name where they freeze a model, or do not."""

_WORD = re.compile(r"[^\W_]+")

_MOST_HINTS = 32
_LONGEST_HINT = 128
"""Characters; a program could keep Parley busy with longer ones, and none of them names a model."""


@dataclass(frozen=True, slots=True)
class Match:
    """The models that the hints mean."""

    hint: str = ""
    """The hint that decided; empty where none did."""
    models: tuple[Candidate, ...] = ()
    named: bool = True
    """Whether it names them, or they are only the nearest to what it names."""


def match(names: Sequence[str], candidates: Sequence[Candidate]) -> Match:
    """Returns what the hints mean: the first that names a model here, else the first known one."""
    for name in names:
        if found := named(name, candidates):
            return Match(name, tuple(found))
    for name in names:
        if found := _nearest(name, candidates):
            return Match(name, tuple(found), named=False)
    return Match()


def hints_of(preferences: ModelPreferences | None) -> list[str]:
    """Returns the names that a request gives, without those that can name no model."""
    hints = (preferences.hints if preferences else None) or []
    names = [(hint.name or "").strip() for hint in hints[:_MOST_HINTS]]
    return [name for name in names if len(name) <= _LONGEST_HINT and _WORD.search(name)]


def named(hint: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Returns the models that a hint names, in the strictest way in which it names any."""
    wanted = hint.casefold()
    for names in _WAYS:
        if found := [one for one in candidates if names(wanted, one.context)]:
            return found
    return []


def _nearest(hint: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Returns the models that are about as able as the one that a hint names elsewhere."""
    wished = capability_of(hint)
    if not wished:
        return []
    apart = {
        one.context.id: max(known, wished) / min(known, wished)
        for one in candidates
        if one.context.ranked and (known := capability(one.context))
    }
    least = min(apart.values(), default=0.0)
    return [one for one in candidates if apart.get(one.context.id) == least]


def _is_id(hint: str, context: ModelContext) -> bool:
    return hint == context.id.casefold()


def _is_alias(hint: str, context: ModelContext) -> bool:
    return _plain(hint) in {_plain(name) for name in (context.id, context.name, *context.aliases)}


def _is_family(hint: str, context: ModelContext) -> bool:
    return hint == context.family.casefold()


def _has_words(hint: str, context: ModelContext) -> bool:
    wanted = set(_WORD.findall(hint))
    return any(wanted <= set(_WORD.findall(name)) for name in _names(context))


def _has_part(hint: str, context: ModelContext) -> bool:
    return any(hint in name for name in _names(context))


_WAYS: tuple[Callable[[str, ModelContext], bool], ...] = (
    _is_id,
    _is_alias,
    _is_family,
    _has_words,
    _has_part,
)


def _names(context: ModelContext) -> list[str]:
    """Returns what a part of is enough to name a model, where its whole name is not needed."""
    if not context.ranked:
        return []
    names = (context.id, *context.aliases, context.family, context.name)
    return [name.casefold() for name in names]


def _plain(name: str) -> str:
    """Returns a name without its provider and its date."""
    return _SNAPSHOT.sub("", name.casefold().rpartition("/")[2])
