"""How every table of the app looks and is walked with the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QTreeView,
)

from desktop.ui import theme
from desktop.ui.remembered import remember_columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QSortFilterProxyModel

_LEAST = 6.5
"""So high, in em, that some rows are seen under the header."""
_NARROWEST = 5
"""The least width of a column, in em: of one that has what is left, where nothing is left."""


class TableView(QTableView):
    """Whole rows, one at a time; Tab leaves the table; the header sorts."""

    def __init__(self, model: QSortFilterProxyModel, name: str, widths: Sequence[float]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        fit_symbols(self)
        _keep_sorted(self, self.horizontalHeader(), model)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.em(self, 1.7))
        _share_width(self, self.horizontalHeader(), widths)
        remember_columns(self.horizontalHeader(), name)
        self.setMinimumHeight(theme.em(self, _LEAST))


class TreeView(QTreeView):
    """The same for rows with rows under them, which Right and Left open and close."""

    def __init__(self, model: QSortFilterProxyModel, name: str, widths: Sequence[float]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setModel(model)
        self.setItemDelegate(_Roomy(self))
        self.setUniformRowHeights(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        fit_symbols(self)
        _keep_sorted(self, self.header(), model)
        self.header().setStretchLastSection(False)
        _share_width(self, self.header(), widths)
        remember_columns(self.header(), name)
        self.setMinimumHeight(theme.em(self, _LEAST))

    def choose(self, index: QModelIndex) -> None:
        """Selects a row and brings it into sight."""
        self.expand(index.parent())
        self.setCurrentIndex(index)


class _Roomy(QStyledItemDelegate):
    """Makes the rows of a tree as high as those of a table."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Returns the size of a cell."""
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), max(hint.height(), round(option.fontMetrics.height() * 1.7)))


def fit_symbols(view: QAbstractItemView) -> None:
    """Has the symbols of rows be as large as is right beside words; a style has 16 pixels."""
    view.setIconSize(QSize(theme.row_extent(), theme.row_extent()))


def _keep_sorted(
    view: QTableView | QTreeView, header: QHeaderView, model: QSortFilterProxyModel
) -> None:
    # Before the view may sort: it would do so by its own first column, and upside down.
    header.setSortIndicator(model.sortColumn(), model.sortOrder())
    view.setSortingEnabled(True)


def _share_width(view: QAbstractItemView, header: QHeaderView, widths: Sequence[float]) -> None:
    # Fixed shares rather than ResizeToContents, which measures every row at every change.
    header.setHighlightSections(False)
    header.setMinimumSectionSize(theme.em(view, _NARROWEST))
    for section, width in enumerate(widths):
        if width:
            header.resizeSection(section, theme.em(view, width))
        else:
            header.setSectionResizeMode(section, QHeaderView.ResizeMode.Stretch)
