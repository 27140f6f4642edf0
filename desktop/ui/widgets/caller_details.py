"""One that may ask: what it is, what it has used, what it was allowed, and its rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from desktop.language import tr
from desktop.ui import wording
from desktop.ui.tables.callers import asks_by
from desktop.ui.theme import Symbol
from desktop.ui.widgets.facts import Facts
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.rules_form import RulesForm
from desktop.ui.widgets.symbols import SymbolButton
from desktop.ui.widgets.texts import PlainLabel, inline_heading

if TYPE_CHECKING:
    from desktop.ui.tables.callers import CallerRow

_FACTS = (tr("What it is"), tr("Asks by"), tr("Limits"), tr("Used"))


class CallerDetails(QWidget):
    """Wishes for the shown caller; who listens knows which one that is."""

    revoke_requested = Signal()
    ask_again_requested = Signal()
    permissions_requested = Signal()
    requests_requested = Signal()
    """What it asked is to be shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = inline_heading(tr("Who may ask"))
        self._facts = Facts(_FACTS)
        self._trust = PlainLabel()
        self.ask_again = SymbolButton(Symbol.REVIEW, tr("As&k again"))
        self.permissions = SymbolButton(Symbol.PERMISSIONS, tr("Per&missions"))
        self.requests = SymbolButton(Symbol.ACTIVITY, tr("Its re&quests"))
        self.revoke = SymbolButton(Symbol.REMOVE, tr("&Revoke its token"))
        self._trust_row = QWidget()
        self.rules = RulesForm()
        self.ask_again.clicked.connect(self.ask_again_requested)
        self.permissions.clicked.connect(self.permissions_requested)
        self.requests.clicked.connect(self.requests_requested)
        self.revoke.clicked.connect(self.revoke_requested)
        self._lay_out()

    def show_caller(self, caller: CallerRow) -> None:
        """Shows all about one that may ask."""
        self._title.show_text(wording.one_line(caller.name))
        self._facts.tell(tr("What it is"), wording.sentence(caller.target))
        self._facts.tell(tr("Asks by"), asks_by(caller))
        self._facts.tell(tr("Limits"), f"{wording.sentence(caller.standing.limits.line)}.")
        self._facts.tell(tr("Used"), f"{wording.sentence(caller.standing.line)}.")
        stand = tr("{n} (permission stands|permissions stand)", "", caller.permissions)
        self._trust.say(tr("{stand}. What that lets pass needs no question.", stand=stand))
        self._trust_row.setVisible(caller.permissions > 0)
        self.revoke.setVisible(caller.is_program and caller.has_token)
        self.rules.show_rules(
            caller.name, caller.rules, fixed=caller.fixed, program=caller.is_program
        )

    def _lay_out(self) -> None:
        top = Flow((self._title, self.requests, self.revoke))
        row = QVBoxLayout(self._trust_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._trust)
        row.addLayout(Flow((self.permissions, self.ask_again)))
        about = QWidget()
        told = QVBoxLayout(about)
        told.addWidget(self._facts)
        told.addWidget(self._trust_row)
        told.addStretch()
        tabs = QTabWidget()
        tabs.addTab(about, tr("A&bout"))
        tabs.addTab(self.rules, tr("Ru&les"))
        self.tabs = tabs
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(tabs, 1)
