"""A list beside what it is about, or above it where there is no room beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt

from desktop.ui.widgets.split import REST, Split

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

_BESIDE = Qt.Orientation.Horizontal


class TurningSplit(Split):
    """Turns by itself; the sizes that a person gave its parts side by side are remembered."""

    def __init__(
        self,
        left: QWidget,
        right: QWidget,
        name: str,
        width: float,
        parent: QWidget | None = None,
    ) -> None:
        """Takes the two parts.

        Args:
            left: the list.
            right: what it is about.
            name: under which its sizes are remembered.
            width: of the list, in em, until a person gives it another.
            parent: what it belongs to.
        """
        super().__init__(_BESIDE, (left, right), (width, REST), name, parent)
        self._parts = left, right

    def minimumSizeHint(self) -> QSize:
        """Returns the least size of the two above each other."""
        widths = [part.minimumSizeHint().width() for part in self._parts]
        return QSize(max(widths), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turns where the two have no room beside each other any more, or have it again."""
        super().resizeEvent(event)
        least = sum(part.minimumSizeHint().width() for part in self._parts)
        fits = event.size().width() >= least + self.handleWidth()
        turned = _BESIDE if fits else Qt.Orientation.Vertical
        if turned is not self.orientation():
            self.setOrientation(turned)
            self.give()

    def give(self) -> None:
        """Gives the list its width; above the other, it has the least that it needs."""
        if self.orientation() is _BESIDE:
            super().give()
        else:
            self.setSizes([1, 1])

    def keep(self) -> None:
        """Has the sizes hold where the two stand beside each other."""
        if self.orientation() is _BESIDE:
            super().keep()
