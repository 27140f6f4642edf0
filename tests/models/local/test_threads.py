"""How many threads compute."""

from __future__ import annotations

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


def test_one_thread_always_remains() -> None:
    governor = Governor(2)
    assert governor.observe(1.0, 0.1)
    assert not governor.observe(1.0, 0.1)
    assert governor.threads == 1
