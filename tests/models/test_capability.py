"""How able a model is, by what is known of it or by its name."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from desktop.models.capability import capability, capability_of, read_table
from desktop.models.context import ModelContext
from desktop.storage.resources import RESOURCES

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = ModelContext("somebody/own-model", "Own model")

SISTERS = [
    ("gpt-4.1-nano", "gpt-4o-mini", "gpt-4o", "gpt-5"),
    ("claude-3-haiku-20240307", "claude-3-sonnet", "claude-3-opus"),
    ("claude-3-5-haiku-latest", "anthropic/claude-sonnet-4.5", "claude-opus-4-1"),
    ("gemini-2.5-flash-lite", "gemini-2.5-flash", "gemini-2.5-pro"),
    ("llama-3.2-1b", "llama-3", "Llama-3.3-70B-Instruct"),
    ("mistral", "mistral-small-latest", "mistral-medium", "mistral-large"),
    ("qwen3-0.6b", "qwen2.5", "qwen-plus", "qwen-max"),
    ("phi-3-mini", "phi-4"),
    ("o4-mini", "o3"),
    ("deepseek-r1-distill-llama-8b", "deepseek-chat"),
]


@pytest.mark.parametrize("names", SISTERS, ids=lambda names: names[0])
def test_of_the_well_known_sisters_each_is_abler_than_the_one_before(
    names: tuple[str, ...],
) -> None:
    found = [capability_of(name) or 0.0 for name in names]
    assert found[0] > 0
    assert found == sorted(set(found))


SIZES = {
    "qwen3-0.6b": 0.6,
    "Llama-3.1-8B-Instruct": 8.0,
    "llama3:70b": 70.0,
    "mixtral-8x7b": 56.0,
    "qwen3-30b-a3b": 30.0,
}


@pytest.mark.parametrize(("name", "billions"), SIZES.items())
def test_a_size_in_a_name_counts_before_the_table(name: str, billions: float) -> None:
    assert capability_of(name) == billions


@pytest.mark.parametrize("name", ["", "socrates", "dolphin", "8bit", "v2.5b2", "x" * 10**6])
def test_of_a_name_that_says_nothing_nothing_is_known(name: str) -> None:
    assert capability_of(name) is None


def test_a_rating_counts_before_the_parameters_and_these_before_the_name() -> None:
    model = replace(PLAIN, id="claude-3-opus", parameters=2 * 10**9, capability=5.0)
    assert capability(model) == 5.0
    assert capability(replace(model, capability=None)) == 2.0
    assert capability(replace(model, capability=None, parameters=0)) == 300.0


def test_a_name_is_looked_for_among_the_aliases_and_the_one_for_people_too() -> None:
    assert capability(PLAIN) is None
    assert capability(replace(PLAIN, aliases=("own", "own-7b"))) == 7.0
    assert capability(replace(PLAIN, name="Own 3B")) == 3.0


def test_every_line_of_the_table_can_be_reached_and_tells_a_size() -> None:
    lines = json.loads((RESOURCES / "equivalents.json").read_text("utf-8"))["models"]
    table = read_table(RESOURCES / "equivalents.json")
    assert len(table) == sum(len(line["names"]) for line in lines) > 40
    assert all(billions > 0 for _, billions in table)
    assert all(name == name.casefold() for name, _ in table)
    assert len({name for name, _ in table}) == len(table)


@pytest.mark.parametrize("content", [None, "{", "[]", '{"models": [{"names": ["a"]}]}'])
def test_a_table_that_cannot_be_read_is_empty_and_that_is_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, content: str | None
) -> None:
    path = tmp_path / "equivalents.json"
    if content is not None:
        path.write_text(content)
    with caplog.at_level(logging.ERROR):
        assert read_table(path) == ()
    assert "no hint finds an equivalent" in caplog.text
