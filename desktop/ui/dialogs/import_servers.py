"""The dialog that takes over servers of other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from desktop.language import tr
from desktop.ui import theme
from desktop.ui.dialogs.entry import EntryDialog
from desktop.ui.widgets.found_servers import FoundServers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget

    from desktop.servers.importers import Found


class ImportServersDialog(EntryDialog):
    """A list with ticks; of a server whose name is taken it says so, and it cannot be ticked."""

    import_requested = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Import servers"), tr("&Import"), self._wish_it, parent)
        self._found = FoundServers()
        self.list = self._found.list
        self._found.changed.connect(self._count)
        column = QVBoxLayout()
        column.addWidget(self._found)
        self.lay_out(column, 1)
        self.resize(theme.em(self, 46), theme.em(self, 28))
        self.action.setEnabled(False)

    def show_found(self, found: Iterable[Found], problems: Iterable[str]) -> None:
        """Shows what there is to choose from, and which files could not be read."""
        if self._over:
            return
        self.say("\n".join(problems))
        self._found.show_found(found)

    def ticked(self) -> list[Found]:
        """Returns the servers that are ticked."""
        return self._found.ticked()

    def _count(self) -> None:
        number = len(self.ticked())
        self.action.setEnabled(number > 0)
        if not self._found.number:
            self.hint.say(
                tr("No server was found in Claude Desktop, VS Code, Cursor or LM Studio.")
            )
            return
        self.hint.say(
            tr(
                "{n} server(s) ticked. Nothing is run: each asks first whether its command may "
                "run. The other programs' files stay as they are.",
                "",
                number,
            )
        )

    def _wish_it(self) -> None:
        self.import_requested.emit(self.ticked())
