"""Stop sequences in a stream."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.local.stops import StopMatcher


def run(sequences: list[str], pieces: list[str]) -> tuple[str, str | None]:
    matcher = StopMatcher(sequences)
    text = "".join(matcher.feed(piece) for piece in pieces)
    return text + matcher.flush(), matcher.stopped


@pytest.mark.parametrize(
    ("sequences", "pieces", "text", "stopped"),
    [
        ([], ["all of it"], "all of it", None),
        ([""], ["all of it"], "all of it", None),
        (["END"], ["the END of it"], "the ", "END"),
        (["END"], ["the E", "N", "D of", " it"], "the ", "END"),
        (["END"], ["the E", "N", "T"], "the ENT", None),
        (["END"], ["the EN"], "the EN", None),
        (["aab"], ["a", "a", "a", "b"], "a", "aab"),
        (["STOP", "OP"], ["a STOP b"], "a ", "STOP"),
        (["late", "a"], ["xx late"], "xx l", "a"),
        (["\n\n", "\nUser:"], ["hi\n", "Use", "r: x"], "hi", "\nUser:"),
    ],
)
def test_text_comes_out_up_to_the_first_sequence(
    sequences: list[str], pieces: list[str], text: str, stopped: str | None
) -> None:
    assert run(sequences, pieces) == (text, stopped)


def test_only_what_could_begin_a_sequence_is_held_back() -> None:
    matcher = StopMatcher(["<end>", "\n\n"])
    assert matcher.feed("plain") == "plain"
    assert matcher.feed(" a\n") == " a"
    assert matcher.feed("b <e") == "\nb "
    assert matcher.feed("!") == "<e!"


def test_nothing_comes_out_after_a_sequence() -> None:
    matcher = StopMatcher(["."])
    assert matcher.feed("one. two") == "one"
    assert matcher.feed("three") + matcher.flush() == ""


@given(
    st.lists(st.text("ab", max_size=4), max_size=4),
    st.text("ab", max_size=20),
    st.lists(st.integers(0, 20), max_size=6),
)
def test_how_the_text_is_cut_makes_no_difference(
    sequences: list[str], text: str, cuts: list[int]
) -> None:
    edges = [0, *sorted(min(cut, len(text)) for cut in cuts), len(text)]
    pieces = [text[start:end] for start, end in pairwise(edges)]
    assert run(sequences, pieces) == run(sequences, list(text))
