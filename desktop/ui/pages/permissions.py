"""The page of permissions: what needs no question, and about whom none is wanted."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from desktop.language import tr
from desktop.ui.tables.permissions import GIVEN, permission_rows
from desktop.ui.tables.rows import sorted_by, value_at
from desktop.ui.tables.view import TableView
from desktop.ui.theme import Symbol
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.quiet_list import QuietList
from desktop.ui.widgets.row_search import RowSearch
from desktop.ui.widgets.symbols import SymbolButton

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QKeyEvent, QShowEvent

    from desktop.ui.palette import Offer
    from desktop.ui.tables.permissions import Permission

_DAY = 86_400.0


class PermissionsPage(QWidget):
    """Each standing permission in a row; what was taken back is asked about again."""

    refresh_requested = Signal()
    revoke_requested = Signal(str)
    revoke_all_requested = Signal()
    ask_again_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = permission_rows(self)
        self._sorted = sorted_by(self._rows, GIVEN, Qt.SortOrder.DescendingOrder)
        self.table = TableView(self._sorted, tr("Permissions"), (6.5, 9, 7, 9.5, 8, 0))
        self.table.selectionModel().selectionChanged.connect(self._show_selected)
        self.search = RowSearch(self._sorted, self.table)
        self._take_back = SymbolButton(Symbol.REMOVE, tr("&Take back"))
        self._take_back.setToolTip(tr("Delete"))
        self._take_back.clicked.connect(self._revoke)
        self._take_all = SymbolButton(Symbol.REMOVE, tr("Take a&ll back"))
        self._take_all.clicked.connect(self.revoke_all_requested)
        self._quiet = QuietList()
        self._quiet.ask_again_requested.connect(self.ask_again_requested)
        self._until = QTimer(self, singleShot=True)
        self._until.timeout.connect(self.refresh_requested)
        self._stack = QStackedLayout()
        self._lay_out()
        self._show_selected()

    def show_permissions(
        self, permissions: Sequence[Permission], quiet: Mapping[str, float]
    ) -> None:
        """Shows what stands now, and until when no question is wanted about which servers."""
        self._rows.show(permissions)
        self._quiet.show_servers(quiet)
        self._stack.setCurrentIndex(1 if permissions else 0)
        self._show_selected()
        ends = [one.grant.until for one in permissions if one.grant.until is not None]
        if soonest := min([*ends, *quiet.values()], default=0.0):
            seconds = min(_DAY, max(0.0, soonest - time.time()))
            self._until.start(round(1000 * seconds) + 1000)
        else:
            self._until.stop()

    def focus_list(self) -> None:
        """Brings the keyboard to the permissions."""
        self.table.setFocus()

    def focus_search(self) -> None:
        """Brings the keyboard to the search."""
        self.search.focus_search()

    def offer_actions(self, offer: Offer) -> None:
        """Offers what can be done with all permissions."""
        why_not = "" if self._rows.values() else tr("No permission stands.")
        offer(tr("Take all permissions back"), self.revoke_all_requested.emit, why_not)

    def showEvent(self, event: QShowEvent) -> None:
        """Reads anew what stands whenever the page is looked at."""
        super().showEvent(event)
        self.refresh_requested.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Takes the selected permission back on Delete."""
        if event.key() == Qt.Key.Key_Delete:
            self._revoke()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        buttons = Flow((self._take_back, self._take_all))
        self._stack.addWidget(
            EmptyState(
                Symbol.PERMISSIONS,
                tr("No permission stands"),
                tr(
                    "When you allow a request for longer than once, the permission is listed here "
                    "until it ends or you take it back."
                ),
            )
        )
        self._stack.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(buttons)
        column.addWidget(self.search)
        column.addLayout(self._stack, 1)
        column.addWidget(self._quiet)

    def _selected(self) -> Permission | None:
        chosen = self.table.selectionModel().selectedRows()
        return cast("Permission", value_at(self._sorted, chosen[0])) if chosen else None

    def _show_selected(self) -> None:
        self._take_back.setEnabled(self._selected() is not None)
        self._take_all.setEnabled(bool(self._rows.values()))

    def _revoke(self) -> None:
        if permission := self._selected():
            self.revoke_requested.emit(permission.grant.id)
