"""What is used and reserved of the limits; time is an argument."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from desktop.gateway.limits import Breach, Standing, money
from desktop.language import tr

if TYPE_CHECKING:
    from desktop.gateway.limits import Limits

MINUTE, HOUR = 60.0, 3600.0


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time: in seconds since the epoch, and as a day of the person's calendar."""

    at: float
    day: str


@dataclass(frozen=True, slots=True)
class Day:
    """A day, from midnight to midnight where this computer is."""

    name: str
    begins: float
    ends: float

    @classmethod
    def of(cls, at: float) -> Day:
        """Returns the day in which a moment lies."""
        date = datetime.fromtimestamp(at).date()
        begins, ends = (
            datetime.combine(one, time()).timestamp() for one in (date, date + timedelta(days=1))
        )
        return cls(date.isoformat(), begins, ends)


@dataclass(frozen=True, slots=True)
class Used:
    """What an answer, or a day, took."""

    tokens: int = 0
    seconds: float = 0.0
    """Of this computer's work."""
    dollars: float = 0.0

    def plus(self, more: Used) -> Used:
        """Returns what both took together."""
        return Used(
            self.tokens + more.tokens, self.seconds + more.seconds, self.dollars + more.dollars
        )


NOTHING = Used()


class Account:
    """What one server, or all of them together, has used and reserved.

    What is used and what is reserved never go beyond a limit together, unless an answer took
    more than was foreseen; then nothing more is allowed until there is room again.
    """

    def __init__(self) -> None:
        self.open = 0
        """Requests that have not ended."""
        self.reserved = 0
        """The tokens that these may yet take."""
        self.reserved_dollars = 0.0
        self._session_tokens = 0
        self._day = ""
        self._used = NOTHING
        """Of that day."""
        self._times: deque[float] = deque()
        """When the requests of the last hour came."""

    def remember(self, day: str, used: Used) -> None:
        """Takes what was used today before this session."""
        self._day, self._used = day, used

    def remember_request(self, at: float) -> None:
        """Takes when a request came; the oldest is taken first."""
        while self._times and not _within(HOUR, self._times[0], at):
            self._times.popleft()
        self._times.append(at)

    def breach(self, limits: Limits, tokens: int, now: Moment) -> Breach | None:
        """Returns the limit that a request of so many tokens would break, if there is one.

        Of several, it is one of those that free last, so that nobody waits for nothing.
        """
        return (
            self._used_up(limits, tokens, now)
            or self._too_soon(limits, now.at)
            or self._too_many(limits)
            or self._taken(limits, tokens, now)
        )

    def short_of(self, limits: Limits, held: int, more: int, now: Moment) -> Breach | None:
        """Returns the limit of tokens that a request would break which takes more than it holds.

        Args:
            limits: those that hold.
            held: what is reserved for the request already.
            more: what it takes besides.
            now: the moment.
        """
        for name, most, used, frees in self._token_limits(limits, now):
            if used + held + more > most:
                return Breach(name, most, frees, _left(most - used, held + more))
        return self._taken(limits, more, now)

    def reserve_more(self, tokens: int) -> None:
        """Keeps more for a request that is counted already."""
        self.reserved += tokens

    def reserve(self, tokens: int, now: Moment) -> None:
        """Counts a request, and keeps for it what it may take at most."""
        self.open += 1
        self.reserved += tokens
        self.remember_request(now.at)

    def too_dear(self, limits: Limits, dollars: float, now: Moment) -> Breach | None:
        """Returns the limit of money that an answer of this price would break, if it does."""
        most, used = limits.dollars_per_day, self._today(now).dollars
        if used + self.reserved_dollars + dollars <= most:
            return None
        left = max(0.0, most - used - self.reserved_dollars)
        told = tr(
            "{money} is left, and this answer may cost {money2}.",
            money=money(left),
            money2=money(dollars),
        )
        return Breach("dollarsPerDay", most, tr("It frees at midnight."), told)

    def reserve_dollars(self, dollars: float) -> None:
        """Keeps money for an answer; a negative sum gives it back."""
        self.reserved_dollars += dollars

    def settle(self, reserved: int, used: Used, now: Moment) -> None:
        """Counts what a request took, instead of what was reserved for it."""
        self.remember(now.day, self._today(now).plus(used))
        self.reserved -= reserved
        self._session_tokens += used.tokens

    def release(self, reserved: int) -> None:
        """Ends a request, and gives back what is still reserved for it."""
        self.open -= 1
        self.reserved -= reserved

    def standing(self, limits: Limits, now: Moment) -> Standing:
        """Returns what is used now."""
        today = self._today(now)
        requests = sum(_within(HOUR, at, now.at) for at in self._times)
        return Standing(
            limits, requests, self._session_tokens, today.tokens, today.seconds, today.dollars
        )

    def _today(self, now: Moment) -> Used:
        return self._used if now.day == self._day else NOTHING

    def _token_limits(self, limits: Limits, now: Moment) -> tuple[tuple[str, int, int, str], ...]:
        """Returns name, limit, use, and when it frees, of both limits of tokens."""
        today = self._today(now).tokens
        return (
            ("tokensPerDay", limits.tokens_per_day, today, tr("It frees at midnight.")),
            (
                "tokensPerSession",
                limits.tokens_per_session,
                self._session_tokens,
                tr("It frees when Parley is started again."),
            ),
        )

    def _used_up(self, limits: Limits, tokens: int, now: Moment) -> Breach | None:
        if self._today(now).seconds >= limits.seconds_per_day:
            return Breach("secondsPerDay", limits.seconds_per_day, tr("It frees at midnight."))
        for name, most, used, frees in self._token_limits(limits, now):
            if tokens > most:
                return Breach(
                    name, most, tr("This request alone may take {tokens:,}.", tokens=tokens)
                )
            if used + tokens > most:
                return Breach(name, most, frees, _left(most - used, tokens))
        return None

    def _too_soon(self, limits: Limits, at: float) -> Breach | None:
        for name, most, window in (
            ("requestsPerHour", limits.requests_per_hour, HOUR),
            ("requestsPerMinute", limits.requests_per_minute, MINUTE),
        ):
            # It fits unless the last request but so many is still in the window.
            if len(self._times) >= most and _within(window, self._times[-most], at):
                wait = self._times[-most] + window - at
                return Breach(name, most, tr("It frees in {duration}.", duration=_duration(wait)))
        return None

    def _too_many(self, limits: Limits) -> Breach | None:
        if self.open < limits.at_once:
            return None
        return Breach("atOnce", limits.at_once, tr("It frees when one of them has ended."))

    def _taken(self, limits: Limits, tokens: int, now: Moment) -> Breach | None:
        """Returns the limit of tokens that only open requests stand in the way of."""
        for name, most, used, _ in self._token_limits(limits, now):
            left = most - used - self.reserved
            if tokens > left:
                frees = tr("It frees when an open request has ended.")
                return Breach(name, most, frees, _left(left, tokens))
        return None


class Turns:
    """Who is at the model, which answers one request after the other in the order they came."""

    def __init__(self) -> None:
        self._line: dict[str, float] = {}
        self._free_since = -math.inf

    def join(self, request: str, now: float) -> None:
        """Takes a request into the line."""
        self._line[request] = now

    def leave(self, request: str, now: float) -> float:
        """Returns how long a request's turn was; 0 where there were still others before it."""
        first, joined = next(iter(self._line)), self._line.pop(request)
        if first != request:
            return 0.0
        began, self._free_since = max(joined, self._free_since), now
        return now - began


def _within(window: float, at: float, now: float) -> bool:
    """Returns whether a moment was in the last while; one ahead, of a clock set back, was not."""
    return 0 <= now - at < window


def _left(left: int, tokens: int) -> str:
    return tr(
        "{n} (is|are) left, and this request may take {tokens:,}.", "", max(0, left), tokens=tokens
    )


def _duration(seconds: float) -> str:
    number = math.ceil(seconds)
    if number > 90:
        return tr("{n} minute(s)", "", math.ceil(seconds / 60))
    return tr("{n} second(s)", "", number)
