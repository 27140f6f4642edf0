"""Parts with a handle between them, in the sizes that a person gave them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QSplitter, QWidget

from desktop.ui import theme
from desktop.ui.remembered import kept_sizes, remembered

if TYPE_CHECKING:
    from collections.abc import Sequence

REST = 0.0
"""The length of a part that has what the others leave."""


class Split(QSplitter):
    """Grows and shrinks with its text, and remembers what a person made of it."""

    def __init__(
        self,
        orientation: Qt.Orientation,
        parts: Sequence[QWidget],
        lengths: Sequence[float],
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Takes the parts.

        Args:
            orientation: whether they stand beside each other, or above.
            parts: in their order.
            lengths: of each, in em, until a person gives them others.
            name: under which these are remembered; nothing is where it is empty.
            parent: what it belongs to.
        """
        super().__init__(orientation, parent)
        self._name = name
        self._lengths = list(lengths)
        self.setChildrenCollapsible(False)
        for place, (part, length) in enumerate(zip(parts, lengths, strict=True)):
            self.addWidget(part)
            if length == REST:
                self.setStretchFactor(place, 1)
        if name and (sizes := kept_sizes(f"split {name}", len(parts))) and any(sizes):
            self._take(sizes)
        self.give()
        self.splitterMoved.connect(lambda *_: self.keep())

    def give(self) -> None:
        """Gives each part its length."""
        # The least, for Qt would take from all alike what all want too much.
        self.setSizes([max(1, theme.em(self, length)) for length in self._lengths])

    def changeEvent(self, event: QEvent) -> None:
        """Has lengths grow and shrink with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.give()

    def keep(self) -> None:
        """Has the sizes that it was given hold from now on."""
        self._take(self.sizes())
        if self._name:
            remembered().keep(f"split {self._name}", self.sizes())

    def _take(self, sizes: Sequence[int]) -> None:
        line = theme.em(self)
        self._lengths = [
            size / line if length != REST else REST
            for size, length in zip(sizes, self._lengths, strict=True)
        ]
