"""Files of models that were put aside come back, each as far as it can."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.errors import LoadFailed
from desktop.models.discarding import Discarded, bring_back
from tests.models.shelf import opened

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.storage.places import Places

pytestmark = pytest.mark.anyio


def put(file: Path, there: Path) -> None:
    there.parent.mkdir(parents=True)
    file.rename(there)


async def test_a_part_that_is_lost_holds_no_other_back(places: Places, model_file: Path) -> None:
    async with opened(places) as shelf:
        lost, kept = places.models / "lost.gguf", places.models / "kept.gguf"
        aside = places.discarded / "8f"
        put(model_file, aside / kept.name)
        with pytest.raises(LoadFailed, match=r"lost\.gguf cannot be brought back"):
            await bring_back(shelf.library, Discarded((lost, kept), aside))
        assert "kept" in shelf.ids
