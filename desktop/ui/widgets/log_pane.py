"""A server's log, and the line with which a person finds something in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QTextCursor, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.language import tr
from desktop.ui.theme import Symbol
from desktop.ui.widgets.announcing import announce
from desktop.ui.widgets.symbols import SymbolButton
from desktop.ui.widgets.texts import PlainLabel, TextView

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_ON, _BACK = QTextDocument.FindFlag(0), QTextDocument.FindFlag.FindBackward


class LogPane(QWidget):
    """Enter leads to the next place that has what is sought, Shift+Enter to the one before."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = TextView(tr("The server's log"))
        self.view.setPlaceholderText(tr("What the server tells of its work appears here."))
        self.line = QLineEdit()
        self.line.setAccessibleName(tr("Search the log"))
        self.line.setPlaceholderText(tr("Search (Ctrl+F)"))
        self.line.setClearButtonEnabled(True)
        self.before = SymbolButton(Symbol.OUT, tr("Pre&vious"))
        self.after = SymbolButton(Symbol.IN, tr("Ne&xt"))
        self._said = PlainLabel()
        self._said.setWordWrap(False)
        self.line.textChanged.connect(self._begin)
        self.before.clicked.connect(lambda: self._go(_BACK))
        self.after.clicked.connect(lambda: self._go(_ON))
        row = QHBoxLayout()
        for part in (self.line, self._said, self.before, self.after):
            row.addWidget(part, 1 if part is self.line else 0)
        column = QVBoxLayout(self)
        column.addLayout(row)
        column.addWidget(self.view, 1)
        self._begin("")

    def show_text(self, text: str) -> None:
        """Shows the log as it is now; what was found in it stays marked."""
        self.view.show_text(text)

    def focus_search(self) -> None:
        """Brings the keyboard to the search."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def said(self) -> str:
        """Returns what is said of the search."""
        return self._said.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Goes to the next place or the one before; Esc seeks no more."""
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.line.hasFocus()
        if event.matches(QKeySequence.StandardKey.FindPrevious) or (enter and back):
            self._go(_BACK)
        elif event.matches(QKeySequence.StandardKey.FindNext) or enter:
            self._go(_ON)
        elif event.key() == Qt.Key.Key_Escape and self.line.text():
            self.line.clear()
            self.view.setFocus()
        else:
            super().keyPressEvent(event)

    def _begin(self, text: str) -> None:
        for button in (self.before, self.after):
            button.setEnabled(bool(text))
        self._said.say("")
        cursor = self.view.textCursor()
        cursor.setPosition(cursor.selectionStart())
        self.view.setTextCursor(cursor)
        if text:
            self._go(_ON)

    def _go(self, flags: QTextDocument.FindFlag) -> None:
        """Goes on at the other end where there is nothing more this way."""
        text = self.line.text()
        found = self.view.find(text, flags)
        if not found:
            kept, end = self.view.textCursor(), QTextCursor.MoveOperation.End
            self.view.moveCursor(end if flags == _BACK else QTextCursor.MoveOperation.Start)
            found = self.view.find(text, flags)
            if not found:
                self.view.setTextCursor(kept)
        self._said.say("" if found else tr("It is not in the log."))
        if self._said.text():
            announce(self.line, self._said.text())
