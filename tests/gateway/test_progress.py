"""What is published of a growing answer."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import anyio
import pytest

from desktop.events import RequestChanged, RequestPhase
from desktop.gateway.progress import Progress
from tests.fakes import make_request

if TYPE_CHECKING:
    from desktop.events import Event

pytestmark = pytest.mark.anyio


async def test_what_came_before_a_model_pauses_is_shown_while_it_pauses() -> None:
    shown: list[str] = []
    came = asyncio.Event()

    def publish(event: Event) -> None:
        assert isinstance(event, RequestChanged)
        shown.append(event.text)
        if event.text == "Wet and windy":
            came.set()

    progress = Progress(make_request(), publish)
    progress.show(RequestPhase.ANSWERING)
    for piece in ("Wet", " and", " windy"):
        progress.grow(piece)
    with anyio.fail_after(5):
        await came.wait()
    assert shown == ["", "Wet", "Wet and windy"]
    progress.grow(".")
    progress.show(RequestPhase.ANSWERED)
    assert shown[3:] == ["Wet and windy."]
