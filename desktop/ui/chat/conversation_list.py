"""The person's conversations by day, the latest first, with a search above them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QEvent, QLocale, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)

from desktop.language import tr
from desktop.ui import theme, wording
from desktop.ui.theme import Symbol
from desktop.ui.widgets.symbols import SymbolButton
from desktop.ui.widgets.texts import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QKeyEvent

    from desktop.inbound.chat.conversation import Conversation

_PAUSE_MS = 200
_ID = Qt.ItemDataRole.UserRole
_TITLE = Qt.ItemDataRole.UserRole + 1
"""All of it, where its line shows the beginning."""
_LONGEST = 80


class _Titles(QStyledItemDelegate):
    """Lets the whole title be edited, and changes nothing where it stays as it was."""

    renamed = Signal(str, str)

    def setEditorData(  # noqa: N802 - Qt's own name
        self, editor: QWidget, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if isinstance(editor, QLineEdit):
            editor.setText(index.data(_TITLE))

    def setModelData(  # noqa: N802 - Qt's own name
        self,
        editor: QWidget,
        model: QAbstractItemModel,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        del model  # The list is read anew when the title has been changed.
        title = editor.text().strip() if isinstance(editor, QLineEdit) else ""
        if title != index.data(_TITLE):
            self.renamed.emit(index.data(_ID), title)


class _Rows(QListWidget):
    """Delete deletes, F2 renames in place."""

    delete_requested = Signal()

    @property
    def is_editing(self) -> bool:
        """Whether a title is being changed."""
        return self.state() is QAbstractItemView.State.EditingState

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.currentRow() >= 0:
            self.delete_requested.emit()
        else:
            super().keyPressEvent(event)


class ConversationList(QWidget):
    """A line for each conversation; the days between them cannot be chosen."""

    new_requested = Signal()
    search_requested = Signal(str)
    open_requested = Signal(str)
    rename_requested = Signal(str, str)
    delete_requested = Signal(str)
    taken = Signal()
    """It was chosen to go on with, by Enter or a click."""
    menu_requested = Signal(QPoint)
    """What can be done with the chosen one is wished, at a place on the screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filling = self._missed = False
        self.new = SymbolButton(Symbol.ADD, tr("&New conversation"))
        self.new.setToolTip("Ctrl+N")
        self.new.clicked.connect(self.new_requested)
        self.sought = QLineEdit()
        self.sought.setAccessibleName(tr("Search in conversations"))
        self.sought.setPlaceholderText(tr("Search in conversations"))
        self.sought.setClearButtonEnabled(True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(lambda: self.search_requested.emit(self.sought.text().strip()))
        self.sought.textChanged.connect(lambda _: self._pause.start())
        self.rows = _Rows()
        self.rows.setAccessibleName(tr("Conversations"))
        self.rows.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.rows.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.rows.customContextMenuRequested.connect(self._ask_for_menu)
        self.rows.currentItemChanged.connect(lambda item, _: self._open(item))
        titles = _Titles(self.rows)
        titles.renamed.connect(self.rename_requested)
        self.rows.setItemDelegate(titles)
        titles.closeEditor.connect(self._catch_up)
        for signal in (self.rows.itemActivated, self.rows.itemClicked):
            signal.connect(self._take)
        self.rows.setSpacing(theme.em(self, 0.15))
        self.rows.delete_requested.connect(lambda: self.delete_requested.emit(self.chosen))
        self._nothing = PlainLabel()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(self, 0.4))
        for part in (self.new, self.sought, self._nothing):
            column.addWidget(part)
        column.addWidget(self.rows, 1)

    @property
    def chosen(self) -> str:
        """The conversation that is shown; empty where there is none."""
        return str(self.rows.currentItem().data(_ID)) if self.rows.currentRow() >= 0 else ""

    def show_conversations(self, found: Sequence[Conversation], chosen: str, today: date) -> None:
        """Shows what there is, or what was found, the latest first."""
        if self.rows.is_editing:
            self._missed = True  # What is being renamed would be lost.
            return
        self._missed = False
        self._filling = True
        bar, before = self.rows.verticalScrollBar(), self.chosen
        place = bar.value()
        self.rows.clear()
        day = ""
        for one in found:
            said = said_day(one.changed, today)
            if said != day:
                day = said
                self.rows.addItem(_heading(said, self.palette()))
            self.rows.addItem(_line(one))
        self._filling = False
        self.choose(chosen)
        if chosen == before:
            self.rows.doItemsLayout()  # Else there is no place yet to go to.
            bar.setValue(place)
        sought = bool(self.sought.text().strip())
        self._nothing.say("" if found or not sought else tr("No conversation has these words."))

    def choose(self, conversation: str) -> None:
        """Marks the one that is shown, or none."""
        if conversation == self.chosen:
            return  # Whoever looks at others in a long list is left there.
        self._filling = True
        self.rows.setCurrentRow(-1)
        for item in self._items():
            if conversation and item.data(_ID) == conversation:
                self.rows.setCurrentItem(item)
        self._filling = False

    def begin_rename(self) -> None:
        """Lets the chosen one's title be changed in its line."""
        if self.rows.currentRow() >= 0:
            self.rows.setFocus()
            self.rows.editItem(self.rows.currentItem())

    def changeEvent(self, event: QEvent) -> None:
        """Draws the days anew when the palette changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            for item in self._items():
                if not item.data(_ID):
                    item.setForeground(self.palette().brush(QPalette.ColorRole.PlaceholderText))

    def _catch_up(self) -> None:
        """Wishes the list anew where it was not shown because a title was being changed."""
        if self._missed:
            self._pause.start()

    def _items(self) -> list[QListWidgetItem]:
        return [self.rows.item(at) for at in range(self.rows.count())]

    def _open(self, item: QListWidgetItem | None) -> None:
        if item and item.data(_ID) and not self._filling:
            self.open_requested.emit(item.data(_ID))

    def _take(self, item: QListWidgetItem) -> None:
        if item.data(_ID):
            self.taken.emit()

    def _ask_for_menu(self, at: QPoint) -> None:
        index = self.rows.indexAt(at)
        if index.isValid() and index.data(_ID):
            self.rows.setCurrentRow(index.row())
            self.menu_requested.emit(self.rows.viewport().mapToGlobal(at))


def title_of(conversation: Conversation) -> str:
    """Returns what a conversation is called, in a line."""
    return wording.one_line(conversation.title)[:_LONGEST] or tr("New conversation")


def said_day(at: float, today: date) -> str:
    """Returns the day of a moment: "Today", "Yesterday", "This week", or its month."""
    day = datetime.fromtimestamp(at, UTC).astimezone().date()
    if day >= today:
        return tr("Today")
    if day == today - timedelta(days=1):
        return tr("Yesterday")
    if day > today - timedelta(days=7):
        return tr("This week")
    return QLocale().toString(QDate(day.year, day.month, 1), "MMMM yyyy")


def _heading(text: str, palette: QPalette) -> QListWidgetItem:
    item = QListWidgetItem(text)
    item.setForeground(palette.brush(QPalette.ColorRole.PlaceholderText))
    font = item.font()
    font.setBold(True)
    item.setFont(font)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    return item


def _line(conversation: Conversation) -> QListWidgetItem:
    item = QListWidgetItem(title_of(conversation))
    item.setData(_ID, conversation.id)
    item.setData(_TITLE, wording.one_line(conversation.title))
    item.setToolTip(item.data(_TITLE) or item.text())
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
    return item
