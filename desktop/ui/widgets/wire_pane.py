"""What goes over the wire to and from one server, as it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.language import tr
from desktop.ui.tables.rows import SortRole, ValueRole, value_at
from desktop.ui.tables.view import TableView
from desktop.ui.tables.wire import WAYS, Message, Reader, matches, pretty, wire_rows
from desktop.ui.theme import Symbol
from desktop.ui.widgets.choice import Choice
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.split import Split
from desktop.ui.widgets.symbols import SymbolButton
from desktop.ui.widgets.texts import PlainLabel, TextView, in_monospace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex

    from desktop.servers.transport.traffic import WireEntry

MOST = 1_000
"""So many messages are shown; the oldest go."""


class _Sieve(QSortFilterProxyModel):
    """Lets only those rows through that are looked for."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.text, self.method, self.way = "", "", ""
        self.setSortRole(SortRole)

    def look_for(self, text: str, method: str, way: str) -> None:
        self.text, self.method, self.way = text, method, way
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: QModelIndex | QPersistentModelIndex) -> bool:
        source = self.sourceModel()
        message = cast("Message", source.data(source.index(row, 0, parent), ValueRole))
        return matches(message, self.text, self.method, self.way)


class WirePane(QWidget):
    """A table of messages, newest last; what is chosen is shown whole beneath."""

    resumed = Signal()
    """What came during a pause is wanted now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._server = ""
        self._reader = Reader()
        self._rows = wire_rows(self)
        self._last = 0
        """The number of the latest message that was taken."""
        self._sieve = _Sieve(self)
        self._sieve.setSourceModel(self._rows)
        self._sieve.sort(0, Qt.SortOrder.AscendingOrder)
        self.search = QLineEdit()
        self.search.setAccessibleName(tr("Search the messages"))
        self.search.setPlaceholderText(tr("Search"))
        self.search.setClearButtonEnabled(True)
        self.method = Choice(tr("Method"), [("", tr("Any method"))])
        self.way = Choice(tr("Direction"), [("", tr("Both ways")), *WAYS.items()])
        self.table = TableView(self._sieve, tr("Messages"), (6.5, 9.0, 0, 5.0))
        self.whole = TextView(tr("The message"))
        self.whole.setPlaceholderText(tr("Choose a message to see it whole."))
        in_monospace(self.whole)
        self.pause = QToolButton()
        self.pause.setText(tr("&Pause"))
        self.pause.setCheckable(True)
        self.pause.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.copy_button = SymbolButton(Symbol.COPY, tr("Cop&y"))
        self.clear_button = SymbolButton(Symbol.REMOVE, tr("Clea&r"))
        self._told = PlainLabel("-")
        self._connect()
        self._lay_out()
        self._tell()

    @property
    def known(self) -> int:
        """The number of the latest message that is here, or was cleared."""
        return self._last

    def begin(self, server: str) -> None:
        """Shows the wire of another server, from the beginning; the same goes on."""
        if server == self._server:
            return
        self._server = server
        self._reader = Reader()
        self._rows.show(())
        self._last = 0
        self.method.only([("", tr("Any method"))])
        self._tell()

    def take(self, entries: Sequence[WireEntry]) -> None:
        """Adds messages; while it is paused they wait where they came from."""
        if self.pause.isChecked():
            return
        bar = self.table.verticalScrollBar()
        at_end = bar.value() == bar.maximum()
        for entry in entries:
            message = self._reader.read(entry)
            self._rows.apply(message)
            self._last = max(self._last, entry.number)
            if message.method:
                self.method.offer(message.method, message.method)
        for message in self._rows.values()[:-MOST]:
            self._rows.remove(str(message.entry.number))
        if entries and at_end:
            self.table.scrollToBottom()
        self._tell()

    def shown(self) -> list[Message]:
        """Returns the messages that are let through, in their order on the screen."""
        rows = range(self._sieve.rowCount())
        return [cast("Message", value_at(self._sieve, self._sieve.index(row, 0))) for row in rows]

    def _connect(self) -> None:
        self.search.textChanged.connect(self._look)
        for choice in (self.method, self.way):
            choice.currentIndexChanged.connect(self._look)
        self.table.selectionModel().currentChanged.connect(self._show_chosen)
        self.pause.toggled.connect(self._tell)
        self.pause.toggled.connect(lambda paused: None if paused else self.resumed.emit())
        self.copy_button.clicked.connect(self._copy)
        self.clear_button.clicked.connect(self._clear)

    def _look(self) -> None:
        if self.method.currentIndex() < 0:
            return
        method, way = cast("str", self.method.chosen()), cast("str", self.way.chosen())
        self._sieve.look_for(self.search.text().strip(), method, way)
        self._tell()

    def _show_chosen(self) -> None:
        index = self.table.currentIndex()
        message = cast("Message | None", value_at(self._sieve, index)) if index.isValid() else None
        self.whole.show_text(pretty(message.entry) if message else "")

    def _copy(self) -> None:
        """Copies the chosen message, or all that are shown where none is chosen."""
        text = self.whole.toPlainText()
        if not text:
            text = "\n".join(message.entry.text for message in self.shown())
        QGuiApplication.clipboard().setText(text)

    def _clear(self) -> None:
        self._rows.show(())
        self.whole.show_text("")
        self._tell()

    def _tell(self) -> None:
        total, shown = self._rows.rowCount(), self._sieve.rowCount()
        told = (
            tr("{shown:,} of {total:,} messages", shown=shown, total=total)
            if shown < total
            else tr("{total:,} messages", total=total)
        )
        paused = tr(". Paused: what comes meanwhile is shown afterwards") if self._is_paused else ""
        self._told.say(tr("{told}{paused}. What is secret is masked.", told=told, paused=paused))

    @property
    def _is_paused(self) -> bool:
        return self.pause.isChecked()

    def _lay_out(self) -> None:
        top = Flow((self.search, self.method, self.way))
        split = Split(Qt.Orientation.Vertical, (self.table, self.whole), (14, 10), "wire")
        foot = Flow((self.pause, self.copy_button, self.clear_button))
        column = QVBoxLayout(self)
        column.addLayout(top)
        column.addWidget(split, 1)
        column.addWidget(self._told)
        column.addLayout(foot)
