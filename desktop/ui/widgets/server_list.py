"""The list of servers with its search, and the ways to one more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListView, QSizePolicy, QVBoxLayout, QWidget

from desktop.language import tr
from desktop.ui import theme
from desktop.ui.tables.view import fit_symbols
from desktop.ui.theme import Symbol
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.row_search import RowSearch
from desktop.ui.widgets.symbols import SymbolButton

if TYPE_CHECKING:
    from desktop.ui.tables.rows import Sifted


class ServerList(QWidget):
    """Each server in some lines of its own."""

    add_requested = Signal()
    import_requested = Signal()
    bundle_requested = Signal()

    def __init__(self, rows: Sifted, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = QListView()
        self.list.setAccessibleName(tr("Servers"))
        self.list.setModel(rows)
        fit_symbols(self.list)
        self.list.setSpacing(theme.em(self, 0.15))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(theme.em(self, 5))
        self.search = RowSearch(rows, self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        self._buttons = (
            SymbolButton(Symbol.ADD, tr("&Add a server…")),
            SymbolButton(Symbol.ADD, tr("Add a &bundle…")),
            SymbolButton(Symbol.FOLDER, tr("&Import servers…")),
        )
        wishes = self.add_requested, self.bundle_requested, self.import_requested
        for button, wish in zip(self._buttons, wishes, strict=True):
            button.clicked.connect(wish)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        column.addLayout(Flow(self._buttons))

    def set_ready(self, *, ready: bool) -> None:
        """Offers what needs the supervisor only once there is one."""
        for button in self._buttons:
            button.setEnabled(ready)
