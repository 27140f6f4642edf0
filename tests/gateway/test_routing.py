"""Which model answers, and what a person is told about why."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from desktop.errors import NoModel, PromptTooLong
from desktop.gateway.routing import choose
from desktop.models.context import Candidate, Location, ModelContext
from tests.fakes import make_params
from tests.gateway.wishes import (
    ALL,
    AUDIO,
    CLOUD,
    GB,
    IMAGE,
    LARGE,
    SMALL,
    STARTER,
    asking,
    hinting,
    of,
    wanting,
)

if TYPE_CHECKING:
    from mcp_types import CreateMessageRequestParams

KEYLESS = replace(CLOUD, ready="no key is stored for OpenAI")


def chosen(params: CreateMessageRequestParams, *contexts: ModelContext) -> str:
    return choose(params, of(*contexts)).choice.id


def lost(params: CreateMessageRequestParams, *candidates: Candidate) -> dict[str, str]:
    """Returns why each model does not answer, by its id."""
    return {loser.context.id: loser.why for loser in choose(params, candidates).losers}


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
    assert chosen(wanting(**weights), STARTER, replace(CLOUD, speed=9.0), LARGE, SMALL) == expected


def test_of_equals_the_one_in_memory_answers_then_the_local_then_the_cheaper_then_by_id() -> None:
    twins = [Candidate(replace(SMALL, id=name)) for name in ("b", "a", "c")]
    away = replace(CLOUD, id="0", input_price=1.0, output_price=1.0)
    far = [Candidate(replace(away, id="1", output_price=2.0)), Candidate(away)]
    unknown = Candidate(replace(away, id="00", input_price=None))
    loaded = Candidate(replace(SMALL, id="c", loaded=True))
    route = choose(make_params(), [unknown, *far, *twins[:2], loaded])
    assert [option.id for option in route.options] == ["c", "a", "b", "0", "1", "00"]


def test_a_remote_model_is_never_preferred_for_being_ready_at_once() -> None:
    route = choose(make_params(), of(replace(CLOUD, loaded=True), SMALL))
    assert route.choice == SMALL


def test_the_starter_comes_last_whatever_is_asked_for() -> None:
    starter = replace(STARTER, loaded=True)
    route = choose(wanting(speed=1.0, cost=1.0), of(starter, CLOUD))
    assert route.choice == CLOUD
    assert route.runners_up == (starter,)


def test_a_model_that_cannot_see_is_left_out_and_that_is_said() -> None:
    seeing = replace(CLOUD, modalities=frozenset({"text", "image"}))
    route = choose(asking(IMAGE), of(SMALL, seeing))
    assert route.options == (seeing,)
    (loser,) = route.losers
    assert (loser.context, loser.able) == (SMALL, False)
    assert loser.why == "Qwen3 0.6B cannot take images."


def test_the_rules_for_a_server_leave_models_out() -> None:
    assert choose(make_params(), of(*ALL), allowed=["gpt-5"]).options == (CLOUD,)
    assert CLOUD not in choose(make_params(), of(*ALL), local_only=True).options


def test_no_model_says_what_each_one_lacks() -> None:
    with pytest.raises(NoModel) as caught:
        choose(asking(IMAGE, AUDIO), of(SMALL, LARGE))
    assert "Qwen3 0.6B cannot take sounds or images." in str(caught.value)
    assert "Gemma 3 12B cannot take sounds or images." in str(caught.value)


def test_of_many_models_that_cannot_answer_five_are_told() -> None:
    many = [replace(SMALL, id=str(number), name=f"Model {number}") for number in range(9)]
    with pytest.raises(NoModel) as caught:
        choose(asking(IMAGE), of(*many))
    assert str(caught.value).count("cannot take images") == 5
    assert str(caught.value).endswith("Model 4 cannot take images. 4 more cannot either.")


def test_a_request_that_is_too_long_for_every_model_is_told_so() -> None:
    short = [replace(one, context_length=100) for one in (SMALL, STARTER)]
    long = make_params("word " * 1000)
    with pytest.raises(PromptTooLong, match="Parley starter has room for 100 tokens, and this"):
        choose(long, of(*short))
    with pytest.raises(NoModel, match="no key is stored"):
        choose(long, of(*short, KEYLESS))


def test_an_empty_library_says_what_to_do() -> None:
    with pytest.raises(NoModel, match=r"no model here yet\. Get one on the Models page"):
        choose(make_params(), [])


REASONS: dict[str, tuple[CreateMessageRequestParams, tuple[ModelContext, ...], list[str]]] = {
    "a hint that fits": (
        hinting("gemma"),
        ALL,
        ["The request names 'gemma', and Gemma 3 12B is the best match."],
    ),
    "a hint that fits several": (
        hinting("gpt", intelligence=1.0),
        (CLOUD, replace(CLOUD, id="gpt-4o-mini", name="Mini")),
        [
            "The request names 'gpt', and GPT 5 is the best match.",
            "The request asks for intelligence.",
            "GPT 5 counts as a model of 300 billion parameters, by its name.",
        ],
    ),
    "a hint at what is elsewhere": (
        hinting("claude-3-sonnet"),
        ALL,
        ["The request names 'claude-3-sonnet', which is not here; GPT 5 is the closest."],
    ),
    "hints at what nobody knows": (
        hinting("socrates", "plato"),
        (SMALL, LARGE),
        [
            "None of the models that the request names is here: 'socrates', 'plato'.",
            "Gemma 3 12B comes first by name; nothing else was asked for.",
        ],
    ),
    "a hint at what cannot be asked now": (
        hinting("gpt-5"),
        (KEYLESS, SMALL, LARGE),
        [
            "The request names 'gpt-5'. GPT 5 cannot be asked now: no key is stored for OpenAI.",
            "Gemma 3 12B is the closest to 'gpt-5'.",
        ],
    ),
    "another hint at what can": (
        hinting("gpt-5", "qwen"),
        (KEYLESS, SMALL, LARGE),
        [
            "The request names 'gpt-5'. GPT 5 cannot be asked now: no key is stored for OpenAI.",
            "The request names 'qwen', and Qwen3 0.6B is the best match.",
        ],
    ),
    "an unknown hint at what cannot be asked now": (
        hinting("socrates"),
        (replace(KEYLESS, id="socrates"), SMALL),
        [
            "The request names 'socrates'. GPT 5 cannot be asked now: no key is stored for OpenAI.",
            "Qwen3 0.6B is the only model that can answer.",
        ],
    ),
    "priorities": (
        wanting(speed=1.0, cost=0.5),
        (SMALL, LARGE),
        [
            "The request asks for a low cost and speed.",
            "Qwen3 0.6B costs nothing.",
            "Qwen3 0.6B was not measured here yet: 20 tokens a second, by its size.",
        ],
    ),
    "no other model": (make_params(), (SMALL,), ["Qwen3 0.6B is the only model that can answer."]),
    "one beside the starter": (
        wanting(speed=1.0),
        (STARTER, SMALL),
        ["Qwen3 0.6B is the only model that can answer, apart from Parley starter."],
    ),
    "a hint at the starter": (
        hinting("socrates", "starter"),
        (STARTER, SMALL),
        [
            "The request names 'starter', but Parley starter comes after every other model.",
            "Qwen3 0.6B is the only model that can answer, apart from Parley starter.",
        ],
    ),
    "only the starter": (
        hinting("claude"),
        (STARTER,),
        ["There is no other model here yet. Get one on the Models page."],
    ),
    "only the starter can": (
        hinting("gpt-5"),
        (STARTER, KEYLESS),
        [
            "No other model here can answer this request.",
            "The request names 'gpt-5'. GPT 5 cannot be asked now: no key is stored for OpenAI.",
        ],
    ),
    "nothing at all": (
        make_params(),
        (SMALL, LARGE),
        ["Gemma 3 12B comes first by name; nothing else was asked for."],
    ),
    "nothing at all, and one is away": (
        make_params(),
        (CLOUD, SMALL),
        ["Qwen3 0.6B is on this computer; nothing else was asked for."],
    ),
    "nothing at all, and both are away": (
        make_params(),
        (CLOUD, replace(CLOUD, id="a", input_price=9.0)),
        ["GPT 5 is cheaper; nothing else was asked for."],
    ),
    "room for less than the longest answer": (
        make_params("Hello", max_tokens=50),
        (replace(SMALL, context_length=20),),
        [
            "Qwen3 0.6B is the only model that can answer.",
            "Qwen3 0.6B has room for 20 tokens, and this request takes up to 55 with its answer. "
            "The answer may end too soon.",
        ],
    ),
}


@pytest.mark.parametrize(("params", "here", "reasons"), REASONS.values(), ids=REASONS.keys())
def test_the_reasons_are_told_in_words(
    params: CreateMessageRequestParams, here: tuple[ModelContext, ...], reasons: list[str]
) -> None:
    assert list(choose(params, of(*here)).reasons) == reasons


def test_that_little_memory_is_left_to_other_programs_is_told() -> None:
    only = "Gemma 3 12B is the only model that can answer."
    tight = (
        "Gemma 3 12B needs 9.0 GB of memory, and 10.0 GB can be had now. That is tight: other "
        "programs may become slow."
    )
    for context, free, reasons in (
        (LARGE, 10, (only, tight)),
        (LARGE, 12, (only,)),
        (replace(LARGE, loaded=True), 1, (only,)),
    ):
        route = choose(make_params(), [Candidate(context, free_memory=free * GB)])
        assert route.reasons == reasons


def test_being_in_memory_is_a_reason() -> None:
    route = choose(make_params(), of(replace(SMALL, loaded=True), LARGE))
    assert route.reasons == ("Qwen3 0.6B is in memory already; nothing else was asked for.",)


LOST: dict[str, tuple[CreateMessageRequestParams, dict[str, Any], str]] = {
    "what is slower": (
        wanting(speed=1.0),
        {"size": 4 * SMALL.size},
        "Other is slower. Other was not measured here yet: 5 tokens a second, by its size.",
    ),
    "what is slower and less able, though cheaper": (
        wanting(speed=1.0, intelligence=1.0, cost=0.1),
        {"speed": 12.5, "parameters": 10**8},
        "Other is slower and less able, though cheaper. Other wrote 12 tokens a second here. "
        "Other counts as a model of 0.1 billion parameters, by its size.",
    ),
    "what comes out level": (
        wanting(speed=1.0, intelligence=1.0),
        {"id": "zzz", "speed": 12.5, "parameters": 10**10},
        "Other comes out level with Qwen3 0.6B, but it comes later by name.",
    ),
    "what is not in memory": (make_params(), {}, "Other is not in memory."),
    "what is not named": (hinting("qwen3-0.6b"), {}, "Other is not what the request names with"),
    "what is less near": (
        hinting("claude"),
        {"parameters": 10**6},
        "Other is not as close to 'claude'.",
    ),
    "the starter": (make_params(), {"starter": True}, "Other comes after every other model."),
}


@pytest.mark.parametrize(("params", "other", "why"), LOST.values(), ids=LOST.keys())
def test_each_loser_says_why_it_lost(
    params: CreateMessageRequestParams, other: dict[str, Any], why: str
) -> None:
    dear = replace(SMALL, location=Location.REMOTE, input_price=1.0, output_price=1.0, speed=20.0)
    first = Candidate(replace(dear if "cheaper" in why else SMALL, loaded=True))
    loser = replace(SMALL, **{"id": "other", "name": "Other"} | other)
    if "level" in why:
        first = Candidate(SMALL)
    assert lost(params, first, Candidate(loser))[loser.id].startswith(why)


DIFFERENT: dict[str, tuple[dict[str, Any], str]] = {
    "is away": ({"location": Location.REMOTE}, "Other is not on this computer."),
    "comes later": ({"id": "zzz"}, "Other comes later by name."),
}


@pytest.mark.parametrize(("other", "why"), DIFFERENT.values(), ids=DIFFERENT.keys())
def test_of_equals_each_loser_says_what_decided(other: dict[str, Any], why: str) -> None:
    loser = replace(SMALL, **{"id": "zzz", "name": "Other"} | other)
    assert lost(make_params(), *of(SMALL, loser))["zzz"] == why


def test_of_two_providers_the_dearer_one_says_so() -> None:
    dearer = replace(CLOUD, id="a", name="Other", input_price=3.0)
    assert lost(make_params(), *of(CLOUD, dearer))["a"] == "Other is dearer."


def test_the_losers_are_the_runners_up_in_their_order_and_then_those_that_cannot() -> None:
    route = choose(wanting(intelligence=1.0), of(STARTER, SMALL, LARGE, KEYLESS))
    assert route.choice == LARGE
    assert [loser.context.id for loser in route.losers] == ["qwen3-0.6b", "parley-starter", "gpt-5"]
    assert [loser.able for loser in route.losers] == [True, True, False]
    assert tuple(loser.context for loser in route.losers[:2]) == route.runners_up
