"""The person's providers: added, given keys, asked for their models, and taken out again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from desktop.errors import ConfigError, KeyStoreFailed, NotOffered, UnknownProvider
from desktop.models.context import Location
from desktop.models.remote.providers import Providers
from tests.models.remote.conftest import KEY
from tests.models.remote.test_provider import asked, ignore
from tests.programs.openai_server import Provider, listing, plain, refused, said

if TYPE_CHECKING:
    from desktop.storage.places import Places
    from tests.programs.openai_server import Make

pytestmark = pytest.mark.anyio


@pytest.fixture
def providers(places: Places, no_store: None) -> Providers:
    """Those of a new home, on a computer without a store for keys."""
    places.prepare()
    return Providers(places, patience=20)


def fails(text: str) -> None:
    """Takes no complaint."""
    raise AssertionError(text)


def add_own(providers: Providers, provider: Provider, **entry: Any) -> None:
    providers.add("own", {"baseUrl": provider.address, **entry})


async def test_a_preset_fills_in_the_address(providers: Providers) -> None:
    spec = providers.add("openai", {"preset": "openai"})
    assert spec.base_url == "https://api.openai.com/v1"
    work = providers.add("work", {"preset": "openai"})
    assert (providers.access(spec).label, providers.access(work).label) == ("OpenAI", "work")
    assert [spec.name for spec in providers.all().providers] == ["openai", "work"]


async def test_a_preset_with_regions_wants_one(providers: Providers) -> None:
    for region in ("", "eu/../evil", "a.b"):
        with pytest.raises(ConfigError, match="--region"):
            providers.add("bedrock", {"preset": "bedrock"}, region)
    spec = providers.add("bedrock", {"preset": "bedrock"}, "eu-central-1")
    assert spec.base_url == "https://bedrock-mantle.eu-central-1.api.aws/v1"


async def test_an_unknown_preset_is_told_with_those_that_are_known(providers: Providers) -> None:
    with pytest.raises(ConfigError, match="It knows: openai, openrouter,"):
        providers.add("x", {"preset": "opneai"})


async def test_models_are_listed_enabled_and_disabled(
    providers: Providers, provider: Provider
) -> None:
    add_own(providers, provider)
    provider.lists(listing({"id": "big", "max_model_len": 4096}, {"id": "small"}))
    assert [model.id for model in await providers.offered("own")] == ["big", "small"]
    await providers.enable("own", ["small", "big", "small"])
    (big, small) = sorted(providers.provider("own").models, key=lambda model: model.id)
    assert (big.id, big.context_length, small.id) == ("big", 4096, "small")
    await providers.disable("own", ["small"])
    assert [model.id for model in providers.provider("own").models] == ["big"]
    with pytest.raises(NotOffered):
        await providers.disable("own", ["small"])


async def test_what_is_not_listed_cannot_be_enabled(
    providers: Providers, provider: Provider
) -> None:
    add_own(providers, provider)
    provider.lists(listing({"id": "big"}, {"id": "bigger"}))
    with pytest.raises(NotOffered, match=r"own lists no model 'bgi'\. Did you mean big"):
        await providers.enable("own", ["bgi"])
    assert providers.provider("own").models == ()


@pytest.mark.parametrize(
    "answer", [refused(404), plain("<html>", "text/html"), plain("[]", "application/json")]
)
async def test_without_a_list_models_are_enabled_by_name(
    providers: Providers, provider: Provider, answer: Make
) -> None:
    add_own(providers, provider)
    provider.lists(answer)
    await providers.enable("own", ["big"])
    assert [model.id for model in providers.provider("own").models] == ["big"]


async def test_a_list_of_several_pages_is_read_to_its_end(
    providers: Providers, provider: Provider
) -> None:
    add_own(providers, provider)
    provider.lists(
        listing({"id": "a"}, has_more=True, last_id="a"), listing({"id": "b"}, has_more=False)
    )
    assert [model.id for model in await providers.offered("own")] == ["a", "b"]
    assert [request.query for request in provider.asked] == [{}, {"after_id": "a"}]


async def test_a_list_without_end_ends(providers: Providers, provider: Provider) -> None:
    add_own(providers, provider)
    provider.lists(listing({"id": "a"}, has_more=True, last_id="a"))
    await providers.offered("own")
    assert len(provider.asked) == 20


async def test_anthropic_is_given_the_key_for_its_list_as_it_wants_it(
    providers: Providers, provider: Provider
) -> None:
    providers.add("anthropic", {"preset": "anthropic", "baseUrl": provider.address})
    with pytest.raises(KeyStoreFailed, match="is kept only until Parley ends"):
        await providers.set_key("anthropic", KEY)
    provider.lists(listing({"id": "claude-sonnet-4-5"}))
    (model,) = await providers.offered("anthropic")
    assert (model.context_length, model.input_price) == (200_000, 3)
    headers = provider.asked[0].headers
    assert (headers["x-api-key"], headers["anthropic-version"]) == (KEY, "2023-06-01")
    assert "authorization" not in headers


async def test_exactly_the_chosen_models_may_be_asked_listed_or_not(
    providers: Providers, provider: Provider
) -> None:
    add_own(providers, provider, models=["small", "gone"])
    provider.lists(listing({"id": "big", "context_length": 8192}, {"id": "small"}))
    big, gone, small = await providers.choices("own")
    assert [model.id for model in (big, gone, small)] == ["big", "gone", "small"]
    hidden = await providers.named("own", "hidden")
    await providers.choose("own", (big, hidden))
    assert providers.provider("own").models == (big, hidden)


async def test_a_provider_whose_key_lived_for_the_run_only_is_removed_without_a_store(
    providers: Providers, provider: Provider
) -> None:
    add_own(providers, provider)
    with pytest.raises(KeyStoreFailed):
        await providers.set_key("own", KEY)
    await providers.remove("own")
    assert providers.all().providers == ()


async def test_without_a_store_a_key_lives_for_the_run_only(
    providers: Providers, provider: Provider, places: Places
) -> None:
    providers.add("openai", {"preset": "openai", "baseUrl": provider.address, "models": ["big"]})
    (model,) = await providers.refresh(fails)
    assert model.context.ready == "no key is stored for OpenAI"
    with pytest.raises(KeyStoreFailed):
        await providers.set_key("openai", KEY)
    (ready,) = await providers.refresh(fails)
    assert ready.context.ready == ""
    provider.will(said("Yes."))
    await ready.complete(asked(), ignore)
    await ready.close()
    assert provider.asked[0].headers["authorization"] == f"Bearer {KEY}"
    (next_run,) = await Providers(places).refresh(fails)
    assert next_run.context.ready == "no key is stored for OpenAI"


async def test_a_key_is_read_from_a_variable_by_wish(
    providers: Providers, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    providers.add("openai", {"preset": "openai", "baseUrl": provider.address, "models": ["big"]})
    (unasked,) = await providers.refresh(fails)
    assert unasked.context.ready == "no key is stored for OpenAI"
    await providers.use_variable("openai", "")
    (model,) = await providers.refresh(fails)
    assert model.context.ready == ""
    provider.will(said("Yes."))
    await model.complete(asked(), ignore)
    await model.close()
    assert provider.asked[0].headers["authorization"] == f"Bearer {KEY}"
    monkeypatch.delenv("OPENAI_API_KEY")
    (lost,) = await providers.refresh(fails)
    assert lost.context.ready == "OPENAI_API_KEY, its key, is not set"


async def test_models_that_did_not_change_stay_the_same(
    providers: Providers, provider: Provider
) -> None:
    add_own(providers, provider, models=["big", "small"])
    first = {model.context.id: model for model in await providers.refresh(fails)}
    assert list(first) == ["own/big", "own/small"]
    assert first["own/big"].context.location is Location.REMOTE
    await providers.disable("own", ["small"])
    second = list(await providers.refresh(fails))
    assert [model.context.id for model in second] == ["own/big"]
    await providers.remove("own")
    assert await providers.refresh(fails) == []


async def test_ollama_on_this_computer_answers_here_without_a_key(providers: Providers) -> None:
    providers.add("ollama", {"preset": "ollama", "models": ["llama3", "big:120b-cloud"]})
    here, cloud = await providers.refresh(fails)
    assert (here.context.location, here.context.ready) == (Location.LOCAL, "")
    assert here.context.host == "127.0.0.1:11434"
    assert cloud.context.location is Location.REMOTE


async def test_a_damaged_list_is_told_and_what_was_known_stays(
    providers: Providers, provider: Provider
) -> None:
    add_own(providers, provider, models=["big"])
    (known,) = await providers.refresh(fails)
    providers.path.write_text("{", "utf-8")
    complaints: list[str] = []
    assert await providers.refresh(complaints.append) == [known]
    assert "is not valid JSON" in complaints[0]


async def test_a_wrong_entry_is_told_by_its_name(providers: Providers) -> None:
    providers.path.write_text(json.dumps({"providers": {"own": {"baseUrl": 7}}}), "utf-8")
    complaints: list[str] = []
    assert await providers.refresh(complaints.append) == []
    assert "'own'" in complaints[0]
    with pytest.raises(UnknownProvider, match="Provider 'own'"):
        providers.provider("own")
    await providers.remove("own")
    with pytest.raises(UnknownProvider, match="parley providers add"):
        providers.provider("own")
