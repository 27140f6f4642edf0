"""The dialog that takes in models which other programs hold, where they lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QVBoxLayout

from desktop.ui import theme, wording
from desktop.ui.dialogs.entry import EntryDialog
from desktop.ui.tables.offers import SeenBoxes
from desktop.ui.widgets.texts import FittingText, in_monospace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget

    from desktop.models.found import Found

_FOUND = Qt.ItemDataRole.UserRole


class FoundModelsDialog(EntryDialog):
    """A list with ticks; what is ticked is used in place, and never copied."""

    add_requested = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Models of other programs", "&Use these", self._wish_it, parent)
        self.list = QTreeWidget()
        self.list.setAccessibleName("Models of other programs")
        self.list.setHeaderLabels(["Model", "Program", "Size"])
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setItemDelegateForColumn(0, SeenBoxes(self))
        self.list.itemChanged.connect(self._count)
        self.list.currentItemChanged.connect(self._show_whole)
        self.path = FittingText("Where it lies", 3)
        in_monospace(self.path)
        column = QVBoxLayout()
        column.addWidget(self.list, 1)
        column.addWidget(self.path)
        self.lay_out(column, 1)
        self.resize(theme.em(self, 46), theme.em(self, 28))
        self.action.setEnabled(False)

    def show_found(self, found: Iterable[Found]) -> None:
        """Shows what there is to choose from."""
        if self._over:
            return
        self.list.clear()
        for one in found:
            item = QTreeWidgetItem([wording.one_line(one.name), one.program])
            item.setText(2, wording.size(one.size))
            item.setData(0, _FOUND, one)
            item.setCheckState(0, Qt.CheckState.Unchecked)
            self.list.addTopLevelItem(item)
        for column in (0, 1):
            self.list.resizeColumnToContents(column)
        self.say("")
        self._count()
        if first := self.list.topLevelItem(0):
            self.list.setCurrentItem(first)
            self.list.setFocus()

    def ticked(self) -> list[Found]:
        """Returns the models that are ticked."""
        items = [self.list.topLevelItem(at) for at in range(self.list.topLevelItemCount())]
        return [
            item.data(0, _FOUND)
            for item in items
            if item is not None and item.checkState(0) is Qt.CheckState.Checked
        ]

    def _count(self) -> None:
        number = len(self.ticked())
        self.action.setEnabled(number > 0)
        if not self.list.topLevelItemCount():
            self.hint.say(
                "LM Studio, Ollama, GPT4All, Jan and the Hugging Face cache hold no model here "
                "that is not in your list already."
            )
            return
        self.hint.say(
            f"{wording.count(number, 'model')} ticked. The files stay where they are: a model "
            "goes with the program that holds it."
        )

    def _show_whole(self, item: QTreeWidgetItem | None) -> None:
        found: Found | None = item.data(0, _FOUND) if item else None
        self.path.show_text(str(found.path) if found else "")

    def _wish_it(self) -> None:
        self.add_requested.emit(self.ticked())
