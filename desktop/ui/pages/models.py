"""The page of models: what can answer, here and at providers."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from desktop.ui import wording
from desktop.ui.tables.models import model_rows
from desktop.ui.tables.rows import sorted_by, value_at
from desktop.ui.tables.view import TableView
from desktop.ui.theme import Symbol
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.facts import Facts
from desktop.ui.widgets.provider_strip import ProviderStrip
from desktop.ui.widgets.symbols import SymbolButton

if TYPE_CHECKING:
    from desktop.events import ModelChanged

_FACTS = (
    "Note",
    "Problem",
    "Runs on",
    "Asked at",
    "Price",
    "Parameters",
    "File",
    "Models folder",
)


class ModelsPage(QWidget):
    """Every model with its state: files, from anywhere or one folder, and models of providers."""

    add_requested = Signal(str)
    remove_requested = Signal(str)
    open_folder_requested = Signal()
    add_provider_requested = Signal()
    withdraw_requested = Signal(str)
    """A provider's model is to answer no more."""
    providers_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model_rows(self)
        self._sorted = sorted_by(self._rows, 0, Qt.SortOrder.AscendingOrder)
        self.table = TableView(self._sorted, "Models", (0, 10, 7, 5, 8, 7.5))
        self.table.selectionModel().selectionChanged.connect(self._follow_selected)
        self._facts = Facts(_FACTS)
        self._add = SymbolButton(Symbol.ADD, "&Add a model file…")
        self._add.setDefault(True)
        self._add.clicked.connect(self.ask_for_file)
        self._provider = SymbolButton(Symbol.ADD, "Add a &provider…")
        self._provider.clicked.connect(self.add_provider_requested)
        self.providers = ProviderStrip()
        self._remove = SymbolButton(Symbol.REMOVE, "&Remove from the list")
        self._remove.clicked.connect(self._request_removal)
        self._open = SymbolButton(Symbol.FOLDER, "&Open the models folder")
        self._open.clicked.connect(self.open_folder_requested)
        self._stack = QStackedLayout()
        self._lay_out()
        self.set_ready(ready=False)
        self._show_selected()

    def set_ready(self, *, ready: bool) -> None:
        """Offers what needs the library only once there is one."""
        for button in (self._add, self._provider, self._open):
            button.setEnabled(ready)
        if ready:
            self.providers_wanted.emit()

    def focus_list(self) -> None:
        """Brings the keyboard to the models."""
        self.table.setFocus()

    def show_folder(self, folder: str) -> None:
        """Says where models may be put to be found."""
        self._facts.tell("Models folder", folder)

    def apply(self, change: ModelChanged) -> None:
        """Shows how a model stands now."""
        self._rows.apply(change)
        self._stack.setCurrentIndex(1)
        if not self._selected():
            self.table.selectRow(0)
        self._show_selected()

    def remove(self, model: str) -> None:
        """Takes a model out of the list."""
        self._rows.remove(model)
        self._stack.setCurrentIndex(1 if self._rows.values() else 0)
        self._show_selected()

    def ask_for_file(self) -> None:
        """Asks for a GGUF file, and wishes it added."""
        dialog = QFileDialog(self, "Add a model file", "", "Models (*.gguf);;All files (*)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.add_requested)
        dialog.open()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self._add)
        buttons.addWidget(self._provider)
        buttons.addWidget(self._remove)
        buttons.addStretch()
        buttons.addWidget(self._open)
        self._stack.addWidget(
            EmptyState(
                Symbol.MODELS,
                "No model yet",
                "Put a GGUF file into the models folder, or add one from anywhere. It is read "
                "where it is and never copied. Or add a provider, whose models answer over the "
                "network.",
            )
        )
        self._stack.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(buttons)
        column.addLayout(self._stack, 1)
        column.addWidget(self._facts)
        column.addWidget(self.providers)

    def _selected(self) -> ModelChanged | None:
        chosen = self.table.selectionModel().selectedRows()
        return cast("ModelChanged", value_at(self._sorted, chosen[0])) if chosen else None

    def _follow_selected(self) -> None:
        self._show_selected()
        if (model := self._selected()) and model.host:
            self.providers.choose(model.model.partition("/")[0])

    def _show_selected(self) -> None:
        model = self._selected()
        self._remove.setEnabled(model is not None)
        self._facts.tell("Note", model.note if model else "")
        self._facts.tell("Problem", _problem(model) if model else "")
        self._facts.tell("Runs on", model.device if model else "")
        self._facts.tell("Asked at", model.host if model else "")
        self._facts.tell("Price", _price(model) if model else "")
        self._facts.tell("Parameters", wording.parameters(model.parameters) if model else "")
        self._facts.tell("File", model.path if model else "")

    def _request_removal(self) -> None:
        if model := self._selected():
            (self.withdraw_requested if model.host else self.remove_requested).emit(model.model)


def _problem(model: ModelChanged) -> str:
    return model.detail or (f"{wording.sentence(model.unready)}." if model.unready else "")


def _price(model: ModelChanged) -> str:
    """Returns a price in words."""
    price = wording.prices(model.input_price, model.output_price)
    return f"{price}, in US dollars for a million tokens in and out" if price else ""
