"""The numbers that a JSON Schema allows, as grammar."""

from __future__ import annotations

from math import ceil, floor, inf
from typing import Any, TypeGuard

from desktop.models.local.grammar.rules import integers, literal

_LARGEST = 10**15 - 1
_FRACTION = '"." [0-9]{0,5} [1-9]'
"""Never all zeros, so that a number with one lies strictly between two whole ones."""
_MOST_LISTED = 200


def number_rule(schema: dict[str, Any], *, whole: bool) -> str | None:
    """Returns a rule body for a schema's numbers; None where there are none."""
    low, high = _bounds(schema)
    left_out = [low] * _open(schema, "Minimum") + [high] * _open(schema, "Maximum")
    step = schema.get("multipleOf")
    if isinstance(step, int | float) and step > 0 and (step != 1 or not whole):
        allowed = _multiples(step, low, high, whole=whole)
        return _either([_written(value) for value in allowed if value not in left_out])
    if low == -inf and high == inf:
        return f'"-"? ("0" | [1-9] [0-9]{{0,14}}) {"" if whole else f"({_FRACTION})?"}'.rstrip()
    first, last = _above(low), _below(high)
    exact = _signed(first + (first in left_out), last - (last in left_out))
    if whole:
        return _either(exact)
    between = [f"({body}) {_FRACTION}" for body in _signed_between(first, last)]
    return _either([*exact, *between] or _listed(low, high, left_out))


def _either(bodies: list[str]) -> str | None:
    return " | ".join(bodies) or None


def _above(value: float) -> int:
    """Returns the next whole number that is not below, within what can be written."""
    return ceil(max(value, -_LARGEST))


def _below(value: float) -> int:
    """Returns the next whole number that is not above, within what can be written."""
    return floor(min(value, _LARGEST))


def _bounds(schema: dict[str, Any]) -> tuple[float, float]:
    lows = [schema.get("minimum"), schema.get("exclusiveMinimum")]
    highs = [schema.get("maximum"), schema.get("exclusiveMaximum")]
    return (
        max((low for low in lows if _is_number(low)), default=-inf),
        min((high for high in highs if _is_number(high)), default=inf),
    )


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _open(schema: dict[str, Any], bound: str) -> bool:
    """Returns whether the tighter bound itself is not allowed."""
    key = bound.lower()
    exclusive, inclusive = schema.get(f"exclusive{bound}"), schema.get(key)
    if isinstance(exclusive, bool):  # as the fourth draft has it
        return exclusive
    if not _is_number(exclusive) or not _is_number(inclusive):
        return _is_number(exclusive)
    return exclusive >= inclusive if bound == "Minimum" else exclusive <= inclusive


def _signed(first: int, last: int) -> list[str]:
    """Returns alternatives for the whole numbers of a range."""
    alternatives = []
    if first < 0:
        negative = " | ".join(integers(max(1, -last), -first)) if -first >= max(1, -last) else ""
        alternatives += [f'"-" ({negative})'] if negative else []
    if last >= 0 and first <= last:
        alternatives += integers(max(0, first), last)
    return alternatives


def _signed_between(first: int, last: int) -> list[str]:
    """Returns alternatives for what stands before the point of the fractions in a range."""
    alternatives = []
    if last - 1 >= max(0, first):
        alternatives += integers(max(0, first), last - 1)
    if first < 0 and -first - 1 >= max(0, -last):
        alternatives.append(f'"-" ({" | ".join(integers(max(0, -last), -first - 1))})')
    return alternatives


def _listed(low: float, high: float, left_out: list[float]) -> list[str]:
    """Returns some of the numbers between two that lie between the same whole ones."""
    found: list[float] = [low, high] if low <= high else []
    for digits in range(1, 7):
        scale = 10**digits
        numbers = range(ceil(low * scale), floor(high * scale) + 1)
        found += [number / scale for number in numbers[:_MOST_LISTED]]
        if len(found) > 8:
            break
    return [_written(value) for value in found if low <= value <= high and value not in left_out]


def _multiples(step: float, low: float, high: float, *, whole: bool) -> list[float]:
    """Returns the multiples in a range, or the first of them, nearest to nothing."""
    first = ceil(low / step) if low != -inf else None
    last = floor(high / step) if high != inf else None
    if first is None:
        first = min(0, last - _MOST_LISTED) if last is not None else -_MOST_LISTED // 2
    if last is None:
        last = max(0, first) + _MOST_LISTED
    values = (number * step for number in range(first, min(last, first + _MOST_LISTED) + 1))
    return [
        value for value in values if low <= value <= high and (not whole or value == floor(value))
    ]


def _written(value: float) -> str:
    return literal(str(int(value)) if value == floor(value) else f"{value:.15f}".rstrip("0"))
