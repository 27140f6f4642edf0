"""What is said of hidden characters in a text that is to be sent."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.language import tr
from desktop.ui.theme import Symbol
from desktop.ui.widgets.symbols import SymbolLabel
from desktop.ui.widgets.texts import PlainLabel


def hidden_line(hidden: int) -> QWidget:
    """Returns the line: how many there are, how they are shown, and what is sent."""
    part = QWidget()
    row = QHBoxLayout(part)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(SymbolLabel(Symbol.FAILED), 0, Qt.AlignmentFlag.AlignTop)
    text = tr(
        "{characters} shown as ⟦U+…⟧. A yes sends the texts as they came, hidden "
        "characters too; a text that you edit is sent as you see it.",
        characters=tr("{n} hidden character(s)", "", hidden),
    )
    row.addWidget(PlainLabel(text), 1)
    return part
