"""The requests for a completion, those of one tool call under one row."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

from desktop.language import tr
from desktop.ui import theme, wording
from desktop.ui.looks import look_of
from desktop.ui.tables.rows import SortRole, ValueRole

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QObject

    from desktop.events import RequestChanged
    from desktop.ui.tables.rows import Index

WHEN, SERVER, TOOL, MODEL, STATE = range(5)
_TITLES = (tr("When"), tr("Caller"), tr("Tool"), tr("Model"), tr("State"))

_SEEN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


@dataclass(frozen=True, slots=True)
class CallRow:
    """A tool call of ours that caused several requests, in the order of their arrival."""

    requests: tuple[RequestChanged, ...]
    newest: RequestChanged
    """The request by which the call is sorted, and whose state is the call's."""


class RequestTree(QStandardItemModel):
    """A tool call with one request is that request; from the second on they stand under it.

    Rows are only ever added, so that a row's place is its name. The rows themselves are Qt's: at
    each new one a tree asks for all of them, and to hear it from Python would take a quarter of a
    second where a year's requests are shown. What the cells say is asked for only where it is seen.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(0, len(_TITLES), parent)
        self._values: dict[str, RequestChanged] = {}
        self._groups: list[list[str]] = []
        """The ids of the requests in each row of the top."""
        self._rows: dict[str, int] = {}
        """The row of the top in which a call, or a request without one, stands."""
        self._calls: dict[int, CallRow] = {}
        """What those rows show that stand for a call, as far as it was asked for."""

    def apply(self, change: RequestChanged) -> None:
        """Shows a request: in a row of its own, or in the one that it has already."""
        if change.request not in self._values:
            self.add([change])
        elif change != self._values[change.request]:
            self._values[change.request] = change
            self._calls.pop(self._rows[_group(change)], None)
            here = self.index_of(change.request)
            self._tell(here)
            if here.parent().isValid():
                self._tell(here.parent())

    def add(self, changes: Iterable[RequestChanged]) -> None:
        """Shows requests that are not shown yet; all new rows of the top come at once."""
        groups: dict[str, list[str]] = {}
        for change in changes:
            if change.request in self._values:
                continue
            self._values[change.request] = change
            if (row := self._rows.get(_group(change))) is not None:
                self._add_under(row, change.request)
            else:
                groups.setdefault(_group(change), []).append(change.request)
        for group, held in groups.items():
            self._rows[group] = len(self._groups)
            self._groups.append(held[:1])
        if groups:
            self.invisibleRootItem().appendRows([_row() for _ in groups])
        for group, held in groups.items():
            for request in held[1:]:
                self._add_under(self._rows[group], request)

    def value(self, request: str) -> RequestChanged | None:
        """Returns what is shown of a request now."""
        return self._values.get(request)

    def values(self) -> tuple[RequestChanged, ...]:
        """Returns every request, in the order in which they were shown."""
        return tuple(self._values.values())

    def index_of(self, request: str) -> QModelIndex:
        """Returns the first cell of a request's row, or an invalid index."""
        change = self._values.get(request)
        if change is None:
            return QModelIndex()
        row = self._rows[_group(change)]
        top, held = self.index(row, 0), self._groups[row]
        return self.index(held.index(request), 0, top) if len(held) > 1 else top

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Returns a column's title."""
        across = orientation is Qt.Orientation.Horizontal and section < len(_TITLES)
        return _TITLES[section] if across and role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Returns what a cell shows, or the value or the sort key behind it."""
        if not index.isValid():
            return None
        value, column = self._value_at(index), index.column()
        newest = value.newest if isinstance(value, CallRow) else value
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _text(value, newest, column)
            case Qt.ItemDataRole.DecorationRole if column == STATE:
                look = look_of(newest.phase)
                return theme.icon(look.symbol, look.tone)
            case _ if role == ValueRole:
                return value
            case _ if role == SortRole:
                return newest.at if column == WHEN else _text(value, newest, column)
        return None

    def _value_at(self, index: Index) -> RequestChanged | CallRow:
        above = index.parent()
        held = self._groups[above.row() if above.isValid() else index.row()]
        if above.isValid():
            return self._values[held[index.row()]]
        return self._values[held[0]] if len(held) == 1 else self._call(index.row())

    def _call(self, row: int) -> CallRow:
        call = self._calls.get(row)
        if call is None:
            shown = tuple(self._values[request] for request in self._groups[row])
            call = self._calls[row] = CallRow(shown, max(shown, key=lambda one: one.at))
        return call

    def _add_under(self, row: int, request: str) -> None:
        held, top = self._groups[row], self.item(row)
        # The second brings the first along: it stood in the call's place until now.
        new = 2 if len(held) == 1 else 1
        held.append(request)
        self._calls.pop(row, None)
        if len(held) == 2:
            top.setFlags(_SEEN)
            top.setColumnCount(len(_TITLES))
        top.appendRows([_row() for _ in range(new)])
        self._tell(top.index())

    def _tell(self, first: QModelIndex) -> None:
        self.dataChanged.emit(first, first.siblingAtColumn(len(_TITLES) - 1))


def requests_at(model: QAbstractItemModel, index: Index) -> tuple[RequestChanged, ...]:
    """Returns the request of a row, or all those of a call's, through any proxy."""
    first = model.index(index.row(), 0, index.parent())
    value = cast("RequestChanged | CallRow | None", model.data(first, ValueRole))
    if value is None:
        return ()
    return value.requests if isinstance(value, CallRow) else (value,)


def _row() -> QStandardItem:
    row = QStandardItem()
    # Said of each row, so that a tree need not ask each: they are many.
    row.setFlags(_SEEN | Qt.ItemFlag.ItemNeverHasChildren)
    return row


def _group(change: RequestChanged) -> str:
    return f"call-{change.call}" if change.call else change.request


def _text(value: RequestChanged | CallRow, newest: RequestChanged, column: int) -> str:
    match column:
        case _ if column == WHEN:
            return wording.moment(newest.at, time.time())
        case _ if column == SERVER:
            return wording.one_line(newest.server)
        case _ if column == TOOL:
            return wording.one_line(newest.tool)
        case _ if column == STATE:
            return look_of(newest.phase).word
    if isinstance(value, CallRow):
        return tr("{n} request(s)", "", len(value.requests))
    return tr("(you)") if newest.asks_person else wording.one_line(newest.model)
