"""How many threads compute."""

from __future__ import annotations

from itertools import pairwise

from desktop.models.local.threads import Governor, default_threads


def test_at_least_one_thread_computes() -> None:
    assert default_threads() >= 1


def test_an_undisturbed_run_keeps_its_threads() -> None:
    governor = Governor(4)
    assert not any(governor.observe(0.1, 0.398) for _ in range(50))
    assert governor.threads == 4


def test_a_busy_neighbour_costs_one_thread() -> None:
    governor = Governor(2)
    # 0.66 of the two threads' time was measured with one neighbour on two cores.
    changes = [governor.observe(0.1, 0.132) for _ in range(6)]
    assert changes == [False, False, True, False, False, False]
    assert governor.threads == 1


def test_many_neighbours_cost_as_many_threads_as_they_take() -> None:
    governor = Governor(8)
    assert governor.observe(0.3, 0.3 * 5)
    assert governor.threads == 5


def test_a_short_hitch_is_no_measurement() -> None:
    governor = Governor(2)
    assert not governor.observe(0.2, 0.0)
    assert governor.threads == 2


def test_more_threads_are_tried_again_ever_later_while_it_is_in_vain() -> None:
    governor = Governor(2)
    raised, now = [], 0.0
    while now < 60:
        before = governor.threads
        governor.observe(0.25, 0.25 * min(governor.threads, 1.3))
        now += 0.25
        if governor.threads > before:
            raised.append(now)
    pauses = [later - earlier for earlier, later in pairwise(raised)]
    assert raised[0] < 6
    assert all(later > 1.5 * earlier for earlier, later in pairwise(pauses))


def test_all_threads_compute_again_when_the_neighbours_are_gone() -> None:
    governor = Governor(8)
    governor.observe(0.3, 0.3)
    assert governor.threads == 1
    for _ in range(80):
        governor.observe(0.25, 0.25 * governor.threads)
    assert governor.threads == 8


def test_one_thread_always_remains() -> None:
    governor = Governor(2)
    assert governor.observe(1.0, 0.1)
    assert not governor.observe(1.0, 0.1)
    assert governor.threads == 1
