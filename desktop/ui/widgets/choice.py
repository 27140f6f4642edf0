"""A box to choose one of several things from, each in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from desktop.ui import wording

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from PySide6.QtGui import QStandardItemModel
    from PySide6.QtWidgets import QWidget


class Choice(QComboBox):
    """Keeps what a person chose while the things to choose from change."""

    def __init__(
        self,
        name: str,
        things: Iterable[tuple[object, str]] = (),
        narrowest: int = 10,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(narrowest)
        self._things: list[object] = []
        for thing, words in things:
            self.offer(thing, words)

    def offer(self, thing: object, words: str) -> None:
        """Adds a thing that is not there yet."""
        if thing not in self._things:
            self._things.append(thing)
            self.addItem(wording.one_line(words))

    def only(self, things: Iterable[tuple[object, str]]) -> None:
        """Offers these things and no others."""
        self._things.clear()
        self.clear()
        for thing, words in things:
            self.offer(thing, words)

    def chosen(self) -> object:
        """Returns the chosen thing."""
        return self._things[self.currentIndex()]

    def choose(self, thing: object) -> None:
        """Chooses a thing."""
        self.setCurrentIndex(self._things.index(thing))

    def allow(self, things: Container[object]) -> None:
        """Lets only some of the things be chosen; the others stay in sight."""
        model = cast("QStandardItemModel", self.model())
        for row, thing in enumerate(self._things):
            item = model.item(row)
            flags = item.flags() | Qt.ItemFlag.ItemIsEnabled
            item.setFlags(flags if thing in things else flags & ~Qt.ItemFlag.ItemIsEnabled)
