"""The page of requests: what is asked now, and what was."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QSplitter, QStackedLayout, QWidget

from desktop.ui import theme
from desktop.ui.tables.requests import WHEN, request_rows
from desktop.ui.tables.rows import sorted_by, value_at
from desktop.ui.tables.view import TableView
from desktop.ui.theme import Symbol
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.symbols import SymbolButton

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from desktop.events import RequestChanged
    from desktop.gateway.journal import Entry
    from desktop.ui.widgets.request_details import RequestDetails


class ActivityPage(QWidget):
    """The newest request is shown by itself, until the person selects one; Esc lets go again."""

    try_requested = Signal()
    review_requested = Signal()
    record_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = request_rows(self)
        self._sorted = sorted_by(self._rows, WHEN, Qt.SortOrder.DescendingOrder)
        self.table = TableView(self._sorted, "Requests", (8, 12, 0, 13, 10))
        self._followed = ""
        # Once for all that comes in one go, such as the requests of earlier days at the start.
        self._wish = QTimer(self)
        self._wish.setSingleShot(True)
        self._wish.timeout.connect(self._wish_for_record)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty_page())
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.table)
        self._stack.addWidget(self._split)
        self.table.selectionModel().selectionChanged.connect(self._show_selected)

    @cached_property
    def details(self) -> RequestDetails:
        """All about the selected request, made with the first one: the window is there by then."""
        from desktop.ui.widgets.request_details import RequestDetails  # noqa: PLC0415

        details = RequestDetails()
        details.review_requested.connect(self.review_requested)
        details.setContentsMargins(0, theme.em(self, 0.5), 0, 0)
        self._split.addWidget(details)
        self._split.setSizes([theme.em(self, 14), theme.em(self, 26)])
        return details

    @property
    def selected(self) -> str:
        """The id of the request that is shown; empty when there is none."""
        change = self._selected_value()
        return change.request if change else ""

    def apply(self, change: RequestChanged) -> None:
        """Shows how a request stands now."""
        known = self._rows.value(change.request)
        is_followed = self.selected == self._followed
        self._rows.apply(change)
        self._stack.setCurrentIndex(1)
        if is_followed and (known is None or not change.phase.ended):
            self._follow(change)
        if change.request == self.selected:
            self.details.show_change(change)
            self._wish.start()

    def focus_list(self) -> None:
        """Brings the keyboard to the requests."""
        self.table.setFocus()

    def show_record(self, entry: Entry) -> None:
        """Shows what the journal tells of a request, if it is still selected."""
        self.details.show_record(entry)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lets go of the selected request on Esc, so that the newest is followed again."""
        if event.key() == Qt.Key.Key_Escape and self._rows.values():
            self._follow(max(self._rows.values(), key=lambda row: row.at))
        else:
            super().keyPressEvent(event)

    def _follow(self, change: RequestChanged) -> None:
        followed = self._rows.value(self._followed)
        if followed is None or followed.at <= change.at:
            self._followed = change.request
            index = self._sorted.mapFromSource(self._rows.index_of(change.request))
            self.table.selectRow(index.row())

    def _show_selected(self) -> None:
        change = self._selected_value()
        if change:
            self.details.show_change(change)
            self._wish.start()

    def _wish_for_record(self) -> None:
        change = self._selected_value()
        if change and change.phase.ended:
            self.record_requested.emit(change.request)

    def _selected_value(self) -> RequestChanged | None:
        chosen = self.table.selectionModel().selectedRows()
        return cast("RequestChanged", value_at(self._sorted, chosen[0])) if chosen else None

    def _empty_page(self) -> QWidget:
        page = EmptyState(
            Symbol.ACTIVITY,
            "Nothing was asked yet",
            "When a tool wants a language model's answer, its request appears here, and nothing "
            "is sent before you allow it.",
        )
        button = SymbolButton(Symbol.RUN, "&Try it: run a tool")
        button.clicked.connect(self.try_requested)
        page.offer(button)
        return page
