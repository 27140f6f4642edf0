"""Which models can take a request, and what each of the others lacks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.gateway.limits import estimated
from desktop.models.context import Location

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from mcp_types import CreateMessageRequestParams

    from desktop.models.context import Candidate

_MEDIA = {"audio": "sounds", "image": "images"}
"""The kinds of content that not every model takes, in words."""

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


@dataclass(frozen=True, slots=True)
class Sifted:
    """The models that can take a request, and why each of the others cannot."""

    able: tuple[Candidate, ...]
    unfit: tuple[tuple[Candidate, str], ...]


def needs_of(
    params: CreateMessageRequestParams, allowed: Sequence[str], *, local_only: bool
) -> Needs:
    """Returns what a request asks of a model."""
    kinds = set(_kinds(params))
    return Needs(
        reads=estimated(params) // _AT_LEAST,
        writes=params.max_tokens,
        media=tuple(sorted(kinds & set(_MEDIA))),
        tools=bool(params.tools) or bool(kinds & {"tool_use", "tool_result"}),
        allowed=tuple(allowed),
        local_only=local_only,
    )


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
    return (
        f"{context.name} has room for {context.context_length:,} tokens, and this request takes "
        f"up to {whole:,} with its answer."
    )


def too_short(candidate: Candidate, needs: Needs) -> str:
    """Returns why a model cannot even read a request, in a sentence; empty where it can."""
    context = candidate.context
    if not context.context_length or needs.reads < context.context_length:
        return ""
    return (
        f"{context.name} has room for {context.context_length:,} tokens, and this request alone "
        f"has {needs.reads:,} or more."
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
    return f"{candidate.context.name} is not among the models that mcp.json allows to this server."


def _would_leave(candidate: Candidate, needs: Needs) -> str:
    if not needs.local_only or candidate.context.location is Location.LOCAL:
        return ""
    return f"{candidate.context.name} is not on this computer, and mcp.json lets nothing leave it."


def _cannot_take(candidate: Candidate, needs: Needs) -> str:
    missing = [_MEDIA[kind] for kind in needs.media if kind not in candidate.context.modalities]
    return f"{candidate.context.name} cannot take {' or '.join(missing)}." if missing else ""


def _no_tools(candidate: Candidate, needs: Needs) -> str:
    if not needs.tools or candidate.context.tools:
        return ""
    return f"{candidate.context.name} cannot use tools."


def _not_ready(candidate: Candidate, _needs: Needs) -> str:
    context = candidate.context
    return f"{context.name} cannot be asked now: {context.ready}." if context.ready else ""


def _no_memory(candidate: Candidate, _needs: Needs) -> str:
    context, free = candidate.context, candidate.free_memory
    needed = context.memory or context.size
    if candidate.loaded or free is None or needed <= free:
        return ""
    return (
        f"{context.name} needs {needed / 1e9:.1f} GB of memory, and "
        f"{free / 1e9:.1f} GB can be had now."
    )


_CHECKS: tuple[Callable[[Candidate, Needs], str], ...] = (
    _not_allowed,
    _would_leave,
    _cannot_take,
    _no_tools,
    too_short,
    _not_ready,
    _no_memory,
)
"""What rules forbid first, then what the model lacks, then what may be otherwise tomorrow."""
