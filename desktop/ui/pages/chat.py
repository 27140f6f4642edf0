"""The page of conversations with a model."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from desktop.language import tr
from desktop.ui import theme
from desktop.ui.chat.composer import Composer
from desktop.ui.chat.conversation_list import ConversationList, title_of
from desktop.ui.chat.transcript import Transcript
from desktop.ui.theme import Symbol
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.split import REST, Split
from desktop.ui.widgets.symbols import SymbolButton
from desktop.ui.widgets.texts import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent

    from desktop.inbound.chat.conversation import Conversation
    from desktop.ui.chat.destination import ModelOffer
    from desktop.ui.chat.entries import Entry
    from desktop.ui.palette import Offer

_NARROW = 38
"""Line heights of width under which the list and the conversation are not beside each other."""


class ChatPage(QWidget):
    """On the left the conversations, on the right the chosen one, and what is written next."""

    refresh_requested = Signal(str)
    """The list is wanted, of those that have these words."""
    new_requested = Signal()
    open_requested = Signal(str)
    rename_requested = Signal(str, str)
    export_requested = Signal(str, str)
    """A conversation is to be saved, as "markdown" or "json"."""
    delete_requested = Signal(str)
    instruct_requested = Signal()
    """How the model is to behave in the conversation that is shown is to be said."""
    send_requested = Signal()
    stop_requested = Signal()
    get_model_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.conversation: Conversation | None = None
        self._entries: list[Entry] = []
        self._busy = False
        self._title = PlainLabel("-")
        self._instructed = PlainLabel("-")
        self._instructed.setWordWrap(False)
        self._instructed.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.list = ConversationList()
        self.transcript = Transcript()
        self.composer = Composer()
        self.to_list = SymbolButton(Symbol.CHAT, tr("&Conversations"))
        self.actions_button = SymbolButton(Symbol.SETTINGS, tr("M&ore", "that can be done"))
        self.actions_button.setAccessibleName(tr("What can be done with this conversation"))
        self.menu = self._menu()
        self.actions_button.setMenu(self.menu)
        self.no_model = EmptyState(
            Symbol.MODELS,
            tr("No model is here yet"),
            tr("Get one, or add a provider with a key; then you can talk to it here."),
        )
        self.nothing_said = EmptyState(
            Symbol.CHAT,
            tr("Nothing is said yet"),
            tr(
                "Write below, and press Enter. You can attach texts and pictures, and let the "
                "model ask for the tools of your servers; you are asked before one runs."
            ),
        )
        self._stack = QStackedWidget()
        self._right = QWidget()
        bold = self._title.font()
        bold.setBold(True)
        self._title.setFont(bold)
        self._connect()
        self._lay_out()
        self.show_conversation(None, ())

    def set_ready(self, *, ready: bool) -> None:
        """Offers what needs the app's services once they are there."""
        self.list.new.setEnabled(ready)
        if ready:
            self.composer.set_ready()
            self._want_list()

    def show_conversations(self, found: Sequence[Conversation]) -> None:
        """Shows the list, of all conversations or of those that were found."""
        today = datetime.fromtimestamp(time.time(), UTC).astimezone().date()
        shown = self.conversation.id if self.conversation else ""
        self.list.show_conversations(found, shown, today)

    def show_models(self, models: Sequence[ModelOffer]) -> None:
        """Shows the models that can be talked to."""
        self.composer.show_models(models)
        self._choose_view()

    def show_conversation(self, shown: Conversation | None, entries: Sequence[Entry]) -> None:
        """Shows a conversation as it is now; None is one in which nothing was said yet."""
        other = (shown and shown.id) != (self.conversation and self.conversation.id)
        self.conversation = shown
        self._entries = list(entries)
        self._title.say(title_of(shown) if shown else tr("New conversation"))
        self._instructed.say(tr("with instructions") if shown and shown.system else "")
        for action in self._of_conversation:
            action.setEnabled(shown is not None)
        self.transcript.show_entries(entries)
        self.list.choose(shown.id if shown else "")
        if shown and other:
            self.composer.choose_model(shown.model)
            self.composer.toolset.choose(shown.servers)
        self._choose_view()

    def show_busy(self, *, busy: bool) -> None:
        """Says whether an answer is being written in the conversation that is shown."""
        self._busy = busy
        self.composer.show_busy(busy=busy)

    @property
    def is_busy(self) -> bool:
        """Whether an answer is being written in it."""
        return self._busy

    @property
    def last_own_turn(self) -> str:
        """What the person wrote last in it; empty where they wrote nothing."""
        own = [one.turn.id for one in self._entries if one.turn.role == "user"]
        return own[-1] if own else ""

    def entry(self, turn: str) -> Entry | None:
        """Returns a turn that is shown."""
        return next((one for one in self._entries if one.turn.id == turn), None)

    def focus_list(self) -> None:
        """Brings the keyboard to what is written next."""
        self._show_talk()
        self.composer.draft.setFocus()

    def focus_search(self) -> None:
        """Brings the keyboard to the search in the conversations."""
        self._show_list()
        self.list.sought.setFocus()
        self.list.sought.selectAll()

    def offer_actions(self, offer: Offer) -> None:
        """Offers what can be done with the conversation that is shown."""
        none = "" if self.conversation else tr("No conversation is open.")
        offer(tr("New conversation"), self.new_requested.emit, "")
        offer(tr("Instructions for the model…"), self.instruct_requested.emit, "")
        for action in self._of_conversation:
            offer(action.text().replace("&", ""), action.trigger, none)

    def showEvent(self, event: QShowEvent) -> None:
        """Reads the conversations anew whenever the page is looked at."""
        super().showEvent(event)
        self._want_list()

    def _want_list(self) -> None:
        self.refresh_requested.emit(self.list.sought.text().strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Stops the answer on Esc, or leaves what is edited as it was sent."""
        if event.key() == Qt.Key.Key_Escape and self._right.isHidden():
            self.focus_list()
        elif event.key() == Qt.Key.Key_Escape and (self._busy or self.composer.is_editing):
            (self.stop_requested if self._busy else self.composer.edit_left).emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shows the list and the conversation beside each other, or one of them at a time."""
        super().resizeEvent(event)
        narrow = self.width() < theme.em(self, _NARROW)
        if narrow != self.to_list.isVisibleTo(self):
            self.to_list.setVisible(narrow)
            self.list.setVisible(not narrow)
            self._right.show()

    def _connect(self) -> None:
        self.list.new_requested.connect(self._begin_new)
        self.list.search_requested.connect(self.refresh_requested)
        self.list.open_requested.connect(self.open_requested)
        self.list.taken.connect(self.focus_list)
        self.list.rename_requested.connect(self.rename_requested)
        self.list.delete_requested.connect(self.delete_requested)
        self.list.menu_requested.connect(self.menu.popup)
        self.composer.send_requested.connect(self.send_requested)
        self.composer.stop_requested.connect(self.stop_requested)
        self.composer.draft.edit_last_requested.connect(
            lambda: self.transcript.edit_requested.emit(self.last_own_turn)
        )
        self.to_list.clicked.connect(self._show_list)
        get = SymbolButton(Symbol.ADD, tr("&Get a model…"))
        get.clicked.connect(self.get_model_requested)
        self.no_model.offer(get)
        new = QShortcut(QKeySequence("Ctrl+N"), self)
        new.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        new.activated.connect(self._begin_new)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(tr("&Instructions for the model…"), self.instruct_requested.emit)
        menu.addSeparator()
        self._of_conversation = (
            menu.addAction(tr("&Rename…"), QKeySequence("F2"), self._rename),
            menu.addAction(tr("Save as &Markdown…"), lambda: self._export("markdown")),
            menu.addAction(tr("Save as &JSON…"), lambda: self._export("json")),
            menu.addAction(tr("&Delete"), lambda: self.delete_requested.emit(self._id)),
        )
        return menu

    @property
    def _id(self) -> str:
        return self.conversation.id if self.conversation else ""

    def _rename(self) -> None:
        self._show_list()
        self.list.begin_rename()

    def _export(self, form: str) -> None:
        if self.conversation:
            self.export_requested.emit(self._id, form)

    def _begin_new(self) -> None:
        self.new_requested.emit()
        self.focus_list()

    def _choose_view(self) -> None:
        if self._entries:
            self._stack.setCurrentWidget(self.transcript)
        else:
            no_model = not self.composer.knows_models
            self._stack.setCurrentWidget(self.no_model if no_model else self.nothing_said)

    def _show_list(self) -> None:
        self.list.show()
        self._right.setVisible(not self.to_list.isVisibleTo(self))

    def _show_talk(self) -> None:
        self._right.show()
        self.list.setVisible(not self.to_list.isVisibleTo(self))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.to_list)
        head.addWidget(self._title, 1)
        head.addWidget(self._instructed)
        head.addWidget(self.actions_button)
        self.to_list.hide()
        for view in (self.no_model, self.nothing_said, self.transcript):
            self._stack.addWidget(view)
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.addLayout(head)
        right.addWidget(self._stack, 1)
        right.addWidget(self.composer)
        halves = self.list, self._right
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Split(Qt.Orientation.Horizontal, halves, (13, REST), "chat"))
