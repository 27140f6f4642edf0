"""The part of the page of models in which a person finds one and gets it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.language import tr
from desktop.ui import theme, wording
from desktop.ui.tables.gettable import OF_CATALOGUE, RANK, Gettable, gettable_rows
from desktop.ui.tables.rows import sorted_by, value_at
from desktop.ui.tables.view import TableView
from desktop.ui.theme import Symbol
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.gettable_facts import GettableFacts
from desktop.ui.widgets.symbols import SymbolButton
from desktop.ui.widgets.texts import PlainLabel, inline_text, label_for

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from PySide6.QtGui import QKeyEvent

    from desktop.models.hub.client import Offer, Repository
    from desktop.models.suited import Suited
    from desktop.ui.widgets.gettable_facts import Room

_SHORT, _LONG = 11, 30
"""Widths of a name: one of the catalogue, and one of a repository."""
_CHOSEN = tr("Chosen for Parley. What suits this computer best comes first.")
_OTHERWISE = tr(
    "Models that are on this computer already go on answering, Parley's own among them. A model "
    "file that you have, or one of another program's, can be added without the hub: see below."
)


class GetModelView(QWidget):
    """The catalogue, or what a search of the hub found; what is chosen is fetched by one press."""

    search_requested = Signal(str)
    catalogue_requested = Signal()
    offer_requested = Signal(str)
    """The files of a repository are wanted."""
    get_requested = Signal(object)
    """An `Entry` of the catalogue, or the `Origin` of a file."""
    file_requested = Signal()
    found_requested = Signal()
    token_requested = Signal()
    """A token for the hub is to be given, or taken back."""
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = gettable_rows(self)
        self._sorted = sorted_by(self._rows, RANK, Qt.SortOrder.AscendingOrder)
        self.table = TableView(self._sorted, tr("Models to get"), (_SHORT, 9, 7, 0, 7))
        self.table.selectionModel().selectionChanged.connect(self._show_selected)
        self.table.activated.connect(self._get)
        self.sought = QLineEdit()
        self.sought.setPlaceholderText(tr("Search the hub; empty shows what Parley suggests"))
        self.sought.setClearButtonEnabled(True)
        self.sought.returnPressed.connect(self.search)
        self._seek = SymbolButton(Symbol.REVIEW, tr("&Search"))
        self._seek.clicked.connect(self.search)
        self._back = SymbolButton(Symbol.MODELS, tr("&Back to your models"))
        self._back.clicked.connect(self.left)
        self._state = PlainLabel(_CHOSEN)
        self._problem = inline_text(tr("What went wrong"), 6)
        self._again = SymbolButton(Symbol.RESTART, tr("&Try again"))
        self._again.clicked.connect(self._try_again)
        self.facts = GettableFacts()
        self.facts.changed.connect(self._allow)
        self.get = SymbolButton(Symbol.ADD, tr("&Get this model"))
        self.get.setDefault(True)
        self.get.clicked.connect(self._get)
        self.token = SymbolButton(Symbol.PERMISSIONS, tr("T&oken for the hub…"))
        self.token.clicked.connect(self.token_requested)
        self._text = ""
        self._filling = False
        self._offers: dict[str, Offer] = {}
        self._problems: dict[str, str] = {}
        """What went wrong with a repository's files, by its name; "" stands for the search."""
        self._lay_out()
        self._show_selected()

    def open(self) -> None:
        """Brings the keyboard to the search, and wishes the catalogue where nothing was sought."""
        self.sought.setFocus()
        if not self._text:
            self.catalogue_requested.emit()

    def search(self) -> None:
        """Wishes what the text finds, or the catalogue where there is none."""
        self._text = self.sought.text().strip()
        self._problems.clear()
        if self._text:
            self._state.say(tr("Asking the hub for {words}…", words=wording.one_line(self._text)))
            self.search_requested.emit(self._text)
        else:
            self.catalogue_requested.emit()

    def show_catalogue(self, found: Sequence[Suited], here: Container[str] = ()) -> None:
        """Shows the models that are worth fetching, in this order.

        Args:
            found: the models.
            here: the names of the files that are in the list already, in lower case.
        """
        if self._text:
            return
        self._state.say(_CHOSEN)
        self._show(
            Gettable(
                one.entry.repo,
                one.entry.name,
                rank,
                one.entry.strengths,
                one,
                here=one.entry.file.rpartition("/")[2].lower() in here,
            )
            for rank, one in enumerate(found)
        )

    def show_repositories(self, text: str, found: Sequence[Repository]) -> None:
        """Shows what the hub has for a text, unless another one is sought meanwhile."""
        if text != self._text:
            return
        self._problems.pop("", None)
        words = wording.one_line(text)
        number = tr("{n} repositor(y|ies)", "", len(found))
        nothing = tr(
            "The hub has no GGUF models for {words}. Try fewer or other words.", words=words
        )
        self._state.say(
            tr("{number} on the hub for {words}.", number=number, words=words) if found else nothing
        )
        self._show(
            Gettable(one.name, one.name, rank, _fetched(one), gated=one.gated)
            for rank, one in enumerate(found)
        )

    def show_offer(self, offer: Offer) -> None:
        """Shows the files of a repository."""
        self._offers[offer.repo] = offer
        self._problems.pop(offer.repo, None)
        self._show_selected()

    def show_room(self, room: Room) -> None:
        """Tells how much memory and disk there is for what is shown."""
        self.facts.show_room(room)

    def show_problem(self, repo: str, text: str) -> None:
        """Says what went wrong with a repository's files, or with the search where it is empty."""
        self._problems[repo] = text
        if not repo:
            self._state.say("")
            self._show(())
        self._show_selected()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Goes back on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _show(self, rows: Iterable[Gettable]) -> None:
        self._filling = True  # Qt selects one row after the other as they go.
        self._rows.show(())
        self._rows.show(rows)
        self.table.sortByColumn(RANK, Qt.SortOrder.AscendingOrder)
        self.table.selectRow(0)
        self._filling = False
        for column in OF_CATALOGUE:
            self.table.setColumnHidden(column, bool(self._text))
        self.table.setColumnWidth(0, theme.em(self, _LONG if self._text else _SHORT))
        self._show_selected()

    def _selected(self) -> Gettable | None:
        chosen = self.table.selectionModel().selectedRows()
        return cast("Gettable", value_at(self._sorted, chosen[0])) if chosen else None

    def _show_selected(self) -> None:
        if self._filling:
            return
        row = self._selected()
        repo = row.repo if row and not row.entry else ""
        offer = self._offers.get(repo)
        if repo and offer is None and repo not in self._problems:
            self.offer_requested.emit(repo)
        self.facts.show_row(row, offer)
        self.token.setVisible(row is not None and row.gated)
        problem = self._problems.get(repo, "") if repo or self._text else ""
        self._problem.show_text(problem if repo or not problem else f"{problem}\n{_OTHERWISE}")
        self._problem.setVisible(bool(problem))
        self._again.setVisible(bool(problem))
        self._allow()

    def _allow(self) -> None:
        self.get.setEnabled(self.facts.wish() is not None)

    def _get(self) -> None:
        if (wish := self.facts.wish()) is not None:
            self.get_requested.emit(wish)

    def _try_again(self) -> None:
        row = self._selected()
        if row is None:
            self.search()
        else:
            self._problems.pop(row.repo, None)
            self._show_selected()

    def _lay_out(self) -> None:
        label = label_for(tr("&Find"), self.sought)
        seek, went_wrong = Flow((label, self.sought, self._seek, self._back)), QHBoxLayout()
        went_wrong.addWidget(self._problem, 1)
        went_wrong.addWidget(self._again)
        file = SymbolButton(Symbol.FOLDER, tr("Add a &file that you have…"))
        file.clicked.connect(self.file_requested)
        found = SymbolButton(Symbol.HERE, tr("Models of other p&rograms…"))
        found.clicked.connect(self.found_requested)
        act = Flow((self.get, self.token), (file, found))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(seek)
        column.addWidget(self._state)
        column.addLayout(went_wrong)
        column.addWidget(self.table, 1)
        column.addWidget(self.facts)
        column.addLayout(act)


def _fetched(one: Repository) -> str:
    terms = tr(", asks you to agree to its terms") if one.gated else ""
    return tr("fetched {times}{terms}", times=tr("{n} time(s)", "", one.downloads), terms=terms)
