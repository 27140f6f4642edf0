"""Which model answers, and what a person is told about why."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mcp_types import (
    AudioContent,
    CreateMessageRequestParams,
    ImageContent,
    ModelHint,
    ModelPreferences,
    SamplingMessage,
    TextContent,
)

from desktop.errors import NoModel
from desktop.gateway.routing import choose
from desktop.models.context import Candidate, Location, ModelContext
from tests.fakes import make_params

if TYPE_CHECKING:
    import random

SMALL = ModelContext("qwen3-0.6b", "Qwen3 0.6B", family="qwen", size=600, parameters=600)
LARGE = ModelContext("gemma-3-12b", "Gemma 3 12B", family="gemma", size=9000, parameters=12000)
CLOUD = ModelContext("gpt-5", "GPT 5", Location.REMOTE, family="gpt", parameters=10**6, cost=10.0)
STARTER = ModelContext("parley-starter", "Parley starter", size=5, parameters=5, starter=True)
ALL = (STARTER, CLOUD, LARGE, SMALL)

IMAGE = ImageContent(data="aGk=", mime_type="image/png")
AUDIO = AudioContent(data="aGk=", mime_type="audio/wav")


def hinting(*names: str | None, **priorities: float) -> CreateMessageRequestParams:
    hints = [ModelHint(name=name) for name in names]
    return make_params(model_preferences=ModelPreferences(hints=hints, **_named(priorities)))


def wanting(**priorities: float) -> CreateMessageRequestParams:
    return make_params(model_preferences=ModelPreferences(**_named(priorities)))


def _named(priorities: dict[str, float]) -> dict[str, Any]:
    return {f"{name}_priority": weight for name, weight in priorities.items()}


def of(*contexts: ModelContext) -> list[Candidate]:
    return [Candidate(context) for context in contexts]


def chosen(params: CreateMessageRequestParams, *contexts: ModelContext) -> str:
    return choose(params, of(*contexts)).choice.id


HINTED = {
    "an id": (["gpt-5"], "gpt-5"),
    "a part of an id": (["gemma"], "gemma-3-12b"),
    "a part of a name for people": (["12B"], "gemma-3-12b"),
    "a family": (["qwen"], "qwen3-0.6b"),
    "capitals": (["GEMMA"], "gemma-3-12b"),
    "space around it": (["  gemma "], "gemma-3-12b"),
    "the first of two": (["qwen", "gemma"], "qwen3-0.6b"),
    "the second, as the first is not here": (["claude", "gemma"], "gemma-3-12b"),
    "an empty one first": (["", "gemma"], "gemma-3-12b"),
    "a blank one first": (["  ", "gemma"], "gemma-3-12b"),
    "one without a name first": ([None, "gemma"], "gemma-3-12b"),
}


@pytest.mark.parametrize(("hints", "expected"), HINTED.values(), ids=HINTED.keys())
def test_the_first_hint_that_names_a_model_here_decides(
    hints: list[str | None], expected: str
) -> None:
    assert chosen(hinting(*hints), *ALL) == expected


def test_a_hint_that_is_an_id_beats_the_models_that_only_contain_it() -> None:
    other = replace(SMALL, id="a-gpt-5", name="Better")
    assert chosen(hinting("gpt-5"), other, CLOUD) == "gpt-5"


def test_blank_hints_count_as_none_at_all() -> None:
    assert choose(hinting("", " ", None), of(*ALL)) == choose(make_params(), of(*ALL))


def test_a_hint_never_leads_to_the_starter_where_there_is_another_model() -> None:
    assert chosen(hinting("parley-starter"), STARTER, LARGE) == "gemma-3-12b"


def test_priorities_decide_among_the_models_that_one_hint_names() -> None:
    family = [replace(SMALL, id=f"qwen-{size}", size=size) for size in (30, 10, 20)]
    assert chosen(hinting("qwen", speed=1.0), *family, LARGE) == "qwen-10"


PRIORITIES: dict[str, tuple[dict[str, float], str]] = {
    "speed": ({"speed": 1.0}, "qwen3-0.6b"),
    "intelligence": ({"intelligence": 1.0}, "gpt-5"),
    "a low cost": ({"cost": 1.0}, "gemma-3-12b"),
    "speed more than intelligence": ({"speed": 0.9, "intelligence": 0.1}, "qwen3-0.6b"),
    "intelligence more than cost": ({"intelligence": 0.9, "cost": 0.1}, "gpt-5"),
    "zero, which is as none": ({"intelligence": 0.0}, "gemma-3-12b"),
}


@pytest.mark.parametrize(("weights", "expected"), PRIORITIES.values(), ids=PRIORITIES.keys())
def test_priorities_decide_where_no_hint_does(weights: dict[str, float], expected: str) -> None:
    cloud = replace(CLOUD, size=10**6)
    assert chosen(wanting(**weights), STARTER, cloud, LARGE, SMALL) == expected


def test_of_equals_the_one_in_memory_answers_then_the_local_then_the_first_by_id() -> None:
    twins = [Candidate(replace(SMALL, id=name)) for name in ("b", "a", "c")]
    far = Candidate(replace(SMALL, id="0", location=Location.REMOTE))
    assert choose(make_params(), [far, *twins]).choice.id == "a"
    loaded = replace(twins[2], loaded=True)
    assert choose(make_params(), [far, *twins[:2], loaded]).choice.id == "c"


def test_the_starter_comes_last_whatever_is_asked_for() -> None:
    route = choose(wanting(speed=1.0, cost=1.0), [Candidate(STARTER, loaded=True), *of(CLOUD)])
    assert route.choice == CLOUD
    assert route.runners_up == (STARTER,)


def test_a_model_that_cannot_see_is_left_out_and_that_is_said() -> None:
    seeing = replace(CLOUD, modalities=frozenset({"text", "image"}))
    route = choose(asking(IMAGE), of(SMALL, seeing))
    assert route.options == (seeing,)
    assert "Qwen3 0.6B cannot take image." in route.reasons


def test_no_model_says_what_each_one_lacks() -> None:
    with pytest.raises(NoModel) as caught:
        choose(asking(IMAGE, AUDIO), of(SMALL, LARGE))
    assert "Qwen3 0.6B cannot take audio or image." in str(caught.value)
    assert "Gemma 3 12B cannot take audio or image." in str(caught.value)


def test_an_empty_library_says_what_to_do() -> None:
    with pytest.raises(NoModel, match=r"no model here yet\. Add a GGUF file on the Models page"):
        choose(make_params(), [])


REASONS: dict[str, tuple[CreateMessageRequestParams, tuple[ModelContext, ...], str]] = {
    "a hint that fits": (
        hinting("gemma"),
        ALL,
        "The request names 'gemma', and Gemma 3 12B is the best match.",
    ),
    "hints that do not": (
        hinting("claude", "sonnet"),
        ALL,
        "None of the models that the request names is here: 'claude', 'sonnet'.",
    ),
    "priorities": (
        wanting(speed=1.0, cost=0.5),
        ALL,
        "The request asks for a low cost and speed.",
    ),
    "no other model": (make_params(), (SMALL,), "Qwen3 0.6B is the only model that can answer."),
    "one beside the starter": (
        wanting(speed=1.0),
        (STARTER, SMALL),
        "Qwen3 0.6B is the only model that can answer, apart from Parley starter.",
    ),
    "a hint at the starter": (
        hinting("claude", "starter"),
        (STARTER, SMALL, LARGE),
        "The request names 'starter', but Parley starter comes after every other model.",
    ),
    "only the starter": (
        hinting("claude"),
        (STARTER,),
        "There is no other model here yet. Add a GGUF file on the Models page.",
    ),
    "nothing at all": (
        make_params(),
        (SMALL, LARGE),
        "Gemma 3 12B comes first by name; nothing else was asked for.",
    ),
}


@pytest.mark.parametrize(("params", "here", "reason"), REASONS.values(), ids=REASONS.keys())
def test_the_reason_is_told_in_words(
    params: CreateMessageRequestParams, here: tuple[ModelContext, ...], reason: str
) -> None:
    assert reason in choose(params, of(*here)).reasons


def test_being_in_memory_is_a_reason() -> None:
    route = choose(make_params(), [Candidate(SMALL, loaded=True), Candidate(LARGE)])
    assert route.reasons == ("Qwen3 0.6B is in memory already.",)


def asking(*blocks: Any) -> CreateMessageRequestParams:
    content = [TextContent(text="What is this?"), *blocks]
    return make_params(messages=[SamplingMessage(role="user", content=content)])


weights = st.none() | st.floats(0, 1)
preferences = st.builds(
    ModelPreferences,
    hints=st.none() | st.lists(st.builds(ModelHint, name=st.sampled_from("abx "))),
    cost_priority=weights,
    speed_priority=weights,
    intelligence_priority=weights,
)
contexts = st.builds(
    ModelContext,
    id=st.text("abc", min_size=1, max_size=4),
    name=st.just("A model"),
    location=st.sampled_from(Location),
    size=st.integers(0, 5),
    parameters=st.integers(0, 5),
    cost=st.integers(0, 3).map(float),
    starter=st.booleans(),
    modalities=st.sampled_from([frozenset({"text"}), frozenset({"text", "image"})]),
)
candidates = st.lists(
    st.builds(Candidate, contexts, st.booleans()),
    min_size=1,
    max_size=6,
    unique_by=lambda candidate: candidate.context.id,
)


@given(preferences, candidates, st.randoms(use_true_random=False))
def test_the_order_in_which_models_are_listed_changes_nothing(
    wishes: ModelPreferences, models: list[Candidate], shuffle: random.Random
) -> None:
    params = make_params(model_preferences=wishes)
    route = choose(params, models)
    shuffle.shuffle(models)
    again = choose(params, models)
    assert again.options == route.options
    assert again.reasons == route.reasons


@given(preferences, candidates)
def test_a_model_that_cannot_take_the_request_is_never_an_option(
    wishes: ModelPreferences, models: list[Candidate]
) -> None:
    params = asking(IMAGE).model_copy(update={"model_preferences": wishes})
    able = {one.context.id for one in models if "image" in one.context.modalities}
    if not able:
        with pytest.raises(NoModel):
            choose(params, models)
        return
    assert {option.id for option in choose(params, models).options} == able


@given(preferences, candidates)
def test_a_model_that_is_worse_in_every_way_changes_no_choice(
    wishes: ModelPreferences, models: list[Candidate]
) -> None:
    params = make_params(model_preferences=wishes)
    choice = choose(params, models).choice
    worse = ModelContext("zzz", "Zzz", Location.REMOTE, size=6, parameters=-1, cost=4.0)
    assert choose(params, [*models, Candidate(worse)]).choice in (choice, worse)
    if not choice.starter:
        assert choose(params, [*models, Candidate(worse)]).choice == choice


@given(preferences, candidates)
def test_a_starter_comes_last_and_changes_nothing_among_the_others(
    wishes: ModelPreferences, models: list[Candidate]
) -> None:
    params = make_params(model_preferences=wishes)
    options = choose(params, models).options
    others = [one for one in models if not one.context.starter]
    if others:
        assert options[: len(others)] == choose(params, others).options
