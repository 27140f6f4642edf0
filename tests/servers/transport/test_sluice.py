"""How much a server may send."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.servers.transport.sluice import (
    ASKED_AT_ONCE,
    ASKED_PER_SECOND,
    AT_ONCE,
    PER_SECOND,
    TOLD_AT_ONCE,
    TOLD_PER_SECOND,
    Sluice,
)


def test_what_comes_at_a_bearable_rate_waits_for_nothing() -> None:
    sluice = Sluice()
    assert not any(sluice.wait(number / PER_SECOND) for number in range(20_000))


def test_what_comes_too_fast_waits_as_long_as_it_takes() -> None:
    sluice = Sluice()
    waits = [sluice.wait(0.0) for _ in range(int(AT_ONCE) + 100)]
    assert not any(waits[: int(AT_ONCE)])
    assert waits[-1] == 100 / PER_SECOND


def test_requests_are_taken_more_slowly_than_the_rest() -> None:
    sluice = Sluice()
    waits = [sluice.wait(0.0, asks=True) for _ in range(int(ASKED_AT_ONCE) + 100)]
    assert not any(waits[: int(ASKED_AT_ONCE)])
    assert waits[-1] == 100 / ASKED_PER_SECOND
    assert sluice.wait(0.0) == 0


def test_of_log_messages_only_so_many_pass() -> None:
    sluice = Sluice()
    dropped = [sluice.surplus("notifications/message", 0.0) for _ in range(1_000)]
    assert dropped.count("") == TOLD_AT_ONCE
    assert set(dropped) == {"", "log messages"}


def test_a_flood_of_one_kind_leaves_the_others_alone() -> None:
    sluice = Sluice()
    for _ in range(1_000):
        sluice.surplus("notifications/message", 0.0)
    assert sluice.surplus("notifications/progress", 0.0) == ""


def test_made_up_kinds_share_one_bound() -> None:
    sluice = Sluice()
    passed = [sluice.surplus(f"notifications/{number}", 0.0) for number in range(1_000)]
    assert passed.count("") == TOLD_AT_ONCE


def test_what_must_be_heeded_always_passes() -> None:
    sluice = Sluice()
    for method in ("notifications/cancelled", "notifications/tools/list_changed"):
        assert not any(sluice.surplus(method, 0.0) for _ in range(1_000))


def test_a_list_that_changes_all_the_time_is_told() -> None:
    sluice = Sluice()
    hasty = [sluice.hasty("notifications/tools/list_changed", 0.0) for _ in range(100)]
    assert hasty[0] == ""
    assert hasty[-1] == "changes of its tools"


@given(st.lists(st.floats(0, 0.1), max_size=300))
def test_never_do_more_pass_than_the_rate_allows(pauses: list[float]) -> None:
    sluice, now, passed = Sluice(), 0.0, 0
    for pause in pauses:
        now += pause
        passed += not sluice.surplus("notifications/message", now)
    assert passed <= TOLD_AT_ONCE + TOLD_PER_SECOND * now + 1
