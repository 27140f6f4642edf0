"""How the speed of answers is measured and expected."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.models.context import USUAL_THROUGHPUT, Location, ModelContext
from desktop.models.speed import LEAST_TOKENS, Speed, Stopwatch, expected, throughput

HERE = ModelContext("here", "Here", size=10**9)


def watched(*moments: float) -> Stopwatch:
    """Returns a stopwatch that was told a piece at each of these moments."""
    clock = iter(moments)
    watch = Stopwatch(lambda _: None, lambda: next(clock))
    for _ in moments:
        watch("piece")
    return watch


def test_every_piece_is_passed_on() -> None:
    told = list[str]()
    watch = Stopwatch(told.append)
    for piece in ("Yes", ", ", "indeed."):
        watch(piece)
    assert told == ["Yes", ", ", "indeed."]


def test_a_rate_leaves_out_what_comes_before_the_first_piece() -> None:
    assert watched(100.0, 101.0, 102.0, 103.0, 104.0).rate(50, Location.LOCAL) == 10.0


def test_a_rate_heeds_how_much_a_piece_holds() -> None:
    clock = iter((100.0, 101.0, 102.0, 103.0))
    watch = Stopwatch(lambda _: None, lambda: next(clock))
    for piece in ("One ", "two one two ", "one two one two ", "one two "):
        watch(piece)
    assert watch.rate(20, Location.LOCAL) == 18 / 3.0


def test_two_pieces_tell_of_a_worker_and_not_of_a_provider_which_may_send_bursts() -> None:
    assert watched(100.0, 104.0).rate(40, Location.LOCAL) == 5.0
    assert watched(100.0, 104.0).rate(40, Location.REMOTE) is None


@pytest.mark.parametrize(
    ("moments", "tokens"),
    [((), 100), ((1.0, 2.0, 3.0), 100), ((1.0,) * 9, 100), ((1, 2, 3, 4, 5), LEAST_TOKENS - 1)],
    ids=["no text", "few pieces", "no time", "few tokens"],
)
def test_what_is_too_short_has_no_rate(moments: tuple[float, ...], tokens: int) -> None:
    assert watched(*moments).rate(tokens, Location.REMOTE) is None


def test_the_first_answers_count_alike_and_then_each_new_one_for_a_fifth() -> None:
    speed = Speed()
    for rate in (10.0, 20.0, 30.0):
        speed = speed.after(rate)
    assert (speed.tokens_per_second, speed.answers) == (20.0, 3)
    assert Speed(20.0, 100).after(30.0) == Speed(22.0, 101)


def test_one_odd_answer_is_soon_forgotten() -> None:
    speed = Speed(20.0, 50).after(1000.0)
    for _ in range(20):
        speed = speed.after(20.0)
    assert speed.tokens_per_second == pytest.approx(20.0, rel=0.2)


def test_a_computer_reads_as_fast_as_its_models_have_shown_in_the_middle() -> None:
    measured = [replace(HERE, speed=speed) for speed in (2.0, 500.0, 3.0)]
    assert throughput([*measured, HERE, replace(HERE, size=0, speed=9.0)]) == 3e9
    assert throughput([HERE]) == USUAL_THROUGHPUT


def test_a_model_that_was_never_measured_is_as_fast_as_its_size_lets_expect() -> None:
    assert expected(HERE, 3e9) == 3.0
    assert expected(replace(HERE, size=0), 4.8e9) == 1.0
    assert expected(replace(HERE, size=0, name="Here 2B"), 4.8e9) == 4.0
    assert expected(replace(HERE, location=Location.REMOTE), 3e9) == 50.0
