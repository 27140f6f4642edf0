"""How long to wait: as the headers say, in whichever way they say it."""

from __future__ import annotations

import time
from email.utils import formatdate

import pytest

from desktop.models.remote.waiting import wait_of


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "12"}, 12),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after-ms": "250", "retry-after": "9"}, 0.25),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-1"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}, 0),
        ({"x-ratelimit-remaining-requests": "3", "x-ratelimit-reset-requests": "1m"}, None),
        ({"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "1h2m3s"}, 3723),
        ({"x-ratelimit-remaining-tokens": "0", "x-ratelimit-reset-tokens": "120ms"}, 0.12),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "30"}, 30),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "soon, 5s"}, None),
        ({"x-ratelimit-remaining": "0"}, None),
    ],
)
def test_the_wait_is_read(headers: dict[str, str], seconds: float | None) -> None:
    assert wait_of(headers) == (None if seconds is None else pytest.approx(seconds))


def test_a_moment_is_a_wait_until_then() -> None:
    """As OpenRouter has it, in milliseconds; and as a date."""
    moment = time.time() + 100
    headers = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(int(moment * 1000))}
    assert wait_of(headers) == pytest.approx(100, abs=5)
    assert wait_of({"retry-after": formatdate(moment)}) == pytest.approx(100, abs=5)
