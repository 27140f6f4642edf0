"""The servers of other programs, to be ticked, and what the selected one would run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.gateway.screening.hidden import on_one_line
from desktop.language import tr
from desktop.ui import wording
from desktop.ui.widgets.texts import FittingText, in_monospace
from desktop.ui.widgets.ticked_list import TickedList, found_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QTreeWidgetItem

    from desktop.servers.importers import Found


class FoundServers(QWidget):
    """Of a server that cannot be taken over it says why, and it cannot be ticked."""

    changed = Signal()
    """Other servers are there, or ticked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = TickedList(
            tr("Servers of other programs"), [tr("Server"), tr("From"), tr("Why not")]
        )
        self.list.itemChanged.connect(self.changed)
        self.list.currentItemChanged.connect(self._show_whole)
        self.line = FittingText(tr("Complete command or address"), 6)
        in_monospace(self.line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list, 1)
        column.addWidget(self.line)

    @property
    def number(self) -> int:
        """How many are shown."""
        return self.list.topLevelItemCount()

    def show_found(self, found: Iterable[Found]) -> None:
        """Shows what there is to choose from."""
        self.list.clear()
        for one in found:
            told = (one.name, one.source.program, one.problem)
            texts = [wording.one_line(text) for text in told]
            item = self.list.add(texts, one, tickable=not one.problem)
            item.setToolTip(2, wording.one_line(one.problem))
        self.changed.emit()
        self.list.settle()

    def ticked(self) -> list[Found]:
        """Returns the servers that are ticked."""
        return self.list.ticked()

    def _show_whole(self, item: QTreeWidgetItem | None) -> None:
        found: Found | None = found_in(item)
        self.line.show_text(on_one_line(found.spec.target) if found and found.spec else "")
