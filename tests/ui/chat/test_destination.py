"""Where a text goes is said as the request will have it."""

from __future__ import annotations

import pytest

from desktop.models.context import Location, ModelContext
from desktop.ui.chat.destination import offer_of


@pytest.mark.parametrize(
    ("location", "host"), [(Location.LOCAL, ""), (Location.REMOTE, "localhost:11434")]
)
def test_a_provider_that_computes_here_sends_nothing_elsewhere(
    location: Location, host: str
) -> None:
    context = ModelContext("ollama/qwen", "Qwen", location=location, host="localhost:11434")
    assert offer_of(context).host == host
