"""Prices from the library: the dearest that may apply, and never fetched."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from desktop.models.remote.prices import Facts, facts

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.models.remote.access import Access

OFFLINE = """
import socket, sys
def refuse(*_): raise AssertionError("the network was used")
socket.socket.connect = socket.getaddrinfo = refuse
from pathlib import Path
from desktop.models.remote import prices
from desktop.models.remote.access import Access
from desktop.models.remote.config import ProviderSpec
from desktop.storage.secrets import Secrets
assert "genai_prices" not in sys.modules
spec = ProviderSpec(name="own", base_url="https://api.openai.com/v1")
assert prices.facts("gpt-4o", Access(spec, None, Secrets(Path("none")))).input == 2.5
"""


def test_a_provider_is_known_by_its_address_without_a_preset(
    access: Callable[..., Access],
) -> None:
    found = facts("deepseek-chat", access("", base_url="https://api.deepseek.com/v1"))
    assert isinstance(found, Facts)
    assert found.context > 0


@pytest.mark.parametrize(
    ("model", "address", "dearest"),
    [
        ("gemini-2.5-pro", "https://generativelanguage.googleapis.com/v1beta/openai", (2.5, 15)),
        ("deepseek-reasoner", "https://api.deepseek.com/v1", (0.55, 2.19)),
    ],
    ids=["longer requests cost more", "some hours cost more"],
)
def test_the_dearest_of_several_prices_is_taken_and_told(
    access: Callable[..., Access], model: str, address: str, dearest: tuple[float, float]
) -> None:
    found = facts(model, access("", base_url=address))
    assert found
    assert (found.input, found.output) == dearest
    assert found.source.endswith(", the dearest of several")


def test_a_price_for_longer_requests_than_the_model_takes_is_left_out(
    access: Callable[..., Access],
) -> None:
    anthropic = access("anthropic")
    short, long = (
        facts("claude-sonnet-4-5", anthropic),
        facts("claude-sonnet-4-5", anthropic, 10**6),
    )
    assert short
    assert long
    assert (short.input, short.output) == (3, 15)
    assert (long.input, long.output) == (6, 22.5)


def test_an_ordinary_price_is_not_called_one_of_several(access: Callable[..., Access]) -> None:
    found = facts("gpt-4o", access("openai"))
    assert found
    assert (found.input, found.output, found.context) == (2.5, 10, 128000)
    assert "dearest" not in found.source


def test_nothing_is_known_of_what_runs_on_this_computer(access: Callable[..., Access]) -> None:
    assert facts("gpt-4o", access("ollama")) is None
    assert facts("gpt-4o", access("")) is None


def test_it_is_imported_late_and_fetches_nothing() -> None:
    subprocess.run([sys.executable, "-c", OFFLINE], check=True, timeout=60)
