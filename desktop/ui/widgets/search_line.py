"""The line with which a person finds something in a list that has grown long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from desktop.language import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QListWidget, QWidget

FEW = 8
"""A list of no more than these is seen at once, and has no search."""


class SearchLine(QLineEdit):
    """Hides the rows that have none of what is typed; absent where the list is short."""

    def __init__(self, rows: QListWidget, what: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = rows
        self._hides = False
        """Whether rows may be hidden now."""
        self.setAccessibleName(tr("Search: {what}", what=what))
        self.setPlaceholderText(tr("Search"))
        self.setClearButtonEnabled(True)
        self.textChanged.connect(self._sift)
        self.hide()

    def look_again(self) -> None:
        """Takes the rows as they are now."""
        needed = self._rows.count() > FEW
        self.setVisible(needed)
        if not needed:
            self.clear()
        self._sift()

    def _sift(self) -> None:
        words = self.text().casefold().split()
        if not (words or self._hides):
            return
        self._hides = bool(words)
        for row in range(self._rows.count()):
            item = self._rows.item(row)
            text = item.text().casefold()
            item.setHidden(not all(word in text for word in words))
