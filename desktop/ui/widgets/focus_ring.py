"""A ring around what has the keyboard's focus, in all colours and styles alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPalette, QRegion
from PySide6.QtWidgets import (
    QCheckBox,
    QFocusFrame,
    QMenuBar,
    QPlainTextEdit,
    QRadioButton,
    QTabBar,
    QWidget,
)

from desktop.ui import theme
from desktop.ui.legibility import legible

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_SHOWN_BY_STYLE = (QCheckBox, QRadioButton, QTabBar, QMenuBar)
"""A style marks the words or the one part that is meant, and does so in every look."""
_OWN = Qt.FindChildOption.FindDirectChildrenOnly
_BREADTH = 0.14


def encircle(widget: QWidget) -> None:
    """Draws a ring in a widget until it loses the focus; a style forgets many kinds of them."""
    if not isinstance(widget, _SHOWN_BY_STYLE):
        rings = [one for one in widget.findChildren(FocusRing, options=_OWN) if not one.ended]
        (rings[0] if rings else FocusRing(widget)).show()


class FocusRing(QFocusFrame):
    """Lies over its widget and goes with the focus; screen readers know such a frame for none."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._widget = widget
        self.ended = False
        """Whether it is about to be deleted."""
        widget.installEventFilter(self)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Goes when the focus does, and keeps to the edge until then."""
        if watched is self._widget:
            if isinstance(event, QFocusEvent):
                self._follow(event)
            elif event.type() == QEvent.Type.Resize:
                self._fit()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws itself in the accent's colour."""
        colour = legible(self.palette().color(QPalette.ColorRole.Accent), self.palette())
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), colour)

    def _follow(self, event: QFocusEvent) -> None:
        """Comes and goes with the focus, which a menu only borrows."""
        borrowed = event.reason() == Qt.FocusReason.PopupFocusReason
        if event.gotFocus():
            self.setVisible(borrowed)
        elif event.lostFocus():
            self.hide()
            if not borrowed:
                self.ended = True
                self.deleteLater()

    def _fit(self) -> None:
        edge = theme.em(self, _BREADTH)
        if isinstance(self._widget, QPlainTextEdit) and not self._widget.frameWidth():
            edge = theme.em(self, _BREADTH / 2)  # Its letters begin at the very edge.
        whole = QRect(self._widget.rect())
        self.setGeometry(whole)
        # What lies within the ring is drawn without asking it.
        self.setMask(QRegion(whole) - QRegion(whole.adjusted(edge, edge, -edge, -edge)))
        self.raise_()
