"""What the screening found in a request, and whether the person has had it in view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.ui import wording
from desktop.ui.theme import Symbol
from desktop.ui.widgets.symbols import SymbolLabel
from desktop.ui.widgets.texts import PlainLabel, heading, inline_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QTextCursor

    from desktop.gateway.approval import Review
    from desktop.ui.widgets.texts import TextView

    Mark = tuple[TextView, QTextCursor]

_MOST_LINES = 6


class Findings(QWidget):
    """A line for each finding; tells when the places come into view, and which one is wanted."""

    changed = Signal()
    wanted = Signal(QPoint)
    """The place on the screen that the person wants to see."""

    def __init__(
        self, review: Review, marks: Sequence[Mark], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._marks = list(marks)
        self._unseen = list(marks)
        self._left = PlainLabel("-")
        self._next = QPushButton("Show the &next place")
        self._next.setAutoDefault(False)
        self._next.clicked.connect(self.show_next)
        self._look_soon = QTimer(self)
        self._look_soon.setSingleShot(True)
        self._look_soon.timeout.connect(self._look)
        for view in {view for view, _ in self._marks}:
            view.viewport().installEventFilter(self)
        self._lay_out(review)
        self._tell()

    @property
    def seen(self) -> bool:
        """Whether each flagged place was in view."""
        return not self._unseen

    def show_next(self) -> None:
        """Scrolls to the next flagged place, those first that were not in view yet."""
        view, cursor = (self._unseen or self._marks)[0]
        self._marks.remove((view, cursor))
        self._marks.append((view, cursor))
        beginning = view.textCursor()
        beginning.setPosition(cursor.selectionStart())
        view.setTextCursor(beginning)
        view.ensureCursorVisible()
        self.wanted.emit(view.viewport().mapToGlobal(view.cursorRect(beginning).center()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Looks what is in view after a text was drawn, which scrolling and showing lead to."""
        if event.type() == QEvent.Type.Paint and self._unseen:
            self._look_soon.start()
        return super().eventFilter(watched, event)

    def _look(self) -> None:
        unseen = [mark for mark in self._unseen if not _is_in_view(*mark)]
        if len(unseen) != len(self._unseen):
            self._unseen = unseen
            self._tell()
            self.changed.emit()

    def _tell(self) -> None:
        left = len(self._unseen)
        verb = "was" if left == 1 else "were"
        waits = f"Allow wakes once {wording.count(left, 'more flagged place')} {verb} in view."
        self._left.say(waits if left else "")

    def _lay_out(self, review: Review) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        symbol = SymbolLabel(Symbol.FAILED)
        symbol.enlarge(2)
        row.addWidget(symbol, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        row.addLayout(column, 1)
        column.addWidget(heading("Look closely", 1.0))
        if review.reason:
            column.addWidget(PlainLabel(review.reason))
        lines = inline_text("What was noticed", _MOST_LINES)
        lines.show_text("\n".join(finding.line for finding in review.findings))
        column.addWidget(lines)
        foot = QHBoxLayout()
        foot.addWidget(self._next)
        foot.addWidget(self._left)
        foot.addStretch()
        column.addLayout(foot)
        self._next.setVisible(bool(self._marks))


def _is_in_view(view: TextView, cursor: QTextCursor) -> bool:
    beginning = view.textCursor()
    beginning.setPosition(cursor.selectionStart())
    return view.viewport().visibleRegion().contains(view.cursorRect(beginning).center())
