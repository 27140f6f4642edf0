"""The lines of a log as rows, of which some may be left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from desktop.doctor.logs import KEPT_BYTES, Level

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QObject

    from desktop.doctor.logs import Line

_MOST = KEPT_BYTES * 3 // 2
"""Characters that are held; then the older ones go, down to what is read at first."""


class LogLines(QAbstractListModel):
    """The newest lines, within a bound; those that matter too little can be left out."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[Line] = []
        self._shown: list[Line] = []
        self._least = Level.ANY
        self._characters = 0
        self._bold = QFont()
        self._bold.setBold(True)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """Returns how many lines are shown."""
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Returns a line's text; what went wrong is bold."""
        line = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.text
        if role == Qt.ItemDataRole.FontRole and line.level is Level.ERROR:
            return self._bold
        return None

    @property
    def count(self) -> int:
        """How many lines there are, whether shown or not."""
        return len(self._all)

    @property
    def has_levels(self) -> bool:
        """Whether any line says how much it matters."""
        return any(line.level for line in self._all)

    @property
    def longest(self) -> str:
        """The longest line that is shown."""
        return max((line.text for line in self._shown), key=len, default="")

    def show(self, lines: Iterable[Line]) -> None:
        """Shows these lines and no others."""
        self.beginResetModel()
        self._all = list(lines)
        self._characters = sum(len(line.text) for line in self._all)
        self._sift()
        self.endResetModel()

    def add(self, lines: Iterable[Line]) -> None:
        """Shows lines after the others; the oldest go where they become too many."""
        new = list(lines)
        self._characters += sum(len(line.text) for line in new)
        if self._characters > _MOST:
            self.show(self._newest([*self._all, *new]))
            return
        self._all += new
        fitting = [line for line in new if line.level >= self._least]
        if fitting:
            first = len(self._shown)
            self.beginInsertRows(QModelIndex(), first, first + len(fitting) - 1)
            self._shown += fitting
            self.endInsertRows()

    def only(self, least: Level) -> None:
        """Leaves out the lines that matter less than this."""
        if least is not self._least:
            self.beginResetModel()
            self._least = least
            self._sift()
            self.endResetModel()

    def places_of(self, text: str) -> list[int]:
        """Returns the rows in which a text stands, in small or capital letters."""
        wanted = text.casefold()
        return [row for row, line in enumerate(self._shown) if wanted in line.text.casefold()]

    def text(self, rows: Iterable[int] | None = None) -> str:
        """Returns some of the lines that are shown, or all of them, as text."""
        lines = self._shown if rows is None else [self._shown[row] for row in rows]
        return "".join(f"{line.text}\n" for line in lines)

    def _sift(self) -> None:
        self._shown = [line for line in self._all if line.level >= self._least]

    def _newest(self, lines: list[Line]) -> list[Line]:
        room, first = KEPT_BYTES, len(lines)
        while first and room > 0:
            first -= 1
            room -= len(lines[first].text)
        return lines[first:]
