"""Marks around places in a text."""

from __future__ import annotations

import pytest

from desktop.cli.marks import Marks, marked, marks_for

MARKS = Marks("⟦!", "!⟧")


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([], "one\ntwo"),
        ([(0, 3)], "⟦!one!⟧\ntwo"),
        ([(4, 7), (0, 1)], "⟦!o!⟧ne\n⟦!two!⟧"),
        ([(0, 2), (1, 3)], "⟦!one!⟧\ntwo"),
        ([(0, 3), (1, 2)], "⟦!one!⟧\ntwo"),
        ([(0, 1), (1, 2)], "⟦!on!⟧e\ntwo"),
        ([(2, 5)], "on⟦!e!⟧\n⟦!t!⟧wo"),
        ([(3, 4)], "one\ntwo"),
    ],
)
def test_every_place_is_marked_line_by_line(places: list[tuple[int, int]], expected: str) -> None:
    assert marked("one\ntwo", places, MARKS) == expected


def test_the_usual_marks_are_short() -> None:
    assert marks_for(["Wonderful!!!", "pass⟦U+200B⟧word"]) == MARKS


@pytest.mark.parametrize("text", ["⟦!", "!⟧", "⟦!harmless!⟧"])
def test_where_a_text_has_the_usual_marks_others_are_made_up(text: str) -> None:
    first, second = marks_for(["Hello.", text]), marks_for(["Hello.", text])
    assert first != second
    assert not any(mark in text for mark in (*first, *second))
