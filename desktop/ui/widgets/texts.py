"""Labels and text views that never take foreign text for anything but text."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QPalette,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QLabel, QPlainTextEdit, QSizePolicy, QTextEdit

from desktop.gateway.screening.hidden import reveal
from desktop.ui import theme

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

_LARGER = 1.25
_LONGEST_WORD = 5000
_MOST_LINES = 50_000
"""So high that Qt can still draw it."""


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
        if self.isVisible():
            self._keep_whole()
        if not text:
            self.hide()
        elif self.parent() is not None:
            self.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps every line in sight at the new width, in whatever the label stands."""
        super().resizeEvent(event)
        self._keep_whole()

    def _keep_whole(self) -> None:
        """Asks for the height that the lines take, which splits and scrolled pages do not ask."""
        needed = self.heightForWidth(self.width()) if self.wordWrap() else 0
        if needed >= 0 and needed != self.minimumHeight():
            self.setMinimumHeight(needed)


class FieldLabel(QLabel):
    """The name of a control: in one line, or in several where there is no room for one."""

    def __init__(self, title: str, control: QWidget) -> None:
        super().__init__(title)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setBuddy(control)
        self.setWordWrap(True)

    def sizeHint(self) -> QSize:
        """Returns the size at which it is in one line."""
        size = self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.text())
        return size + QSize(theme.em(self, 0.25), 0)  # At its very width, Qt would break it.


def label_for(title: str, control: QWidget) -> QLabel:
    """Returns the name of a control, with the mnemonic that leads to it."""
    return FieldLabel(title, control)


def heading(text: str = "", larger: float = _LARGER) -> PlainLabel:
    """Returns a label that stands over a part of a page."""
    label = PlainLabel(text)
    _embolden(label, larger)
    return label


def _embolden(widget: QWidget, larger: float) -> None:
    font = widget.font()
    font.setBold(True)
    font.setPointSizeF(font.pointSizeF() * larger)
    widget.setFont(font)


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
        # Windows' line ends hide nothing, and the view shows every line end alike.
        shown = reveal(text.replace("\r\n", "\n"))
        before = self.toPlainText()
        self.setWordWrapMode(wrapping(shown.text))
        if before and shown.text.startswith(before):
            self._append(shown.text[len(before) :])
        elif shown.text != before:
            self.setPlainText(shown.text)
        return shown.hidden

    def mark(self, text: str, places: Sequence[tuple[int, int]]) -> list[QTextCursor]:
        """Highlights places and nothing else, and returns where they are shown.

        Args:
            text: the text as it was given to `show_text`, or as a person changed it.
            places: where each begins and ends in it.
        """
        length = _length if text == self.toPlainText() else _shown_length
        shown = _measured(text, places, length)
        cursors = []
        for start, end in places:
            cursor = QTextCursor(self.document())
            cursor.setPosition(shown[start])
            cursor.setPosition(shown[end], QTextCursor.MoveMode.KeepAnchor)
            cursors.append(cursor)
        self.setExtraSelections([self._highlight(cursor) for cursor in cursors])
        return cursors

    def _highlight(self, cursor: QTextCursor) -> QTextEdit.ExtraSelection:
        # A tooltip's pair of colours: legible in every theme, and not that of a selection.
        look = QTextCharFormat()
        look.setBackground(self.palette().brush(QPalette.ColorRole.ToolTipBase))
        look.setForeground(self.palette().brush(QPalette.ColorRole.ToolTipText))
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        selection = QTextEdit.ExtraSelection()
        selection.cursor, selection.format = cursor, look
        return selection

    def _append(self, text: str) -> None:
        bar = self.verticalScrollBar()
        at_end = bar.value() == bar.maximum()
        selection = self.textCursor()
        selection.setKeepPositionOnInsert(True)
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(text)
        if selection.hasSelection():
            self.setTextCursor(selection)
        if at_end:
            bar.setValue(bar.maximum())


class FittingText(TextView):
    """A text view that is as high as its text, up to a number of lines; then it scrolls."""

    fitted = Signal()
    """It was found out how many lines there are."""

    def __init__(self, name: str, most_lines: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._few = self._most_lines = most_lines
        self._wanted = self._lines = 1
        self.setMinimumHeight(0)
        # Its lines are broken anywhere; Qt shows the bar all the same while it is made narrower,
        # and the bar would lie over the last line.
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    @property
    def lines(self) -> int:
        """How many lines the text takes at this width."""
        return self._wanted

    @property
    def is_long(self) -> bool:
        """Whether it has more lines than are seen at once unless the whole is wanted."""
        return self._wanted > self._few

    def show_whole(self, *, whole: bool) -> None:
        """Grows to the height of the whole text, or goes back to its few lines."""
        self._most_lines = _MOST_LINES if whole else self._few
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits the height to the text at the new width."""
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        """Returns the size at which the text is seen whole."""
        margins = self.contentsMargins()
        inside = 2 * round(self.document().documentMargin()) + 2 * self.frameWidth()
        line = math.ceil(QFontMetricsF(self.font()).lineSpacing())  # So Qt lays lines out.
        height = self._lines * line + inside + 1
        return QSize(theme.em(self, 20), height + margins.top() + margins.bottom())

    def minimumSizeHint(self) -> QSize:
        """Returns the least size at which it can be used."""
        return QSize(theme.em(self, 6), self.sizeHint().height())

    def _fit(self) -> None:
        # QPlainTextDocumentLayout tells its height in lines, not in pixels.
        wanted = round(self.document().documentLayout().documentSize().height())
        if wanted != self._wanted:
            self._wanted = wanted
            self.fitted.emit()
        scrolls = wanted > self._most_lines
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded
            if scrolls
            else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        lines = self._most_lines if scrolls else max(1, wanted)
        if lines != self._lines:
            self._lines = lines
            self.updateGeometry()


def _measured(
    text: str, places: Sequence[tuple[int, int]], length: Callable[[str], int]
) -> dict[int, int]:
    """Returns how long a text is up to each bound of some places; it is read but once."""
    shown, read = {0: 0}, 0
    for bound in sorted({bound for place in places for bound in place}):
        shown[bound] = shown[read] + length(text[read:bound])
        read = bound
    return shown


def _length(text: str) -> int:
    """Returns the length of a text in the units of UTF-16, in which Qt counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _shown_length(text: str) -> int:
    """Returns how much of a view a text takes once its hidden characters are revealed."""
    return _length(reveal(text.replace("\r\n", "\n")).text)


def wrapping(text: str) -> QTextOption.WrapMode:
    """Returns how the lines of a text are broken, so that laying it out ends soon.

    Looking for a good place to break takes Qt quadratic time in the length of a word: half a
    minute for a million letters without a space.
    """
    longest = max(map(len, text.split()), default=0)
    wrap = QTextOption.WrapMode
    return wrap.WrapAnywhere if longest > _LONGEST_WORD else wrap.WrapAtWordBoundaryOrAnywhere


def inline_text(name: str, most_lines: int = 4) -> FittingText:
    """Returns foreign text that looks like a label, but wraps anywhere and can be selected."""
    view = FittingText(name, most_lines)
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.document().setDocumentMargin(0)
    view.viewport().setAutoFillBackground(False)
    return view


def inline_heading(name: str, larger: float = _LARGER) -> FittingText:
    """Returns a heading for foreign text, however long."""
    view = inline_text(name)
    _embolden(view, larger)
    return view


def in_monospace(view: TextView) -> TextView:
    """Returns the same view in the system's monospaced font, for what a program wrote."""
    view.setFont(theme.fixed_font())
    return view
