"""The page of requests: what is asked now, what was, and how much it took."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QTabWidget, QWidget

from desktop.language import tr
from desktop.ui.theme import Symbol
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.symbols import SymbolButton

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.events import RequestChanged
    from desktop.gateway.entry import Entry
    from desktop.gateway.journal import UsageRow
    from desktop.ui.palette import Offer
    from desktop.ui.tables.sought import Sought
    from desktop.ui.tables.view import TreeView
    from desktop.ui.widgets.request_details import RequestDetails
    from desktop.ui.widgets.requests_view import RequestsView
    from desktop.ui.widgets.usage_view import UsageView

_REQUESTS, _USAGE = range(2)


class ActivityPage(QWidget):
    """Says what it is for until the first request; its parts are made with that."""

    try_requested = Signal()
    review_requested = Signal()
    record_requested = Signal(str)
    find_requested = Signal(object, float)
    """What is sought in the journal, and how many of the newest of it."""
    usage_requested = Signal(str)
    """What was used since a day is to be shown, or all where it is empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._try = SymbolButton(Symbol.RUN, tr("&Try it: run a tool"))
        self._try.clicked.connect(self.try_requested)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty_page())

    @cached_property
    def requests(self) -> RequestsView:
        """The requests, made with the first one: the window is on the screen by then."""
        from desktop.ui.widgets.requests_view import RequestsView  # noqa: PLC0415

        view = RequestsView()
        view.review_requested.connect(self.review_requested)
        view.record_requested.connect(self.record_requested)
        view.find_requested.connect(self.find_requested)
        return view

    @cached_property
    def usage(self) -> UsageView:
        """How much was used, made together with the requests."""
        from desktop.ui.widgets.usage_view import UsageView  # noqa: PLC0415

        view = UsageView()
        view.usage_requested.connect(self.usage_requested)
        return view

    @property
    def table(self) -> TreeView:
        """The list of requests."""
        return self.requests.table

    @property
    def details(self) -> RequestDetails:
        """All about the selected request."""
        return self.requests.details

    @property
    def selected(self) -> str:
        """The id of the request that is shown; empty when there is none."""
        return self.requests.selected

    def apply(self, change: RequestChanged) -> None:
        """Shows how a request stands now."""
        self.requests.apply(change)
        if self._stack.count() == 1:
            self._stack.addWidget(self._tabs)
            self._stack.setCurrentIndex(1)
        if change.phase.ended and self.usage.isVisible():
            self.usage.refresh()

    def focus_list(self) -> None:
        """Brings the keyboard to the requests, or to what there is to do without any."""
        if self._stack.currentIndex():
            self.show_requests()
            self.table.setFocus()
        else:
            self._try.setFocus()

    def focus_search(self) -> None:
        """Brings the keyboard to the search, where there is anything to look through."""
        if self._stack.currentIndex():
            self.show_requests()
            self.requests.filters.focus_search()

    def offer_actions(self, offer: Offer) -> None:
        """Offers what stands on the page."""
        nothing = "" if self._stack.currentIndex() else tr("Nothing was asked yet.")
        offer(tr("Show what was used"), self.show_usage_tab, nothing)
        offer(tr("Review what waits for you"), self.review_requested.emit, nothing)

    def show_requests(self) -> None:
        """Brings the requests to the front."""
        self._tabs.setCurrentIndex(_REQUESTS)

    def show_request(self, request: str) -> None:
        """Brings one request to the front."""
        self.show_requests()
        self.requests.choose(request)

    def show_usage_tab(self) -> None:
        """Brings the usage to the front."""
        self._tabs.setCurrentIndex(_USAGE)

    def show_requests_of(self, caller: str) -> None:
        """Shows the requests of one that may ask, and no others."""
        if self._stack.currentIndex():
            self.show_requests()
            self.requests.filters.choose_server(caller)

    def show_record(self, entry: Entry) -> None:
        """Shows what the journal tells of a request, if it is still selected."""
        self.details.show_record(entry)

    def show_found(self, sought: Sought, found: Sequence[RequestChanged], *, more: bool) -> None:
        """Shows what the journal has of what is sought, and whether it has more."""
        self.requests.show_found(sought, found, more=more)

    def show_usage(self, rows: Sequence[UsageRow]) -> None:
        """Shows what was used."""
        self.usage.show_rows(rows)

    @cached_property
    def _tabs(self) -> QTabWidget:
        tabs = QTabWidget()
        tabs.addTab(self.requests, tr("Re&quests"))
        tabs.addTab(self.usage, tr("&Usage"))
        tabs.currentChanged.connect(lambda tab: self.usage.refresh() if tab == _USAGE else None)
        return tabs

    def _empty_page(self) -> QWidget:
        page = EmptyState(
            Symbol.ACTIVITY,
            tr("Nothing was asked yet"),
            tr(
                "When a tool wants a language model's answer, its request appears here, and "
                "nothing is sent before you allow it."
            ),
        )
        page.offer(self._try)
        return page
