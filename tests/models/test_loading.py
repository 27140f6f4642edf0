"""Models that are loaded before anybody asks them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.errors import NoModel
from desktop.models.loading import load
from desktop.models.vectors import wants_vectors
from tests.fakes import FakeBackend
from tests.models.shelf import opened

if TYPE_CHECKING:
    from desktop.storage.places import Places

pytestmark = pytest.mark.anyio


async def test_a_model_is_loaded_once_and_makes_others_leave_where_there_is_no_room(
    places: Places,
) -> None:
    large, small = FakeBackend("large", size=1 << 50), FakeBackend("small")
    async with opened(places) as shelf:
        for model in (large, small):
            shelf.library.enlist(model)
        for wanted in ("small", "large", "large"):
            await load(shelf.library, wanted)
        assert (small.loaded, large.loaded) == (False, True)
        assert [params.max_tokens for params in large.seen] == [1]
        with pytest.raises(NoModel):
            await load(shelf.library, "nowhere")


async def test_one_that_makes_vectors_is_asked_for_one(places: Places) -> None:
    model = FakeBackend("vectors", embeds=True)
    async with opened(places) as shelf:
        shelf.library.enlist(model)
        await load(shelf.library, "vectors")
        assert wants_vectors(model.seen[0])
