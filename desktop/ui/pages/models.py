"""The page of models: what can answer, here and at providers, and what else could."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QModelIndex, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QFileDialog, QStackedLayout, QVBoxLayout, QWidget

from desktop.events import ModelStatus
from desktop.language import tr
from desktop.ui.pages.get_model import GetModelView
from desktop.ui.tables.models import model_rows
from desktop.ui.tables.rows import sorted_by, value_at
from desktop.ui.tables.view import TableView
from desktop.ui.theme import Symbol
from desktop.ui.widgets.download_list import DownloadList
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.model_details import ModelDetailsView
from desktop.ui.widgets.provider_strip import ProviderStrip
from desktop.ui.widgets.row_search import RowSearch
from desktop.ui.widgets.symbols import SymbolButton

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from desktop.events import ModelChanged
    from desktop.ui.palette import Offer


class ModelsPage(QWidget):
    """Every model with its state, or in their place those that can be fetched.

    Files that are dragged onto it are taken in where they lie.
    """

    add_requested = Signal(str)
    drop_requested = Signal(list)
    """Files were dragged here."""
    found_requested = Signal()
    """Models of other programs are wanted."""
    open_folder_requested = Signal()
    add_provider_requested = Signal()
    combine_requested = Signal()
    """Models are to answer together."""
    providers_wanted = Signal()
    unfinished_wanted = Signal()
    """Downloads that an earlier run left unfinished are to be listed."""
    details_wanted = Signal(str)
    """More is to be told of a model."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self._rows = model_rows(self)
        self._sorted = sorted_by(self._rows, 0, Qt.SortOrder.AscendingOrder)
        self.table = TableView(self._sorted, tr("Models"), (0, 10, 7, 5, 8, 7.5))
        self.table.selectionModel().selectionChanged.connect(self._follow_selected)
        self.search = RowSearch(self._sorted, self.table)
        self.details = ModelDetailsView()
        self.downloads = DownloadList()
        self.get_view = GetModelView()
        self.get_view.left.connect(self.close_get)
        self.get_view.file_requested.connect(self.ask_for_file)
        self.get_view.found_requested.connect(self.found_requested)
        self._get = SymbolButton(Symbol.ADD, tr("&Get a model…"))
        self._get.setDefault(True)
        self._get.clicked.connect(self.open_get)
        self._add = SymbolButton(Symbol.FOLDER, tr("&Add a file…"))
        self._add.clicked.connect(self.ask_for_file)
        self._found = SymbolButton(Symbol.HERE, tr("O&ther programs…"))
        self._found.setToolTip(tr("Models that LM Studio, Ollama, GPT4All or Jan hold"))
        self._found.clicked.connect(self.found_requested)
        self._provider = SymbolButton(Symbol.AWAY, tr("Add a &provider…"))
        self._provider.clicked.connect(self.add_provider_requested)
        self._combine = SymbolButton(Symbol.ADD, tr("&Combine models…"))
        self._combine.clicked.connect(self.combine_requested)
        self.providers = ProviderStrip()
        self._open = SymbolButton(Symbol.FOLDER, tr("&Open folder"))
        self._open.clicked.connect(self.open_folder_requested)
        self._stack, self._whole = QStackedLayout(), QStackedLayout()
        self._lay_out()
        self.set_ready(ready=False)
        self._show_selected()

    def set_ready(self, *, ready: bool) -> None:
        """Offers what needs the library only once there is one."""
        for button in (
            self._get,
            self._add,
            self._found,
            self._provider,
            self._combine,
            self._open,
        ):
            button.setEnabled(ready)
        if ready:
            self.providers_wanted.emit()
            self.unfinished_wanted.emit()

    def focus_list(self) -> None:
        """Brings the keyboard to the models."""
        self.table.setFocus()

    def focus_search(self) -> None:
        """Brings the keyboard to the search, of the hub where that is shown."""
        if self._whole.currentIndex():
            self.get_view.sought.setFocus()
        else:
            self.search.focus_search()

    def offer_actions(self, offer: Offer) -> None:
        """Offers what stands on the page, and what can be done with each model."""
        starting = "" if self._add.isEnabled() else tr("Parley is still starting.")
        offer(tr("Use models of other programs…"), self.found_requested.emit, starting)
        offer(tr("Combine models…"), self.combine_requested.emit, starting)
        offer(tr("Token for the hub…"), self.get_view.token_requested.emit, starting)
        offer(tr("Open the folder of models"), self.open_folder_requested.emit, starting)
        for model in self._rows.values():
            name, id_ = model.name, model.model
            offer(tr("Show {model}", model=name), partial(self.select, id_), "")
            if model.path:
                why_not = tr("It cannot be asked now.") if model.unready else ""
                self._offer_memory(offer, model, why_not)
                do = partial(self._wish, self.details.bench_requested, id_)
                offer(tr("Measure the speed of {model}", model=name), do, why_not)

    def _offer_memory(self, offer: Offer, model: ModelChanged, why_not: str) -> None:
        loaded = model.status is ModelStatus.LOADED
        load = partial(self._wish, self.details.load_requested, model.model)
        unload = partial(self._wish, self.details.unload_requested, model.model)
        is_there = tr("It is loaded already.") if loaded else ""
        is_not = "" if loaded else tr("It is not loaded.")
        offer(tr("Load {model}", model=model.name), load, why_not or is_there)
        offer(tr("Free the memory of {model}", model=model.name), unload, is_not)

    def _wish(self, wish: SignalInstance, model: str) -> None:
        self.select(model)
        wish.emit(model)

    def show_folder(self, folder: str) -> None:
        """Says where models may be put to be found."""
        self.details.show_folder(folder)
        self._open.setToolTip(folder)

    def apply(self, change: ModelChanged) -> None:
        """Shows how a model stands now."""
        self._rows.apply(change)
        self._stack.setCurrentIndex(1)
        selected = self._selected()
        if not selected:
            self.table.selectRow(0)
        elif selected.model == change.model:
            self._show_selected()

    def remove(self, model: str) -> None:
        """Takes a model out of the list."""
        self._rows.remove(model)
        self._stack.setCurrentIndex(1 if self._rows.values() else 0)
        self._show_selected()

    def select(self, model: str) -> None:
        """Goes to a model in the list, if it is there."""
        self.close_get()
        self.search.clear()
        if (index := self._rows.index_of(model)).isValid():
            self.table.selectRow(self._sorted.mapFromSource(QModelIndex(index)).row())

    def ask_for_file(self) -> None:
        """Asks for a GGUF file, and wishes it added."""
        dialog = QFileDialog(self, tr("Add a model file"), "", tr("Models (*.gguf);;All files (*)"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.add_requested)
        dialog.open()

    def open_get(self) -> None:
        """Shows the models that can be fetched."""
        self._whole.setCurrentIndex(1)
        self.get_view.open()

    def close_get(self) -> None:
        """Goes back to the models that are here."""
        self._whole.setCurrentIndex(0)
        self.focus_list()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's own name
        """Lets files in, once there is a library that can read them."""
        if self._add.isEnabled() and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's own name
        """Wishes the files added where they lie."""
        event.acceptProposedAction()
        self.drop_requested.emit([url.toLocalFile() for url in event.mimeData().urls()])

    def _lay_out(self) -> None:
        controls = (self._get, self._add, self._found, self._provider, self._combine)
        buttons = Flow(controls, [self._open])
        self._stack.addWidget(
            EmptyState(
                Symbol.MODELS,
                tr("No model yet"),
                tr(
                    "Get one that suits this computer, or drag a GGUF file here: it is read "
                    "where it is and never copied. Or add a provider, whose models answer over "
                    "the network."
                ),
            )
        )
        self._stack.addWidget(self.table)
        here = QWidget()
        list_ = QVBoxLayout(here)
        list_.setContentsMargins(0, 0, 0, 0)
        list_.addLayout(buttons)
        list_.addWidget(self.search)
        list_.addLayout(self._stack, 1)
        list_.addWidget(self.details)
        list_.addWidget(self.providers)
        self._whole.addWidget(here)
        self._whole.addWidget(self.get_view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._whole, 1)
        column.addWidget(self.downloads)

    def _selected(self) -> ModelChanged | None:
        chosen = self.table.selectionModel().selectedRows()
        return cast("ModelChanged", value_at(self._sorted, chosen[0])) if chosen else None

    def _follow_selected(self) -> None:
        self._show_selected()
        if (model := self._selected()) and model.host:
            self.providers.choose(model.model.partition("/")[0])

    def _show_selected(self) -> None:
        model = self._selected()
        self.details.show_model(model)
        if model:
            self.details_wanted.emit(model.model)
