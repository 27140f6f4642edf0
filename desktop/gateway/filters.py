"""Which models can take a request, and what each of the others lacks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.gateway.limits import estimated
from desktop.language import tr
from desktop.models.context import Location
from desktop.models.gguf.fit import AT_EASE
from desktop.models.vectors import wants_vectors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from mcp_types import CreateMessageRequestParams

    from desktop.models.context import Candidate

_MEDIA = frozenset({"audio", "image"})
"""The kinds of content that not every model takes."""

_AT_LEAST = 2
"""Estimated tokens reckon three bytes to each; hardly any text has more than six."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What a request, and the rules for its server, ask of a model."""

    reads: int
    """Tokens of the request at least."""
    writes: int
    """Tokens that the answer may have."""
    media: tuple[str, ...] = ()
    tools: bool = False
    allowed: tuple[str, ...] = ()
    """The ids of the models that may answer; empty where all may."""
    local_only: bool = False
    vectors: bool = False
    """Whether texts are to become vectors, and nothing is to be answered."""


@dataclass(frozen=True, slots=True)
class Sifted:
    """The models that can take a request, and why each of the others cannot."""

    able: tuple[Candidate, ...]
    unfit: tuple[tuple[Candidate, str], ...]


def needs_of(
    params: CreateMessageRequestParams, allowed: Sequence[str], *, local_only: bool
) -> Needs:
    """Returns what a request asks of a model."""
    kinds, vectors = set(_kinds(params)), wants_vectors(params)
    return Needs(
        reads=(_longest(params) if vectors else estimated(params)) // _AT_LEAST,
        writes=params.max_tokens,
        media=tuple(sorted(kinds & _MEDIA)),
        tools=bool(params.tools) or bool(kinds & {"tool_use", "tool_result"}),
        allowed=tuple(allowed),
        local_only=local_only,
        vectors=vectors,
    )


def _longest(params: CreateMessageRequestParams) -> int:
    """Returns about how many tokens the longest message has: each is read by itself."""
    alone = (params.model_copy(update={"messages": [one]}) for one in params.messages)
    return max(map(estimated, alone), default=0)


def sift(candidates: Iterable[Candidate], needs: Needs) -> Sifted:
    """Returns which models can take a request.

    One without room for the longest answer gives way to those that have it. Where there are none,
    it may answer: `maxTokens` is a bound, and few answers reach it.
    """
    able: list[Candidate] = []
    unfit: list[tuple[Candidate, str]] = []
    for candidate in candidates:
        why = why_not(candidate, needs)
        unfit += [(candidate, why)] if why else []
        able += [] if why else [candidate]
    roomy = [one for one in able if not cramped(one, needs)]
    if all(one.context.starter or not one.context.ranked for one in roomy):
        return Sifted(tuple(able), tuple(unfit))
    unfit += [(one, cramped(one, needs)) for one in able if cramped(one, needs)]
    return Sifted(tuple(roomy), tuple(unfit))


def why_not(candidate: Candidate, needs: Needs) -> str:
    """Returns why a model cannot take a request, in a sentence; empty where it can."""
    return next((why for check in _CHECKS if (why := check(candidate, needs))), "")


def cramped(candidate: Candidate, needs: Needs) -> str:
    """Returns why a model could have to end its answer too soon; empty where it has room."""
    context = candidate.context
    whole = needs.reads + needs.writes
    if not context.context_length or whole <= context.context_length:
        return ""
    return tr(
        "{name} has room for {context_length:,} tokens, and this request takes up to "
        "{whole:,} with its answer.",
        name=context.name,
        context_length=context.context_length,
        whole=whole,
    )


def too_short(candidate: Candidate, needs: Needs) -> str:
    """Returns why a model cannot even read a request, in a sentence; empty where it can."""
    context = candidate.context
    if not context.context_length or needs.reads < context.context_length:
        return ""
    return tr(
        "{name} has room for {context_length:,} tokens, and this request alone has "
        "{reads:,} or more.",
        name=context.name,
        context_length=context.context_length,
        reads=needs.reads,
    )


def _kinds(params: CreateMessageRequestParams) -> Iterator[str]:
    """Yields the kind of each piece of content, those in the results of tools too."""
    for message in params.messages:
        for block in message.content_as_list:
            yield block.type
            if block.type == "tool_result":
                yield from (part.type for part in block.content)


def _not_allowed(candidate: Candidate, needs: Needs) -> str:
    if not needs.allowed or candidate.context.id in needs.allowed:
        return ""
    return tr(
        "{name} is not among the models that mcp.json allows to this server.",
        name=candidate.context.name,
    )


def _would_leave(candidate: Candidate, needs: Needs) -> str:
    if not needs.local_only or candidate.context.location is Location.LOCAL:
        return ""
    return tr(
        "{name} is not on this computer, and mcp.json lets nothing leave it.",
        name=candidate.context.name,
    )


def _cannot_take(candidate: Candidate, needs: Needs) -> str:
    missing = [kind for kind in needs.media if kind not in candidate.context.modalities]
    match missing:
        case []:
            return ""
        case ["audio"]:
            return tr("{name} cannot take sounds.", name=candidate.context.name)
        case ["image"]:
            return tr("{name} cannot take images.", name=candidate.context.name)
        case _:
            return tr("{name} cannot take sounds or images.", name=candidate.context.name)


def _other_work(candidate: Candidate, needs: Needs) -> str:
    if needs.vectors == candidate.context.embeds:
        return ""
    return (
        tr("{name} turns no texts into vectors.", name=candidate.context.name)
        if needs.vectors
        else tr(
            "{name} turns texts into vectors, and answers nothing.", name=candidate.context.name
        )
    )


def _no_tools(candidate: Candidate, needs: Needs) -> str:
    if not needs.tools or candidate.context.tools:
        return ""
    return tr("{name} cannot use tools.", name=candidate.context.name)


def _not_ready(candidate: Candidate, _needs: Needs) -> str:
    context = candidate.context
    return (
        tr("{name} cannot be asked now: {ready}.", name=context.name, ready=context.ready)
        if context.ready
        else ""
    )


def _no_memory(candidate: Candidate, _needs: Needs) -> str:
    return _short_of_memory(candidate, 1)


def tight(candidate: Candidate) -> str:
    """Returns why a model leaves little memory to other programs; empty where it leaves enough."""
    return _short_of_memory(candidate, AT_EASE)


def _short_of_memory(candidate: Candidate, part: float) -> str:
    """Returns that a model would take more than a part of what is free, in a sentence."""
    context, free = candidate.context, candidate.free_memory
    needed = context.memory or context.size
    if context.loaded or free is None or needed <= part * free:
        return ""
    return tr(
        "{name} needs {value:.1f} GB of memory, and {value2:.1f} GB can be had now.",
        name=context.name,
        value=needed / 1e9,
        value2=free / 1e9,
    )


_CHECKS: tuple[Callable[[Candidate, Needs], str], ...] = (
    _not_allowed,
    _would_leave,
    _other_work,
    _cannot_take,
    _no_tools,
    too_short,
    _not_ready,
    _no_memory,
)
"""What rules forbid first, then what the model lacks, then what may be otherwise tomorrow."""
