"""The strip in which the window says what was done away with, and offers to bring it back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.language import tr
from desktop.ui.theme import Symbol
from desktop.ui.widgets.announcing import announce
from desktop.ui.widgets.symbols import SymbolButton, SymbolLabel
from desktop.ui.widgets.texts import inline_text


class UndoStrip(QFrame):
    """Stays for a moment, and while the keyboard or the mouse rests on it."""

    undo_requested = Signal()
    undo_declined = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._text = inline_text(tr("What was done"))
        undo = SymbolButton(Symbol.RESTART, tr("U&ndo"))
        undo.setToolTip("Ctrl+Z")
        undo.clicked.connect(self.undo_requested)
        keep = SymbolButton(Symbol.CANCEL, tr("Dismiss"))
        keep.clicked.connect(self.undo_declined)
        row = QHBoxLayout(self)
        row.addWidget(SymbolLabel(Symbol.INFORMATION), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._text, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(undo)
        row.addWidget(keep)
        self.hide()

    @property
    def is_heeded(self) -> bool:
        """Whether the person is about to use it."""
        held = any(one.hasFocus() for one in self.findChildren(QWidget))
        return self.isVisible() and (held or self.underMouse())

    def say(self, text: str) -> None:
        """Says what was done, aloud too; an empty text takes the strip away."""
        self._text.show_text(text)
        self.setVisible(bool(text))
        if text:
            announce(self, tr("{done} Ctrl+Z undoes it.", done=text))

    def text(self) -> str:
        """Returns what is said."""
        return self._text.toPlainText()
