"""What holds of every choice of a model, whatever is asked for and whatever is here."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from mcp_types import ModelHint, ModelPreferences

from desktop.errors import NoModel, PromptTooLong
from desktop.gateway.filters import needs_of, why_not
from desktop.gateway.hints import named
from desktop.gateway.routing import choose
from desktop.models.context import Candidate, Location, ModelContext
from tests.fakes import make_params
from tests.gateway.wishes import IMAGE, asking, of

if TYPE_CHECKING:
    import random

weights = st.none() | st.floats(0, 1)
preferences = st.builds(
    ModelPreferences,
    hints=st.none() | st.lists(st.builds(ModelHint, name=st.sampled_from("abx "))),
    cost_priority=weights,
    speed_priority=weights,
    intelligence_priority=weights,
)
prices = st.none() | st.integers(0, 3).map(float)
contexts = st.builds(
    ModelContext,
    id=st.text("abc", min_size=1, max_size=4),
    name=st.just("A model"),
    location=st.sampled_from(Location),
    size=st.integers(1, 5),
    parameters=st.integers(0, 5),
    context_length=st.sampled_from([0, 4, 40, 400]),
    capability=st.none() | st.integers(1, 3).map(float),
    speed=st.none() | st.integers(1, 4).map(float),
    input_price=prices,
    output_price=prices,
    ready=st.sampled_from(["", "", "", "no key is stored"]),
    starter=st.booleans(),
    loaded=st.booleans(),
    modalities=st.sampled_from([frozenset({"text"}), frozenset({"text", "image"})]),
)
everyone = st.lists(
    st.builds(Candidate, contexts, st.sampled_from([None, 3, 9]), st.just(10.0)),
    min_size=1,
    max_size=6,
    unique_by=lambda candidate: candidate.context.id,
)


@given(preferences, everyone, st.randoms(use_true_random=False))
def test_the_order_in_which_models_are_listed_changes_nothing(
    wishes: ModelPreferences, models: list[Candidate], shuffle: random.Random
) -> None:
    params = make_params(model_preferences=wishes)
    assume(any(not why_not(one, needs_of(params, (), local_only=False)) for one in models))
    route = choose(params, models)
    shuffle.shuffle(models)
    assert choose(params, models) == route


@given(preferences, everyone, st.booleans(), st.sampled_from([(), ("a",), ("a", "b")]))
def test_a_filtered_model_is_never_an_option_and_each_one_is_told_of_once(
    wishes: ModelPreferences, models: list[Candidate], local_only: bool, allowed: tuple[str, ...]
) -> None:
    params = asking(IMAGE).model_copy(update={"model_preferences": wishes})
    needs = needs_of(params, allowed, local_only=local_only)
    able = {one.context.id for one in models if not why_not(one, needs)}
    if not able:
        with pytest.raises((NoModel, PromptTooLong)):
            choose(params, models, allowed=allowed, local_only=local_only)
        return
    route = choose(params, models, allowed=allowed, local_only=local_only)
    assert {option.id for option in route.options} <= able
    told = [route.choice.id, *(loser.context.id for loser in route.losers)]
    assert sorted(told) == sorted(one.context.id for one in models)
    assert all(loser.why for loser in route.losers)


few = st.sampled_from([None, 0.5, 1.0])
unhinted = st.builds(
    ModelPreferences, cost_priority=few, speed_priority=few, intelligence_priority=few
)
levels = st.integers(1, 5).map(float)
rivals = st.lists(
    st.builds(
        ModelContext,
        id=st.text("abc", min_size=1, max_size=3),
        name=st.just("A model"),
        location=st.sampled_from(Location),
        speed=levels,
        capability=levels,
        input_price=st.none() | levels,
        output_price=st.just(1.0),
    ),
    min_size=2,
    max_size=5,
    unique_by=lambda context: context.id,
)
less = st.integers(0, 3)


@settings(max_examples=500)
@given(unhinted, rivals, st.data())
def test_a_model_that_is_worse_than_another_one_changes_no_choice(
    wishes: ModelPreferences, models: list[ModelContext], data: st.DataObject
) -> None:
    params = make_params(model_preferences=wishes)
    better = data.draw(st.sampled_from(models))
    price = better.input_price
    worse = replace(
        better,
        id="zzz",
        location=data.draw(st.sampled_from([better.location, Location.REMOTE])),
        speed=(better.speed or 0.0) * 0.7 ** data.draw(less),
        capability=(better.capability or 0.0) * 0.7 ** data.draw(less),
        input_price=data.draw(st.sampled_from([price, None if price is None else price + 0.5])),
    )
    assert choose(params, of(*models, worse)).choice == choose(params, of(*models)).choice


@given(preferences, everyone)
def test_the_order_of_the_hints_is_never_lost(
    wishes: ModelPreferences, models: list[Candidate]
) -> None:
    params = make_params(model_preferences=wishes)
    assume(any(not why_not(one, needs_of(params, (), local_only=False)) for one in models))
    route = choose(params, models)
    others = [Candidate(option) for option in route.options if not option.starter]
    hints = [hint.name.strip() for hint in wishes.hints or [] if hint.name and hint.name.strip()]
    meant = next((found for hint in hints if (found := named(hint, others))), others)
    assert route.choice.starter or route.choice in [one.context for one in meant]


@given(preferences, everyone)
def test_a_starter_comes_last_and_changes_nothing_among_the_others(
    wishes: ModelPreferences, models: list[Candidate]
) -> None:
    params = make_params(model_preferences=wishes)
    needs = needs_of(params, (), local_only=False)
    others = [one for one in models if not one.context.starter]
    assume(any(not why_not(one, needs) for one in others))
    options = choose(params, others).options
    assert choose(params, models).options[: len(options)] == options
