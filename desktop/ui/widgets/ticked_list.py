"""A list of what was found, each with a tick."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from desktop.ui.widgets.tick import SeenBoxes

if TYPE_CHECKING:
    from collections.abc import Sequence

_FOUND = Qt.ItemDataRole.UserRole


class TickedList(QTreeWidget):
    """Rows that stand for something, of which the ticked ones are chosen."""

    def __init__(self, name: str, headers: Sequence[str]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setHeaderLabels(list(headers))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setItemDelegate(SeenBoxes(self))

    def add(self, texts: Sequence[str], found: object, *, tickable: bool = True) -> QTreeWidgetItem:
        """Adds a row without a tick and returns it; one that is not tickable only stands there."""
        item = QTreeWidgetItem(list(texts))
        item.setData(0, _FOUND, found)
        if tickable:
            item.setCheckState(0, Qt.CheckState.Unchecked)
        else:
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
        self.addTopLevelItem(item)
        return item

    def tick_all(self) -> None:
        """Ticks every row that can be ticked."""
        for at in range(self.topLevelItemCount()):
            item = self.topLevelItem(at)
            if item is not None and item.flags() & Qt.ItemFlag.ItemIsUserCheckable:
                item.setCheckState(0, Qt.CheckState.Checked)

    def settle(self) -> None:
        """Makes the first columns as wide as what is in them, and goes to the first row."""
        for column in (0, 1):
            self.resizeColumnToContents(column)
        if first := self.topLevelItem(0):
            self.setCurrentItem(first)
            if self.isVisibleTo(self.window()):  # Else the person has gone on already.
                self.setFocus()

    def ticked(self) -> list[Any]:
        """Returns what the ticked rows stand for."""
        items = [self.topLevelItem(at) for at in range(self.topLevelItemCount())]
        return [
            item.data(0, _FOUND)
            for item in items
            if item is not None
            and item.flags() & Qt.ItemFlag.ItemIsUserCheckable
            and item.checkState(0) is Qt.CheckState.Checked
        ]


def found_in(item: QTreeWidgetItem | None) -> Any:
    """Returns what a row stands for; None without one."""
    return item.data(0, _FOUND) if item else None
