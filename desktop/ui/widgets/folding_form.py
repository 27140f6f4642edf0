"""Named fields in a form, each below its name where there is no room beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QFormLayout

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_ROLES = (
    QFormLayout.ItemRole.LabelRole,
    QFormLayout.ItemRole.FieldRole,
    QFormLayout.ItemRole.SpanningRole,
)


class FoldingForm(QFormLayout):
    """Folds all its rows at once: names at different places would be hard to read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's own name
        """Returns the least size, with each field below its name."""
        names, fields, whole = self._widths()
        margins = self.contentsMargins()
        width = max(names, fields, whole) + margins.left() + margins.right()
        return QSize(width, super().minimumSize().height())

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 - Qt's own name
        """Chooses where the names stand, and puts everything in its place."""
        names, fields, _ = self._widths()
        margins = self.contentsMargins()
        needed = names + fields + self.horizontalSpacing() + margins.left() + margins.right()
        policies = QFormLayout.RowWrapPolicy
        policy = policies.WrapAllRows if needed > rect.width() else policies.DontWrapRows
        if policy is not self.rowWrapPolicy():
            self.setRowWrapPolicy(policy)
        super().setGeometry(rect)

    def _widths(self) -> tuple[int, ...]:
        """Returns the least widths of names, of fields, and of what takes a whole row."""
        return tuple(
            max(
                (
                    item.minimumSize().width()
                    for row in range(self.rowCount())
                    if self.isRowVisible(row) and (item := self.itemAt(row, role)) is not None
                ),
                default=0,
            )
            for role in _ROLES
        )
