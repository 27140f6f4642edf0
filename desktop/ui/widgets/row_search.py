"""The line with which a person finds a row of a page, once the rows are many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.language import tr
from desktop.ui.widgets.search_line import FEW
from desktop.ui.widgets.texts import PlainLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QAbstractItemView

    from desktop.ui.tables.rows import Sifted


class RowSearch(QWidget):
    """Absent where all rows are seen at once, unless it is wished for; Esc shows all again."""

    def __init__(
        self, rows: Sifted, view: QAbstractItemView, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._rows, self._view = rows, view
        self.line = QLineEdit()
        self.line.setAccessibleName(tr("Search: {what}", what=view.accessibleName()))
        self.line.setPlaceholderText(tr("Search (Ctrl+F)"))
        self.line.setClearButtonEnabled(True)
        self._nothing = PlainLabel(tr("Nothing here has that. Esc shows everything."))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.line)
        column.addWidget(self._nothing)
        self.line.textChanged.connect(self._sift)
        self.line.returnPressed.connect(view.setFocus)
        source = rows.sourceModel()
        for change in (source.rowsInserted, source.rowsRemoved, source.modelReset):
            change.connect(self._look_again)
        self._look_again()

    def focus_search(self) -> None:
        """Brings the keyboard here, even where the rows are few."""
        self.show()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def clear(self) -> None:
        """Shows every row."""
        self.line.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Shows every row on Esc and leads back to them; Down leads to what was found."""
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self._view.setFocus()
            self._look_again()
        elif event.key() == Qt.Key.Key_Down:
            self._view.setFocus()
        else:
            super().keyPressEvent(event)

    def _sift(self) -> None:
        self._rows.seek(self.line.text())
        found = self._rows.rowCount() > 0
        self._nothing.setVisible(not found and bool(self.line.text()))
        if found and self.line.text() and not self._view.currentIndex().isValid():
            self._view.setCurrentIndex(self._rows.index(0, 0))

    def _look_again(self) -> None:
        """Stays away where it is not needed."""
        used = self.line.hasFocus() or bool(self.line.text())
        self.setVisible(used or self._rows.sourceModel().rowCount() > FEW)
        self._sift()
