"""A server asks about an image, or for JSON; a person allows it, and a local model answers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from desktop.errors import ToolFailed
from desktop.events import RequestPhase
from desktop.models.gguf.projectors import can_see
from tests.e2e.desk import desk, program
from tests.made_projector import BRIGHT, DARK, write_seeing_model
from tests.scripted_model import write_random_model

if TYPE_CHECKING:
    from desktop.storage.places import Places

pytestmark = pytest.mark.anyio

ERAS = pytest.mark.parametrize("era", ["legacy", "2026-07-28"])
FORM = {
    "type": "object",
    "properties": {"name": {"type": "string", "maxLength": 9}, "age": {"type": "integer"}},
    "required": ["name", "age"],
    "additionalProperties": False,
}


@ERAS
@pytest.mark.skipif(not can_see(), reason="this build of llama.cpp takes no images")
async def test_an_image_goes_to_the_model_that_sees(places: Places, era: str) -> None:
    places.models.mkdir(parents=True)
    write_seeing_model(places.models)
    write_random_model(places.models / "blind-8b.gguf")
    async with desk(places, {"mine": program("looking_server", era=era)}) as made:
        assert await made.call("mine", "look", brightness=255) == f"{BRIGHT} | seeing"
        assert await made.call("mine", "look", brightness=0) == f"{DARK} | seeing"
        first, second = await made.entries()
        assert (first.phase, second.phase) == (RequestPhase.ANSWERED, RequestPhase.ANSWERED)
        assert [review.route.choice.id for review in made.reviews] == ["seeing", "seeing"]
        (message,) = made.reviews[0].request.params.messages
        assert [block.type for block in message.content_as_list] == ["text", "image"]


async def test_an_image_that_no_model_takes_is_refused_in_words(places: Places) -> None:
    places.models.mkdir(parents=True)
    write_random_model(places.models / "blind-8b.gguf")
    async with desk(places, {"mine": program("looking_server", era="legacy")}) as made:
        with pytest.raises(ToolFailed, match="No model is available"):
            await made.call("mine", "look", brightness=0)
        assert made.reviews == []
        [entry] = await made.entries()
        assert "images" in entry.error


@ERAS
async def test_a_form_that_a_server_asks_for_is_kept(places: Places, era: str) -> None:
    places.models.mkdir(parents=True)
    write_random_model(places.models / "senseless-8b.gguf")
    async with desk(places, {"mine": program("looking_server", era=era)}) as made:
        told = json.loads(await made.call("mine", "fill", schema=json.dumps(FORM)))
        assert told.keys() == {"name", "age"}
        [review] = made.reviews
        assert review.request.params.metadata is not None
        [entry] = await made.entries()
        assert json.loads(entry.text) == told
