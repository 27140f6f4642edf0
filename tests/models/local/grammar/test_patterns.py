"""Patterns and lengths together."""

from __future__ import annotations

from math import inf

import pytest

from desktop.models.local.grammar.patterns import pattern_rule
from desktop.models.local.grammar.rules import Rules
from tests.models.local.grammar.reading import matches


@pytest.mark.parametrize(
    ("pattern", "least", "most", "inside", "outside"),
    [
        ("^[^,;]{1,4}$", 3, 6, ["abc", "abcd"], ["ab", "abcde"]),
        ("^[a-z]+$", 0, 3, ["a", "abc"], ["", "abcd"]),
        ("^[0-9]*$", 2, inf, ["12", "12345"], ["", "1"]),
        ("^[0-9]{2,3}[a-z]{0,2}$", 4, 4, ["123a"], ["12", "123", "123ab"]),
        ("[A-F]+", 0, 4, ["A", "xA", "Ax"], ["", "AAAAA", "xxAxx"]),
    ],
)
def test_a_text_keeps_to_its_pattern_and_to_its_length(
    pattern: str, least: float, most: float, inside: list[str], outside: list[str]
) -> None:
    body = pattern_rule(pattern, Rules(), least, most)
    assert body is not None
    assert [text for text in inside + outside if matches(body, text)] == inside


@pytest.mark.parametrize(
    ("pattern", "least", "most"), [("^[a-z]{2,5}$", 6, 9), ("^[a-z]{5}$", 0, 4), ("^$", 1, 9)]
)
def test_a_pattern_without_a_text_so_long_has_no_rule(
    pattern: str, least: float, most: float
) -> None:
    assert pattern_rule(pattern, Rules(), least, most) is None
