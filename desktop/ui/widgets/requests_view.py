"""The requests: found, chosen, and told in full."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.app import SHOWN
from desktop.events import RequestPhase
from desktop.language import tr
from desktop.ui import theme, wording
from desktop.ui.tables.requests import RequestTree, requests_at
from desktop.ui.tables.sought import Sought, SoughtRequests
from desktop.ui.tables.view import TreeView
from desktop.ui.theme import Symbol
from desktop.ui.widgets.announcing import announce
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.request_details import RequestDetails
from desktop.ui.widgets.request_filters import RequestFilters
from desktop.ui.widgets.split import Split
from desktop.ui.widgets.symbols import SymbolButton

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QKeyEvent

    from desktop.events import RequestChanged


class RequestsView(QWidget):
    """The newest request is shown by itself, until the person selects one; Esc lets go again."""

    review_requested = Signal()
    record_requested = Signal(str)
    find_requested = Signal(Sought, float)
    """What is looked for, and when the latest of it came that is wanted now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = RequestTree(self)
        self._sorted = SoughtRequests(self._rows, self)
        self.table = TreeView(self._sorted, tr("Requests"), (10, 12, 0, 13, 10))
        self.filters = RequestFilters()
        self.details = RequestDetails()
        self.earlier = SymbolButton(Symbol.RESTART, tr("Show &earlier requests"))
        self._followed = ""
        self._read: dict[Sought, float] = {Sought(): math.inf}
        """When the earliest request came up to which all that is sought is known."""
        # Once for all that comes in one go, such as the requests of earlier days at the start.
        self._wish = QTimer(self, singleShot=True)
        self._wish.timeout.connect(self._wish_for_record)
        self._connect()
        self._lay_out()

    @property
    def selected(self) -> str:
        """The id of the request that is shown; empty when there is none."""
        change = self._selected_value()
        return change.request if change else ""

    def apply(self, change: RequestChanged) -> None:
        """Shows how a request stands now."""
        known, held = self._rows.value(change.request), self.selected
        is_followed = held == self._followed
        self._rows.apply(change)
        self.filters.offer(change)
        self._read[Sought()] = min(self._read[Sought()], change.at)
        if known is None and len(self._rows.values()) == SHOWN:
            self.earlier.show()  # There may be more of earlier days than are read at the start.
        if is_followed and (known is None or not change.phase.ended):
            self._follow(change)
        elif is_followed and not self._place(held).isValid():
            self._follow_newest()
        else:
            self._keep(held)
        if change.request == self.selected:
            self.details.show_change(change)
            self._wish.start()
        self._show_whether_any()
        if known is None and change.phase is RequestPhase.WAITING:
            who = wording.one_line(change.server)
            announce(self, tr("{caller} asks, and waits for you.", caller=who))

    def choose(self, request: str) -> None:
        """Selects a request, if it is among those that are sought."""
        index = self._place(request)
        if index.isValid():
            self.table.choose(index)

    def show_found(self, sought: Sought, found: Sequence[RequestChanged], *, more: bool) -> None:
        """Shows what the journal has of what is sought, unless something else is by now."""
        if sought != self._sorted.sought:
            return
        held = self.selected
        self._rows.add(found)
        for change in found:
            self.filters.offer(change)
            self._read[sought] = min(self._read.get(sought, math.inf), change.at)
        self._sorted.add_found(change.request for change in found)
        self.earlier.setVisible(more)
        self._keep(held)
        self._show_whether_any()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lets go of the selected request on Esc, so that the newest is followed again."""
        if event.key() == Qt.Key.Key_Escape:
            self._follow_newest()
        else:
            super().keyPressEvent(event)

    def _follow(self, change: RequestChanged) -> None:
        followed = self._rows.value(self._followed)
        is_newer = followed is None or followed.at <= change.at
        if is_newer or not self._place(self._followed).isValid():
            self._select(change.request)

    def _follow_newest(self) -> None:
        self._followed = ""
        if newest := max(self._visible(), key=lambda one: one.at, default=None):
            self._select(newest.request)

    def _select(self, request: str) -> None:
        """Selects a request that is then followed, if it is among those that are sought."""
        index = self._place(request)
        if index.isValid():
            self._followed = request
            self.table.choose(index)

    def _keep(self, held: str) -> None:
        """Keeps what the person reads where its row moved under that of its tool call."""
        index = self._place(held)
        if index.isValid() and held != self.selected:
            self.table.choose(index)

    def _place(self, request: str) -> QModelIndex:
        return self._sorted.mapFromSource(self._rows.index_of(request))

    def _visible(self) -> Iterator[RequestChanged]:
        return (one for one in self._rows.values() if self._place(one.request).isValid())

    def _seek(self, sought: Sought) -> None:
        held = self.selected
        was_followed = held == self._followed
        self._sorted.seek(sought)
        if was_followed or not self._place(held).isValid():
            self._follow_newest()
        else:
            self._keep(held)
        self._show_whether_any()
        if sought != Sought():
            self._read.pop(sought, None)
        self.find_requested.emit(sought, math.inf)

    def _seek_earlier(self) -> None:
        sought = self._sorted.sought
        self.find_requested.emit(sought, self._read.get(sought, math.inf))

    def _show_selected(self) -> None:
        if change := self._selected_value():
            self.details.show_change(change)
            self._wish.start()

    def _wish_for_record(self) -> None:
        change = self._selected_value()
        if change and change.phase.ended:
            self.record_requested.emit(change.request)

    def _selected_value(self) -> RequestChanged | None:
        chosen = self.table.selectionModel().selectedRows()
        found = requests_at(self._sorted, chosen[0]) if chosen else ()
        return max(found, key=lambda one: one.at, default=None)

    def _show_whether_any(self) -> None:
        found = self._sorted.rowCount() > 0
        self._list.setCurrentIndex(0 if found else 1)
        self.details.setVisible(found)

    def _connect(self) -> None:
        self.details.review_requested.connect(self.review_requested)
        self.filters.changed.connect(self._seek)
        self.table.selectionModel().selectionChanged.connect(self._show_selected)
        self.earlier.clicked.connect(self._seek_earlier)

    def _lay_out(self) -> None:
        nothing = EmptyState(
            Symbol.REVIEW,
            tr("No such request"),
            tr("What is looked for is in no request that the journal holds."),
        )
        everything = SymbolButton(Symbol.CANCEL, tr("Show a&ll requests"))
        everything.clicked.connect(self.filters.clear)
        nothing.offer(everything)
        self._list = QStackedWidget()
        self._list.addWidget(self.table)
        self._list.addWidget(nothing)
        self.earlier.hide()
        upper = QWidget()
        above = QVBoxLayout(upper)
        above.setContentsMargins(0, 0, 0, 0)
        above.addWidget(self.filters)
        above.addWidget(self._list, 1)
        above.addWidget(self.earlier, 0, Qt.AlignmentFlag.AlignLeft)
        self.details.setContentsMargins(0, theme.em(self, 0.5), 0, 0)
        halves = upper, self.details
        column = QVBoxLayout(self)
        column.addWidget(Split(Qt.Orientation.Vertical, halves, (16, 24), "requests"))
