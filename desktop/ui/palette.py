"""The palette: every action of the window, found by a few letters of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QKeySequence, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from desktop.language import tr
from desktop.ui import theme, wording
from desktop.ui.widgets.announcing import announce
from desktop.ui.widgets.texts import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from PySide6.QtGui import QAction, QKeyEvent
    from PySide6.QtWidgets import QWidget

    Offer = Callable[[str, Callable[[], object], str], None]
    """Takes what can be done in words, what does it, and why it cannot be done now, if so."""

_MOVES = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})
_DOES = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_ACT = Qt.ItemDataRole.UserRole


@runtime_checkable
class Acting(Protocol):
    """A page that offers actions of its own, about what is in it."""

    def offer_actions(self, offer: Offer) -> None:
        """Offers what can be done now, the most wanted first."""


@dataclass(frozen=True, slots=True)
class Act:
    """Something to do, as the palette shows it."""

    text: str
    do: Callable[[], object]
    key: str = ""
    why_not: str = ""
    """Why it cannot be done now; empty where it can."""


class Palette(QDialog):
    """A line to type into, and under it what can be done; the keyboard stays in the line."""

    def __init__(
        self,
        parent: QWidget,
        actions: Iterable[QAction],
        pages: Iterable[tuple[object, Callable[[], None]]],
    ) -> None:
        """Takes what can be done now.

        Args:
            parent: what it belongs to.
            actions: those of the menus.
            pages: each page that there is, and what brings it to the front.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("All actions"))
        self._acts = [*map(_act_of, actions), *_offered(pages)]
        self.sought = QLineEdit()
        self.sought.setAccessibleName(tr("What do you want to do?"))
        self.sought.setPlaceholderText(tr("What do you want to do?"))
        self.sought.setClearButtonEnabled(True)
        self.list = _list()
        self._nothing = PlainLabel(tr("No action is called that. Try fewer letters."))
        column = QVBoxLayout(self)
        column.addWidget(self.sought)
        column.addWidget(self._nothing)
        column.addWidget(self.list, 1)
        self.sought.textChanged.connect(self._show)
        self.list.currentItemChanged.connect(self._say_current)
        self.list.itemClicked.connect(self._do)
        self._show()
        room = parent.window().size()
        self.resize(
            min(theme.em(self, 34), room.width() * 9 // 10),
            min(theme.em(self, 26), room.height() * 8 // 10),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walks the list, or does what is chosen, while the keyboard is in the line."""
        if event.key() in _MOVES and not self.list.hasFocus():
            QApplication.sendEvent(self.list, event)
        elif event.key() in _DOES:
            self._do(self.list.currentItem())
        else:
            super().keyPressEvent(event)

    def _show(self) -> None:
        self.list.clear()
        for act in ranked(self.sought.text(), self._acts):
            self.list.addTopLevelItem(_item(act, self.palette()))
        found = self.list.topLevelItemCount() > 0
        self.list.setCurrentIndex(self.list.model().index(0, 0))
        self.list.setVisible(found)
        self._nothing.setVisible(not found)
        if not found:
            announce(self.sought, self._nothing.text())

    def _say_current(self, item: QTreeWidgetItem | None) -> None:
        if item and self.sought.hasFocus():
            announce(self.list, item.text(0))

    def _do(self, item: QTreeWidgetItem | None) -> None:
        if item is None:
            return
        act: Act = item.data(0, _ACT)
        if act.why_not:
            announce(self.list, act.why_not)
            return
        self.accept()  # First, so that what is done can take the keyboard.
        act.do()


def ranked(sought: str, acts: Iterable[Act]) -> list[Act]:
    """Returns the actions that have what is sought, the likeliest that can be done first."""
    found = [(rank, act) for act in acts if (rank := _rank(sought, act.text)) is not None]
    found.sort(key=lambda one: (one[0][0], bool(one[1].why_not), one[0][1]))
    return [act for _, act in found]


def _rank(sought: str, text: str) -> tuple[int, int] | None:
    """Returns how far a text is from what is sought; None where it has not its letters in order.

    Beginnings of its words come first, then any parts of it, then letters that are spread over it.
    """
    wanted, text = sought.casefold().split(), text.casefold()
    words = text.split()
    if all(any(word.startswith(one) for word in words) for one in wanted):
        first = min(
            (words.index(w) for w in words for one in wanted if w.startswith(one)), default=0
        )
        return 0, first
    if all(one in text for one in wanted):
        return 1, min(text.index(one) for one in wanted)
    start = at = -1
    for letter in "".join(wanted):
        at = text.find(letter, at + 1)
        if at < 0:
            return None
        start = at if start < 0 else start
    return 2, at - start


def _act_of(action: QAction) -> Act:
    text = action.text().replace("&&", "\0").replace("&", "").replace("\0", "&")
    if action.isCheckable():
        text = tr("{action} (is on)", action=text) if action.isChecked() else text
    key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    blocked = action.statusTip() or tr("It cannot be done now.")
    return Act(text, action.trigger, key, "" if action.isEnabled() else blocked)


def _offered(pages: Iterable[tuple[object, Callable[[], None]]]) -> Iterator[Act]:
    """Gives what the pages offer; each is brought to the front before it does something."""
    for page, show in pages:
        acts: list[Act] = []

        def offer(
            text: str,
            do: Callable[[], object],
            why_not: str = "",
            acts: list[Act] = acts,
            show: Callable[[], None] = show,
        ) -> None:
            acts.append(Act(wording.one_line(text), partial(_on_page, show, do), why_not=why_not))

        if isinstance(page, Acting):
            page.offer_actions(offer)
        yield from acts


def _on_page(show: Callable[[], None], do: Callable[[], object]) -> None:
    show()
    do()


def _item(act: Act, palette: QPalette) -> QTreeWidgetItem:
    item = QTreeWidgetItem([f"{act.text}\n{act.why_not}" if act.why_not else act.text, act.key])
    item.setData(0, _ACT, act)
    item.setToolTip(0, act.text)
    if act.why_not:
        for column in range(2):
            item.setForeground(column, palette.brush(QPalette.ColorRole.PlaceholderText))
    return item


class _Roomy(QStyledItemDelegate):
    """Gives what is told of an action some room above and below."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Returns the size of a cell."""
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), hint.height() + option.fontMetrics.height() // 2)


def _list() -> QTreeWidget:
    found = QTreeWidget()
    found.setAccessibleName(tr("Actions"))
    found.setItemDelegate(_Roomy(found))
    found.setColumnCount(2)
    found.setHeaderHidden(True)
    found.setRootIsDecorated(False)
    found.setWordWrap(True)
    found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    header = found.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
    return found
