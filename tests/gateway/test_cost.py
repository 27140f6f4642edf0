"""What an answer may cost, and how that is said."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from mcp_types import Tool

from desktop.gateway.cost import expected_cost, said_cost
from desktop.models.context import Location
from tests.fakes import make_params
from tests.gateway.wishes import AUDIO, CLOUD, SMALL, asking

if TYPE_CHECKING:
    from desktop.models.context import ModelContext


def test_an_answer_on_this_computer_costs_nothing_whatever_its_price() -> None:
    priced = replace(SMALL, input_price=1.0, output_price=1.0)
    assert expected_cost(priced, make_params(), 1000) == 0.0


@pytest.mark.parametrize(
    "context",
    [replace(CLOUD, input_price=None), replace(CLOUD, output_price=None)],
    ids=["that of the request", "that of the answer"],
)
def test_an_answer_whose_price_is_not_known_costs_nobody_knows_what(context: ModelContext) -> None:
    assert expected_cost(context, make_params(), 10) is None


def test_the_most_is_a_token_for_each_byte_and_the_longest_answer() -> None:
    text = "ab漢字" * 1000
    cost = expected_cost(replace(CLOUD, output_price=0.0), make_params(text), 10)
    assert cost is not None
    assert len(text.encode()) * 2.0 <= cost * 1e6 < len(text.encode()) * 2.0 + 100
    assert expected_cost(replace(CLOUD, input_price=0.0), make_params(text), 10) == 10 * 10.0 / 1e6


def test_tools_are_read_too() -> None:
    tool = Tool(name="look", description="Looks." * 100, input_schema={"type": "object"})
    plain = expected_cost(CLOUD, make_params(), 10)
    with_tools = expected_cost(CLOUD, make_params(tools=[tool]), 10)
    assert plain is not None
    assert with_tools is not None
    assert with_tools - plain > 600 * 2.0 / 1e6


def test_sounds_are_reckoned_at_their_own_price() -> None:
    context = replace(CLOUD, input_price=1.0, audio_price=4.0)
    words, sound = make_params(), asking(AUDIO)
    as_text = expected_cost(replace(context, audio_price=None), sound, 10)
    as_sound = expected_cost(context, sound, 10)
    assert as_text is not None
    assert as_sound is not None
    assert as_sound - as_text == pytest.approx(3_000 * 3.0 / 1e6)
    assert expected_cost(context, words, 10) == expected_cost(
        replace(context, audio_price=None), words, 10
    )
    assert expected_cost(replace(context, location=Location.LOCAL), sound, 10) == 0.0


SAID: dict[str, tuple[ModelContext, float | None, str]] = {
    "nothing here": (SMALL, 0.0, "no cost: on this computer"),
    "nothing elsewhere": (CLOUD, 0.0, "no cost"),
    "not known": (CLOUD, None, "cost not known"),
    "little": (CLOUD, 0.0123, "at most $0.0123"),
    "less than can be said": (CLOUD, 0.0000001, "at most $0.0001"),
    "never rounded down": (CLOUD, 0.25001, "at most $0.26"),
    "a whole dollar": (CLOUD, 2.0, "at most $2"),
}


@pytest.mark.parametrize(("context", "cost", "words"), SAID.values(), ids=SAID.keys())
def test_a_cost_is_said_in_words(context: ModelContext, cost: float | None, words: str) -> None:
    assert said_cost(context, cost) == words
