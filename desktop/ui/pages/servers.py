"""The page of servers: each with its state, its tools, and what came of running them."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from desktop.events import ServerStatus, ToolSummary
from desktop.language import tr
from desktop.ui.dialogs.add_server import AddServerDialog
from desktop.ui.pages.server_actions import offer_actions_of
from desktop.ui.runs import Kind, RunState
from desktop.ui.tables.rows import sorted_by, value_at
from desktop.ui.tables.servers import ServerRow, server_rows
from desktop.ui.theme import Symbol
from desktop.ui.widgets import endpoint_tick
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.sandbox_pane import ELSEWHERE, FIXED
from desktop.ui.widgets.server_details import ServerDetails
from desktop.ui.widgets.server_list import ServerList
from desktop.ui.widgets.turning_split import TurningSplit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent

    from desktop.events import (
        CallProgressed,
        ModelChanged,
        ServerChanged,
        ServerLogged,
        ServerUsage,
    )
    from desktop.gateway.limits import Standing
    from desktop.servers.rules import SamplingRules
    from desktop.servers.sandbox.bounds import Sandbox
    from desktop.ui.palette import Offer
    from desktop.ui.runs import ToolRun


LOG_LINES = 500
"""So many messages of each server's log are kept to be read."""


class ServersPage(QWidget):
    """A list of servers, and beside it all about the selected one."""

    start_requested = Signal(str)
    stop_requested = Signal(str)
    restart_requested = Signal(str)
    remove_requested = Signal(str)
    ask_again_requested = Signal(str)
    rules_requested = Signal(str)
    """What holds for a server's requests is to be shown."""
    permissions_requested = Signal()
    sign_out_requested = Signal(str)
    save_rules_requested = Signal(str, object)
    save_roots_requested = Signal(str, list)
    save_sandbox_requested = Signal(str, object)
    save_endpoint_requested = Signal(str, bool)
    run_requested = Signal(str, str, dict)
    cancel_requested = Signal(str, str)
    add_requested = Signal(str, dict)
    import_requested = Signal()
    bundle_requested = Signal()
    offers_requested = Signal(str, str)
    """What a server has of this kind is to be listed."""
    wire_requested = Signal(str)
    """This server's wire is looked at now; none where the name is empty."""
    usage_requested = Signal(bool)
    """Whether somebody looks at what the servers use of this computer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = server_rows(self)
        self._sorted = sorted_by(self._rows, 0, Qt.SortOrder.AscendingOrder)
        self._models: dict[str, str] = {}
        """The name for people of each id."""
        self._runs: defaultdict[tuple[str, Kind], dict[str, ToolRun]] = defaultdict(dict)
        self._offers: dict[tuple[str, Kind], tuple[tuple[ToolSummary, ...], str] | None] = {}
        """What there is, and why it could not be listed; None while that is not known yet."""
        self._logs: defaultdict[str, deque[str]] = defaultdict(lambda: deque(maxlen=LOG_LINES))
        self._side = ServerList(self._sorted)
        self._side.add_requested.connect(self.ask_for_server)
        self._side.import_requested.connect(self.import_requested)
        self._side.bundle_requested.connect(self.bundle_requested)
        self.list, self.search = self._side.list, self._side.search
        self.list.selectionModel().currentChanged.connect(self._show_current)
        self.details = ServerDetails()
        self._stack = QStackedLayout()
        self._connect()
        self._lay_out()
        self._is_trying = False
        self.set_ready(ready=False)

    @property
    def selected(self) -> str:
        """The name of the server that is shown; empty when there is none."""
        server = self._current()
        return server.server if server else ""

    def set_ready(self, *, ready: bool) -> None:
        """Offers what needs the supervisor only once there is one."""
        self._side.set_ready(ready=ready)

    def apply(self, server: ServerChanged) -> None:
        """Shows how a server stands now."""
        before = self._rows.value(server.server)
        ready = server.status is ServerStatus.READY
        self._rows.apply(ServerRow(server, before.usage if before and ready else None))
        for kind in Kind:
            if not ready:
                self._offers.pop((server.server, kind), None)
        self._stack.setCurrentIndex(1)
        if not self.selected:
            self.list.setCurrentIndex(self._sorted.index(0, 0))
        elif self.selected == server.server:
            self._show_current()
        self._try()

    def remove(self, server: str) -> None:
        """Takes a server out of the list."""
        self._rows.remove(server)
        for kind in Kind:
            self._runs.pop((server, kind), None)
            self._offers.pop((server, kind), None)
        self._logs.pop(server, None)
        self._stack.setCurrentIndex(1 if self._rows.values() else 0)

    def show_run(self, run: ToolRun) -> None:
        """Shows how a run of a tool stands, when its server is selected."""
        runs = self._runs[run.server, run.kind]
        before = runs.get(run.tool)
        if before and before.state is run.state:
            run = replace(run, progress=run.progress or before.progress)
        runs[run.tool] = run
        if run.server == self.selected:
            self._show_current()

    def show_progress(self, progress: CallProgressed) -> None:
        """Shows how far a tool that runs has come, when its server is selected."""
        run = self._runs[progress.server, Kind.TOOLS].get(progress.tool)
        if run and run.state is RunState.RUNNING:
            self.show_run(replace(run, progress=progress))

    def show_offers(
        self, server: str, kind: Kind, offers: tuple[ToolSummary, ...], problem: str = ""
    ) -> None:
        """Shows what a server has of a kind, or why that could not be listed, when selected."""
        self._offers[server, kind] = offers, problem
        if server == self.selected:
            self._show_current()

    def forget_offers(self, server: str, kind: Kind) -> None:
        """Has what a server has of a kind listed anew once somebody looks."""
        self._offers.pop((server, kind), None)
        self._look_at_tab()

    def read_resource(self, server: str, address: str) -> None:
        """Brings a resource to the front, to be read; one that is not listed joins the list.

        A server may link to more than it lists.
        """
        key = server, Kind.RESOURCES
        offers, problem = self._offers.get(key) or ((), "")
        if address not in [offer.name for offer in offers]:
            linked = ToolSummary(address, address, tr("A server's result has linked to it."), "{}")
            self.show_offers(server, Kind.RESOURCES, (*offers, linked), problem)
        tab = self.details.offers[Kind.RESOURCES]
        self.details.show_tab(tab)
        tab.pane.choose(address)

    def show_usage(self, usage: ServerUsage) -> None:
        """Shows what a server uses of this computer now."""
        row = self._rows.value(usage.server)
        if row and row.server.status is ServerStatus.READY:
            self._rows.apply(row._replace(usage=usage))
            if usage.server == self.selected:
                self.details.show_usage(usage)

    def add_log(self, line: ServerLogged) -> None:
        """Takes a message of a server's log; the latest are kept."""
        lines = self._logs[line.server]
        lines.append(f"[{line.level}] {line.text}")
        if line.server == self.selected:
            self.details.log.show_text("\n".join(lines))

    def show_roots(self, server: str, roots: Sequence[str], *, fixed: bool) -> None:
        """Shows which folders are shared with a server, when it is selected."""
        if server == self.selected:
            self.details.folders.show_folders(roots)
            self.details.folders.setEnabled(not fixed)

    def show_trust(self, server: str, *, always: bool) -> None:
        """Shows whether a server has a standing permission, when it is selected."""
        if server == self.selected:
            self.details.show_trust(always=always)

    def show_rules(self, server: str, rules: SamplingRules) -> None:
        """Shows what a person has laid down for a server's requests, when it is selected."""
        shown = self._current()
        if shown and server == shown.server:
            self.details.rules.show_rules(server, rules, fixed=shown.bundled)

    def show_sandbox(self, server: str, sandbox: Sandbox | None, missing: str, *, url: str) -> None:
        """Shows what a server may touch, when it is selected."""
        shown = self._current()
        if shown and server == shown.server:
            why = ELSEWHERE if url else FIXED if shown.bundled else ""
            self.details.sandbox.show_sandbox(server, sandbox, missing, why=why)

    def show_endpoint(self, server: str, *, has: bool, url: str) -> None:
        """Shows whether a server may ask by the endpoint, when it is selected."""
        shown = self._current()
        if shown and server == shown.server:
            why = endpoint_tick.ELSEWHERE if url else endpoint_tick.FIXED if shown.bundled else ""
            self.details.endpoint.show_endpoint(server, has=has, why=why)

    def know_model(self, model: ModelChanged) -> None:
        """Lets the rules name a model."""
        if self._models.get(model.model) != model.name:
            self._models[model.model] = model.name
            self.details.rules.show_models(self._models)

    def forget_model(self, model: str) -> None:
        """Lets the rules no longer name a model, unless they do already."""
        if self._models.pop(model, None):
            self.details.rules.show_models(self._models)

    def show_limits(self, server: str, standing: Standing) -> None:
        """Shows how much a server may ask for, and has, when it is selected."""
        if server == self.selected:
            self.details.show_limits(standing)

    def focus_list(self) -> None:
        """Brings the keyboard to the servers."""
        self.list.setFocus()

    def focus_search(self) -> None:
        """Brings the keyboard to the search: of the servers, or of the log that is read."""
        if self.details.tab is self.details.log:
            self.details.log.focus_search()
        else:
            self.search.focus_search()

    def offer_actions(self, offer: Offer) -> None:
        """Offers what can be done with each server, the selected one first."""
        servers = [row.server for row in self._rows.values()]
        servers.sort(key=lambda server: server.server != self.selected)
        for server in servers:
            offer_actions_of(server, self, offer)

    def show_tool(self, server: str, tool: str) -> None:
        """Brings one tool of a server to the front, to be run."""
        self.select(server)
        self.details.show_tools_tab()
        if self.details.tools.choose(tool):
            self.details.tools.run_button.setFocus()

    def show_log(self, server: str) -> None:
        """Brings a server's log to the front."""
        self.select(server)
        self.details.show_tab(self.details.log)

    def select(self, server: str) -> None:
        """Shows a server of the list."""
        self.search.clear()
        self.list.setCurrentIndex(self._sorted.mapFromSource(self._rows.index_of(server)))

    def try_bundled(self) -> None:
        """Runs the first tool of the server that comes with Parley, as soon as it is there."""
        self._is_trying = True
        self._try()

    def _try(self) -> None:
        for server, _ in self._rows.values():
            if self._is_trying and server.bundled and server.tools:
                self._is_trying = False
                self.select(server.server)
                self.details.show_tools_tab()
                self.details.tools.try_first()

    def ask_for_server(self) -> None:
        """Asks for a server's name and command line, and wishes it added."""
        dialog = AddServerDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.add_requested.connect(self.add_requested)
        dialog.open()

    def _connect(self) -> None:
        details = self.details
        details.tab_changed.connect(self._look_at_tab)
        details.start_requested.connect(lambda: self.start_requested.emit(self.selected))
        details.stop_requested.connect(lambda: self.stop_requested.emit(self.selected))
        details.restart_requested.connect(lambda: self.restart_requested.emit(self.selected))
        details.ask_again_requested.connect(lambda: self.ask_again_requested.emit(self.selected))
        details.permissions_requested.connect(self.permissions_requested)
        details.rules.save_requested.connect(self.save_rules_requested)
        details.sandbox.save_requested.connect(self.save_sandbox_requested)
        details.endpoint.changed.connect(
            lambda has: self.save_endpoint_requested.emit(self.selected, has)
        )
        details.sign_out_requested.connect(lambda: self.sign_out_requested.emit(self.selected))
        details.folders.changed.connect(
            lambda roots: self.save_roots_requested.emit(self.selected, roots)
        )
        details.remove_requested.connect(lambda: self.remove_requested.emit(self.selected))
        tools = details.tools
        tools.run_requested.connect(
            lambda tool, values: self.run_requested.emit(self.selected, tool, values)
        )
        tools.cancel_requested.connect(lambda tool: self.cancel_requested.emit(self.selected, tool))

    def _lay_out(self) -> None:
        right = QWidget()
        right.setLayout(self._stack)
        self._stack.addWidget(
            EmptyState(
                Symbol.SERVERS,
                tr("No server yet"),
                tr("Add or import an MCP server to see its tools."),
            )
        )
        self._stack.addWidget(self.details)
        split = TurningSplit(self._side, right, "servers", 15)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(split)

    def _current(self) -> ServerChanged | None:
        index = self.list.currentIndex()
        if not index.isValid():
            return None
        return cast("ServerRow", value_at(self._sorted, index)).server

    def _show_current(self) -> None:
        if server := self._current():
            self.details.show_server(server, self._runs[server.server, Kind.TOOLS])
            row = self._rows.value(server.server)
            self.details.show_usage(row.usage if row else None)
            self._show_offers(server.server)
            self.details.log.show_text("\n".join(self._logs[server.server]))
            self.rules_requested.emit(server.server)
        self._look_at_tab()

    def _show_offers(self, server: str) -> None:
        for kind, tab in self.details.offers.items():
            known = self._offers.get((server, kind))
            if known is None:
                tab.wait()
            else:
                tab.show_offers(known[0], self._runs[server, kind], known[1])

    def _look_at_tab(self) -> None:
        """Wishes for what is at the front now and not here yet."""
        server, front = self._current(), self.details.tab
        looked_at = self.isVisible() and front is self.details.wire and server
        self.wire_requested.emit(server.server if looked_at and server else "")
        if server is None or server.status is not ServerStatus.READY:
            return
        for kind, tab in self.details.offers.items():
            if front is tab and (server.server, kind) not in self._offers:
                self._offers[server.server, kind] = None
                self.offers_requested.emit(server.server, kind)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Removes the chosen server on Delete, where the list has the keyboard."""
        chosen = self._current() if self.list.hasFocus() else None
        if event.key() == Qt.Key.Key_Delete and chosen and not chosen.bundled:
            self.remove_requested.emit(chosen.server)
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Wishes for what is shown as long as somebody looks."""
        super().showEvent(event)
        self.usage_requested.emit(True)  # noqa: FBT003 - Qt's own signature
        self._look_at_tab()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's own name
        """Wishes for nothing more."""
        super().hideEvent(event)
        self.usage_requested.emit(False)  # noqa: FBT003 - Qt's own signature
        self._look_at_tab()
