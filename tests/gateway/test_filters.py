"""Which models can take a request, and what each of the others lacks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from mcp_types import SamplingMessage, Tool, ToolResultContent, ToolUseContent

from desktop.gateway.filters import needs_of, sift, why_not
from desktop.models.context import Candidate, Location
from tests.fakes import make_params
from tests.gateway.wishes import AUDIO, CLOUD, GB, IMAGE, LARGE, SMALL, STARTER, asking

if TYPE_CHECKING:
    from mcp_types import CreateMessageRequestParams

TOOL = Tool(name="look", input_schema={"type": "object"})
HELLO = make_params()
LONG = make_params("word " * 1200)  # At least a thousand tokens.


def after_a_tool(*content: Any) -> CreateMessageRequestParams:
    used = ToolUseContent(id="1", name="look", input={})
    result = ToolResultContent(tool_use_id="1", content=list(content))
    return make_params(
        messages=[
            SamplingMessage(role="assistant", content=used),
            SamplingMessage(role="user", content=result),
        ]
    )


def why(params: CreateMessageRequestParams, model: Candidate, **rules: Any) -> str:
    return why_not(
        model, needs_of(params, rules.get("allowed", ()), local_only="local_only" in rules)
    )


UNFIT: dict[str, tuple[CreateMessageRequestParams, dict[str, Any], dict[str, Any], str]] = {
    "not allowed": (
        HELLO,
        {},
        {"allowed": ["gpt-5"]},
        "Qwen3 0.6B is not among the models that mcp.json allows to this server.",
    ),
    "away": (
        HELLO,
        {"location": Location.REMOTE},
        {"local_only": True},
        "Qwen3 0.6B is not on this computer, and mcp.json lets nothing leave it.",
    ),
    "an image": (asking(IMAGE), {}, {}, "Qwen3 0.6B cannot take images."),
    "both": (asking(IMAGE, AUDIO), {}, {}, "Qwen3 0.6B cannot take sounds or images."),
    "one of both": (
        asking(IMAGE, AUDIO),
        {"modalities": frozenset({"text", "image"})},
        {},
        "Qwen3 0.6B cannot take sounds.",
    ),
    "an image in a tool's result": (
        after_a_tool(IMAGE),
        {"tools": True},
        {},
        "Qwen3 0.6B cannot take images.",
    ),
    "tools": (make_params(tools=[TOOL]), {}, {}, "Qwen3 0.6B cannot use tools."),
    "a tool's result": (after_a_tool(), {}, {}, "Qwen3 0.6B cannot use tools."),
    "a long text": (
        LONG,
        {"context_length": 1000},
        {},
        "Qwen3 0.6B has room for 1,000 tokens, and this request alone has 1,004 or more.",
    ),
    "no key": (
        HELLO,
        {"ready": "no key is stored for OpenAI"},
        {},
        "Qwen3 0.6B cannot be asked now: no key is stored for OpenAI.",
    ),
}


@pytest.mark.parametrize(("params", "model", "rules", "reason"), UNFIT.values(), ids=UNFIT.keys())
def test_a_model_that_cannot_take_a_request_says_what_it_lacks(
    params: CreateMessageRequestParams, model: dict[str, Any], rules: dict[str, Any], reason: str
) -> None:
    assert why(params, Candidate(replace(SMALL, **model)), **rules) == reason


FIT: dict[str, tuple[CreateMessageRequestParams, dict[str, Any], dict[str, Any]]] = {
    "it is allowed": (HELLO, {}, {"allowed": ["gpt-5", "qwen3-0.6b"]}),
    "it is here": (HELLO, {}, {"local_only": True}),
    "it sees": (asking(IMAGE), {"modalities": frozenset({"text", "image"})}, {}),
    "it uses tools": (make_params(tools=[TOOL]), {"tools": True}, {}),
    "it has room": (LONG, {"context_length": 1100}, {}),
    "its room is not known": (LONG, {"context_length": 0}, {}),
}


@pytest.mark.parametrize(("params", "model", "rules"), FIT.values(), ids=FIT.keys())
def test_a_model_that_can_take_a_request_lacks_nothing(
    params: CreateMessageRequestParams, model: dict[str, Any], rules: dict[str, Any]
) -> None:
    assert why(params, Candidate(replace(SMALL, **model)), **rules) == ""


def test_a_model_that_is_larger_than_the_free_memory_says_so() -> None:
    wanted = "Gemma 3 12B needs 9.0 GB of memory, and 4.5 GB can be had now."
    assert why(HELLO, Candidate(LARGE, free_memory=GB * 9 // 2)) == wanted


@pytest.mark.parametrize(
    "model",
    [
        Candidate(LARGE, free_memory=9 * GB),
        Candidate(LARGE, free_memory=None),
        Candidate(replace(LARGE, loaded=True), free_memory=0),
        Candidate(CLOUD, free_memory=0),
    ],
    ids=["it fits", "nobody knows", "it is loaded", "it is elsewhere"],
)
def test_a_model_that_has_its_memory_lacks_nothing(model: Candidate) -> None:
    assert why(HELLO, model) == ""


def test_a_model_without_room_for_the_longest_answer_gives_way_to_one_that_has_it() -> None:
    short, long = replace(SMALL, context_length=40), replace(LARGE, context_length=400)
    sifted = sift([Candidate(short), Candidate(long)], needs_of(HELLO, (), local_only=False))
    assert [one.context for one in sifted.able] == [long]
    ((loser, reason),) = sifted.unfit
    assert loser.context == short
    assert reason == (
        "Qwen3 0.6B has room for 40 tokens, and this request takes up to 55 with its answer."
    )


def test_where_no_model_but_the_starter_has_that_room_none_gives_way() -> None:
    short, starter = replace(SMALL, context_length=40), replace(STARTER, context_length=400)
    sifted = sift([Candidate(short), Candidate(starter)], needs_of(HELLO, (), local_only=False))
    assert [one.context for one in sifted.able] == [short, starter]
    assert sifted.unfit == ()
