"""Which models may be used: any, or those that are ticked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QVBoxLayout, QWidget

from desktop.language import tr
from desktop.ui import wording
from desktop.ui.widgets.choice import Choice
from desktop.ui.widgets.tick import Tick

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class ModelTicks(QWidget):
    """Models that are named but not here stay named, until a person takes the tick away."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.which = Choice(
            name, [(False, tr("Any model")), (True, tr("Only the ticked ones"))], 16
        )
        self.which.currentIndexChanged.connect(self._choose)
        self.boxes: dict[str, QCheckBox] = {}
        """A box for each model, by its id."""
        self._known: dict[str, str] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.which)

    def show_models(self, known: Mapping[str, str]) -> None:
        """Shows the models that are here: the name for people of each id."""
        self._known = dict(known)
        self._fill(self._ids())

    def tick(self, models: tuple[str, ...]) -> None:
        """Ticks these models; none means any."""
        self._fill(models)
        self.which.choose(bool(models))
        self._show_boxes()

    def ticked(self) -> tuple[str, ...] | None:
        """Returns the ids of the ticked models, none for any, or None where none is ticked."""
        return (tuple(self._ids()) or None) if self.which.chosen() else ()

    def _ids(self) -> list[str]:
        return sorted(model for model, box in self.boxes.items() if box.isChecked())

    def _choose(self) -> None:
        if self.which.chosen() and not self._ids():
            self._fill(self._known)
        self._show_boxes()
        self.changed.emit()

    def _show_boxes(self) -> None:
        for box in self.boxes.values():
            box.setVisible(bool(self.which.chosen()))

    def _fill(self, ticked: Iterable[str]) -> None:
        ticked = tuple(ticked)
        for box in self.boxes.values():
            box.hide()
            box.deleteLater()
        self.boxes.clear()
        for model in dict.fromkeys((*self._known, *ticked)):
            name = wording.one_line(
                self._known.get(model, tr("{model} (not here now)", model=model))
            )
            box = self.boxes[model] = Tick(wording.unmarked(name))
            box.setToolTip(wording.one_line(model))
            box.setChecked(model in ticked)
            box.toggled.connect(self.changed)
            self._column.addWidget(box)
        self._show_boxes()
