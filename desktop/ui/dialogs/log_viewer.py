"""The logs of Parley, of its servers and of its models, as they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFontDatabase, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from desktop.doctor.logs import Level
from desktop.language import tr
from desktop.ui import theme
from desktop.ui.clipboard import copied
from desktop.ui.tables.log_lines import LogLines
from desktop.ui.theme import Symbol
from desktop.ui.widgets.announcing import announce
from desktop.ui.widgets.choice import Choice
from desktop.ui.widgets.symbols import SymbolButton
from desktop.ui.widgets.texts import PlainLabel, label_for

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QWidget

    from desktop.doctor.logs import News


class LogViewer(QDialog):
    """Stays open beside the window; a reader at the end of a log stays at its end."""

    log_chosen = Signal(object)
    """The path of the log that is to be shown."""
    folder_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Log"))
        self.setSizeGripEnabled(True)
        self.log = Choice(tr("Log"), narrowest=14)
        self.level = Choice(
            tr("Lines"),
            [
                (Level.ANY, tr("All lines")),
                (Level.INFORMATION, tr("Information and worse")),
                (Level.WARNING, tr("Warnings and worse")),
                (Level.ERROR, tr("Errors")),
            ],
        )
        self.sought = QLineEdit()
        self.sought.setAccessibleName(tr("Search the log"))
        self.sought.setPlaceholderText(tr("Search (Ctrl+F)"))
        self.sought.setClearButtonEnabled(True)
        self.previous = SymbolButton(Symbol.BEFORE, tr("&Previous"))
        self.next = SymbolButton(Symbol.AFTER, tr("&Next"))
        self.lines = LogLines(self)
        self.list = self._list()
        self.told = PlainLabel()
        self.copy = SymbolButton(Symbol.COPY, tr("&Copy"))
        self.folder = SymbolButton(Symbol.FOLDER, tr("&Open the folder"))
        self._cut = self._looked = False
        self._connect()
        self._lay_out()
        self.resize(theme.em(self, 52), theme.em(self, 34))

    def offer(self, logs: Sequence[Path], chosen: str = "") -> None:
        """Offers the logs that there are, and wishes one of them shown.

        Args:
            logs: their paths.
            chosen: the name of the one that is shown first, where it is there.
        """
        self.log.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.log.only([(path, path.stem) for path in logs])
        names = [path.name for path in logs]
        self.log.setCurrentIndex(names.index(chosen) if chosen in names else 0)
        self.log.blockSignals(False)  # noqa: FBT003 - Qt's own signature
        self.log.setEnabled(bool(logs))
        if logs:
            self._choose()
        else:
            self.told.say(tr("Nothing was logged yet."))

    def choose(self, name: str) -> None:
        """Shows another log, where it is there."""
        for place in range(self.log.count()):
            if f"{self.log.itemText(place)}.log" == name:
                self.log.setCurrentIndex(place)

    def show_news(self, news: News) -> None:
        """Shows what came into the log since the last time."""
        bar = self.list.verticalScrollBar()
        place, at_end = bar.value(), not self._looked or bar.value() == bar.maximum()
        if news.afresh:
            self._cut = news.cut
            self.lines.show(news.lines)
        elif news.lines:
            self.lines.add(news.lines)
        else:
            return
        self._looked = True
        self._sift()
        if at_end:
            self.list.scrollToBottom()
        elif news.afresh:
            self.list.doItemsLayout()  # Else there is no place yet to go to.
            bar.setValue(place)
        if news.problem:
            self.told.say(tr("It cannot be read: {problem}.", problem=news.problem))

    def changeEvent(self, event: QEvent) -> None:
        """Follows the size of the window's font, which the system's own for programs does not."""
        super().changeEvent(event)
        if event.type() == event.Type.FontChange:
            self._set_font(self.list)

    def _choose(self) -> None:
        self._looked = False
        self.lines.show(())
        self.log_chosen.emit(self.log.chosen())

    def _sift(self) -> None:
        has_levels = self.lines.has_levels
        self.level.setEnabled(has_levels)
        least = self.level.chosen()
        assert isinstance(least, Level)
        self.lines.only(least if has_levels else Level.ANY)
        self.list.scheduleDelayedItemsLayout()
        self._tell()

    def _tell(self) -> None:
        shown = self.lines.rowCount()
        said = [tr("{n} line(s).", "", shown)]
        if self._cut:
            said.append(tr("What is older is in the file."))
        if text := self.sought.text():
            found = self.lines.places_of(text)
            said.append(tr("{n} of them have what you look for.", "", len(found)))
            for button in (self.previous, self.next):
                button.setEnabled(bool(found))
        said.append(tr("Keys are masked."))
        self.told.say(" ".join(said))

    def _look(self, step: int) -> None:
        """Goes to the next line that has what is looked for, or the one before; then round."""
        text = self.sought.text()
        found = self.lines.places_of(text) if text else []
        if not found:
            return
        at = self.list.currentIndex().row()
        after = [row for row in found if row > at] or found
        before = [row for row in found if 0 <= row < at] or found
        row = after[0] if step > 0 else before[-1]
        self.list.setCurrentIndex(self.lines.index(row))
        said = tr("{place} of {all}", place=found.index(row) + 1, all=len(found))
        announce(self, f"{said}: {self.lines.text([row])}")

    def _copy(self) -> None:
        rows = sorted(index.row() for index in self.list.selectedIndexes())
        copied(self.lines.text(rows if len(rows) > 1 else None))
        announce(self, tr("Copied."))

    def _copy_chosen(self) -> None:
        copied(self.lines.text(sorted(index.row() for index in self.list.selectedIndexes())))

    def _list(self) -> QListView:
        view = QListView()
        view.setAccessibleName(tr("Lines of the log"))
        view.setModel(self.lines)
        view.setItemDelegate(_AsWideAsTheLongest(view))
        view.setUniformItemSizes(True)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setTextElideMode(Qt.TextElideMode.ElideNone)
        self._set_font(view)
        return view

    def _set_font(self, view: QListView) -> None:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(self.font().pointSizeF())
        view.setFont(font)

    def _connect(self) -> None:
        self.log.currentIndexChanged.connect(self._choose)
        self.level.currentIndexChanged.connect(self._sift)
        self.sought.textChanged.connect(self._tell)
        self.sought.returnPressed.connect(lambda: self._look(1))
        self.next.clicked.connect(lambda: self._look(1))
        self.previous.clicked.connect(lambda: self._look(-1))
        self.copy.clicked.connect(self._copy)
        self.folder.clicked.connect(self.folder_requested)
        for key, do in (
            ("Ctrl+F", self.sought.setFocus),
            ("F3", lambda: self._look(1)),
            ("Shift+F3", lambda: self._look(-1)),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(do)
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self.list)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self._copy_chosen)

    def _lay_out(self) -> None:
        top = QGridLayout()
        top.addWidget(label_for(tr("&Log"), self.log), 0, 0)
        top.addWidget(self.log, 0, 1)
        top.addWidget(self.level, 0, 2, 1, 2)
        top.addWidget(self.sought, 1, 0, 1, 2)
        top.addWidget(self.previous, 1, 2)
        top.addWidget(self.next, 1, 3)
        top.setColumnStretch(1, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setAutoDefault(False)  # Enter in the search searches.
        for button in (self.copy, self.folder):
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        column.addWidget(self.told)
        column.addWidget(buttons)


class _AsWideAsTheLongest(QStyledItemDelegate):
    """Tells the size of all lines by one: measuring each would take too long."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Returns the size of a line."""
        model, view = index.model(), self.parent()
        assert isinstance(model, LogLines)
        assert isinstance(view, QListView)
        width = view.fontMetrics().horizontalAdvance(f"{model.longest}  ")
        return QSize(width, super().sizeHint(option, index).height())
