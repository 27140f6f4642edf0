"""The table of a structured value."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSize, Qt

from desktop.ui import theme, wording
from desktop.ui.tables.rows import Column, RowsModel, sorted_by
from desktop.ui.tables.view import TableView

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.ui.structure import Grid

_MOST_LINES = 12


class _Row(NamedTuple):
    number: int
    cells: tuple[str, ...]


class GridView(TableView):
    """As high as its rows, up to a number of them; in the order of the server until sorted."""

    def sizeHint(self) -> QSize:
        """Returns the size at which the rows are seen."""
        lines = min(self.model().rowCount(), _MOST_LINES)
        height = lines * self.verticalHeader().defaultSectionSize() + 2 * self.frameWidth()
        bar = self.horizontalScrollBar().sizeHint().height()
        header = self.horizontalHeader().sizeHint().height()
        return QSize(theme.em(self, 20), height + header + bar)

    def minimumSizeHint(self) -> QSize:
        """Returns the same height: the page scrolls, and not each part of it."""
        return QSize(theme.em(self, 8), self.sizeHint().height())


def grid_view(grid: Grid, name: str) -> GridView:
    """Returns a structured value as a table."""
    columns = tuple(
        Column(wording.one_line(title), _cell(place), sort=_key(place))
        for place, title in enumerate(grid.columns)
    )
    model = RowsModel[_Row](columns, lambda row: str(row.number))
    model.show(_Row(number, cells) for number, cells in enumerate(grid.rows))
    proxy = sorted_by(model, -1, Qt.SortOrder.AscendingOrder)
    last = len(columns) - 1
    view = GridView(proxy, name, [0.0 if at == last else 9.0 for at in range(len(columns))])
    model.setParent(view)
    proxy.setParent(view)
    return view


def _cell(place: int) -> Callable[[_Row], str]:
    return lambda row: wording.one_line(row.cells[place])


def _key(place: int) -> Callable[[_Row], str | float]:
    return lambda row: _sortable(row.cells[place])


def _sortable(cell: str) -> str:
    """Returns what sorts numbers by their size, and everything else by its letters."""
    try:
        number = float(cell)
    except ValueError:
        return f"b{cell.casefold()}"
    return f"a{number + 1e15:032.9f}"
