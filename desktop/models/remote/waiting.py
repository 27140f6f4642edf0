"""How long a provider asks to be left alone, as the headers of its answer say."""

from __future__ import annotations

import math
import re
import time
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_PART = re.compile(r"(\d+(?:\.\d+)?)(ms|[smhd])")
_YEARS = 1e9
"""A number beyond this is a moment, not a span: it counts the seconds since 1970."""


def wait_of(headers: Mapping[str, str]) -> float | None:
    """Returns the seconds to wait, or None where nothing is said of them.

    `Retry-After` counts first; else, of the limits that are used up (`x-ratelimit-...`), the one
    that takes longest to come back.
    """
    told = [_after(headers), *(_reset(headers, of) for of in ("", "-requests", "-tokens"))]
    after, *resets = told
    if after is not None:
        return after
    return max((wait for wait in resets if wait is not None), default=None)


def _after(headers: Mapping[str, str]) -> float | None:
    milliseconds = _number(headers.get("retry-after-ms", ""))
    if milliseconds is not None:
        return milliseconds / 1000
    text = headers.get("retry-after", "")
    seconds = _number(text)
    return seconds if seconds is not None else _until_date(text)


def _reset(headers: Mapping[str, str], of: str) -> float | None:
    """Returns when a limit that is used up comes back; None for one that is not."""
    if _number(headers.get(f"x-ratelimit-remaining{of}", "")) != 0:
        return None
    text = headers.get(f"x-ratelimit-reset{of}", "").strip()
    number = _number(text)
    if number is None:
        parts = _PART.findall(text)
        if not parts or _PART.sub("", text):
            return None
        return math.fsum(float(amount) * _UNITS[unit] for amount, unit in parts)
    if number > _YEARS * 1000:
        number /= 1000
    return max(0.0, number - time.time()) if number > _YEARS else number


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) and number >= 0 else None


def _until_date(text: str) -> float | None:
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None
