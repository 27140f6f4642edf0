"""What is known of a model that is in the list, and what can be done about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.events import ModelStatus
from desktop.language import tr
from desktop.ui import theme, wording
from desktop.ui.tables.gettable import fit_in_words
from desktop.ui.theme import Symbol
from desktop.ui.widgets.facts import Facts
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.snug_area import SnugArea
from desktop.ui.widgets.symbols import SymbolButton

if TYPE_CHECKING:
    from desktop.events import ModelChanged
    from desktop.models.context import ModelContext
    from desktop.models.gguf.fit import Fit
    from desktop.models.hub.origins import Origin

_FACTS = (
    tr("Note"),
    tr("Problem"),
    tr("Runs on"),
    tr("Asked at"),
    tr("Price"),
    tr("Parameters"),
    tr("Good at"),
    tr("Memory"),
    tr("Speed"),
    tr("Came from"),
    tr("Known from"),
    tr("Check"),
    tr("File"),
    tr("Models folder"),
)
_HIGHEST = 15
"""Lines of text; more facts scroll."""
_FIELDS = {
    "parameters": tr("parameters"),
    "quantization": tr("quantization"),
    "context_length": tr("context"),
    "licence": tr("licence"),
    "strengths": tr("strengths"),
    "languages": tr("languages"),
    "capability": tr("ability"),
    "tools": tr("tools"),
    "thinking": tr("thinking"),
    "memory": tr("memory"),
    "speed": tr("speed"),
    "input_price": tr("price"),
    "temperature": tr("temperature"),
}
"""What is said of where it is known from, in words, in this order."""


@dataclass(frozen=True, slots=True)
class ModelDetails:
    """What the library and the records know of a model, beyond how it stands."""

    context: ModelContext
    fit: Fit | None = None
    """None where its file cannot be read, or there is none."""
    origin: Origin | None = None
    """Where it came from, if Parley fetched or checked it."""
    own: bool = False
    """Whether its file lies in Parley's own folder."""


class ModelDetailsView(QWidget):
    """The facts of the selected model, and under them buttons for what can be done now."""

    remove_requested = Signal(str)
    withdraw_requested = Signal(str)
    try_again_requested = Signal(str)
    load_requested = Signal(str)
    unload_requested = Signal(str)
    bench_requested = Signal(str)
    check_requested = Signal(str)
    delete_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: ModelChanged | None = None
        self._details: ModelDetails | None = None
        self._folder = ""
        self._told: dict[tuple[str, str], str] = {}
        """What was found out of a model in this run, by its id and the title of the fact."""
        self._facts = Facts(_FACTS)
        area = SnugArea(tr("About the model"))
        area.show_widget(self._facts)
        area.setMaximumHeight(theme.em(self, _HIGHEST))
        self.again = SymbolButton(Symbol.RESTART, tr("&Try it again"))
        self.memory = SymbolButton(Symbol.HERE, tr("L&oad it now"))
        self.bench = SymbolButton(Symbol.RUN, tr("&Measure its speed"))
        self.check = SymbolButton(Symbol.REVIEW, tr("Chec&k the file"))
        self.delete = SymbolButton(Symbol.REMOVE, tr("Delete the fi&le"))
        self.leave = SymbolButton(Symbol.REMOVE, tr("&Remove from the list"))
        self.again.clicked.connect(lambda: self.try_again_requested.emit(self._id()))
        self.memory.clicked.connect(self._change_memory)
        self.bench.clicked.connect(lambda: self.bench_requested.emit(self._id()))
        self.check.clicked.connect(lambda: self.check_requested.emit(self._id()))
        self.delete.clicked.connect(self._request_deletion)
        self.leave.clicked.connect(self._request_removal)
        column = QVBoxLayout(self)
        wishes = self.again, self.memory, self.bench, self.check, self.leave, self.delete
        buttons = Flow(wishes)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)
        column.addLayout(buttons)
        self._show()

    def show_folder(self, folder: str) -> None:
        """Says where models may be put to be found."""
        self._folder = folder
        self._show()

    def show_model(self, model: ModelChanged | None) -> None:
        """Shows how a model stands; what else is known of it follows."""
        if not (model and self._details and self._details.context.id == model.model):
            self._details = None
        self._model = model
        self._show()

    def show_details(self, details: ModelDetails) -> None:
        """Shows what else is known, if the model is still the selected one."""
        if self._model and self._model.model == details.context.id:
            self._details = details
            self._show()

    def tell(self, model: str, title: str, text: str) -> None:
        """Shows what was found out of a model, now or when it is selected again."""
        self._told[model, title] = text
        self._show()

    def told(self, title: str) -> str:
        """Returns what is shown under a title."""
        return self._facts.told(title)

    def _show(self) -> None:
        facts = dict.fromkeys(_FACTS, "")
        if self._model is None:
            facts[tr("Models folder")] = self._folder
        else:
            facts |= _standing(self._model)
            if self._details:
                facts |= _known(self._details)
            for title in (tr("Speed"), tr("Check")):
                facts[title] = self._told.get((self._id(), title)) or facts[title]
        for title, text in facts.items():
            self._facts.tell(title, text)
        self._offer()

    def _offer(self) -> None:
        model, details = self._model, self._details
        here = model is not None and bool(model.path)
        fetched = details is not None and details.own and details.origin is not None
        starter = details is not None and details.context.starter
        self.again.setVisible(bool(here and model and model.unready))
        ready = bool(here and model and not model.unready)
        self.memory.setVisible(ready)
        self.memory.setText(tr("Free its memor&y") if self._is_loaded else tr("L&oad it now"))
        self.bench.setVisible(ready)
        self.check.setVisible(details is not None and details.origin is not None)
        self.delete.setVisible(fetched)
        self.leave.setVisible(model is not None and not fetched and not starter)

    def _id(self) -> str:
        return self._model.model if self._model else ""

    @property
    def _is_loaded(self) -> bool:
        return self._model is not None and self._model.status is ModelStatus.LOADED

    def _change_memory(self) -> None:
        if self._is_loaded:
            self.unload_requested.emit(self._id())
        elif self._model and self._model.status is not ModelStatus.LOADING:
            self.load_requested.emit(self._id())

    def _request_removal(self) -> None:
        if self._model:
            offered = self._model.host and not self._model.team
            wish = self.withdraw_requested if offered else self.remove_requested
            wish.emit(self._model.model)

    def _request_deletion(self) -> None:
        if self._model:
            self.delete_requested.emit(self._model.model)


def _standing(model: ModelChanged) -> dict[str, str]:
    """Returns what a model itself tells."""
    unready = f"{wording.sentence(model.unready)}." if model.unready else ""
    return {
        tr("Note"): model.note,
        tr("Problem"): model.detail or unready,
        tr("Runs on"): model.device,
        tr("Asked at"): model.host,
        tr("Price"): _price(model),
        tr("Parameters"): wording.parameters(model.parameters),
        tr("File"): model.path,
    }


def _known(details: ModelDetails) -> dict[str, str]:
    """Returns what the library and the records tell."""
    context, origin = details.context, details.origin
    parts = (wording.parameters(context.parameters), context.quantization, context.family)
    licence = tr("licence {licence}", licence=context.licence) if context.licence else ""
    facts = {
        tr("Parameters"): ", ".join(one for one in (*parts, licence) if one),
        tr("Good at"): _strengths(context),
        tr("Known from"): _sources(context),
    }
    if details.fit and context.loaded:
        facts[tr("Memory")] = tr(
            "It is loaded: it takes {size}.", size=wording.size(details.fit.demand.total)
        )
    elif details.fit:
        facts[tr("Memory")] = fit_in_words(details.fit, about=False)
    if context.speed:
        facts[tr("Speed")] = tr(
            "{speed:.1f} tokens a second, as measured here", speed=context.speed
        )
    if origin:
        facts[tr("Came from")] = tr(
            "{repo}, commit {commit}; its SHA-256 was found right: {sha256}",
            repo=origin.repo,
            commit=origin.commit,
            sha256=origin.sha256,
        )
    elif context.starter:
        facts[tr("Came from")] = tr("Parley itself")
    return facts


def _strengths(context: ModelContext) -> str:
    languages = wording.languages(context.languages)
    parts = (
        wording.sentence(context.strengths),
        tr("Languages: {languages}", languages=languages) if languages else "",
    )
    return "".join(f"{one}. " for one in parts if one).rstrip()


def _sources(context: ModelContext) -> str:
    """Returns where the fields are known from, the fields of one source together."""
    together: dict[str, list[str]] = {}
    for field, word in _FIELDS.items():
        if field in context.sources and getattr(context, field):
            together.setdefault(context.sources[field].value, []).append(word)
    said = (f"{wording.sentence(', '.join(them))}: {source}." for source, them in together.items())
    return " ".join(said)


def _price(model: ModelChanged) -> str:
    """Returns a price in words."""
    price = wording.prices(model.input_price, model.output_price)
    return (
        tr("{price}, in US dollars for a million tokens in and out", price=price) if price else ""
    )
