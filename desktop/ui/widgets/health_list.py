"""What a look at Parley found, as a list: a symbol, a word, what it is, and what to do."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QIcon, QPainter, QPalette, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QListView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from desktop.doctor.findings import Health
from desktop.gateway.screening.hidden import reveal
from desktop.language import tr
from desktop.ui import theme, wording
from desktop.ui.looks import Look
from desktop.ui.theme import Symbol, Tone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget

    from desktop.doctor.findings import Finding

_FINDING = Qt.ItemDataRole.UserRole


def look_of(health: Health) -> Look:
    """Returns the symbol and the word of how a thing stands."""
    match health:
        case Health.GOOD:
            return Look(Symbol.ANSWERED, tr("Well"), Tone.QUIET)
        case Health.NOTE:
            return Look(Symbol.INFORMATION, tr("Note"), Tone.LIVE)
        case Health.BAD:
            return Look(Symbol.FAILED, tr("Wrong"))


class HealthList(QListWidget):
    """What is wrong comes first, then what is worth knowing, then what is well."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("What was found"))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAlternatingRowColors(True)
        self.setItemDelegate(_Finding(self))
        self._order = list(reversed(Health))

    def add(self, findings: Iterable[Finding]) -> None:
        """Adds what was found, each where it belongs."""
        for finding in findings:
            rank = self._order.index(finding.health)
            row = sum(self._order.index(other.health) <= rank for other in self.findings())
            look, item = look_of(finding.health), QListWidgetItem()
            item.setData(_FINDING, finding)
            item.setText(wording.one_line(f"{look.word}: {finding.what} {finding.advice}"))
            self.insertItem(row, item)

    def findings(self) -> list[Finding]:
        """Returns what is shown, in its order."""
        return [self.item(row).data(_FINDING) for row in range(self.count())]

    def changeEvent(self, event: QEvent) -> None:
        """Measures the lines anew when the font changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.scheduleDelayedItemsLayout()


class _Finding(QStyledItemDelegate):
    """Draws a symbol and a word, and beside them what was found over what to do about it."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draws one finding."""
        finding: Finding = index.data(_FINDING)
        look, view = look_of(finding.health), self._view()
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        shown.text = ""
        view.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, view)
        chosen = bool(shown.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
        area, gap, extent = self._area(option), theme.em(view, 0.5), theme.em(view, 1.0)
        painter.save()
        painter.setPen(QApplication.palette().color(role))
        mode = QIcon.Mode.Selected if chosen else QIcon.Mode.Normal
        drawing = theme.icon(look.symbol, look.tone, extent)
        drawing.paint(painter, QRect(area.left(), area.top(), extent, extent), mode=mode)
        painter.setFont(_font(view, finding))
        painter.drawText(area.left() + extent + gap, area.top() + _ascent(view), look.word)
        left, top = area.left() + self._margin(), area.top()
        for text, font in self._texts(finding):
            laid = _laid_out(text, font, area.right() - left)
            laid.draw(painter, QPointF(left, top))
            top += _height(laid)
        painter.restore()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Returns the size at which all of a finding is seen."""
        del option
        view = self._view()
        width = view.viewport().width()
        inside = width - 2 * self._pad() - self._margin()
        texts = self._texts(index.data(_FINDING))
        height = sum(_height(_laid_out(text, font, inside)) for text, font in texts)
        return QSize(width, height + 2 * self._pad())

    def _texts(self, finding: Finding) -> list[tuple[str, QFont]]:
        view = self._view()
        texts = [(wording.one_line(finding.what), _font(view, finding))]
        if finding.advice:
            texts.append((reveal(finding.advice).text, view.font()))
        return texts

    def _margin(self) -> int:
        """How far from the left the texts begin: beyond the longest word."""
        view = self._view()
        metrics = QFontMetrics(_bold(view.font()))
        words = max(metrics.horizontalAdvance(look_of(health).word) for health in Health)
        return words + theme.em(view, 2.5)

    def _area(self, option: QStyleOptionViewItem) -> QRect:
        area: QRect = option.rect
        pad = self._pad()
        return area.adjusted(pad, pad, -pad, -pad)

    def _pad(self) -> int:
        return theme.em(self._view(), 0.35)

    def _view(self) -> HealthList:
        view = self.parent()
        assert isinstance(view, HealthList)
        return view


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setBold(True)
    return bold


def _ascent(view: QWidget) -> int:
    return QFontMetrics(_bold(view.font())).ascent()


def _font(view: QWidget, finding: Finding) -> QFont:
    """Returns the font of what was found: bold where it is not simply well."""
    return view.font() if finding.health is Health.GOOD else _bold(view.font())


def _laid_out(text: str, font: QFont, width: int) -> QTextLayout:
    """Returns a text in lines, broken between words where that is possible."""
    how = QTextOption()
    how.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    laid = QTextLayout(text.replace("\n", "\u2028"), font)
    laid.setTextOption(how)
    laid.beginLayout()
    height = 0.0
    while (line := laid.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, height))
        height += line.height()
    laid.endLayout()
    return laid


def _height(laid: QTextLayout) -> int:
    return math.ceil(laid.boundingRect().height())
