"""A scroll area that is no higher than what is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy

from desktop.ui import theme

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget


class SnugArea(QScrollArea):
    """Follows its widget's height, where Qt's own scroll area keeps the first that it saw."""

    def __init__(
        self,
        name: str,
        parent: QWidget | None = None,
        focus: Qt.FocusPolicy = Qt.FocusPolicy.StrongFocus,
    ) -> None:
        """Takes its name for screen readers, and how the focus comes to it while it is seen."""
        super().__init__(parent)
        self._focus = focus
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.viewport().setAutoFillBackground(False)

    def show_widget(self, widget: QWidget) -> None:
        """Puts another widget in the place of the one before."""
        self.setWidget(widget)
        widget.setAutoFillBackground(False)
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leads nobody to where nothing is seen."""
        super().resizeEvent(event)
        self.setFocusPolicy(self._focus if self.height() else Qt.FocusPolicy.NoFocus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes over the height of the widget when that changes; Qt asks its area to look."""
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def sizeHint(self) -> QSize:
        """Returns the size at which the widget is seen whole."""
        widget = self.widget()
        return widget.sizeHint() if widget else QSize()

    def minimumSizeHint(self) -> QSize:
        """Returns a size in which a few lines are seen."""
        few = QSize(theme.em(self, 14), theme.em(self, 6))
        return few.boundedTo(self.sizeHint().expandedTo(QSize(few.width(), 0)))
