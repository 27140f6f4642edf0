"""Two schemas as one: what both allow, and nothing that one of them refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator

from desktop.models.local.grammar.merging import fits, merged

if TYPE_CHECKING:
    from typing import Any


@pytest.mark.parametrize(
    ("one", "other", "inside", "outside"),
    [
        ({"enum": ["red", 3]}, {"const": "red"}, ["red"], [3]),
        ({"const": "red"}, {"enum": [3]}, [], ["red", 3]),
        ({"enum": [1, "a"]}, {"enum": [True, "a"]}, ["a"], [1, True]),
        ({"enum": [{"x": 1}]}, {"const": {"x": True}}, [], [{"x": 1}, {"x": True}]),
        ({"const": 4}, {"type": "integer", "minimum": 5}, [], [4]),
        ({"multipleOf": 4}, {"multipleOf": 6}, [0, 12, 24], [4, 6, 8]),
        ({"multipleOf": 1}, {"multipleOf": 3}, [3], [1]),
        ({"multipleOf": 0.5}, {"multipleOf": 1}, [1, 2.0], [0.5]),
        ({"const": 6}, {"type": "integer", "minimum": 5}, [6], []),
        (
            {"items": {"type": "string"}},
            {"prefixItems": [{"minLength": 2}, {}], "items": {"maxLength": 3}},
            [["ab", ""], ["ab", "abcde", "abc"]],
            [["a"], ["ab", 1], ["ab", "", 1], ["ab", "", "abcd"]],
        ),
        (
            {"prefixItems": [{"type": "integer"}], "items": False},
            {"prefixItems": [{"minimum": 3}, {"type": "string"}]},
            [[3], []],
            [[2], [3, "a"], ["a"]],
        ),
        (
            {"patternProperties": {"^x": {"type": "integer"}}, "additionalProperties": False},
            {"patternProperties": {"^x": {"minimum": 3}}},
            [{"xa": 3}, {}],
            [{"xa": 2}, {"xa": "a"}, {"a": 3}],
        ),
        (
            {"patternProperties": {"^x": {"type": "integer"}}, "additionalProperties": False},
            {"additionalProperties": {"const": 3}},
            [{"xa": 3}],
            [{"xa": 4}, {"a": 3}],
        ),
        (
            {"patternProperties": {"^x": {"type": "integer"}}, "additionalProperties": False},
            {"properties": {"xa": {"minimum": 3}, "a": {}}},
            [{"xa": 3, "xb": 0}],
            [{"xa": 2}, {"xa": "a"}, {"a": 3}],
        ),
        (
            {"propertyNames": {"pattern": "^a"}},
            {"propertyNames": {"maxLength": 2}},
            [{"ab": 1}],
            [{"abc": 1}, {"b": 1}],
        ),
    ],
)
def test_a_value_is_allowed_where_both_allow_it(
    one: dict[str, Any], other: dict[str, Any], inside: list[Any], outside: list[Any]
) -> None:
    for pair in ((one, other), (other, one)):
        whole = merged(*pair)
        for value in inside + outside:
            assert Draft202012Validator(whole).is_valid(value) == (value in inside), value


def test_a_constant_outside_its_own_enum_fits_nothing() -> None:
    assert not fits("red", {"const": "red", "enum": [3]})
    assert fits("red", {"const": "red", "enum": ["red", 3]})
    assert not fits(6, {"enum": [6], "type": "string"})


def test_nothing_is_both_true_and_one() -> None:
    assert merged({"const": True}, {"const": 1}) is False


@pytest.mark.parametrize("key", ["anyOf", "oneOf"])
def test_one_choice_of_each_must_fit_with_one_of_the_other(key: str) -> None:
    whole = merged({key: [{"const": 1}, {"const": 2}]}, {key: [{"const": 2}, {"const": 3}]})
    assert isinstance(whole, dict)
    assert [one for one in whole[key] if one is not False] == [{"const": 2}]
