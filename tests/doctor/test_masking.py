"""No key reaches what a person may show to others, and nothing else is hidden."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from desktop.doctor.masking import Mask, at_home, mask_of
from desktop.inbound.callers import PREFIX
from desktop.servers.transport.traffic import MASKED

if TYPE_CHECKING:
    from desktop.storage.places import Places

KEY = "k3y-0f-n0b0dy"


@pytest.mark.parametrize(
    "text",
    [
        f"notes --api-key {KEY} run",
        f"--token={KEY}",
        f'{{"apiKey": "{KEY}"}}',
        f"Authorization: Bearer {KEY}",
        f"sent bearer {KEY} and failed",
        f"https://ann:{KEY}@example.org/mcp",
        f"https://example.org/mcp?access_token={KEY}&b=1",
        f"PASSWORD={KEY}",
        f"OPENAI_API_KEY='{KEY}'",
    ],
)
def test_what_is_named_as_a_secret_is_hidden(text: str) -> None:
    assert KEY not in Mask()(text)
    assert MASKED in Mask()(text)


@pytest.mark.parametrize("key", [f"{PREFIX}{'x' * 43}", f"ghp_{'a1' * 18}", f"hf_{'a' * 34}"])
def test_what_looks_like_a_key_is_hidden_wherever_it_stands(key: str) -> None:
    assert Mask()(f"it said {key}, twice: {key}") == f"it said {MASKED}, twice: {MASKED}"


@pytest.mark.parametrize(
    "text",
    [
        "server web: http://localhost:1/mcp",
        "The request asked for 200 tokens; the token limit is 2,000.",
        "parley-starter answers, in parley-self-test-abc",
        "/home/ann/keys/notes.log: line 3, in <module>",
    ],
)
def test_what_is_no_secret_is_left_as_it_is(text: str) -> None:
    assert Mask()(text) == text


def test_known_values_are_hidden_whole_and_short_ones_are_not() -> None:
    mask = Mask(["abcdef", "abcdefgh", "on", "first line\nsecond line"])
    assert mask("abcdefgh is on, second line") == f"{MASKED} is on, {MASKED}"


def test_all_that_settings_and_environment_hold_is_hidden(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    places.prepare()
    entry = {
        "command": "notes",
        "env": {"A": "of-the-entry", "B": "${env:FROM_FILE}"},
        "headers": {"X-Any": "Scheme of-a-header"},
    }
    places.config_file.write_text(json.dumps({"mcpServers": {"notes": entry}}), "utf-8")
    places.env_file.write_text("FROM_FILE=of-the-file\n", "utf-8")
    places.env_file.chmod(0o600)
    monkeypatch.setenv("SOME_TOKEN", "of-the-environment")
    mask = mask_of(places)
    for secret in ("of-the-entry", "of-the-file", "of-a-header", "of-the-environment"):
        assert mask(f"x {secret} y") == f"x {MASKED} y"


def test_a_persons_folder_has_no_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ann")
    monkeypatch.setenv("USERPROFILE", "/home/ann")
    assert at_home("logs in /home/ann/.local") == "logs in ~/.local"
