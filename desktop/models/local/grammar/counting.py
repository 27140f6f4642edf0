"""The pairs of an object as grammar: in their order, and neither too few nor too many."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from desktop.models.local.grammar.rules import NOTHING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.models.local.grammar.rules import Rules

_MOST_COUNTED = 16
"""Each pair takes a rule for every number of those before it."""


def counted(
    pairs: Sequence[tuple[str, bool]], rules: Rules, space: str, least: float, most: float
) -> str | None:
    """Returns a body for pairs of which some are left out; None where none can satisfy.

    A comma belongs to the pair after it, so what follows depends on how many came before.

    Args:
        pairs: a body for each, and whether it must be there.
        rules: where rules are added.
        space: what may stand behind a comma.
        least: pairs that there must be; more than these are left to whoever checks it again.
        most: pairs that there may be.
    """
    if least and not pairs:
        return None
    least = least if least <= min(len(pairs), _MOST_COUNTED) else 0
    most = most if most < min(len(pairs), _MOST_COUNTED) else inf
    # From so many on, it does not matter how many there were.
    alike = int(most if most < inf else max(least, 1))
    after = [NOTHING if count >= least else None for count in range(alike + 1)]
    for pair, required in reversed(pairs):
        before: list[str | None] = []
        for count, left_out in enumerate(after):
            ways = [] if required or left_out is None else [left_out]
            following = after[min(count + 1, alike)]
            if count < most and following is not None:
                comma = f'"," {space} ' if count else ""
                ways.insert(0, rules.add(f"{comma}{pair} {following}"))
            before.append(rules.either(ways) if ways else None)
        after = before
    return after[0]
