"""A table of frozen values, each under its own key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from desktop.ui import theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

    from PySide6.QtCore import QObject

    from desktop.ui.looks import Look

V = TypeVar("V")
Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()

ValueRole = Qt.ItemDataRole.UserRole + 1
SortRole = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class Column(Generic[V]):
    """What one column shows of a value, and by what it is sorted."""

    title: str
    text: Callable[[V], str]
    sort: Callable[[V], str | float] | None = None
    """By the text where it is None."""
    look: Callable[[V], Look] | None = None


class RowsModel(QAbstractTableModel, Generic[V]):
    """Rows found by key, never by a remembered index; what is the same stays where it is."""

    def __init__(
        self, columns: Sequence[Column[V]], key: Callable[[V], str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._key = key
        self._values: dict[str, V] = {}
        self._order: list[str] = []

    def apply(self, value: V) -> None:
        """Shows a value: in a new row, or in the row that has its key."""
        key = self._key(value)
        if key not in self._values:
            end = len(self._order)
            self.beginInsertRows(NOWHERE, end, end)
            self._values[key] = value
            self._order.append(key)
            self.endInsertRows()
        elif value != self._values[key]:
            self._values[key] = value
            row = self._order.index(key)
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(self._columns) - 1))

    def remove(self, key: str) -> None:
        """Takes the row of a key away, if there is one."""
        if key in self._values:
            row = self._order.index(key)
            self.beginRemoveRows(NOWHERE, row, row)
            del self._values[key]
            del self._order[row]
            self.endRemoveRows()

    def show(self, values: Iterable[V]) -> None:
        """Shows these values and no others."""
        wanted = {self._key(value): value for value in values}
        for key in [key for key in self._order if key not in wanted]:
            self.remove(key)
        for value in wanted.values():
            self.apply(value)

    def value(self, key: str) -> V | None:
        """Returns what the row of a key shows now."""
        return self._values.get(key)

    def values(self) -> tuple[V, ...]:
        """Returns everything shown, in the order of arrival."""
        return tuple(self._values[key] for key in self._order)

    def index_of(self, key: str) -> QModelIndex:
        """Returns the first cell of a key's row, or an invalid index."""
        if key not in self._values:
            return QModelIndex()
        return self.index(self._order.index(key), 0)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Returns how many rows there are; cells have none below them."""
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Returns how many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Returns a column's title."""
        across = orientation is Qt.Orientation.Horizontal and section < len(self._columns)
        if across and role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title
        if across and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Returns what a cell shows, or the value or the sort key behind it."""
        if not index.isValid():
            return None
        value = self._values[self._order[index.row()]]
        column = self._columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(value)
            case Qt.ItemDataRole.DecorationRole if column.look:
                look = column.look(value)
                return theme.icon(look.symbol, look.tone)
            case _ if role == ValueRole:
                return value
            case _ if role == SortRole:
                return (column.sort or column.text)(value)
        return None


class Sifted(QSortFilterProxyModel):
    """A sorted view of the rows that have all of some words, in whichever cells."""

    def __init__(self, rows: RowsModel[V]) -> None:
        super().__init__(rows.parent())
        self._words: list[str] = []
        self.setSourceModel(rows)
        self.setSortRole(SortRole)
        self.setSortCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    def seek(self, text: str) -> None:
        """Shows the rows that have these words and no others; all of them where there are none."""
        words = text.casefold().split()
        if words != self._words:
            self._words = words
            self.invalidate()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        """Whether a row has all the words."""
        if not self._words:
            return True
        rows = self.sourceModel()
        cells = (rows.index(row, column, parent).data() for column in range(rows.columnCount()))
        text = "\n".join(map(str, cells)).casefold()
        return all(word in text for word in self._words)


def sorted_by(rows: RowsModel[V], column: int, order: Qt.SortOrder) -> Sifted:
    """Returns a view of the rows that keeps them sorted; it belongs to whom the rows belong."""
    sifted = Sifted(rows)
    sifted.sort(column, order)
    return sifted


def value_at(model: QAbstractItemModel, index: Index) -> object:
    """Returns the value that the row of an index shows, through any proxy."""
    return cast("object", model.data(model.index(index.row(), 0), ValueRole))
