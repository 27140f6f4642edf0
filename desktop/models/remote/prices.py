"""Prices and context windows of providers' models, from the library that keeps them."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from desktop.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from genai_prices.types import ModelInfo, ModelPrice, TieredPrices

    from desktop.models.remote.access import Access


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one model: US dollars for a million tokens, and tokens."""

    input: float | None
    output: float | None
    audio: float | None
    """Of what is heard; None where it costs what is read."""
    context: int
    source: str
    """Where the prices come from, and which of several they are."""


def facts(model: str, access: Access, length: int = 0) -> Facts | None:
    """Returns what is known of a provider's model; None if nothing.

    Where the price depends on the length of the request or on the hour, it is the dearest that
    may apply: what a person's limit reserves must not be too little. Nothing is fetched for it.
    It is for a thread: the library is large, and imported only here.

    Args:
        model: the name by which the provider knows it.
        access: the provider, found by its address, else by its preset.
        length: the tokens that a request may have, where the provider tells them.
    """
    if access.preset is not None and access.preset.here:
        return None
    # Imported only here: it takes a tenth of a second, and ten megabytes.
    import genai_prices  # noqa: PLC0415

    found = _found(model, access)
    if found is None:
        return None
    standings, longest = list(_standings(found)), length or found.context_window or sys.maxsize
    inputs = [price for one in standings for price in _prices(one.input_mtok, longest)]
    heard = [price for one in standings for price in _prices(one.input_audio_mtok, longest)]
    outputs = [price for one in standings for price in _prices(one.output_mtok, longest)]
    source = tr("as of genai-prices {version}", version=genai_prices.__version__)
    if any(len({*prices}) > 1 for prices in (inputs, outputs, heard)):
        source += tr(", the dearest of several")
    return Facts(
        input=max(inputs, default=None),
        output=max(outputs, default=None),
        audio=max(heard, default=None),
        context=found.context_window or 0,
        source=source,
    )


def _found(model: str, access: Access) -> ModelInfo | None:
    from genai_prices.data_snapshot import get_snapshot  # noqa: PLC0415

    snapshot = get_snapshot()
    for preset, address in ((None, access.spec.base_url), (access.spec.preset or None, None)):
        if preset or address:
            try:
                return snapshot.find_provider_model(model, None, preset, address)[1]
            except LookupError:
                continue
    return None


def _standings(model: ModelInfo) -> Iterator[ModelPrice]:
    """Gives the prices of today: the ordinary one, and those of certain hours."""
    from genai_prices.types import ModelPrice, TimeOfDateConstraint  # noqa: PLC0415

    if isinstance(model.prices, ModelPrice):
        yield model.prices
        return
    now, ordinary = datetime.now(UTC), model.prices[0].prices
    for one in model.prices:
        if isinstance(one.constraint, TimeOfDateConstraint):
            yield one.prices
        elif one.constraint is None or one.constraint.active(now):
            ordinary = one.prices  # The last one counts, as in the library itself.
    yield ordinary


def _prices(price: Decimal | TieredPrices | None, longest: int) -> list[float]:
    """Returns a price for each length that a request may have."""
    from genai_prices.types import TieredPrices  # noqa: PLC0415

    if isinstance(price, TieredPrices):
        tiers = (float(tier.price) for tier in price.tiers if tier.start < longest)
        return [float(price.base), *tiers]
    return [] if price is None else [float(price)]
