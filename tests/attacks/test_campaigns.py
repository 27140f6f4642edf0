"""Every campaign of requests is ended by its rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.attacks.campaigns import CAMPAIGNS

if TYPE_CHECKING:
    from desktop.storage.places import Places
    from tests.attacks.campaigns import Campaign


@pytest.mark.anyio
@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    ("rule", "campaign"),
    [(rule, campaign) for _, rule, campaign in CAMPAIGNS.values()],
    ids=CAMPAIGNS.keys(),
)
async def test_a_campaign_is_ended_by_its_rule(
    places: Places, rule: str, campaign: Campaign
) -> None:
    assert await campaign(places) == rule
