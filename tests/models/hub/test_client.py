"""The hub: what it tells, and what is said when it does not."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING

import pytest
from huggingface_hub import constants

from desktop.errors import (
    AccessNeeded,
    DownloadFailed,
    HubBusy,
    HubUnreachable,
    NotOnHub,
)
from desktop.models.hub.client import Hub, Repository
from desktop.storage.settings import Network, Settings
from tests.programs.hub_server import COMMIT, HubServer, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REPO = "maker/tiny-GGUF"
TOKEN = "hf_planted0123456789abcdef"


@pytest.fixture
def server() -> Iterator[HubServer]:
    with serving() as hub:
        yield hub


def test_a_search_tells_repositories_with_gguf_files(server: HubServer) -> None:
    server.put(REPO, "tiny.gguf", b"GGUF")
    server.put("maker/other", "other.gguf", b"GGUF")
    server.gated.add(REPO)
    assert Hub(server.endpoint).search("TINY") == [Repository(REPO, 7, 3, gated=True)]


def test_an_offer_tells_commit_hash_and_size(server: HubServer) -> None:
    digest = server.put(REPO, "sub/tiny-q4.gguf", b"GGUF!")
    offer = Hub(server.endpoint).offer(REPO)
    [file] = offer.files
    assert (file.repo, file.commit, file.file) == (REPO, COMMIT, "sub/tiny-q4.gguf")
    assert (file.sha256, file.size, file.name) == (digest, 5, "tiny-q4.gguf")


def test_projectors_that_cannot_be_used_and_lone_parts_are_left_out_and_named(
    server: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.models.hub.offers.can_see", lambda: False)
    for name in ("a.gguf", "mmproj-a.gguf", "b-00001-of-00002.gguf", "README.md"):
        server.put(REPO, name, b"GGUF")
    offer = Hub(server.endpoint).offer(REPO)
    assert [one.file for one in offer.files] == ["a.gguf"]
    assert offer.left_out == ("b-00001-of-00002.gguf", "mmproj-a.gguf")


def test_what_is_not_there_is_said(server: HubServer) -> None:
    with pytest.raises(NotOnHub, match="nobody/nothing"):
        Hub(server.endpoint).offer("nobody/nothing")
    with pytest.raises(NotOnHub, match="OWNER/NAME"):
        Hub(server.endpoint).offer("../../etc/passwd")


@pytest.mark.parametrize(
    ("status", "kind"), [(401, AccessNeeded), (403, AccessNeeded), (429, HubBusy), (502, HubBusy)]
)
def test_refusals_have_their_kinds(
    server: HubServer, status: int, kind: type[DownloadFailed]
) -> None:
    server.api.append((status, {"Retry_After": "7"}))
    with pytest.raises(kind) as caught:
        Hub(server.endpoint).search("tiny")
    assert ("in 7 seconds" in str(caught.value)) == (status == 429)


@pytest.mark.parametrize(
    ("endpoint", "why"),
    [
        ("http://127.0.0.1:9", "nothing answers at its address"),
        ("http://hub.invalid", "its name is not known here; there may be no network"),
    ],
)
def test_a_hub_that_is_not_there_is_said(endpoint: str, why: str) -> None:
    with pytest.raises(HubUnreachable) as caught:
        Hub(endpoint).search("tiny")
    assert f"The hub cannot be reached ({why})." in str(caught.value)


def test_offline_nothing_is_asked(server: HubServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    with pytest.raises(HubUnreachable, match="HF_HUB_OFFLINE"):
        Hub(server.endpoint).search("tiny")
    with pytest.raises(HubUnreachable, match="HF_HUB_OFFLINE"):
        Hub(server.endpoint).offer(REPO)
    assert server.asked == []


@pytest.mark.parametrize("endpoint", ["https://hub:80a", "http://[x", "hub.example", "https://"])
def test_an_address_that_is_none_is_said_and_not_asked(endpoint: str) -> None:
    hub = Hub(endpoint)
    for call in (lambda: hub.search("tiny"), lambda: hub.offer(REPO)):
        with pytest.raises(HubUnreachable, match="its address is none"):
            call()


def test_what_is_no_hub_is_said(server: HubServer) -> None:
    with pytest.raises(DownloadFailed):
        Hub(server.cdn).search("tiny")


def test_a_token_goes_over_closed_lines_only(server: HubServer) -> None:
    server.put(REPO, "tiny.gguf", b"GGUF")
    Hub(server.endpoint, "hf_secret").offer(REPO)
    assert server.asked[-1].authorization == "Bearer hf_secret"
    assert Hub("http://hub.example", "hf_secret")._headers() == {"User-Agent": "parley"}
    assert "Authorization" in Hub("https://hub.example", "hf_secret")._headers()


def test_the_environment_names_the_hub_and_the_person(
    server: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", server.endpoint)
    monkeypatch.setenv("HF_TOKEN", "hf_mine")
    server.put(REPO, "tiny.gguf", b"GGUF")
    Hub.from_environment().offer(REPO)
    assert server.asked[-1].authorization == "Bearer hf_mine"


def test_the_person_may_stand_in_parleys_own_file(
    server: HubServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", server.endpoint)
    monkeypatch.delenv("HF_TOKEN", raising=False)
    file = tmp_path / ".env"
    file.write_text("HF_TOKEN=hf_kept\n")
    file.chmod(0o600)
    server.put(REPO, "tiny.gguf", b"GGUF")
    Hub.from_environment(env_file=file).offer(REPO)
    assert server.asked[-1].authorization == "Bearer hf_kept"
    Hub.from_environment(lambda: Settings(network=Network(hub=server.endpoint)), file).offer(REPO)
    assert server.asked[-1].authorization == ""


@pytest.mark.parametrize(
    ("variable", "sent"), [("hf_mine \n", "Bearer hf_mine"), (" ", ""), ("hf_mi ne", "")]
)
def test_a_token_of_the_environment_is_sent_without_the_space_around_it_or_not_at_all(
    server: HubServer,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    variable: str,
    sent: str,
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", server.endpoint)
    monkeypatch.setenv("HF_TOKEN", variable)
    server.put(REPO, "tiny.gguf", b"GGUF")
    hub = Hub.from_environment(env_file=tmp_path / ".env")
    hub.offer(REPO)
    assert server.asked[-1].authorization == sent
    assert ("is no token" in hub.unsigned) == ("mi ne" in variable)
    assert "mi ne" not in hub.unsigned


def test_a_token_that_cannot_be_sent_is_not_repeated(server: HubServer) -> None:
    with pytest.raises(HubUnreachable, match="has a sign that cannot be sent") as caught:
        Hub(server.endpoint, f"{TOKEN}\n").search("tiny")
    assert TOKEN not in "".join(traceback.format_exception(caught.value))
    assert server.asked == []


def test_where_the_environment_can_give_no_token_none_is_sent(
    server: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", server.endpoint)
    monkeypatch.setenv("HF_OIDC_RESOURCE", "maker/tiny")
    for name in ("HF_OIDC_ID_TOKEN", "GITHUB_ACTIONS", "ACTIONS_ID_TOKEN_REQUEST_URL"):
        monkeypatch.delenv(name, raising=False)
    server.put(REPO, "tiny.gguf", b"GGUF")
    Hub.from_environment().offer(REPO)
    assert server.asked[-1].authorization == ""


def test_an_address_of_the_settings_gets_no_token(
    server: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_mine")
    server.put(REPO, "tiny.gguf", b"GGUF")
    Hub.from_environment(lambda: Settings(network=Network(hub=server.endpoint))).offer(REPO)
    assert server.asked[-1].authorization == ""


def test_a_file_in_the_shared_cache_is_found(
    server: HubServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    server.put(REPO, "tiny.gguf", b"GGUF")
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    hub = Hub(server.endpoint)
    [file] = hub.offer(REPO).files
    assert hub.cached(file) is None
    kept = tmp_path / "models--maker--tiny-GGUF" / "snapshots" / COMMIT / "tiny.gguf"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"GGUF")
    assert hub.cached(file) == kept
