"""How many properties an object may have, told by its grammar."""

from __future__ import annotations

from itertools import combinations
from math import inf

import pytest

from desktop.models.local.grammar.counting import counted
from desktop.models.local.grammar.rules import Rules
from tests.models.local.grammar.reading import matches, whole


@pytest.mark.parametrize(
    ("required", "least", "most", "told"),
    [
        ("", 0, inf, {"", "a", "b", "c", "a,b", "a,c", "b,c", "a,b,c"}),
        ("", 1, 2, {"a", "b", "c", "a,b", "a,c", "b,c"}),
        ("", 3, inf, {"a,b,c"}),
        ("b", 2, 2, {"a,b", "b,c"}),
        ("b", 0, 1, {"b"}),
        ("", 0, 0, {""}),
        ("", 4, inf, {"", "a", "b", "c", "a,b", "a,c", "b,c", "a,b,c"}),
    ],
)
def test_as_many_pairs_may_come_as_the_schema_says(
    required: str, least: float, most: float, told: set[str]
) -> None:
    rules = Rules()
    pairs = [(f'"{name}"', name in required) for name in "abc"]
    body = counted(pairs, rules, rules.add('""'), least, most)
    assert body is not None
    grammar = whole(rules.text(body))
    some = [",".join(names) for count in range(4) for names in combinations("abc", count)]
    assert {text for text in [*some, "b,a", ",a", "a,", "a,a"] if matches(grammar, text)} == told


def test_what_cannot_be_is_told() -> None:
    rules = Rules()
    assert counted([('"a"', True), ('"b"', True)], rules, "", 0, 1) is None
    assert counted([], rules, "", 1, inf) is None
