"""The order of models by what a request finds important."""

from __future__ import annotations

from dataclasses import replace

import pytest
from mcp_types import ModelPreferences

from desktop.gateway.ranking import measures_of, ranked
from desktop.models.context import Candidate, Location, ModelContext
from tests.gateway.wishes import CLOUD, LARGE, SMALL, of

BOTH = ModelPreferences(speed_priority=0.5, intelligence_priority=0.5)


def model(name: str, speed: float, ability: float) -> ModelContext:
    return ModelContext(name, name, speed=speed, capability=ability)


def order(wishes: ModelPreferences | None, *models: ModelContext) -> list[str]:
    places = ranked(of(*models), measures_of(wishes))
    return [place.candidate.context.id for place in places]


def test_what_is_not_set_or_zero_or_no_number_counts_for_nothing() -> None:
    assert measures_of(None) == []
    assert measures_of(ModelPreferences()) == []
    assert measures_of(ModelPreferences(cost_priority=0.0)) == []
    odd = ModelPreferences.model_construct(speed_priority=float("nan"), cost_priority=9.0)
    assert [(one.word, one.weight) for one in measures_of(odd)] == [("a low cost", 1.0)]


def test_ranks_count_and_not_how_far_apart_models_are() -> None:
    models = [model("a", 1000.0, 1.0), model("b", 3.0, 2.0), model("c", 2.0, 3.0)]
    assert order(BOTH, *models) == ["a", "b", "c"]
    more = BOTH.model_copy(update={"intelligence_priority": 0.6})
    assert order(more, *models) == ["c", "b", "a"]


def test_a_model_that_is_beaten_comes_after_all_that_are_not_and_moves_none_of_them() -> None:
    fast, able = model("b", 2.0, 1.0), model("a", 1.0, 2.0)
    # Equal to the slowest in speed: counting whom each one beats would put the fast one first.
    worse = model("z", 1.0, 0.5)
    assert order(BOTH, fast, able) == ["a", "b"]
    assert order(BOTH, fast, able, worse) == ["a", "b", "z"]


def test_those_that_are_beaten_are_ranked_among_themselves() -> None:
    models = [model("a", 1.0, 1.0), model("b", 2.0, 2.0), model("c", 3.0, 3.0)]
    assert order(BOTH, *models) == ["c", "b", "a"]


def test_no_models_have_no_order() -> None:
    assert ranked([], measures_of(BOTH)) == []


NOTES: dict[str, tuple[str, ModelContext, str]] = {
    "a price": (
        "cost",
        replace(CLOUD, input_price=1.0, output_price=5.0),
        "GPT 5 costs $2 for a million tokens.",
    ),
    "no price": ("cost", SMALL, "Qwen3 0.6B costs nothing."),
    "a price that is not known": (
        "cost",
        replace(CLOUD, input_price=None),
        "The price of GPT 5 is not known, so it counts as the dearest.",
    ),
    "a speed": (
        "speed",
        replace(SMALL, speed=12.345),
        "Qwen3 0.6B wrote 12 tokens a second here.",
    ),
    "a low speed": (
        "speed",
        replace(SMALL, speed=1.234),
        "Qwen3 0.6B wrote 1.2 tokens a second here.",
    ),
    "a speed that was not measured": (
        "speed",
        SMALL,
        "Qwen3 0.6B was not measured here yet: 20 tokens a second, by its size.",
    ),
    "a provider's speed that was not measured": (
        "speed",
        CLOUD,
        "GPT 5 was not measured here yet: 50 tokens a second, by what most providers give.",
    ),
    "a size": (
        "intelligence",
        LARGE,
        "Gemma 3 12B counts as a model of 12 billion parameters, by its size.",
    ),
    "a name": (
        "intelligence",
        CLOUD,
        "GPT 5 counts as a model of 300 billion parameters, by its name.",
    ),
    "a rating": (
        "intelligence",
        replace(LARGE, capability=30.0),
        "Gemma 3 12B counts as a model of 30 billion parameters, as it is rated.",
    ),
    "an ability that is not known": (
        "intelligence",
        ModelContext("x", "X", location=Location.REMOTE),
        "How able X is, is not known; it counts as the least able.",
    ),
}


@pytest.mark.parametrize(("asked", "context", "note"), NOTES.values(), ids=NOTES.keys())
def test_what_a_model_has_is_said_with_where_that_is_known_from(
    asked: str, context: ModelContext, note: str
) -> None:
    wishes = ModelPreferences.model_validate({f"{asked}Priority": 1.0})
    (measure,) = measures_of(wishes)
    assert measure.note(Candidate(context)) == note
