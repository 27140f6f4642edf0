"""The turns of a conversation, one under the other, with the end in sight while it grows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QScrollBar, QVBoxLayout, QWidget

from desktop.language import tr
from desktop.ui import theme
from desktop.ui.chat.growth import grow_first
from desktop.ui.chat.turn import TurnView
from desktop.ui.theme import Symbol
from desktop.ui.widgets.symbols import SymbolButton

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from desktop.events import RequestChanged
    from desktop.ui.chat.entries import Entry

MOST = 40
"""Turns that are shown at once; earlier ones come at a wish."""

_WIDEST = 52
"""Line heights: longer lines are hard to read."""
_ROOM = 32
"""Line heights of width in which a turn's buttons have room for words."""


class Transcript(QWidget):
    """Follows the end of the conversation, unless the person has scrolled away from it."""

    review_requested = Signal()
    record_requested = Signal(str)
    edit_requested = Signal(str)
    again_requested = Signal(str)
    shorten_requested = Signal(str)
    branch_requested = Signal(str)
    address_wanted = Signal(str)
    read_requested = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []
        self._views: dict[str, TurnView] = {}
        self._nested: dict[str, dict[str, RequestChanged]] = {}
        """What tools asked for on the way, by the ids of their calls and of the requests."""
        self._texts: dict[str, str] = {}
        """How far the answer has come that is being written, which may not be shown yet."""
        self._most = MOST
        self._follows = self._has_room = True
        self._area = QScrollArea()
        self.earlier = SymbolButton(Symbol.BEFORE, tr("Show earlier turns"))
        self.earlier.clicked.connect(self._show_earlier)
        self.to_end = SymbolButton(Symbol.AFTER, tr("Go to the end"), self)
        self.to_end.clicked.connect(self.follow)
        self._column = QVBoxLayout()
        self._lay_out()
        bar = self.bar
        bar.valueChanged.connect(self._heed_place)
        bar.rangeChanged.connect(self._keep_end)

    @property
    def views(self) -> list[TurnView]:
        """The turns that are shown, in order."""
        return list(self._views.values())

    @property
    def bar(self) -> QScrollBar:
        """What tells and changes which turns are in sight."""
        return self._area.verticalScrollBar()

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Shows a branch; turns that are there already are left where they are."""
        begun = not self._entries or not entries or self._entries[0].turn.id != entries[0].turn.id
        if begun:
            self._most = MOST
        self._entries = list(entries)
        shown = entries[-self._most :]
        wanted = {one.turn.id for one in shown}
        for gone in [one for one in self._views if one not in wanted]:
            view = self._views.pop(gone)
            view.hide()
            view.deleteLater()
        self._views = {one.turn.id: self._placed(at, one) for at, one in enumerate(shown)}
        for turn, text in self._texts.items():
            if turn in self._views and self._views[turn].entry.turn.status.open:
                self._views[turn].show_text(text)
        self.earlier.setVisible(len(entries) > len(shown))
        self._show_nested()
        if begun:
            self.follow()

    def show_text(self, turn: str, text: str) -> None:
        """Shows how far an answer has come."""
        self._texts = {turn: text}  # One answer at a time is written in a conversation.
        if turn in self._views:
            self._views[turn].show_text(text)

    def show_requests(self, nested: dict[str, dict[str, RequestChanged]]) -> None:
        """Shows what tools asked for on the way, each inside its call."""
        self._nested = nested
        self._show_nested()

    def follow(self) -> None:
        """Goes to the end, and stays there while more comes."""
        self._follows = True
        self._keep_end()

    @property
    def follows(self) -> bool:
        """Whether the end stays in sight."""
        return self._follows

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Goes to the beginning or to the end of what is shown."""
        if event.key() == Qt.Key.Key_Home:
            self.bar.setValue(self.bar.minimum())
        elif event.key() == Qt.Key.Key_End:
            self.follow()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leaves words away where there is no room for them."""
        super().resizeEvent(event)
        self._place_button()
        has_room = self.width() > theme.em(self, _ROOM)
        if has_room != self._has_room:
            self._has_room = has_room
            for view in self._views.values():
                view.show_words(shown=has_room)

    def _placed(self, at: int, entry: Entry) -> TurnView:
        view = self._views.get(entry.turn.id)
        if view is None:
            view = self._made(entry)
            self._column.insertWidget(at + 1, view)  # The first is what shows earlier turns.
        elif view.entry != entry:
            view.show_entry(entry)
        return view

    def _made(self, entry: Entry) -> TurnView:
        view = TurnView(entry)
        view.show_words(shown=self._has_room)
        view.review_requested.connect(self.review_requested)
        view.record_requested.connect(self.record_requested)
        view.edit_requested.connect(self.edit_requested)
        view.again_requested.connect(self.again_requested)
        view.shorten_requested.connect(self.shorten_requested)
        view.branch_requested.connect(self.branch_requested)
        view.address_wanted.connect(self.address_wanted)
        view.read_requested.connect(self.read_requested)
        return view

    def _show_nested(self) -> None:
        for view in self._views.values():
            for card in view.cards:
                for change in self._nested.get(card.call.call if card.call else "", {}).values():
                    card.show_request(change)

    def _show_earlier(self) -> None:
        self._follows = False
        bar = self.bar
        below = bar.maximum() - bar.value()
        self._most += MOST
        self.show_entries(self._entries)
        self._column.activate()
        bar.setValue(bar.maximum() - below)

    def _heed_place(self, value: int) -> None:
        bar = self.bar
        self._follows = value >= bar.maximum() - theme.em(self, 0.5)
        self.to_end.setVisible(not self._follows)

    def _place_button(self) -> None:
        """Keeps the way to the end at the foot, over the turns: it takes no room from them."""
        self.to_end.adjustSize()
        side, foot = self.width() - self.to_end.width(), self.height() - self.to_end.height()
        self.to_end.move(side // 2, foot - theme.em(self, 0.5))
        self.to_end.raise_()

    def _keep_end(self, *_: int) -> None:
        bar = self.bar
        if self._follows:
            bar.setValue(bar.maximum())
        self.to_end.setVisible(not self._follows)

    def _lay_out(self) -> None:
        self._column.setSpacing(theme.em(self, 0.75))
        self._column.addWidget(self.earlier, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch()
        narrow = QWidget()
        narrow.setMaximumWidth(theme.em(self, _WIDEST))
        narrow.setLayout(self._column)
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch()
        row.addWidget(narrow, 1000)
        row.addStretch()
        for layout in (self._column, row):
            grow_first(layout)
        self._area.setAccessibleName(tr("The conversation"))
        self._area.setFrameShape(QFrame.Shape.StyledPanel)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(inside)
        inside.setAutoFillBackground(True)
        inside.setBackgroundRole(QPalette.ColorRole.Base)
        self.to_end.setVisible(False)
        self.earlier.setVisible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._area, 1)
