"""The list of pages at the left of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem

from desktop.language import tr
from desktop.ui import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.ui.theme import Symbol

_FOLLOWED = (QEvent.Type.FontChange, QEvent.Type.StyleChange)


class Navigation(QListWidget):
    """Each page's symbol and word, as wide as the longest of them in the font of now."""

    def __init__(self, pages: Sequence[tuple[str, Symbol]]) -> None:
        super().__init__()
        self._symbols = [symbol for _, symbol in pages]
        self.setAccessibleName(tr("Pages"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        for word, _ in pages:
            self.addItem(QListWidgetItem(word))
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        """Follows the font and the palette."""
        super().changeEvent(event)
        if event.type() in _FOLLOWED:
            self._measure()
            self.draw()
        elif event.type() == QEvent.Type.PaletteChange:
            self.draw()

    def _measure(self) -> None:
        extent = theme.em(self, 1.35)
        self.setIconSize(QSize(extent, extent))
        words = [self.item(row).text() for row in range(self.count())]
        widest = max(map(self.fontMetrics().horizontalAdvance, words))
        for row in range(self.count()):
            self.item(row).setSizeHint(QSize(0, theme.em(self, 2.5)))
        self.setFixedWidth(extent + widest + theme.em(self, 1.4))

    def draw(self) -> None:
        """Draws the symbols, once the window is there: its words are enough to begin with."""
        # PySide makes all enums of Qt's namespace at its first mention, which takes 14 ms.
        from PySide6.QtCore import Qt  # noqa: PLC0415

        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for row, symbol in enumerate(self._symbols):
            self.item(row).setIcon(theme.icon(symbol, extent=self.iconSize().width()))
