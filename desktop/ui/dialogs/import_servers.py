"""The dialog that takes over servers of other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from desktop.gateway.screening.hidden import on_one_line
from desktop.ui import theme, wording
from desktop.ui.dialogs.entry import EntryDialog
from desktop.ui.widgets.texts import FittingText, in_monospace
from desktop.ui.widgets.ticked_list import TickedList, found_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QTreeWidgetItem, QWidget

    from desktop.servers.importers import Found


class ImportServersDialog(EntryDialog):
    """A list with ticks; of a server whose name is taken it says so, and it cannot be ticked."""

    import_requested = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Import servers", "&Import", self._wish_it, parent)
        self.list = TickedList("Servers of other programs", ["Server", "From", "Why not"])
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
            told = (one.name, one.source.program, one.problem)
            texts = [wording.one_line(text) for text in told]
            item = self.list.add(texts, one, tickable=not one.problem)
            item.setToolTip(2, wording.one_line(one.problem))
        self.say("\n".join(problems))
        self._count()
        self.list.settle()

    def ticked(self) -> list[Found]:
        """Returns the servers that are ticked."""
        return self.list.ticked()

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
        found: Found | None = found_in(item)
        self.line.show_text(on_one_line(found.spec.target) if found and found.spec else "")

    def _wish_it(self) -> None:
        self.import_requested.emit(self.ticked())
