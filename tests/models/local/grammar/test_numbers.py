"""Numbers as grammar, each bound to the last digit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.models.local.grammar.numbers import number_rule
from tests.models.local.grammar.reading import matches

if TYPE_CHECKING:
    from typing import Any


@pytest.mark.parametrize(
    "schema",
    [
        {"minimum": 0, "maximum": 0},
        {"minimum": 7, "maximum": 123},
        {"minimum": -12, "maximum": 105},
        {"minimum": -105, "maximum": -17},
        {"exclusiveMinimum": 3, "maximum": 40},
        {"minimum": 3, "exclusiveMaximum": 40},
        {"minimum": 5, "exclusiveMinimum": 5, "maximum": 9},
        {"minimum": 5, "exclusiveMinimum": 2, "maximum": 9},
        {"minimum": 2.5, "maximum": 99.9},
        {"minimum": -40, "maximum": 40, "multipleOf": 7},
        {"exclusiveMinimum": 0, "maximum": 21, "multipleOf": 3},
    ],
)
def test_the_whole_numbers_of_a_range_are_those_that_it_allows(schema: dict[str, Any]) -> None:
    rule = number_rule(schema, whole=True)
    assert rule is not None
    for number in range(-200, 200):
        assert matches(rule, str(number)) == _allowed(schema, number), number


@pytest.mark.parametrize(
    ("schema", "inside", "outside"),
    [
        ({"minimum": 0, "maximum": 1}, ["0", "1", "0.5"], ["1.1", "-0.1", "2"]),
        ({"exclusiveMinimum": 0, "maximum": 2}, ["0.1", "1.9", "2"], ["0", "2.1", "0.0"]),
        ({"minimum": -2, "maximum": -1}, ["-2", "-1.5", "-1"], ["-2.1", "-0.5", "1"]),
        ({"minimum": 0.2, "maximum": 0.8}, ["0.3", "0.5"], ["0.1", "0.9", "0", "1"]),
        ({"minimum": 0.5, "maximum": 0.5}, ["0.5"], ["0.4", "0.6"]),
        ({}, ["0", "-1.25", "123456"], ["01", "1.", ".5", "1e5"]),
    ],
)
def test_fractions_stay_between_their_bounds(
    schema: dict[str, Any], inside: list[str], outside: list[str]
) -> None:
    rule = number_rule(schema, whole=False)
    assert rule is not None
    assert [number for number in inside + outside if matches(rule, number)] == inside


def test_a_range_without_numbers_has_no_rule() -> None:
    assert number_rule({"minimum": 5, "maximum": 4}, whole=True) is None
    assert number_rule({"minimum": 0.1, "maximum": 0.9}, whole=True) is None
    assert number_rule({"minimum": 1, "maximum": 6, "multipleOf": 7}, whole=True) is None


def _allowed(schema: dict[str, Any], number: int) -> bool:
    return bool(
        schema.get("minimum", number) <= number <= schema.get("maximum", number)
        and number > schema.get("exclusiveMinimum", number - 1)
        and number < schema.get("exclusiveMaximum", number + 1)
        and number % schema.get("multipleOf", 1) == 0
    )
