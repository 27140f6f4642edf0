"""A small chart: one bar a day."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.language import tr
from desktop.ui import theme

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtGui import QPaintEvent


class Bars(QWidget):
    """Each bar has its amount above it and its day below: nothing is told by length alone."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._bars: list[tuple[str, str, float]] = []
        """The day, the amount in short, and the share of the highest."""

    def show_days(self, days: Sequence[tuple[date, float]], words: str) -> None:
        """Shows an amount for each day; the words say the same to whoever does not see it."""
        highest = max((amount for _, amount in days), default=0)
        self._bars = [
            (_day(day, first=not number), short(amount), amount / highest if highest else 0.0)
            for number, (day, amount) in enumerate(days)
        ]
        self.setAccessibleDescription(words)
        self.update()

    def sizeHint(self) -> QSize:
        """Returns the size in which all bars and their words have room."""
        return QSize(theme.em(self, 32), theme.em(self, 8))

    def minimumSizeHint(self) -> QSize:
        """Returns the least size; the words of some bars are left out below that of the hint."""
        return QSize(theme.em(self, 12), theme.em(self, 8))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the bars in the colours that the palette has now."""
        del event
        if not self._bars:
            return
        palette, line = self.palette(), self.fontMetrics().height()
        width, room = self.width() / len(self._bars), self.height() - 2.4 * line
        foot = self.height() - 1.2 * line
        every = math.ceil(1.7 * line / width)
        with QPainter(self) as painter:
            for number, (day, amount, share) in enumerate(self._bars):
                left, height = number * width, share * room
                bar = QRectF(left + 0.15 * width, foot - height, 0.7 * width, height)
                painter.fillRect(bar, palette.brush(QPalette.ColorRole.Accent))
                if number % every:
                    continue
                painter.setPen(palette.color(QPalette.ColorRole.WindowText))
                above = QRectF(left, foot - height - 1.15 * line, width, line)
                painter.drawText(above, Qt.AlignmentFlag.AlignHCenter, amount)
                painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
                below = QRectF(left, foot + 0.15 * line, width, line)
                painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, day)
            painter.drawLine(0, round(foot), self.width(), round(foot))


def short(amount: float) -> str:
    """Returns an amount in a few letters: "0.02", "7", "950", "12k", "3.4M"; nothing for none."""
    if not amount:
        return ""
    for unit, size in (("M", 1e6), ("k", 1e3)):
        if amount >= size:
            return f"{amount / size:.3g}{unit}"
    return f"{amount:.2g}" if amount < 1 else f"{amount:.3g}"


def _day(day: date, *, first: bool) -> str:
    if not first and day.day > 1:
        return str(day.day)
    month = QLocale().standaloneMonthName(day.month, QLocale.FormatType.ShortFormat)
    return tr("{day} {month}", day=day.day, month=month)
