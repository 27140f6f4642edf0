"""A box to tick, whose words go on in the next line where there is no room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QStyle, QStyleOptionButton, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

from desktop.ui.legibility import EDGE, legible

_LETTERS = Qt.TextFlag.TextShowMnemonic
_DARKENED = 128
"""By how much, in percent, Fusion's edges are darker than the ground that they are drawn for."""


class Tick(QCheckBox):
    """Qt's own box keeps its words in one line, and cuts them."""

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
        """Has the edge of the box be seen: Fusion's own is lost, above all on dark grounds."""
        super().initStyleOption(option)
        palette = option.palette
        ground = palette.color(QPalette.ColorRole.Window)
        edge = legible(ground, palette, EDGE).lighter(_DARKENED)
        palette.setColor(QPalette.ColorRole.Window, edge)
        option.palette = palette

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
