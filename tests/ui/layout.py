"""What of a window cannot be seen whole, however one scrolls."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QToolButton,
    QWidget,
)

_PARTS = (QAbstractButton, QAbstractSpinBox, QComboBox, QLabel, QLineEdit)
_SLACK = 2
"""Pixels that a style may round away."""


def cut_off(window: QWidget) -> list[str]:
    """Returns each part of which a person cannot see all, with what is wrong with it."""
    return [
        f"{type(part).__name__} {_words(part)!r}: {problem}"
        for part in window.findChildren(QWidget)
        if isinstance(part, _PARTS) and part.isVisible() and not _is_inner(part)
        for problem in _problems(part, window)
    ]


def _problems(part: QWidget, window: QWidget) -> list[str]:
    problems = []
    wanted = part.minimumSizeHint() if isinstance(part, QLabel) else part.sizeHint()
    wraps = part.hasHeightForWidth()
    if not isinstance(part, (QComboBox, QLineEdit)):
        needed = part.heightForWidth(part.width()) if wraps else wanted.height()
        if part.height() + _SLACK < needed:
            problems.append(f"it is {part.height()} high and needs {needed}")
    texts = (QAbstractButton, QAbstractSpinBox)
    if isinstance(part, (*texts, QLabel)) and not wraps:
        needed = wanted.width()
        if part.width() + _SLACK < needed:
            problems.append(f"it is {part.width()} wide and needs {needed}")
    if where := _outside(part, window):
        problems.append(where)
    return problems


def _outside(part: QWidget, window: QWidget) -> str:
    """Returns in what a part is not whole, where no scrolling brings it into sight."""
    rect, inside, outer = QRect(QPoint(0, 0), part.size()), part, part.parentWidget()
    while outer is not None and inside is not window:
        rect.translate(inside.pos())
        area = outer.parentWidget()
        scrolls = isinstance(area, QAbstractScrollArea) and outer is area.viewport()
        if scrolls and isinstance(area, QScrollArea):
            if inside.width() > outer.width() + _SLACK:
                return f"it is wider than the {outer.width()} pixels that scroll up and down"
            rect = QRect(QPoint(0, 0), outer.size())
        elif not outer.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK).contains(rect):
            return (
                f"it leaves {type(outer).__name__} at {rect.getRect()} of {outer.size().toTuple()}"
            )
        inside, outer = outer, outer.parentWidget()
    return ""


def _words(part: QWidget) -> str:
    text = getattr(part, "text", lambda: "")()
    return str(text or part.accessibleName())[:50]


def _is_inner(part: QWidget) -> bool:
    """Whether Qt itself built it into something that scrolls or shortens what it shows."""
    if isinstance(part, QToolButton) and part.objectName().startswith("qt_"):
        return True
    outer = part.parentWidget()
    return isinstance(outer, (QComboBox, QAbstractSpinBox, QLineEdit)) or (
        isinstance(part, QToolButton) and outer is not None and "Tab" in type(outer).__name__
    )
