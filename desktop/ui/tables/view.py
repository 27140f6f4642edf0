"""How every table of the app looks and is walked with the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from desktop.ui import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QSortFilterProxyModel


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
        self.setSortingEnabled(True)
        self.sortByColumn(model.sortColumn(), model.sortOrder())
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.em(self, 1.7))
        self._share_width(widths)

    def _share_width(self, widths: Sequence[float]) -> None:
        # Fixed shares rather than ResizeToContents, which measures every row at every change.
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        for section, width in enumerate(widths):
            if width:
                header.resizeSection(section, theme.em(self, width))
            else:
                header.setSectionResizeMode(section, QHeaderView.ResizeMode.Stretch)
