"""Which of a conversation's oldest messages are not sent, so that the rest fits into a model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcp_types import CreateMessageRequestParams

from desktop.gateway.limits import estimated
from desktop.inbound.chat.prompt import prompt

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from desktop.inbound.chat.conversation import Turn
    from desktop.models.context import ModelContext

LONGEST = 8_000
"""Tokens of one turn of a model at most, and never more than half of its context."""


def longest_answer(model: ModelContext) -> int:
    """Returns how many tokens a model may write in one turn."""
    return min(LONGEST, model.context_length // 2 or LONGEST)


def to_leave_out(
    branch: Sequence[Turn], model: ModelContext, system: str = "", before: Collection[str] = ()
) -> tuple[Turn, ...]:
    """Returns the oldest turns, without which a branch should leave room for a whole answer.

    They end where the person speaks again, and what they said last is never among them.

    Args:
        branch: what is to be answered.
        model: by which model.
        system: how it is to behave.
        before: the turns that were left out when it was too long; at least one message more is.
    """
    rounds = _rounds(branch)
    sizes = [_size(one, model) for one in rounds]
    room = model.context_length - longest_answer(model) - _size((), model, system)
    if not model.context_length:
        room = sum(sizes) // 2
    count = 1 + sum(one[0].id in before for one in rounds)
    while count < len(rounds) - 1 and sum(sizes[count:]) > room:
        count += 1
    return tuple(turn for one in rounds[:count] for turn in one) if count < len(rounds) else ()


def still_left_out(branch: Sequence[Turn], model: ModelContext) -> frozenset[str]:
    """Returns the turns that the same model went without when it answered last in a branch."""
    answers = [turn for turn in branch if turn.role == "assistant"]
    if not answers or answers[-1].model != model.id:
        return frozenset()
    return frozenset(answers[-1].left_out)


def _rounds(branch: Sequence[Turn]) -> list[list[Turn]]:
    """Returns the turns by what the person said: that first, then all that came of it."""
    rounds: list[list[Turn]] = []
    for turn in branch:
        if not rounds or (turn.role == "user" and not turn.results):
            rounds.append([])
        rounds[-1].append(turn)
    return rounds


def _size(turns: Sequence[Turn], model: ModelContext, system: str = "") -> int:
    messages = prompt(turns, model).messages
    return estimated(
        CreateMessageRequestParams(messages=messages, max_tokens=1, system_prompt=system or None)
    )
