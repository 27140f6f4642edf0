"""The dialog that takes over servers of other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QVBoxLayout

from desktop.gateway.screening.hidden import on_one_line
from desktop.ui import theme, wording
from desktop.ui.dialogs.entry import EntryDialog
from desktop.ui.widgets.texts import FittingText, in_monospace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget

    from desktop.servers.importers import Found

_FOUND = Qt.ItemDataRole.UserRole


class ImportServersDialog(EntryDialog):
    """A list with ticks; of a server whose name is taken it says so, and it cannot be ticked."""

    import_requested = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Import servers", "&Import", self._wish_it, parent)
        self.list = QTreeWidget()
        self.list.setAccessibleName("Servers of other programs")
        self.list.setHeaderLabels(["Server", "From", "Why not"])
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.itemChanged.connect(self._count)
        self.list.currentItemChanged.connect(self._show_whole)
        self.line = FittingText("Complete command or address", 6)
        in_monospace(self.line)
        column = QVBoxLayout()
        column.addWidget(self.list, 1)
        column.addWidget(self.line)
        self.lay_out(column, 1)
        self.resize(theme.em(self, 46), theme.em(self, 28))
        self.action.setEnabled(False)

    def show_found(self, found: Iterable[Found], problems: Iterable[str]) -> None:
        """Shows what there is to choose from, and which files could not be read."""
        if self._over:
            return
        self.list.clear()
        for one in found:
            item = QTreeWidgetItem(
                [wording.one_line(text) for text in (one.name, one.source.program, one.problem)]
            )
            item.setData(0, _FOUND, one)
            item.setToolTip(2, wording.one_line(one.problem))
            if one.problem:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
            else:
                item.setCheckState(0, Qt.CheckState.Unchecked)
            self.list.addTopLevelItem(item)
        for column in (0, 1):
            self.list.resizeColumnToContents(column)
        self.say("\n".join(problems))
        self._count()
        if first := self.list.topLevelItem(0):
            self.list.setCurrentItem(first)
            self.list.setFocus()

    def ticked(self) -> list[Found]:
        """Returns the servers that are ticked."""
        items = [self.list.topLevelItem(at) for at in range(self.list.topLevelItemCount())]
        return [
            item.data(0, _FOUND)
            for item in items
            if item is not None
            and item.flags() & Qt.ItemFlag.ItemIsUserCheckable
            and item.checkState(0) is Qt.CheckState.Checked
        ]

    def _count(self) -> None:
        number = len(self.ticked())
        self.action.setEnabled(number > 0)
        if not self.list.topLevelItemCount():
            self.hint.say("No server was found in Claude Desktop, VS Code, Cursor or LM Studio.")
            return
        self.hint.say(
            f"{wording.count(number, 'server')} ticked. Nothing is run: each asks first whether "
            "its command may run. The other programs' files stay as they are."
        )

    def _show_whole(self, item: QTreeWidgetItem | None) -> None:
        found: Found | None = item.data(0, _FOUND) if item else None
        self.line.show_text(on_one_line(found.spec.target) if found and found.spec else "")

    def _wish_it(self) -> None:
        self.import_requested.emit(self.ticked())
