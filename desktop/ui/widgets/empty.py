"""What a page says when it has nothing to show: what it is for, and what to do next."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.ui import theme
from desktop.ui.theme import Symbol, Tone
from desktop.ui.widgets.symbols import SymbolLabel
from desktop.ui.widgets.texts import PlainLabel, heading


class EmptyState(QWidget):
    """A symbol, a line, a sentence, and the one thing to do."""

    def __init__(
        self, symbol: Symbol, title: str, sentence: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        drawing = SymbolLabel(symbol, Tone.QUIET)
        drawing.enlarge(3)
        self._title = heading(title)
        self._sentence = PlainLabel(sentence)
        self._column = QVBoxLayout(self)
        side = theme.em(self, 4)
        self._column.setContentsMargins(side, 0, side, 0)
        self._column.addStretch(2)
        # A label that is itself aligned in the layout would not get the height its lines need.
        for part in (drawing, self._title, self._sentence):
            self._column.addWidget(part)
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(3)

    def say(self, title: str, sentence: str) -> None:
        """Says something else."""
        self._title.say(title)
        self._sentence.say(sentence)

    def offer(self, button: QPushButton) -> None:
        """Adds the button for what to do next."""
        button.setDefault(True)
        before_last = self._column.count() - 1
        self._column.insertSpacing(before_last, theme.em(self))
        self._column.insertWidget(before_last + 1, button, 0, Qt.AlignmentFlag.AlignHCenter)
