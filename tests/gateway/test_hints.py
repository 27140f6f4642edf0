"""Which models the hints of a request mean."""

from __future__ import annotations

from dataclasses import replace

import pytest
from mcp_types import ModelHint, ModelPreferences

from desktop.gateway.hints import hints_of, match, named
from desktop.models.context import ModelContext
from tests.gateway.wishes import CLOUD, LARGE, SMALL, hinting, of

HERE = (CLOUD, LARGE, SMALL)


def meant(*hints: str | None, among: tuple[ModelContext, ...] = HERE) -> tuple[str, list[str]]:
    """Returns the hint that decided, and the ids of the models that it means."""
    found = match(hints_of(hinting(*hints).model_preferences), of(*among))
    return found.hint, [one.context.id for one in found.models]


HINTED: dict[str, tuple[list[str | None], tuple[str, list[str]]]] = {
    "an id": (["gpt-5"], ("gpt-5", ["gpt-5"])),
    "a part of an id": (["gemma"], ("gemma", ["gemma-3-12b"])),
    "a part of a word": (["gem"], ("gem", ["gemma-3-12b"])),
    "a part of a name for people": (["12B"], ("12B", ["gemma-3-12b"])),
    "a family": (["qwen"], ("qwen", ["qwen3-0.6b"])),
    "capitals": (["GEMMA"], ("GEMMA", ["gemma-3-12b"])),
    "space around it": (["  gemma "], ("gemma", ["gemma-3-12b"])),
    "the first of two": (["qwen", "gemma"], ("qwen", ["qwen3-0.6b"])),
    "the second, as the first is not here": (["claude", "gemma"], ("gemma", ["gemma-3-12b"])),
    "an empty one first": (["", "gemma"], ("gemma", ["gemma-3-12b"])),
    "a blank one first": (["  ", "gemma"], ("gemma", ["gemma-3-12b"])),
    "one of dashes first": (["--", "gemma"], ("gemma", ["gemma-3-12b"])),
    "one without a name first": ([None, "gemma"], ("gemma", ["gemma-3-12b"])),
    "none at all": ([], ("", [])),
    "what nobody knows": (["socrates"], ("", [])),
}


@pytest.mark.parametrize(("hints", "expected"), HINTED.values(), ids=HINTED.keys())
def test_the_first_hint_that_names_a_model_here_decides(
    hints: list[str | None], expected: tuple[str, list[str]]
) -> None:
    assert meant(*hints) == expected


def test_a_request_without_preferences_or_hints_has_no_hints() -> None:
    assert hints_of(None) == []
    assert hints_of(ModelPreferences()) == []
    assert hints_of(ModelPreferences(hints=[ModelHint()])) == []


def test_hints_without_end_are_left_out() -> None:
    assert hints_of(hinting("gemma" * 100, "qwen").model_preferences) == ["qwen"]
    assert len(hints_of(hinting(*["qwen"] * 10_000).model_preferences)) == 32


MINI = ModelContext("gpt-4o-mini", "Mini", aliases=("small", "openai/gpt-4o-mini-2024-07-18"))
DATED = ModelContext("openai/gpt-4o-2024-08-06", "Omni", family="omni")
OTHER = ModelContext("somebody/smallest-omnibus", "GPT 4o at home")

WAYS: dict[str, tuple[str, list[str]]] = {
    "an id before all": ("gpt-4o-mini", [MINI.id]),
    "an id without provider and date": ("gpt-4o", [DATED.id]),
    "an id with another provider and date": ("azure/gpt-4o-2024-11-20", [DATED.id]),
    "the latest": ("gpt-4o-latest", [DATED.id]),
    "an alias before a part of a name": ("small", [MINI.id]),
    "a name for people": ("GPT 4o at home", [OTHER.id]),
    "a family before a part of a name": ("omni", [DATED.id]),
    "words in any order": ("4o gpt", [MINI.id, DATED.id, OTHER.id]),
    "words before a part": ("mini", [MINI.id]),
    "a part, where it is no word": ("smalle", [OTHER.id]),
    "a part of an alias": ("2024-07", [MINI.id]),
}


@pytest.mark.parametrize(("hint", "ids"), WAYS.values(), ids=WAYS.keys())
def test_the_strictest_way_in_which_a_hint_names_a_model_counts(hint: str, ids: list[str]) -> None:
    assert [one.context.id for one in named(hint, of(MINI, DATED, OTHER))] == ids


SIZES = tuple(replace(SMALL, id=f"m-{size}b", parameters=size * 10**9) for size in (2, 13, 70))

NEAREST = {
    "a small one": ("claude-3-haiku", ["m-13b"]),
    "a large one": ("claude-3-opus-20240229", ["m-70b"]),
    "a tiny one": ("gpt-4.1-nano", ["m-2b"]),
    "one that tells its size": ("llama-3.1-8b-instruct", ["m-13b"]),
}


@pytest.mark.parametrize(("hint", "ids"), NEAREST.values(), ids=NEAREST.keys())
def test_a_hint_at_what_is_not_here_means_what_is_about_as_able(hint: str, ids: list[str]) -> None:
    found = match([hint], of(*SIZES))
    assert (found.hint, found.named) == (hint, False)
    assert [one.context.id for one in found.models] == ids


def test_models_that_are_equally_near_are_all_meant() -> None:
    twins = [replace(SIZES[1], id=name) for name in ("m-a", "m-b")]
    assert meant("haiku", among=(*twins, SIZES[0])) == ("haiku", ["m-a", "m-b"])


def test_a_model_of_which_nothing_is_known_is_near_to_none() -> None:
    assert meant("haiku", among=(ModelContext("x", "X"),)) == ("", [])
