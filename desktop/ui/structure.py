"""Structured values as tables: a list of objects as rows, an object as names and values."""

from __future__ import annotations

import json
from dataclasses import dataclass

from desktop.language import tr

MOST_ROWS = 1_000
MOST_COLUMNS = 30
LONGEST_CELL = 300
"""Characters of a cell; what is beyond any of these bounds is in the raw JSON."""


@dataclass(frozen=True, slots=True)
class Grid:
    """What a table shows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    left_out: int = 0
    """Rows that are not shown."""


def grid_of(value: object) -> Grid | None:
    """Returns a value as a table, or None where a table would show nothing more.

    A list that is wrapped in an object of one member, as many servers do, counts as the list.
    """
    if isinstance(value, dict) and len(value) == 1:
        (only,) = value.values()
        if (inner := _rows_of(only)) is not None:
            return inner
    if isinstance(value, list):
        return _rows_of(value)
    if isinstance(value, dict) and value:
        shown = list(value.items())[:MOST_ROWS]
        rows = tuple((_cut(str(name)), _cell(held)) for name, held in shown)
        return Grid((tr("Name"), tr("Value")), rows, len(value) - len(rows))
    return None


def _rows_of(value: object) -> Grid | None:
    """Returns a list of objects, or of plain values, as rows."""
    if not isinstance(value, list) or not value:
        return None
    shown = value[:MOST_ROWS]
    left_out = len(value) - len(shown)
    objects = [one for one in shown if isinstance(one, dict)]
    if len(objects) < len(shown):
        return Grid((tr("Value"),), tuple((_cell(one),) for one in shown), left_out)
    names = tuple(dict.fromkeys(name for one in objects for name in one))[:MOST_COLUMNS]
    if not names:
        return None
    rows = tuple(
        tuple(_cell(one[name]) if name in one else "" for name in names) for one in objects
    )
    return Grid(tuple(_cut(str(name)) for name in names), rows, left_out)


def _cell(value: object) -> str:
    return _cut(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else f"{text[:LONGEST_CELL]}…"
