"""The way from one branch of a conversation to the one beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.language import tr
from desktop.ui.theme import Symbol
from desktop.ui.widgets.symbols import SymbolButton
from desktop.ui.widgets.texts import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Sequence


class BranchSwitch(QWidget):
    """Which of several branches is shown, and the one before and after it; absent for one."""

    branch_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._branches: tuple[str, ...] = ()
        self._place = 0
        self.place = PlainLabel()
        self.place.setWordWrap(False)
        self.before = SymbolButton(Symbol.BEFORE, "")
        self.after = SymbolButton(Symbol.AFTER, "")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for button, name, keys, by in (
            (self.before, tr("The branch before this one"), "Alt+Left", -1),
            (self.after, tr("The branch after this one"), "Alt+Right", 1),
        ):
            button.setFlat(True)
            button.setAccessibleName(name)
            button.setToolTip(tr("{name} ({keys})", name=name, keys=keys))
            button.clicked.connect(lambda _=False, by=by: self.go(by))
        row.addWidget(self.before)
        row.addWidget(self.place, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.after)

    def show_branches(self, branches: Sequence[str], place: int) -> None:
        """Shows which of the branches this is."""
        self._branches, self._place = tuple(branches), place
        of = len(branches)
        self.place.say(tr("{place} of {of}", "branches", place=place + 1, of=of))
        self.before.setEnabled(place > 0)
        self.after.setEnabled(place < of - 1)
        self.setVisible(of > 1)

    def go(self, by: int) -> None:
        """Wishes for a branch so many further on, if there is one."""
        wanted = self._place + by
        if 0 <= wanted < len(self._branches):
            self.branch_requested.emit(self._branches[wanted])
