"""A block of code in a model's answer, to the letter, and a button that copies it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout

from desktop.language import tr
from desktop.ui import theme, wording
from desktop.ui.theme import Symbol
from desktop.ui.widgets.announcing import announce
from desktop.ui.widgets.symbols import SymbolButton
from desktop.ui.widgets.texts import FittingText, PlainLabel, in_monospace

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_LINES = 40


class _Lines(FittingText):
    """Code, whose long lines go on to the right."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, _LINES, parent)
        in_monospace(self)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.horizontalScrollBar().rangeChanged.connect(lambda *_: self.updateGeometry())

    def sizeHint(self) -> QSize:
        """Returns the size at which the code is seen, with the bar that moves it aside."""
        bar = self.horizontalScrollBar()
        room = bar.sizeHint().height() if bar.maximum() > 0 else 0
        return super().sizeHint() + QSize(0, room)


class CodeView(QFrame):
    """The language, the code, and what can be done with it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setBackgroundRole(QPalette.ColorRole.AlternateBase)
        self.setAutoFillBackground(True)
        self._text = ""
        self._language = PlainLabel()
        self._language.setWordWrap(False)
        self.view = _Lines(tr("Code"))
        self.copy_button = SymbolButton(Symbol.COPY, tr("Copy", "this block of code"))
        self.copy_button.setAccessibleName(tr("Copy the code"))
        self.copy_button.setFlat(True)
        self.copy_button.clicked.connect(self._copy)
        above = QHBoxLayout()
        above.addWidget(self._language, 1)
        above.addStretch()
        above.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.em(self, 0.4)] * 4)
        column.setSpacing(theme.em(self, 0.2))
        column.addLayout(above)
        column.addWidget(self.view)

    def show_code(self, language: str, text: str) -> None:
        """Shows code that may still grow."""
        self._text = text
        self._language.say(wording.one_line(language)[:40])
        self.view.show_text(text)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
        announce(self, tr("Copied."))
