"""What was used: by day, server and model, or by one of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from enum import Enum
from typing import TYPE_CHECKING, assert_never

from desktop.gateway.limits import money
from desktop.language import number, tr
from desktop.ui import wording
from desktop.ui.tables.rows import Column, RowsModel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QObject

    from desktop.gateway.journal import UsageRow

DAYS = 14
"""So many days are in the chart."""

DAY, SERVER, MODEL = range(3)


class Measure(Enum):
    """What is counted."""

    REQUESTS = tr("requests")
    TOKENS = tr("tokens")
    SECONDS = tr("seconds")
    MONEY = tr("money")

    def of(self, row: UsageRow) -> float:
        """Returns how much of it there was."""
        match self:
            case Measure.REQUESTS:
                return row.requests
            case Measure.TOKENS:
                return row.input_tokens + row.output_tokens
            case Measure.SECONDS:
                return row.seconds
            case Measure.MONEY:
                return row.cost
            case _:
                assert_never(self)

    def said(self, amount: float) -> str:
        """Returns an amount of it in words."""
        match self:
            case Measure.REQUESTS:
                return tr("{n} request(s)", "", round(amount))
            case Measure.TOKENS:
                return tr("{n} token(s)", "", round(amount))
            case Measure.SECONDS:
                return tr("{amount:,.1f} seconds", amount=amount)
            case Measure.MONEY:
                return money(amount)
            case _:
                assert_never(self)


class By(Enum):
    """What stands in one row."""

    EACH = tr("Day, server and model")
    DAY = tr("Day")
    SERVER = tr("Caller")
    MODEL = tr("Model")

    @property
    def columns(self) -> frozenset[int]:
        """The columns that tell one row from another."""
        match self:
            case By.EACH:
                return frozenset({DAY, SERVER, MODEL})
            case By.DAY:
                return frozenset({DAY})
            case By.SERVER:
                return frozenset({SERVER})
            case By.MODEL:
                return frozenset({MODEL})
            case _:
                assert_never(self)


def usage_rows(parent: QObject | None = None) -> RowsModel[UsageRow]:
    """Returns an empty table of what was used."""
    columns: tuple[Column[UsageRow], ...] = (
        Column(tr("Day"), lambda row: wording.day(row.day), sort=lambda row: row.day),
        Column(tr("Caller"), lambda row: wording.one_line(row.server)),
        Column(tr("Model"), lambda row: wording.one_line(row.model)),
        Column(tr("Requests"), lambda row: number(row.requests), sort=lambda row: row.requests),
        Column(
            tr("Tokens read"),
            lambda row: number(row.input_tokens),
            sort=lambda row: row.input_tokens,
        ),
        Column(
            tr("Written"), lambda row: number(row.output_tokens), sort=lambda row: row.output_tokens
        ),
        Column(
            tr("Seconds"), lambda row: number(row.seconds, ",.1f"), sort=lambda row: row.seconds
        ),
        Column(tr("Money"), lambda row: money(row.cost), sort=lambda row: row.cost),
    )
    return RowsModel(columns, _key, parent)


def summed(rows: Iterable[UsageRow], by: By) -> list[UsageRow]:
    """Returns one row for each day, server or model, or for each that have all three in common."""
    sums: dict[str, UsageRow] = {}
    for row in rows:
        told = replace(
            row,
            day=row.day if DAY in by.columns else "",
            server=row.server if SERVER in by.columns else "",
            model=row.model if MODEL in by.columns else "",
        )
        before = sums.get(_key(told))
        sums[_key(told)] = _plus(before, told) if before else told
    return list(sums.values())


def by_day(rows: Iterable[UsageRow], measure: Measure, today: date) -> list[tuple[date, float]]:
    """Returns how much there was on each of the last days, today's the last."""
    days = [today - timedelta(days=back) for back in reversed(range(DAYS))]
    amounts = dict.fromkeys((day.isoformat() for day in days), 0.0)
    for row in rows:
        if row.day in amounts:
            amounts[row.day] += measure.of(row)
    return list(zip(days, amounts.values(), strict=True))


def _plus(one: UsageRow, other: UsageRow) -> UsageRow:
    return replace(
        one,
        requests=one.requests + other.requests,
        input_tokens=one.input_tokens + other.input_tokens,
        output_tokens=one.output_tokens + other.output_tokens,
        seconds=one.seconds + other.seconds,
        cost=one.cost + other.cost,
    )


def _key(row: UsageRow) -> str:
    return "\0".join((row.day, row.server, row.model))
