"""Named fields in a form, each below its name where there is no room beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QFormLayout

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayoutItem, QWidget

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
        margins = self.contentsMargins()
        items = [item for role in _ROLES for item in self._items(role)]
        widest = max((item.minimumSize().width() for item in items), default=0)
        width = widest + margins.left() + margins.right()
        return QSize(width, super().minimumSize().height())

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 - Qt's own name
        """Chooses where the names stand, and puts everything in its place."""
        margins, roles = self.contentsMargins(), QFormLayout.ItemRole
        names = [item.sizeHint().width() for item in self._items(roles.LabelRole)]
        fields = [item.minimumSize().width() for item in self._items(roles.FieldRole)]
        needed = max(names, default=0) + max(fields, default=0) + self.horizontalSpacing()
        needed += margins.left() + margins.right()
        policies = QFormLayout.RowWrapPolicy
        policy = policies.WrapAllRows if needed > rect.width() else policies.DontWrapRows
        if policy is not self.rowWrapPolicy():
            self.setRowWrapPolicy(policy)
        super().setGeometry(rect)

    def _items(self, role: QFormLayout.ItemRole) -> list[QLayoutItem]:
        found = (self.itemAt(row, role) for row in range(self.rowCount()) if self.isRowVisible(row))
        return [item for item in found if item is not None]
