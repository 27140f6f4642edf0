"""Labels and text views that never take foreign text for anything but text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontDatabase, QTextCursor
from PySide6.QtWidgets import QFrame, QLabel, QPlainTextEdit, QSizePolicy

from desktop.ui import theme
from desktop.ui.reveal import reveal

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

_LARGER = 1.25


class PlainLabel(QLabel):
    """A wrapping label of plain text, in which hidden characters are revealed."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.say(text)

    def say(self, text: str) -> None:
        """Shows a text, and nothing at all where there is none."""
        self.setText(reveal(text).text)
        if not text:
            self.hide()
        elif self.parent() is not None:
            self.show()


def heading(text: str = "", larger: float = _LARGER) -> PlainLabel:
    """Returns a label that stands over a part of a page."""
    label = PlainLabel(text)
    font = label.font()
    font.setBold(True)
    font.setPointSizeF(font.pointSizeF() * larger)
    label.setFont(font)
    return label


class TextView(QPlainTextEdit):
    """Text of any length, read with the mouse or the keyboard, complete and never as HTML."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setMinimumHeight(theme.em(self, 3))

    def show_text(self, text: str) -> int:
        """Shows a text with its hidden characters revealed and returns how many there were.

        Where the text only grew, the reader's selection and place are left alone, and a reader
        at the end stays at the end.
        """
        shown = reveal(text)
        before = self.toPlainText()
        if before and shown.text.startswith(before):
            self._append(shown.text[len(before) :])
        elif shown.text != before:
            self.setPlainText(shown.text)
        return shown.hidden

    def _append(self, text: str) -> None:
        bar = self.verticalScrollBar()
        at_end = bar.value() == bar.maximum()
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(text)
        if at_end:
            bar.setValue(bar.maximum())


class FittingText(TextView):
    """A text view that is as high as its text, up to a number of lines; then it scrolls."""

    def __init__(self, name: str, most_lines: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._most_lines = most_lines
        self._lines = 1
        self.setMinimumHeight(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:  # noqa: D102
        margins = self.contentsMargins()
        inside = 2 * round(self.document().documentMargin()) + 2 * self.frameWidth()
        height = self._lines * self.fontMetrics().lineSpacing() + inside
        return QSize(theme.em(self, 20), height + margins.top() + margins.bottom())

    def minimumSizeHint(self) -> QSize:  # noqa: D102
        return QSize(theme.em(self, 6), self.sizeHint().height())

    def _fit(self) -> None:
        # QPlainTextEdit's layout counts its height in lines, not in pixels (QPlainTextDocumentLayout).
        wanted = round(self.document().documentLayout().documentSize().height())
        lines = max(1, min(wanted, self._most_lines))
        if lines != self._lines:
            self._lines = lines
            self.updateGeometry()


def inline_text(name: str, most_lines: int = 4) -> FittingText:
    """Returns foreign text that looks like a label, but wraps anywhere and can be selected."""
    view = FittingText(name, most_lines)
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.document().setDocumentMargin(0)
    view.viewport().setAutoFillBackground(False)
    return view


def in_monospace(view: TextView) -> TextView:
    """Returns the same view in the system's monospaced font, for what a program wrote."""
    view.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    return view
