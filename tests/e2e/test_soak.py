"""Servers that are killed at random under many calls; `make soak` does it at length."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.soak.checking import Fate
from tests.soak.running import Plan, Soak

if TYPE_CHECKING:
    from desktop.storage.places import Places

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(os.name == "nt", reason="it counts open files as POSIX does"),
]


async def test_of_a_hundred_calls_under_kills_none_is_lost_and_nothing_is_left(
    places: Places,
) -> None:
    report = await Soak(places, Plan(servers=5, calls=100)).run()
    assert report.faults == []
    assert report.fates.total() == 100
    assert report.fates[Fate.ANSWERED] > 0
    assert report.fates[Fate.ASKED] > 0
    assert report.kills >= 3
    first, second = report.halves
    assert second.files <= first.files
    assert second.tasks <= first.tasks
