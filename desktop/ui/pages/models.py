"""The page of models: what can answer, and where its files are."""

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
from desktop.ui.widgets.symbols import SymbolButton

if TYPE_CHECKING:
    from desktop.events import ModelChanged

_FACTS = ("Note", "Problem", "Runs on", "Parameters", "File", "Models folder")


class ModelsPage(QWidget):
    """Every model with its state; a file is added from anywhere or put into one folder."""

    add_requested = Signal(str)
    remove_requested = Signal(str)
    open_folder_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model_rows(self)
        self._sorted = sorted_by(self._rows, 0, Qt.SortOrder.AscendingOrder)
        self.table = TableView(self._sorted, "Models", (0, 7, 10, 10))
        self.table.selectionModel().selectionChanged.connect(self._show_selected)
        self._facts = Facts(_FACTS)
        self._add = SymbolButton(Symbol.ADD, "&Add a model file…")
        self._add.setDefault(True)
        self._add.clicked.connect(self.ask_for_file)
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
        for button in (self._add, self._open):
            button.setEnabled(ready)

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
        buttons.addWidget(self._remove)
        buttons.addStretch()
        buttons.addWidget(self._open)
        self._stack.addWidget(
            EmptyState(
                Symbol.MODELS,
                "No model yet",
                "Put a GGUF file into the models folder, or add one from anywhere. It is read "
                "where it is and never copied.",
            )
        )
        self._stack.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(buttons)
        column.addLayout(self._stack, 1)
        column.addWidget(self._facts)

    def _selected(self) -> ModelChanged | None:
        chosen = self.table.selectionModel().selectedRows()
        return cast("ModelChanged", value_at(self._sorted, chosen[0])) if chosen else None

    def _show_selected(self) -> None:
        model = self._selected()
        self._remove.setEnabled(model is not None)
        self._facts.tell("Note", model.note if model else "")
        self._facts.tell("Problem", model.detail if model else "")
        self._facts.tell("Runs on", model.device if model else "")
        self._facts.tell("Parameters", wording.parameters(model.parameters) if model else "")
        self._facts.tell("File", model.path if model else "")

    def _request_removal(self) -> None:
        if model := self._selected():
            self.remove_requested.emit(model.model)
