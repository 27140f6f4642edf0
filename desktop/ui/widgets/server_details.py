"""One server: how it stands, what can be done with it, its tools, and all that is known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QStackedLayout,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.events import ServerStatus
from desktop.language import tr
from desktop.ui import wording
from desktop.ui.looks import Look, look_of
from desktop.ui.runs import Kind
from desktop.ui.tables.servers import usage_of
from desktop.ui.theme import Symbol, Tone
from desktop.ui.widgets.asked_pane import PROMPTS, RESOURCES, OffersTab
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.endpoint_tick import EndpointTick
from desktop.ui.widgets.facts import Facts
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.log_pane import LogPane
from desktop.ui.widgets.page_area import PageArea
from desktop.ui.widgets.rules_form import RulesForm
from desktop.ui.widgets.sandbox_pane import SandboxPane
from desktop.ui.widgets.shared_folders import SharedFolders
from desktop.ui.widgets.symbols import StateLabel, SymbolButton
from desktop.ui.widgets.texts import FittingText, PlainLabel, heading, in_monospace
from desktop.ui.widgets.tool_pane import ToolPane
from desktop.ui.widgets.wire_pane import WirePane

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.events import ServerChanged, ServerUsage
    from desktop.gateway.limits import Standing
    from desktop.ui.runs import ToolRun

_RUNNING = (ServerStatus.STARTING, ServerStatus.READY, ServerStatus.WAITING)
_FACTS = (tr("Runs"), tr("Protocol"), tr("Uses"), tr("Limits"), tr("Used"), tr("May"), tr("Log"))


class ServerDetails(QWidget):
    """Wishes for the shown server; who listens knows which one that is."""

    start_requested = Signal()
    stop_requested = Signal()
    restart_requested = Signal()
    remove_requested = Signal()
    ask_again_requested = Signal()
    permissions_requested = Signal()
    sign_out_requested = Signal()
    tab_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = heading("-")
        self._state = StateLabel()
        self._start = SymbolButton(Symbol.RUN, tr("&Start"))
        self._stop = SymbolButton(Symbol.STOPPED, tr("S&top"))
        self._restart = SymbolButton(Symbol.RESTART, tr("R&estart"))
        self._remove = SymbolButton(Symbol.REMOVE, tr("Remo&ve from the list"))
        self._sign_out = SymbolButton(Symbol.REMOVE, tr("Si&gn out"))
        self._ask_again = SymbolButton(Symbol.REVIEW, tr("Ask a&gain"))
        self._permissions = SymbolButton(Symbol.PERMISSIONS, tr("&Permissions"))
        self._trust = PlainLabel(tr("Some of its requests need no question any more."))
        self._trust_row = QWidget()
        self._sign_out_row = QWidget()
        self._problem = FittingText(tr("What went wrong"), 10)
        in_monospace(self._problem)
        self._facts = Facts(_FACTS)
        self._uses = StateLabel()
        self._uses.hide()
        self.tools = ToolPane()
        self.offers = {Kind.RESOURCES: OffersTab(RESOURCES), Kind.PROMPTS: OffersTab(PROMPTS)}
        """What it has besides tools."""
        self.rules = RulesForm()
        self.folders = SharedFolders()
        self.endpoint = EndpointTick()
        self.log = LogPane()
        self.wire = WirePane()
        self.sandbox = SandboxPane()
        self._tabs = QTabWidget()
        self._tools_tab = QWidget()
        self._connect()
        self._lay_out()

    def show_server(self, server: ServerChanged, runs: dict[str, ToolRun]) -> None:
        """Shows how a server stands, and the latest run of each of its tools."""
        self._title.say(wording.one_line(server.server))
        self._state.show_look(look_of(server.status))
        running = server.status in _RUNNING
        self._start.setVisible(not running)
        self._start.setText(_start_word(server))
        self._sign_out_row.setVisible(server.signed_in)
        self._stop.setVisible(running)
        self._restart.setEnabled(running)
        self._remove.setVisible(not server.bundled)
        self._problem.show_text(server.detail)
        self._problem.setVisible(bool(server.detail))
        self._facts.tell(tr("Runs"), server.target)
        self._facts.tell(tr("Protocol"), server.era)
        self._facts.tell(tr("Log"), server.log)
        self.tools.show_offers(server.tools, runs)
        for kind, tab in self.offers.items():
            self._tabs.setTabVisible(self._tabs.indexOf(tab), kind in server.offers)
        self._choose_view(server)

    @property
    def tab(self) -> QWidget:
        """What is at the front."""
        return self._tabs.currentWidget()

    def show_tab(self, tab: QWidget) -> None:
        """Brings something to the front."""
        self._tabs.setCurrentWidget(tab)

    def show_usage(self, usage: ServerUsage | None) -> None:
        """Shows what the server's processes use of this computer now."""
        self._uses.setVisible(usage is not None)
        if usage:
            self._uses.show_look(Look(Symbol.HERE, usage_of(usage), Tone.QUIET))
            processes = tr("{n} process(es)", "", usage.processes)
            self._facts.tell(tr("Uses"), f"{usage_of(usage)}, {processes}")
        else:
            self._facts.tell(tr("Uses"), "")

    def show_permissions(self, lines: Sequence[str]) -> None:
        """Shows what of the server passes without a question."""
        self._facts.tell(tr("May"), "\n".join(lines))

    def show_trust(self, *, always: bool) -> None:
        """Shows whether the server has a standing permission."""
        self._trust_row.setVisible(always)

    def show_limits(self, standing: Standing) -> None:
        """Shows how much the server may ask for, and how much of it is used."""
        self._facts.tell(tr("Limits"), f"{wording.sentence(standing.limits.line)}.")
        self._facts.tell(tr("Used"), f"{wording.sentence(standing.line)}.")

    def show_tools_tab(self) -> None:
        """Brings the tools to the front."""
        self.show_tab(self._tools_tab)

    def _choose_view(self, server: ServerChanged) -> None:
        self._views.setCurrentIndex(1 if server.tools else 0)
        if server.status is ServerStatus.READY:
            self._no_tools.say(tr("No tools"), tr("This server offers no tool."))
        elif server.status in _RUNNING:
            self._no_tools.say(tr("Starting"), tr("Its tools appear here once it is ready."))
        else:
            self._no_tools.say(tr("Not running"), tr("Start the server to see and run its tools."))

    def _connect(self) -> None:
        for button, wish in (
            (self._start, self.start_requested),
            (self._stop, self.stop_requested),
            (self._restart, self.restart_requested),
            (self._remove, self.remove_requested),
            (self._ask_again, self.ask_again_requested),
            (self._permissions, self.permissions_requested),
            (self._sign_out, self.sign_out_requested),
        ):
            button.clicked.connect(wish)

    def _lay_out(self) -> None:
        named = self._title, self._state, self._uses
        top = Flow(named, (self._start, self._stop, self._restart))
        self._no_tools = EmptyState(Symbol.RUN, "-", "-")
        self._views = QStackedLayout(self._tools_tab)
        self._views.addWidget(self._no_tools)
        self._views.addWidget(self.tools)
        self._tabs.addTab(self._tools_tab, tr("T&ools"))
        for tab, title in (
            (self.offers[Kind.RESOURCES], tr("Reso&urces")),
            (self.offers[Kind.PROMPTS], tr("Pro&mpts")),
            (self.rules, tr("Ru&les")),
            (self.sandbox, tr("Sandbo&x")),
            (PageArea(self._about()), tr("A&bout")),
            (self.log, tr("Lo&g")),
            (self.wire, tr("&Wire")),
        ):
            self._tabs.addTab(tab, title)
        for tab in self.offers.values():
            self._tabs.setTabVisible(self._tabs.indexOf(tab), False)  # noqa: FBT003 - Qt's own
        self._tabs.currentChanged.connect(self.tab_changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(self._problem)
        column.addWidget(self._tabs, 1)

    def _about(self) -> QWidget:
        row = QVBoxLayout(self._trust_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._trust)
        row.addLayout(Flow((self._permissions, self._ask_again)))
        self._trust_row.hide()
        signed = QHBoxLayout(self._sign_out_row)
        signed.setContentsMargins(0, 0, 0, 0)
        signed.addWidget(PlainLabel(tr("You are signed in to it.")), 1)
        signed.addWidget(self._sign_out)
        self._sign_out_row.hide()
        page = QWidget()
        column = QVBoxLayout(page)
        column.addWidget(self._facts)
        column.addWidget(self._trust_row)
        column.addWidget(self.folders)
        column.addWidget(self.endpoint)
        column.addWidget(self._sign_out_row)
        column.addStretch()
        column.addWidget(self._remove, 0, Qt.AlignmentFlag.AlignLeft)
        self._remove.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        return page


def _start_word(server: ServerChanged) -> str:
    if server.needs_sign_in:
        return tr("&Sign in")
    return tr("A&sk again") if server.unconsented else tr("&Start")
