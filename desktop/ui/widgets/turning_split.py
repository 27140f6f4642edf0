"""A list beside what it is about, or above it where there is no room beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSplitter, QWidget

from desktop.ui import theme
from desktop.ui.remembered import remember_split

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


class TurningSplit(QSplitter):
    """Turns by itself; the sizes that a person gave its parts side by side are remembered."""

    def __init__(
        self,
        left: QWidget,
        right: QWidget,
        name: str,
        widths: tuple[float, float],
        parent: QWidget | None = None,
    ) -> None:
        """Takes the two parts.

        Args:
            left: the list.
            right: what it is about.
            name: under which its sizes are remembered.
            widths: of both, in em, until a person gives them others.
            parent: what it belongs to.
        """
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setChildrenCollapsible(False)
        self._parts = left, right
        for part in self._parts:
            self.addWidget(part)
        self._beside = [theme.em(self, width) for width in widths]
        self.setSizes(self._beside)
        self.setStretchFactor(1, 1)
        remember_split(self, name)

    def minimumSizeHint(self) -> QSize:
        """Returns the least size of the two above each other."""
        widths = [part.minimumSizeHint().width() for part in self._parts]
        return QSize(max(widths), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turns where the two have no room beside each other any more, or have it again."""
        super().resizeEvent(event)
        least = sum(part.minimumSizeHint().width() for part in self._parts)
        beside = event.size().width() >= least + self.handleWidth()
        turned = Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical
        if turned is not self.orientation():
            self.setOrientation(turned)
            self.setSizes(self._beside if beside else [1, 2])
