"""What an answer may cost, before it is known what it cost."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from desktop.gateway.limits import estimated, heard, money
from desktop.language import tr
from desktop.models.context import Location

if TYPE_CHECKING:
    from mcp_types import CreateMessageRequestParams

    from desktop.models.context import ModelContext

_BYTES_RECKONED = 3
"""To a token, by `estimated`; no token is shorter than one byte."""


def expected_cost(
    context: ModelContext, params: CreateMessageRequestParams, max_tokens: int
) -> float | None:
    """Returns the most that an answer can cost, in US dollars; None where no price is known.

    Images and sounds are reckoned as providers usually do, which none of them promises.
    """
    if context.location is Location.LOCAL:
        return 0.0
    read, sound = _BYTES_RECKONED * estimated(params), _BYTES_RECKONED * heard(params)
    price = price_of(context, read, max_tokens)
    return price if price is None else price + sound * context.sound_surcharge / 1e6


def price_of(context: ModelContext, read: int, wrote: int) -> float | None:
    """Returns what so many tokens cost, in US dollars; None where no price is known."""
    if context.location is Location.LOCAL:
        return 0.0
    if context.input_price is None or context.output_price is None:
        return None
    paid = (read * context.input_price + wrote * context.output_price) / 1e6
    return paid + context.flat_price


def said_cost(context: ModelContext, cost: float | None) -> str:
    """Returns an expected cost in words, never less than it is."""
    if context.location is Location.LOCAL:
        return tr("no cost: on this computer")
    if cost is None:
        return tr("cost not known")
    if cost == 0:
        return tr("no cost")
    finest = 100 if cost >= 0.1 else 10_000  # as `money` rounds
    return tr("at most {money}", money=money(math.ceil(cost * finest) / finest))
