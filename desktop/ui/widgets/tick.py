"""Boxes to tick and to choose, whose edges are seen in all colours, as large as their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QImage
from PySide6.QtWidgets import (
    QCheckBox,
    QRadioButton,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionViewItem,
    QWidget,
)

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QResizeEvent

from desktop.ui import theme
from desktop.ui.legibility import with_edges

_LETTERS = Qt.TextFlag.TextShowMnemonic
_INCHES = 39.37
"""In a metre."""


class Tick(QCheckBox):
    """A box whose words go on in the next line, where Qt's own would cut them."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._whole = text
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setControlType(QSizePolicy.ControlType.CheckBox)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's own name
        """Says something else."""
        self._whole = text
        if self.isVisible():
            self._fold()
        else:
            super().setText(text)

    def text(self) -> str:
        """Returns its words, in one line."""
        return self._whole

    def sizeHint(self) -> QSize:
        """Returns the size at which its words are in one line."""
        return self._size_of(self._whole)

    def minimumSizeHint(self) -> QSize:
        """Returns the width of its longest word, and the height that it has."""
        longest = max(self._whole.split(), key=len, default="")
        return QSize(self._size_of(longest).width(), self._size_of(super().text()).height())

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's own name
        """Returns the height of the lines that it takes."""
        return self._size_of(self._folded(width)).height()

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        """Gives the box its edge and its size."""
        super().initStyleOption(option)
        _make_seen(option, self.font())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Breaks its words anew."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        if self._folded(self.width()) != super().text():
            super().setText(self._folded(self.width()))
            self.setAccessibleName(self._whole.replace("&", ""))
        # Splits and scrolled pages ask for no height that depends on the width.
        self.setMinimumHeight(self.heightForWidth(self.width()))

    def _folded(self, width: int) -> str:
        lines: list[str] = []
        for word in self._whole.split(" "):
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self._size_of(longer).width() <= width:
                lines[-1] = longer
            else:
                lines.append(word)
        return "\n".join(lines)

    def _size_of(self, text: str) -> QSize:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        inside = self.fontMetrics().size(_LETTERS, text)
        kind = QStyle.ContentsType.CT_CheckBox
        return self.style().sizeFromContents(kind, option, inside, self)


class Pick(QRadioButton):
    """One of several, of which one is chosen."""

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        """Gives its circle the edge and the size."""
        super().initStyleOption(option)
        _make_seen(option, self.font())


class SeenBoxes(QStyledItemDelegate):
    """The same for the boxes in a list."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Gives each box its edge and its size."""
        super().initStyleOption(option, index)
        _make_seen(option, option.font)


def _make_seen(option: QStyleOption, font: QFont) -> None:
    """Has a style draw a box with an edge, and as large as the text beside it."""
    option.palette = with_edges(option.palette)
    times = theme.growth()
    if times != 1:
        option.fontMetrics = _denser(font, option.fontMetrics.fontDpi() * times, times)


def _denser(font: QFont, dots: float, times: float) -> QFontMetrics:
    """Returns what is measured of a font as on a screen with so many dots to the inch.

    A style counts its own lengths in these, and has no other word for larger text: so the font is
    as much smaller as the screen is denser, and words stay as they are.
    """
    screen, unscaled = QImage(1, 1, QImage.Format.Format_Mono), QFont(font)
    screen.setDotsPerMeterX(round(dots * _INCHES))
    screen.setDotsPerMeterY(round(dots * _INCHES))
    if font.pointSizeF() > 0:
        unscaled.setPointSizeF(font.pointSizeF() / times)
    return QFontMetrics(unscaled, screen)
