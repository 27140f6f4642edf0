"""Models that answer together for real: a worker process here, a provider on loopback there."""

from __future__ import annotations

import asyncio
import threading
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from desktop.errors import ConfigError, NoModel
from desktop.events import ModelChanged, ModelRemoved
from desktop.models.backend import Part, text_of
from desktop.models.context import Location
from desktop.models.strategies.config import parsed
from desktop.storage.settings import Settings, all_settings
from tests.fakes import make_params
from tests.models.shelf import opened
from tests.programs.openai_server import Provider, hanging, piece, refused, said, serving
from tests.scripted_model import write_babbling_model, write_scripted_model

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Iterator

    from starlette.responses import Response

    from desktop.storage.places import Places
    from tests.models.shelf import Shelf
    from tests.programs.openai_server import Asked

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]

DRAFT = "The ferry leaves at nine."


@pytest.fixture
def provider() -> Iterator[Provider]:
    with serving() as provider:
        provider.will(said("The ferry leaves at nine in the evening."))
        yield provider


@asynccontextmanager
async def shelf_of(
    places: Places, provider: Provider, settings: Callable[[], Settings] = Settings
) -> AsyncGenerator[Shelf]:
    """Gives a library with a model here and one of a provider, which says what it costs."""
    places.prepare()
    write_scripted_model(places.models / "here.gguf", DRAFT)
    async with opened(places, settings) as shelf:
        model = {"id": "big", "inputPrice": 1.0, "outputPrice": 10.0}
        entry = {"baseUrl": provider.address, "local": False, "models": [model]}
        shelf.library.providers.add("far", entry)
        await shelf.library.refresh()
        yield shelf


async def test_a_draft_of_a_worker_is_refined_by_a_provider(
    places: Places, provider: Provider
) -> None:
    parts, text = list[Part](), list[str]()
    async with shelf_of(places, provider) as shelf:
        library = shelf.library
        await library.combine(parsed("both", {"draft": "here", "refine": "far/big"}))
        model = library.model("both")
        assert (model.context.location, model.context.host) == (
            Location.REMOTE,
            provider.address.split("/")[2],
        )
        completion = await library.complete(model, make_params(), text.append, "me", parts.append)
    assert text_of(completion.result) == "".join(text) == "The ferry leaves at nine in the evening."
    [wish] = provider.wishes
    assert [one["content"] for one in wish["messages"]][:2] == ["Hello", DRAFT]
    assert [(one.role, one.model.id) for one in parts] == [
        ("draft", "here"),
        ("refinement", "far/big"),
    ]
    assert completion.usage.output_tokens == sum(one.usage.output_tokens for one in parts)
    assert completion.usage.cost == parts[1].usage.cost > 0


async def test_what_a_provider_cannot_answer_a_worker_does(
    places: Places, provider: Provider
) -> None:
    provider.will(refused(401, "Bad key."))
    parts = list[Part]()
    async with shelf_of(places, provider) as shelf:
        library = shelf.library
        await library.combine(parsed("either", {"first": "far/big", "fallBack": "here"}))
        model = library.model("either")
        completion = await library.complete(model, make_params(), print, "me", parts.append)
    assert text_of(completion.result) == DRAFT
    assert "key" in parts[0].error
    assert parts[1].error == ""


async def test_offline_a_worker_answers_in_the_place_of_a_provider_and_none_is_asked_alone(
    places: Places, provider: Provider
) -> None:
    settings = Settings().with_value(all_settings()["network.offline"], True)
    parts = list[Part]()
    async with shelf_of(places, provider, lambda: settings) as shelf:
        library = shelf.library
        await library.combine(parsed("sure", {"first": "far/big", "fallBack": "here"}))
        await library.combine(parsed("both", {"draft": "here", "refine": "far/big"}))
        ready = {one.id: one.ready for one in library.contexts()}
        assert ready["sure"] == ready["here"] == ""
        assert "stay offline" in ready["both"]
        assert "stay offline" in ready["far/big"]
        sure = library.model("sure")
        completion = await library.complete(sure, make_params(), lambda _: None, "me", parts.append)
    assert text_of(completion.result) == DRAFT
    assert [(one.role, one.asked) for one in parts] == [("first", False), ("fall-back", True)]
    assert "stay offline" in parts[0].error
    assert provider.wishes == []


async def test_cancelling_ends_the_worker_and_the_connection(
    places: Places, provider: Provider
) -> None:
    reached, hangs = threading.Event(), hanging(provider, piece("The"))

    def answer_never(asked: Asked) -> Response:
        reached.set()
        return hangs(asked)

    provider.will(answer_never)
    parts = list[Part]()
    async with shelf_of(places, provider) as shelf:
        library = shelf.library
        write_babbling_model(places.models / "endless.gguf")
        await library.refresh()
        await library.combine(parsed("race", {"compare": ["endless", "far/big"]}))
        params = make_params(max_tokens=8000)
        model = library.model("race")
        answer = asyncio.create_task(library.complete(model, params, print, "me", parts.append))
        assert await asyncio.to_thread(reached.wait, 20)
        while not library.model("endless").loaded:
            shelf.told.clear()
            await shelf.told.wait()
        answer.cancel()
        with pytest.raises(asyncio.CancelledError):
            await answer
        assert await asyncio.to_thread(provider.left.wait, 20)
    assert {one.model.id for one in parts} == {"endless", "far/big"}
    assert all(one.error for one in parts)


async def test_they_are_in_the_list_after_a_restart_and_until_they_are_removed(
    places: Places, provider: Provider
) -> None:
    async with shelf_of(places, provider) as shelf:
        await shelf.library.combine(parsed("both", {"draft": "here", "refine": "far/big"}))
    async with opened(places) as shelf:
        await shelf.library.refresh()
        assert "both" in shelf.ids
        assert any(isinstance(one, ModelChanged) and one.team for one in shelf.events)
        await shelf.library.remove("both")
        assert "both" not in shelf.ids
        assert ModelRemoved("both") in shelf.events
        assert {"here", "far/big"} <= set(shelf.ids)


async def test_one_whose_model_is_gone_says_so_and_is_not_asked(
    places: Places, provider: Provider
) -> None:
    async with shelf_of(places, provider) as shelf:
        library = shelf.library
        await library.combine(parsed("both", {"draft": "here", "refine": "far/big"}))
        await library.providers.disable("far", ["big"])
        await library.refresh()
        assert library.model("both").context.ready == (
            "of far/big, it is not in the list of models"
        )
        assert not library.model("both").loaded


async def test_only_plain_models_that_are_here_can_be_combined(
    places: Places, provider: Provider
) -> None:
    async with shelf_of(places, provider) as shelf:
        library = shelf.library
        await library.combine(parsed("both", {"draft": "here", "refine": "far/big"}))
        for name, entry, why in (
            ("again", {"draft": "both", "refine": "far/big"}, "no model 'both'"),
            ("again", {"draft": "here", "refine": "nowhere"}, "no model 'nowhere'"),
            ("here", {"draft": "here", "refine": "far/big"}, "a model 'here' already"),
            ("both", {"first": "here", "fallBack": "far/big"}, "already"),
        ):
            with pytest.raises(ConfigError, match=why):
                await library.combine(parsed(name, entry))
        with pytest.raises(NoModel):
            library.model("again")


async def test_a_list_that_cannot_be_read_is_told_and_what_was_known_stays(
    places: Places, provider: Provider
) -> None:
    async with shelf_of(places, provider) as shelf:
        await shelf.library.combine(parsed("both", {"draft": "here", "refine": "far/big"}))
        places.strategies_file.write_text("{", "utf-8")
        await shelf.library.refresh()
        assert "both" in shelf.ids
        assert "strategies.json is not valid JSON" in shelf.problems[-1]
