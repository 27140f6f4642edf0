"""The strip in which the window says what belongs to no row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.language import tr
from desktop.ui.theme import Symbol
from desktop.ui.widgets.symbols import SymbolButton, SymbolLabel
from desktop.ui.widgets.texts import PlainLabel, inline_text

if TYPE_CHECKING:
    from desktop.events import Notice


class NoticeStrip(QFrame):
    """The newest notice, in plain text, until it is dismissed; then the one before it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notices: list[Notice] = []
        self._symbol = SymbolLabel(Symbol.INFORMATION)
        self._text = inline_text(tr("Notice"))
        self._more = PlainLabel()
        self._more.setWordWrap(False)
        dismiss = SymbolButton(Symbol.CANCEL, tr("&Dismiss"))
        dismiss.clicked.connect(self.dismiss)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        row = QHBoxLayout(self)
        row.addWidget(self._symbol, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._text, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._more)
        row.addWidget(dismiss)
        self.hide()

    def show_notice(self, notice: Notice) -> None:
        """Shows a notice above the earlier ones; one that is shown already is not repeated."""
        if notice not in self._notices:
            self._notices.append(notice)
            self._show_newest()

    def dismiss(self) -> None:
        """Takes the shown notice away."""
        if self._notices:
            self._notices.pop()
            self._show_newest()

    def text(self) -> str:
        """Returns the text of the shown notice."""
        return self._text.toPlainText()

    def _show_newest(self) -> None:
        self.setVisible(bool(self._notices))
        if self._notices:
            newest = self._notices[-1]
            self._symbol.show_symbol(Symbol.FAILED if newest.error else Symbol.INFORMATION)
            self._text.show_text(newest.text)
            earlier = len(self._notices) - 1
            self._more.say(tr("and {n} earlier one(s)", "", earlier) if earlier else "")
