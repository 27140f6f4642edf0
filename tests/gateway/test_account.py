"""What counts against a limit, when it frees, and that what is reserved always comes back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.gateway.account import HOUR, Account, Day, Moment, Turns, Used
from desktop.gateway.limits import Limits
from tests.fakes import BOUNDLESS

if TYPE_CHECKING:
    from collections.abc import Callable

NOON = Moment(100_000.0, "2026-03-01")


def later(seconds: float, day: str = NOON.day) -> Moment:
    return Moment(NOON.at + seconds, day)


def of(*requests: Moment, keep_open: int = 0, tokens: int = 10) -> Account:
    """An account with requests that took nothing, the last of which are still open."""
    account = Account()
    for at in requests:
        account.reserve(tokens, at)
    for _ in range(len(requests) - keep_open):
        account.release(tokens)
    return account


def having_used(tokens: int = 0, seconds: float = 0.0, reserved: int = 0) -> Account:
    account = of(NOON, tokens=0)
    account.settle(0, Used(tokens, seconds), NOON)
    if reserved:
        account.reserve(reserved, NOON)
    return account


@dataclass(frozen=True)
class Case:
    """A request of 100 tokens that one limit stands in the way of."""

    account: Callable[[], Account]
    limits: Limits
    told: tuple[str, str]
    passes: Limits
    """Limits that are wider by one, under which it passes."""
    now: Moment = NOON


def just(**limits: int) -> Limits:
    return replace(BOUNDLESS, **limits)


CASES = {
    "requests a minute": Case(
        lambda: of(NOON, later(30)),
        just(requests_per_minute=2),
        ("requestsPerMinute", "It frees in 20 seconds."),
        just(requests_per_minute=3),
        later(40),
    ),
    "requests a minute, of which more came under a wider limit": Case(
        lambda: of(NOON, later(20), later(30)),
        just(requests_per_minute=1),
        ("requestsPerMinute", "It frees in 50 seconds."),
        just(requests_per_minute=4),
        later(40),
    ),
    "requests an hour, in minutes": Case(
        lambda: of(NOON, later(1800)),
        just(requests_per_hour=2),
        ("requestsPerHour", "It frees in 29 minutes."),
        just(requests_per_hour=3),
        later(1900),
    ),
    "requests an hour, to the second at the end": Case(
        lambda: of(NOON),
        just(requests_per_hour=1),
        ("requestsPerHour", "It frees in 1 second."),
        just(requests_per_hour=2),
        later(3599.5),
    ),
    "the hour before the minute, which frees sooner": Case(
        lambda: of(NOON),
        just(requests_per_hour=1, requests_per_minute=1),
        ("requestsPerHour", "It frees in 60 minutes."),
        just(requests_per_hour=2, requests_per_minute=2),
    ),
    "requests at once": Case(
        lambda: of(NOON, NOON, keep_open=2),
        just(at_once=2),
        ("atOnce", "It frees when one of them has ended."),
        just(at_once=3),
    ),
    "tokens a session": Case(
        lambda: having_used(tokens=901),
        just(tokens_per_session=1_000),
        (
            "tokensPerSession",
            "99 are left, and this request may take 100. It frees when Parley is started again.",
        ),
        just(tokens_per_session=1_001),
    ),
    "tokens a day": Case(
        lambda: having_used(tokens=901),
        just(tokens_per_day=1_000),
        ("tokensPerDay", "99 are left, and this request may take 100. It frees at midnight."),
        just(tokens_per_day=1_001),
    ),
    "tokens a day, where nothing is left": Case(
        lambda: having_used(tokens=1_500),
        just(tokens_per_day=1_000),
        ("tokensPerDay", "0 are left, and this request may take 100. It frees at midnight."),
        just(tokens_per_day=1_600),
    ),
    "tokens that open requests may yet take": Case(
        lambda: having_used(tokens=800, reserved=101),
        just(tokens_per_day=1_000),
        (
            "tokensPerDay",
            "99 are left, and this request may take 100. It frees when an open request has ended.",
        ),
        just(tokens_per_day=1_001),
    ),
    "one token left beside open requests": Case(
        lambda: having_used(reserved=999),
        just(tokens_per_session=1_000),
        (
            "tokensPerSession",
            "1 is left, and this request may take 100. It frees when an open request has ended.",
        ),
        just(tokens_per_session=1_099),
    ),
    "a request that never fits": Case(
        Account,
        just(tokens_per_session=99),
        ("tokensPerSession", "This request alone may take 100."),
        just(tokens_per_session=100),
    ),
    "seconds a day": Case(
        lambda: having_used(seconds=60.0),
        just(seconds_per_day=60),
        ("secondsPerDay", "It frees at midnight."),
        just(seconds_per_day=61),
    ),
    "what frees last of several": Case(
        lambda: having_used(tokens=950, seconds=60.0),
        just(requests_per_hour=1, tokens_per_day=1_000, seconds_per_day=60, at_once=1),
        ("secondsPerDay", "It frees at midnight."),
        BOUNDLESS,
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_request_that_would_break_a_limit_is_told_which_and_when_it_frees(case: Case) -> None:
    account = case.account()
    breach = account.breach(case.limits, 100, case.now)
    assert breach is not None
    assert (breach.limit, breach.remark) == case.told
    assert account.breach(case.passes, 100, case.now) is None


def test_a_window_slides_along_to_the_second() -> None:
    account, limits = of(NOON, later(30)), just(requests_per_minute=2)
    assert account.breach(limits, 0, later(59.9)) is not None
    assert account.breach(limits, 0, later(60)) is None


def test_a_new_day_begins_with_nothing_used_and_the_session_goes_on() -> None:
    account, tomorrow = having_used(tokens=900, seconds=50.0), later(50_000, "2026-03-02")
    today = just(tokens_per_day=900, seconds_per_day=50)
    assert account.breach(today, 1, later(40_000)) is not None
    assert account.breach(today, 1, tomorrow) is None
    assert account.breach(just(tokens_per_session=900), 1, tomorrow) is not None
    account.settle(0, Used(7, 1.0), tomorrow)
    standing = account.standing(BOUNDLESS, tomorrow)
    assert (standing.tokens, standing.seconds, standing.session_tokens) == (7, 1.0, 907)


def test_what_was_used_before_the_session_counts_for_the_day_and_not_for_the_session() -> None:
    account = Account()
    account.remember(NOON.day, Used(900, 50.0))
    for at in (NOON.at - HOUR, NOON.at - 1800, NOON.at - 10):
        account.remember_request(at)
    standing = account.standing(BOUNDLESS, NOON)
    assert (standing.requests, standing.session_tokens) == (2, 0)
    assert (standing.tokens, standing.seconds) == (900, 50.0)


def test_requests_of_a_future_that_a_clock_set_back_never_was_hold_nobody_up() -> None:
    account, limits = of(*[later(86_400)] * 5), just(requests_per_hour=2)
    assert account.breach(limits, 0, NOON) is None
    account.reserve(0, NOON)
    assert account.standing(limits, NOON).requests == 1
    account.reserve(0, NOON)
    assert account.breach(limits, 0, NOON) is not None


NUMBERS = st.integers(1, 60)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["ask", "answer", "decline", "withdraw"]),
        st.integers(0, 40),
        st.floats(0, 400, allow_nan=False),
        st.integers(0, 1),
    ),
    max_size=60,
)


@given(
    limits=st.builds(
        Limits, NUMBERS, NUMBERS, st.integers(1, 6), NUMBERS, NUMBERS, NUMBERS, NUMBERS
    ),
    steps=STEPS,
)
def test_what_is_reserved_never_goes_beyond_a_limit_and_always_comes_back(
    limits: Limits, steps: list[tuple[str, int, float, int]]
) -> None:
    account, held, asked = Account(), list[int](), list[float]()
    now = NOON
    for step, tokens, seconds, days in steps:
        now = Moment(now.at + seconds, f"2026-03-{int(now.day[-2:]) + days:02}")
        if step == "ask":
            if account.breach(limits, tokens, now) is None:
                account.reserve(tokens, now)
                held.append(tokens)
                asked.append(now.at)
        elif held:
            reserved = held.pop(tokens % len(held))
            if step == "decline":
                account.release(reserved)
            else:
                account.settle(reserved, Used(reserved * tokens // 40, seconds), now)
                account.release(0)
        standing = account.standing(limits, now)
        assert (account.open, account.reserved) == (len(held), sum(held))
        assert standing.tokens + account.reserved <= limits.tokens_per_day
        assert standing.session_tokens + account.reserved <= limits.tokens_per_session
        assert account.open <= limits.at_once
        assert sum(now.at - at < HOUR for at in asked) == standing.requests
        assert standing.requests <= limits.requests_per_hour
        assert sum(now.at - at < 60 for at in asked) <= limits.requests_per_minute
    for reserved in held:
        account.release(reserved)
    assert (account.open, account.reserved) == (0, 0)


@given(st.floats(0, 4e9))
def test_a_day_goes_from_midnight_to_midnight(at: float) -> None:
    day = Day.of(at)
    assert day.begins <= at < day.ends
    begins = datetime.fromtimestamp(day.begins)
    assert day.name == begins.date().isoformat() == datetime.fromtimestamp(at).date().isoformat()
    ends = begins.date() + timedelta(days=1)
    assert Day.of(day.ends).name == ends.isoformat()


def test_each_in_the_line_has_its_turn_from_the_end_of_the_one_before() -> None:
    turns = Turns()
    for request, joined in (("a", 0.0), ("b", 1.0), ("c", 2.0), ("d", 3.0)):
        turns.join(request, joined)
    assert turns.leave("c", 4.0) == 0.0, "it never had its turn"
    assert turns.leave("a", 10.0) == 10.0
    assert turns.leave("b", 12.0) == 2.0
    assert turns.leave("d", 15.0) == 3.0
    turns.join("e", 20.0)
    assert turns.leave("e", 21.0) == 1.0
