"""Controls in a row, which goes on in the next line where the window is narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QApplication, QLayout, QStyle

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QLayoutItem, QWidget

_ACROSS = Qt.Orientation.Horizontal


class Flow(QLayout):
    """What is hidden takes no place; what can use more width than it needs gets what is left."""

    def __init__(self, controls: Iterable[QWidget] = (), last: Iterable[QWidget] = ()) -> None:
        """Takes what stands in it.

        Args:
            controls: from the left.
            last: what stands at the right end, as long as all is in one line.
        """
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._height = 0
        """Of all lines, as they are laid out now; splits and scrolled pages ask for no other."""
        self.setContentsMargins(0, 0, 0, 0)
        for control in controls:
            self.addWidget(control)
        at_end = list(last)
        self._at_end = len(self._items) if at_end else None
        """The first of what stands at the right end."""
        for control in at_end:
            self.addWidget(control)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's own name
        """Takes one more."""
        self._items.append(item)

    def count(self) -> int:
        """Returns how many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """Returns one of them; None beyond the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """Lets go of one of them."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - Qt's own name
        """Returns that it wants no more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's own name
        """Whether its height depends on its width."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's own name
        """Returns the height of as many lines as it takes."""
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 - Qt's own name
        """Puts everything where it belongs."""
        super().setGeometry(rect)
        height = self._place(rect, move=True)
        if height != self._height:
            self._height = height
            self.update()

    def sizeHint(self) -> QSize:
        """Returns the size of a single line."""
        hints = [item.sizeHint() for item in self._shown()]
        width = sum(hint.width() for hint in hints) + self._gap() * max(0, len(hints) - 1)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's own name
        """Returns the width of the widest one, and the height of the lines that there are now."""
        smallest = QSize(0, self._height)
        for item in self._shown():
            smallest = smallest.expandedTo(item.minimumSize())
        return smallest

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _is_at_end(self, item: QLayoutItem) -> bool:
        return self._at_end is not None and self._items.index(item) >= self._at_end

    def _gap(self) -> int:
        metric = QStyle.PixelMetric.PM_LayoutHorizontalSpacing
        return max(QApplication.style().pixelMetric(metric), 4)

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Returns the height of all lines, each thing moved there where that is wished."""
        top = rect.y()
        lines = self._lines(rect.width())
        for line in lines:
            height = max(size.height() for _, size in line)
            if move:
                self._place_line(line, QRect(rect.x(), top, rect.width(), height), len(lines) == 1)
            top += height + self._gap()
        return max(0, top - self._gap() - rect.y())

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        left = -1
        for item in self._shown():
            size = item.sizeHint().boundedTo(QSize(max(width, 1), 1 << 20))
            size = size.expandedTo(item.minimumSize())
            if item.hasHeightForWidth():
                size.setHeight(item.heightForWidth(size.width()))
            if size.width() > left:
                lines.append([])
                left = width
            lines[-1].append((item, size))
            left -= size.width() + self._gap()
        return lines

    def _place_line(
        self,
        line: list[tuple[QLayoutItem, QSize]],
        rect: QRect,
        is_only: bool,  # noqa: FBT001
    ) -> None:
        taken = sum(size.width() for _, size in line) + self._gap() * (len(line) - 1)
        spare, left = max(0, rect.width() - taken), rect.x()
        wide = next((one for one, _ in line if one.expandingDirections() & _ACROSS), None)
        first = next((one for one, _ in line if self._is_at_end(one)), None)
        for item, size in line:
            width = size.width() + (spare if item is wide else 0)
            if wide is None and is_only and item is first:
                left += spare
            aside = (rect.height() - size.height()) // 2
            item.setGeometry(QRect(left, rect.y() + aside, width, size.height()))
            left += width + self._gap()
