"""How much was used: a chart of the last days, and every figure in a table."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from desktop.language import tr
from desktop.ui import theme, wording
from desktop.ui.tables.rows import sorted_by
from desktop.ui.tables.usage import DAY, DAYS, By, Measure, by_day, summed, usage_rows
from desktop.ui.tables.view import TableView
from desktop.ui.theme import Symbol
from desktop.ui.widgets.bars import Bars
from desktop.ui.widgets.choice import Choice
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.texts import PlainLabel, label_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.gateway.journal import UsageRow

_PERIODS = (
    (DAYS, tr("Last {days} days", days=DAYS)),
    (90, tr("Last 90 days")),
    (0, tr("All that is kept")),
)


class UsageView(QWidget):
    """What was used is read anew whenever it is looked at."""

    usage_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._used: tuple[UsageRow, ...] = ()
        self._rows = usage_rows(self)
        self._sorted = sorted_by(self._rows, DAY, Qt.SortOrder.DescendingOrder)
        self.table = TableView(self._sorted, tr("Usage"), (6.2, 8, 0, 5.2, 6.2, 5, 5.2, 5))
        self.chart = Bars(tr("Usage by day"))
        self.total = PlainLabel()
        self.measure = Choice(
            tr("In the chart"), [(one, wording.sentence(one.value)) for one in Measure]
        )
        self.period = Choice(tr("Period"), _PERIODS)
        self.by = Choice(tr("A row for each"), [(one, one.value) for one in By], narrowest=16)
        self.measure.choose(Measure.TOKENS)
        self.measure.currentIndexChanged.connect(self._draw)
        self.by.currentIndexChanged.connect(self._fill)
        self.period.currentIndexChanged.connect(self.refresh)
        self._lay_out()

    def refresh(self) -> None:
        """Wishes for what was used in the chosen time."""
        days = cast("int", self.period.chosen())
        first = (_today() - timedelta(days=days - 1)).isoformat() if days else ""
        self.usage_requested.emit(first)

    def show_rows(self, rows: Sequence[UsageRow]) -> None:
        """Shows what was used."""
        self._used = tuple(rows)
        self._stack.setCurrentIndex(1 if rows else 0)
        self._draw()
        self._fill()

    def _draw(self) -> None:
        measure = cast("Measure", self.measure.chosen())
        days = by_day(self._used, measure, _today())
        told = [f"{_day(day)}: {measure.said(amount)}" for day, amount in days if amount]
        words = "; ".join(told) or tr("nothing")
        self.chart.show_days(
            days,
            tr(
                "The last {days} days, {value}: {words}.",
                days=DAYS,
                value=measure.value,
                words=words,
            ),
        )

    def _fill(self) -> None:
        by = cast("By", self.by.chosen())
        self._rows.show(summed(self._used, by))
        for column in By.EACH.columns:
            self.table.setColumnHidden(column, column not in by.columns)
        sums = (measure.said(sum(map(measure.of, self._used))) for measure in Measure)
        self.total.say(f"{wording.sentence(str(self.period.currentText()))}: {', '.join(sums)}.")

    def _lay_out(self) -> None:
        chart = label_for(tr("&In the chart"), self.measure), self.measure
        above = Flow(chart, [self.period])
        below = Flow((label_for(tr("A &row for each"), self.by), self.by))
        figures = QWidget()
        inner = QVBoxLayout(figures)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(theme.em(self, 0.5))
        inner.addWidget(self.chart)
        inner.addLayout(below)
        inner.addWidget(self.table, 1)
        inner.addWidget(self.total)
        nothing = EmptyState(
            Symbol.ACTIVITY,
            tr("Nothing was used"),
            tr("What answers take in tokens, seconds and money is counted here, day by day."),
        )
        column = QVBoxLayout(self)
        column.addLayout(above)
        self._stack = QStackedLayout()
        # First of all: it shows what is put into it, as a window of its own where it has no place.
        column.addLayout(self._stack, 1)
        self._stack.addWidget(nothing)
        self._stack.addWidget(figures)


def _day(day: date) -> str:
    return tr("{day} {month}", day=day.day, month=QLocale().monthName(day.month))


def _today() -> date:
    return date.today()
