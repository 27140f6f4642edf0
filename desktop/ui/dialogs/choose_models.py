"""The dialog in which a person ticks which models of a provider may answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from desktop.language import tr
from desktop.ui import theme, wording
from desktop.ui.dialogs.entry import EntryDialog
from desktop.ui.tables.offers import OfferedModels
from desktop.ui.tables.view import TableView
from desktop.ui.theme import Symbol
from desktop.ui.widgets.symbols import SymbolButton
from desktop.ui.widgets.texts import PlainLabel, label_for
from desktop.ui.widgets.tick import SeenBoxes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from desktop.models.remote.config import ModelSpec


class ChooseModelsDialog(EntryDialog):
    """The provider's own list, with what is known of each; other names can be added to it."""

    save_requested = Signal(tuple)
    again_requested = Signal()
    name_requested = Signal(str)

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        self._label = wording.one_line(label)
        title = tr("Which models of {label} may answer?", label=self._label)
        super().__init__(title, tr("&Let these answer"), self._wish_it, parent)
        self.models = OfferedModels(self)
        self.table = TableView(
            self.models, tr("Models of {label}", label=self._label), (0, 8, 7, 8)
        )
        self.table.setItemDelegateForColumn(0, SeenBoxes(self))
        self.sought = QLineEdit()
        self.sought.setPlaceholderText(tr("part of a name"))
        self.sought.setClearButtonEnabled(True)
        self.name = SymbolButton(Symbol.ADD, tr("&Add this name"))
        self.name.setToolTip(tr("For a model that the provider has and does not list"))
        self.again = SymbolButton(Symbol.RESTART, tr("Ask a&gain"))
        self._ticked = PlainLabel()
        self._ticked.setWordWrap(False)
        self.sought.textChanged.connect(self._seek)
        self.name.clicked.connect(lambda: self.name_requested.emit(self.sought.text().strip()))
        self.again.clicked.connect(self.again_requested)
        self.models.ticks_changed.connect(self._count)
        self._lay_out()
        self._seek()

    def show_models(self, models: Iterable[ModelSpec], ticked: Iterable[str]) -> None:
        """Shows what there is to choose from, and what is chosen already."""
        self.models.show_models(models, ticked)
        sources = sorted({one.prices for one in self.models.models() if one.prices})
        self.hint.say(
            tr("Prices are in US dollars for a million tokens in and out")
            + (f": {'; '.join(map(wording.one_line, sources))}." if sources else ".")
        )
        self.say("")
        self._seek()
        self.sought.setFocus()

    def add(self, model: ModelSpec) -> None:
        """Adds one more model, ticked."""
        self.models.add(model, ticked=True)
        self.sought.clear()
        self.say("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lets Enter go from the search to what it found, rather than save."""
        if self.focusWidget() is self.sought and event.key() in (
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
        ):
            self._to_table()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        seek, column = QHBoxLayout(), QVBoxLayout()
        seek.addWidget(label_for(tr("&Find"), self.sought))
        seek.addWidget(self.sought, 1)
        for part in (self.name, self.again):
            seek.addWidget(part)
        column.addLayout(seek)
        column.addWidget(self.table, 1)
        column.addWidget(self._ticked)
        self.lay_out(column, 1)
        self.resize(theme.em(self, 46), theme.em(self, 30))

    def _seek(self) -> None:
        text = self.sought.text().strip()
        self.models.setFilterFixedString(text)
        known = {model.id for model in self.models.models()}
        self.name.setEnabled(bool(text) and text not in known)
        self._count()

    def _to_table(self) -> None:
        if self.models.rowCount():
            self.table.setFocus()
            self.table.setCurrentIndex(self.models.index(0, 0))

    def _count(self) -> None:
        ticked, all_ = len(self.models.models(ticked=True)), len(self.models.models())
        self._ticked.say(
            tr(
                "{ticked} of {models} may answer",
                ticked=ticked,
                models=tr("{n} model(s)", "", all_),
            )
        )

    def _wish_it(self) -> None:
        self.save_requested.emit(self.models.models(ticked=True))
