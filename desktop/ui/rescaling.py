"""Lengths in windows that are open, counted anew when text grows or shrinks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, QMargins, QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QBoxLayout,
    QFormLayout,
    QGridLayout,
    QHeaderView,
    QLayout,
    QListWidget,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QWidget

    Length = tuple[Callable[[], Any], Callable[[Any], object]]

_NONE = (1 << 24) - 1
"""Qt's word for no greatest width or height."""
_SIZE_RESOLVED = 2
"""QFont::SizeResolved: a widget has a size of text of its own, as a heading has."""


def rescale(times: float, change_font: Callable[[], None]) -> None:
    """Has all lengths grow with the font that is changed; those that follow by themselves do so.

    Args:
        times: by which factor the font grows.
        change_font: changes it.
    """
    widgets = QApplication.allWidgets()  # Without this, PySide lets go of layouts on the way.
    lengths = [one for widget in widgets for one in _lengths(widget)]
    before = [read() for read, _ in lengths]
    change_font()
    # Now, and not later: the least height of a row is that of its text.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.ApplicationFontChange.value)
    for (read, write), was in zip(lengths, before, strict=True):
        if read() == was:
            write(_grown(was, times))


def _lengths(widget: QWidget) -> Iterator[Length]:
    """Yields what a widget was told in em, or in the size of its own text."""
    if widget.testAttribute(Qt.WidgetAttribute.WA_SetFont) and _has_own_size(widget):
        yield lambda: widget.font().pointSizeF(), partial(_enlarge, widget)
    if not widget.isWindow():  # The layout of a window sees to that.
        if not widget.minimumSize().isNull():
            yield widget.minimumSize, widget.setMinimumSize
        if widget.maximumSize() != QSize(_NONE, _NONE):
            yield widget.maximumSize, widget.setMaximumSize
    if isinstance(widget, QAbstractItemView) and widget.iconSize().isValid():
        yield widget.iconSize, widget.setIconSize
    if isinstance(widget, QListWidget):
        yield from _rows(widget)
    if isinstance(widget, QHeaderView):
        yield from _sections(widget)
    if (layout := widget.layout()) is not None:
        yield from _spaces(layout)


def _rows(rows: QListWidget) -> Iterator[Length]:
    for item in map(rows.item, range(rows.count())):
        if item.sizeHint().isValid():
            yield item.sizeHint, item.setSizeHint


def _sections(header: QHeaderView) -> Iterator[Length]:
    if header.orientation() is Qt.Orientation.Vertical:
        yield header.defaultSectionSize, header.setDefaultSectionSize
        return
    yield header.minimumSectionSize, header.setMinimumSectionSize
    for at in range(header.count()):
        if header.sectionResizeMode(at) is QHeaderView.ResizeMode.Interactive:
            yield partial(header.sectionSize, at), partial(header.resizeSection, at)


def _spaces(layout: QLayout) -> Iterator[Length]:
    if isinstance(layout, QBoxLayout | QGridLayout | QFormLayout):
        yield layout.contentsMargins, layout.setContentsMargins
    if isinstance(layout, QBoxLayout):
        yield layout.spacing, layout.setSpacing
    elif isinstance(layout, QGridLayout | QFormLayout):
        yield layout.horizontalSpacing, layout.setHorizontalSpacing
        yield layout.verticalSpacing, layout.setVerticalSpacing
    for inner in layout.findChildren(QLayout, options=Qt.FindChildOption.FindDirectChildrenOnly):
        yield from _spaces(inner)


def _has_own_size(widget: QWidget) -> bool:
    return bool(widget.font().resolveMask() & _SIZE_RESOLVED) and widget.font().pointSizeF() > 0


def _enlarge(widget: QWidget, points: float) -> None:
    font = QFont(widget.font())
    font.setPointSizeF(points)
    widget.setFont(font)


def _grown(length: Any, times: float) -> Any:
    match length:
        case QSize():
            return QSize(_side(length.width(), times), _side(length.height(), times))
        case QMargins():
            return length * times
        case int():
            return round(length * times) if length > 0 else length
        case _:
            return length * times


def _side(length: int, times: float) -> int:
    return length if length >= _NONE else round(length * times)
