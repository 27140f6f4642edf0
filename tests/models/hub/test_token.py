"""A person's token for a hub: kept for that hub alone, sent there, and taken back."""

from __future__ import annotations

import json
import sys
import threading
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from desktop.errors import AccessNeeded, ConfigError, KeyStoreFailed, NotOnHub
from desktop.models.hub.downloads import Downloads
from desktop.models.hub.token import HubToken, forget_tokens
from desktop.storage.json_file import write_document
from desktop.storage.secrets import Secrets
from desktop.storage.settings import Network, Settings
from tests.models.shelf import opened
from tests.programs.hub_server import HubServer, serving
from tests.secret_service import lock, no_store, secret_service, session_bus

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Iterator
    from pathlib import Path

    from desktop.storage.places import Places

__all__ = ["no_store", "secret_service", "session_bus"]

pytestmark = pytest.mark.anyio

REPO, NAME = "maker/scripted-GGUF", "scripted.gguf"
TOKEN = "hf_planted0123456789abcdef"


@pytest.fixture
def server(
    model_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[HubServer]:
    with serving() as hub:
        hub.put(REPO, NAME, model_file.read_bytes())
        hub.gated.add(REPO)
        hub.tokens.add(TOKEN)
        monkeypatch.setenv("HF_ENDPOINT", hub.endpoint)
        monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub-cache"))
        monkeypatch.delenv("HF_TOKEN", raising=False)
        yield hub


@asynccontextmanager
async def desk(places: Places, hub: str = "") -> AsyncGenerator[Downloads]:
    settings = Settings(network=Network(hub=hub))
    async with opened(places) as shelf:
        yield Downloads(places, shelf.library, pause=0.0, settings=lambda: settings)


def noted(places: Places) -> list[str]:
    told: list[str] = json.loads(places.hub_file.read_text("utf-8"))["tokenStored"]
    return told


async def test_a_kept_token_opens_what_is_gated_in_another_run_and_comes_before_the_environments(
    places: Places, server: HubServer, secret_service: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_of_the_environment")
    async with desk(places) as downloads:
        origin = await downloads.find(REPO, NAME)
        with pytest.raises(AccessNeeded, match="give Parley your token"):
            await downloads.get(origin, lambda _: None)
        await downloads.token.keep(f" {TOKEN}\n")
    assert noted(places) == [server.endpoint]
    async with desk(places) as downloads:
        assert await downloads.get(origin, lambda _: None) == "scripted"
        assert server.asked[-2].authorization == f"Bearer {TOKEN}"
        assert await downloads.token.forget() == SecretStr(TOKEN)
        await downloads.search("scripted")
    assert server.asked[-1].authorization == "Bearer hf_of_the_environment"
    assert noted(places) == []


async def test_a_token_goes_to_no_other_hub_than_the_one_that_it_was_given_for(
    places: Places, server: HubServer, secret_service: Path
) -> None:
    async with desk(places) as downloads:
        await downloads.token.keep(TOKEN)
    with serving() as other:
        async with desk(places, other.endpoint) as downloads:
            assert not await downloads.token.kept()
            await downloads.search("scripted")
            await downloads.token.keep("hf_for_the_other")
            await downloads.search("scripted")
        assert [one.authorization for one in other.asked] == ["", "Bearer hf_for_the_other"]
        assert set(noted(places)) == {server.endpoint, other.endpoint}
    assert server.asked == []


async def test_without_a_store_a_token_lives_for_the_run_only(
    places: Places, server: HubServer, no_store: None
) -> None:
    async with desk(places) as downloads:
        with pytest.raises(KeyStoreFailed, match="only until Parley ends"):
            await downloads.token.keep(TOKEN)
        assert await downloads.token.kept()
        await downloads.get(await downloads.find(REPO, NAME), lambda _: None)
        assert await downloads.token.forget() == SecretStr(TOKEN)
        assert not await downloads.token.kept()
    assert noted(places) == []


async def test_a_locked_store_costs_only_what_needs_the_token(
    places: Places, server: HubServer, secret_service: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_of_the_environment")
    async with desk(places) as downloads:
        await downloads.token.keep(TOKEN)
        lock()
        assert await downloads.search("scripted")
        origin = await downloads.find(REPO, NAME)
        with pytest.raises(AccessNeeded, match=r"Your token was not sent\. .* locked"):
            await downloads.get(origin, lambda _: None)
        with pytest.raises(KeyStoreFailed):
            await downloads.token.forget()
        assert await downloads.token.kept()
    assert {one.authorization for one in server.asked} == {""}


async def test_a_store_in_which_nothing_was_put_is_not_asked(
    places: Places, server: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.storage.secrets._open_store", lambda: pytest.fail("was asked"))
    async with desk(places) as downloads:
        assert await downloads.search("scripted")


async def test_a_store_that_failed_is_not_asked_again_before_a_key_has_changed(
    places: Places, server: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def fail() -> None:
        asked.append(1)
        raise KeyStoreFailed("It is locked.")

    monkeypatch.setattr("desktop.storage.secrets._open_store", fail)
    write_document(places.hub_file, {"tokenStored": [server.endpoint]})
    async with desk(places) as downloads:
        await downloads.search("scripted")
        await downloads.offer(REPO)
        assert len(asked) == 1
        with pytest.raises(NotOnHub, match=r"or keeps it private.*not sent\. It is locked\."):
            await downloads.offer("maker/private")
        with pytest.raises(KeyStoreFailed, match="only until"):
            await downloads.token.keep(TOKEN)
        await downloads.offer(REPO)
    assert server.asked[-1].authorization == f"Bearer {TOKEN}"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
async def test_files_that_cannot_be_used_cost_only_what_needs_the_token(
    places: Places, server: HubServer
) -> None:
    places.prepare()
    for file, text in ((places.env_file, "HF_TOKEN=hf_mine"), (places.hub_file, "{")):
        file.write_text(text, "utf-8")
        file.chmod(0o644)
        async with desk(places) as downloads:
            downloads.unfinished()
            assert await downloads.search("scripted")
            origin = await downloads.find(REPO, NAME)
            with pytest.raises(AccessNeeded, match="not sent") as caught:
                await downloads.get(origin, lambda _: None)
        assert str(file) in str(caught.value)
    assert {one.authorization for one in server.asked} == {""}


async def test_what_was_broken_off_is_listed_though_the_hubs_address_is_none(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://[x")
    async with desk(places) as downloads:
        assert downloads.unfinished() == []
        assert not await downloads.token.kept()
        with pytest.raises(ConfigError, match="no address of a hub"):
            await downloads.token.keep(TOKEN)


async def test_a_token_that_a_slow_store_may_yet_take_in_can_be_removed(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlocked, let_in = threading.Event(), threading.Event()

    def open_late() -> None:
        unlocked.wait(20.0)
        let_in.set()
        raise KeyStoreFailed("It is locked.")

    monkeypatch.setattr("desktop.storage.secrets._open_store", open_late)
    places.prepare()
    secrets = Secrets(places.env_file, patience=0.01)
    token = HubToken(secrets, places.hub_file, "https://maker:secret@hub.example:8443/hf")
    with pytest.raises(KeyStoreFailed, match="only until Parley ends"):
        await token.keep(TOKEN)
    unlocked.set()
    assert let_in.wait(20.0)
    assert noted(places) == ["https://hub.example:8443"]


async def test_no_token_is_kept_for_a_hub_that_everyone_can_listen_to(places: Places) -> None:
    places.prepare()
    token = HubToken(Secrets(places.env_file), places.hub_file, "http://hub.example")
    with pytest.raises(ConfigError, match="asked without encryption"):
        await token.keep(TOKEN)
    with pytest.raises(ConfigError, match="not a key"):
        await HubToken(Secrets(places.env_file), places.hub_file, "https://hub.example").keep("a b")
    assert not places.hub_file.exists()


async def test_every_token_is_forgotten_with_the_rest(places: Places, secret_service: Path) -> None:
    places.prepare()
    hubs = "https://one.example", "https://two.example"
    tokens = [HubToken(Secrets(places.env_file), places.hub_file, one) for one in hubs]
    for token in tokens:
        await token.keep(TOKEN)
    await forget_tokens(places)
    assert [await token.get() for token in tokens] == [None, None]
    assert noted(places) == []
