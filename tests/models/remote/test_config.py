"""The list of providers: what may stand in it, and that nothing in it is lost or secret."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from desktop.errors import ConfigError, UnknownProvider
from desktop.models.context import Location
from desktop.models.remote.config import (
    ModelSpec,
    add_provider,
    change_provider,
    check_address,
    is_loopback,
    parsed,
    read_providers,
    remove_provider,
)

if TYPE_CHECKING:
    from pathlib import Path

OPENAI = {"preset": "openai", "baseUrl": "https://api.openai.com/v1"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "providers.json"


def written(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def test_an_entry_is_written_with_only_what_is_not_as_usual(path: Path) -> None:
    add_provider(path, parsed("openai", {**OPENAI, "models": ["gpt-5"], "insecure": False}))
    assert written(path) == {"providers": {"openai": {**OPENAI, "models": [{"id": "gpt-5"}]}}}
    assert path.stat().st_mode & 0o077 == 0


def test_what_is_read_is_what_was_written(path: Path) -> None:
    model = {
        "id": "big",
        "contextLength": 1000,
        "inputPrice": 0.5,
        "outputPrice": 1.5,
        "prices": "told by own",
        "modalities": ["text", "image"],
        "tools": False,
    }
    entry = {"baseUrl": "https://own.example/v1", "keyVariable": "OWN", "models": [model]}
    spec = parsed("own", {**entry, "headers": {"X-Team": "tides"}, "keyStored": True})
    add_provider(path, spec)
    assert read_providers(path).providers == (spec,)
    assert written(path)["providers"]["own"]["models"] == [model]


def test_what_else_is_in_the_file_stays(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('{"note": "mine", "providers": {"odd": {"baseUrl": 7}}}', "utf-8")
    spec = parsed("openai", OPENAI)
    add_provider(path, spec)
    change_provider(path, spec.model_copy(update={"models": (ModelSpec(id="gpt-5"),)}))
    assert written(path)["note"] == "mine"
    assert list(written(path)["providers"]) == ["odd", "openai"]
    assert written(path.with_name("providers.json.bak"))["providers"]["openai"] == OPENAI
    remove_provider(path, "odd")
    assert list(written(path)["providers"]) == ["openai"]


def test_a_wrong_entry_is_told_and_the_others_are_used(path: Path) -> None:
    path.parent.mkdir()
    entries = {
        "odd": {"baseUrl": "https://x.example", "keey": "sk-1"},
        "openai": OPENAI,
        "bare": 1,
        "a b": OPENAI,
    }
    path.write_text(json.dumps({"providers": entries}), "utf-8")
    found = read_providers(path)
    assert [spec.name for spec in found.providers] == ["openai"]
    unknown, bare, name = found.problems
    assert unknown.startswith("Provider 'odd': there is no 'keey'. There are: preset, baseUrl,")
    assert "sk-1" not in unknown
    assert "must be an object" in bare
    assert "'a b' is no name for a provider" in name


def test_names_are_known_or_free(path: Path) -> None:
    spec = parsed("openai", OPENAI)
    with pytest.raises(UnknownProvider):
        remove_provider(path, "openai")
    with pytest.raises(UnknownProvider):
        change_provider(path, spec)
    add_provider(path, spec)
    with pytest.raises(ConfigError, match="already"):
        add_provider(path, spec)


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("http://api.example.com/v1", "over http everyone on the way to api.example.com can"),
        ("http://127.0.0.1.example.com", "over http"),
        ("http://192.168.1.5:8000/v1", "over http"),
        ("http://localhost.example.com", "over http"),
        ("https://me:hunter2@api.example.com", "holds a name or a password"),
        ("https://api.example.com/v1?key=hunter2", "without \\? or #"),
        ("ftp://api.example.com", "must begin with https://"),
        ("api.example.com", "must begin with https://"),
        ("https://", "must begin with https://"),
        ("https://api.example.com:port", "is not one"),
        ("https://[::1", "is not one"),
        ("https://äpi.example.com", "signs that addresses do not have"),
        ("https://api.example.com/a b", "signs that addresses do not have"),
    ],
)
def test_an_address_to_which_no_key_may_go_is_refused(address: str, why: str) -> None:
    with pytest.raises(ConfigError, match=why) as caught:
        parsed("own", {"baseUrl": address})
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    "address",
    [
        "https://api.example.com/v1",
        "http://127.0.0.1:8080/v1",
        "http://localhost",
        "http://[::1]:1",
    ],
)
def test_https_and_this_computer_are_well(address: str) -> None:
    check_address(address)


def test_a_person_may_allow_http_in_a_network_of_their_own() -> None:
    entry = {"baseUrl": "http://192.168.1.5:8000/v1/", "insecure": True}
    spec = parsed("cluster", entry)
    assert (spec.base_url, spec.host) == ("http://192.168.1.5:8000/v1", "192.168.1.5:8000")
    assert spec.location("big", computes_here=True) is Location.REMOTE


@pytest.mark.parametrize("name", ["Authorization", "X-API-Key", "api-key", "Cookie", "X-Token"])
def test_no_header_holds_a_secret(name: str) -> None:
    with pytest.raises(ConfigError, match="holds a secret") as caught:
        parsed("own", {"baseUrl": "https://x.example", "headers": {name: "sk-1"}})
    assert "sk-1" not in str(caught.value)


def test_no_header_smuggles_another() -> None:
    with pytest.raises(ConfigError, match="is not a header"):
        parsed("own", {"baseUrl": "https://x.example", "headers": {"X-A": "1\r\nX-B: 2"}})


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("127.0.0.1:80", True),
        ("127.9.9.9", True),
        ("[::1]:8", True),
        ("localhost:1", True),
        ("10.0.0.1", False),
        ("example.com", False),
        ("localhost.example.com", False),
    ],
)
def test_this_computer_is_known(host: str, *, here: bool) -> None:
    assert is_loopback(host) is here


@pytest.mark.parametrize(
    ("entry", "model", "computes_here", "location"),
    [
        ({}, "llama3", True, Location.LOCAL),
        ({}, "gpt-oss:120b-cloud", True, Location.REMOTE),
        ({}, "llama3", False, Location.REMOTE),
        ({"local": True}, "llama3", False, Location.LOCAL),
        ({"local": False}, "llama3", True, Location.REMOTE),
    ],
)
def test_only_what_is_known_to_compute_here_counts_as_here(
    entry: dict[str, Any], model: str, *, computes_here: bool, location: Location
) -> None:
    """Something on this computer may pass the text on: a proxy, or Ollama to its cloud."""
    spec = parsed("own", {"baseUrl": "http://127.0.0.1:11434/v1", **entry})
    assert spec.location(model, computes_here=computes_here) is location


def test_what_is_elsewhere_cannot_be_local() -> None:
    with pytest.raises(ConfigError, match=r"x\.example is not this computer"):
        parsed("own", {"baseUrl": "https://x.example", "local": True})


def test_a_key_belongs_to_its_address() -> None:
    """Who changes the address in the file does not get the key that was meant for another."""
    accounts = {
        parsed(name, {"baseUrl": address}).account
        for name, address in (
            ("openai", "https://api.openai.com/v1"),
            ("openai", "https://api.openai.com.evil.example/v1"),
            ("openai", "https://api.openai.com:444/v1"),
            ("other", "https://api.openai.com/v1"),
        )
    }
    assert len(accounts) == 4
