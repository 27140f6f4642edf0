"""The page of callers: the endpoint, and all that may ask, servers and programs in one list."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from desktop.language import tr
from desktop.ui.tables.callers import caller_rows
from desktop.ui.tables.rows import sorted_by, value_at
from desktop.ui.tables.view import TableView
from desktop.ui.theme import Symbol
from desktop.ui.widgets.caller_details import CallerDetails
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.endpoint_strip import EndpointStrip
from desktop.ui.widgets.row_search import RowSearch
from desktop.ui.widgets.split import Split
from desktop.ui.widgets.symbols import SymbolButton

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QKeyEvent, QShowEvent

    from desktop.ui.palette import Offer
    from desktop.ui.tables.callers import CallerRow

_NOBODY = (
    tr("No program has a token"),
    tr(
        "Add a program, and give it what it is shown: an address and a token. Choose a server or a "
        "program in the list to see what it may ask for."
    ),
)
_NOBODY_CHOSEN = (
    tr("Nobody is chosen"),
    tr("Choose a server or a program to see what it may ask for."),
)


class CallersPage(QWidget):
    """Each that may ask in a row, and under it all about the chosen one."""

    refresh_requested = Signal()
    add_requested = Signal()
    revoke_requested = Signal(str)
    ask_again_requested = Signal(str)
    permissions_requested = Signal()
    requests_requested = Signal(str)
    save_rules_requested = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = caller_rows(self)
        self._sorted = sorted_by(self._rows, 0, Qt.SortOrder.AscendingOrder)
        self.strip = EndpointStrip()
        self.table = TableView(self._sorted, tr("Callers"), (9, 6.5, 9.5, 12, 7.5, 0))
        self.table.selectionModel().selectionChanged.connect(self._show_selected)
        self.search = RowSearch(self._sorted, self.table)
        self.details = CallerDetails()
        self.add = SymbolButton(Symbol.ADD, tr("&Add a program…"))
        self.add.clicked.connect(self.add_requested)
        self._nobody = EmptyState(Symbol.CALLERS, *_NOBODY)
        self._stack = QStackedLayout()
        self._connect()
        self._lay_out()
        self.set_ready(ready=False)

    @property
    def selected(self) -> str:
        """The name of the one that is shown; empty when there is none."""
        caller = self._selected()
        return caller.name if caller else ""

    def set_ready(self, *, ready: bool) -> None:
        """Offers what needs the app's services only once they are there."""
        self.add.setEnabled(ready)
        self.strip.setEnabled(ready)

    def show_callers(self, callers: Sequence[CallerRow]) -> None:
        """Shows all that may ask now."""
        self._rows.show(callers)
        programs = any(one.is_program and one.has_token for one in callers)
        self._nobody.say(*(_NOBODY_CHOSEN if programs else _NOBODY))
        self._show_selected()

    def show_models(self, known: Mapping[str, str]) -> None:
        """Lets the rules name the models that are here."""
        self.details.rules.show_models(known)

    def select(self, name: str) -> None:
        """Shows one of the list."""
        self.search.clear()
        self.table.selectRow(self._sorted.mapFromSource(self._rows.index_of(name)).row())

    def focus_list(self) -> None:
        """Brings the keyboard to the callers."""
        self.table.setFocus()

    def focus_search(self) -> None:
        """Brings the keyboard to the search."""
        self.search.focus_search()

    def offer_actions(self, offer: Offer) -> None:
        """Offers what stands on the page, and what can be done with each program."""
        starting = "" if self.add.isEnabled() else tr("Parley is still starting.")
        offer(tr("Add a program…"), self.add_requested.emit, starting)
        for caller in self._rows.values():
            name = caller.name
            offer(
                tr("Show the requests of {caller}", caller=name),
                partial(self.requests_requested.emit, name),
                "",
            )
            if caller.is_program and caller.has_token:
                offer(
                    tr("Revoke the token of {program}", program=name),
                    partial(self.revoke_requested.emit, name),
                    "",
                )

    def showEvent(self, event: QShowEvent) -> None:
        """Reads anew how they stand whenever the page is looked at."""
        super().showEvent(event)
        self.refresh_requested.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Revokes the chosen program's token on Delete."""
        if event.key() == Qt.Key.Key_Delete:
            self._request_revoking()
        else:
            super().keyPressEvent(event)

    def _connect(self) -> None:
        details = self.details
        details.revoke_requested.connect(self._request_revoking)
        details.ask_again_requested.connect(lambda: self.ask_again_requested.emit(self.selected))
        details.permissions_requested.connect(self.permissions_requested)
        details.requests_requested.connect(lambda: self.requests_requested.emit(self.selected))
        details.rules.save_requested.connect(self.save_rules_requested)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.add)
        buttons.addStretch()
        above = QWidget()
        upper = QVBoxLayout(above)
        upper.setContentsMargins(0, 0, 0, 0)
        upper.addWidget(self.strip)
        upper.addLayout(buttons)
        upper.addWidget(self.search)
        upper.addWidget(self.table, 1)
        below = QWidget()
        below.setLayout(self._stack)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self._nobody)
        self._stack.addWidget(self.details)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Split(Qt.Orientation.Vertical, (above, below), (20, 20), "callers"))

    def _selected(self) -> CallerRow | None:
        chosen = self.table.selectionModel().selectedRows()
        return cast("CallerRow", value_at(self._sorted, chosen[0])) if chosen else None

    def _show_selected(self) -> None:
        caller = self._selected()
        self._stack.setCurrentIndex(1 if caller else 0)
        if caller:
            self.details.show_caller(caller)

    def _request_revoking(self) -> None:
        caller = self._selected()
        if caller and caller.is_program and caller.has_token:
            self.revoke_requested.emit(caller.name)
