"""The table of a provider's models, of which some are ticked."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

from desktop.language import tr
from desktop.ui import wording
from desktop.ui.tables.rows import SortRole, ValueRole

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QObject

    from desktop.models.remote.config import ModelSpec

_TITLES = (tr("Model"), tr("Context"), tr("Price in / out"), tr("Takes"))


class OfferedModels(QSortFilterProxyModel):
    """Every model with a box to tick; what is filtered out keeps its tick."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = QStandardItemModel(0, len(_TITLES), self)
        self._rows.setHorizontalHeaderLabels(_TITLES)
        for column in range(len(_TITLES)):
            left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            self._rows.horizontalHeaderItem(column).setTextAlignment(left)
        self.setSourceModel(self._rows)
        self.setSortRole(SortRole)
        self.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.sort(0, Qt.SortOrder.AscendingOrder)
        self.ticks_changed = self._rows.itemChanged

    def show_models(self, models: Iterable[ModelSpec], ticked: Iterable[str]) -> None:
        """Shows these models and no others, those with a tick that have one of these names."""
        self._rows.setRowCount(0)
        names = frozenset(ticked)
        for model in models:
            self.add(model, ticked=model.id in names)

    def add(self, model: ModelSpec, *, ticked: bool) -> None:
        """Shows one more model."""
        price = wording.prices(model.input_price, model.output_price)
        context = tr("{n} token(s)", "", model.context_length) if model.context_length else ""
        takes = ", ".join({"image": "images"}.get(one, one) for one in model.modalities)
        name = _cell(model.id, model.id.lower())
        name.setCheckable(True)
        name.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        name.setData(model, ValueRole)
        dearness = -1.0 if model.output_price is None else model.output_price
        cells = (_cell(context, model.context_length), _cell(price, dearness), _cell(takes, takes))
        cells[1].setToolTip(wording.one_line(model.prices))
        self._rows.appendRow([name, *cells])

    def models(self, *, ticked: bool = False) -> tuple[ModelSpec, ...]:
        """Returns all models, or only the ticked ones, in the order in which they came."""
        items = (self._rows.item(row) for row in range(self._rows.rowCount()))
        return tuple(
            cast("ModelSpec", item.data(ValueRole))
            for item in items
            if not ticked or item.checkState() is Qt.CheckState.Checked
        )


def _cell(text: str, sort: str | float) -> QStandardItem:
    item = QStandardItem(wording.one_line(text))
    item.setEditable(False)
    item.setData(sort, SortRole)
    return item
