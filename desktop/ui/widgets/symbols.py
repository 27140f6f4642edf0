"""Buttons and labels with a symbol that follows the palette."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.ui import theme
from desktop.ui.theme import Symbol, Tone
from desktop.ui.widgets.texts import PlainLabel

if TYPE_CHECKING:
    from desktop.ui.looks import Look


class SymbolButton(QPushButton):
    """A push button with a symbol and a word."""

    def __init__(self, symbol: Symbol, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._symbol = symbol
        self.setAutoDefault(False)
        self._draw()

    def show_symbol(self, symbol: Symbol) -> None:
        """Shows another symbol."""
        self._symbol = symbol
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Draws the symbol anew when the palette or the font changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._draw()

    def _draw(self) -> None:
        extent = theme.em(self, theme.BESIDE)
        self.setIconSize(QSize(extent, extent))
        self.setIcon(theme.icon(self._symbol, extent=extent))


class SymbolLabel(QLabel):
    """A symbol by itself, beside the words that say the same."""

    def __init__(
        self, symbol: Symbol, tone: Tone = Tone.PLAIN, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._ems = theme.BESIDE
        self._symbol, self._tone = symbol, tone
        self._draw()

    def show_symbol(self, symbol: Symbol, tone: Tone = Tone.PLAIN) -> None:
        """Shows another symbol."""
        self._symbol, self._tone = symbol, tone
        self._draw()

    def enlarge(self, times: int) -> None:
        """Shows the symbol larger than the icons of buttons."""
        self._ems *= times
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Draws the symbol anew when the palette or the font changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._draw()

    def _draw(self) -> None:
        ratio = self.devicePixelRatioF()
        extent = theme.em(self, self._ems)
        self.setPixmap(theme.picture(self._symbol, self._tone, extent, ratio))
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)


class StateLabel(QWidget):
    """A state as its symbol and its word."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._symbol = SymbolLabel(Symbol.INFORMATION)
        self._word = PlainLabel("-")
        self._word.setWordWrap(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._symbol, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._word)

    def show_look(self, look: Look, more: str = "") -> None:
        """Shows a state, and after its word what else there is to say."""
        self._symbol.show_symbol(look.symbol, look.tone)
        self._word.say(look.word + more)

    def text(self) -> str:
        """Returns the words that are shown."""
        return self._word.text()
