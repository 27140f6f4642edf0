"""Who answers next, and where the text goes for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.language import tr
from desktop.ui import wording
from desktop.ui.theme import Symbol
from desktop.ui.widgets.symbols import SymbolLabel
from desktop.ui.widgets.texts import PlainLabel

if TYPE_CHECKING:
    from desktop.models.context import ModelContext


@dataclass(frozen=True, slots=True)
class ModelOffer:
    """A model that can be talked to."""

    id: str
    name: str
    host: str = ""
    """To where the text goes; empty where it stays on this computer."""
    unready: str = ""
    """Why it cannot be asked now, as a clause; empty where it can."""
    sees: bool = False
    """Whether it can be sent pictures."""

    @property
    def words(self) -> str:
        """Its name, with where it is or why it cannot be asked."""
        if self.unready:
            return tr("{name} ({why})", name=self.name, why=self.unready)
        return tr("{name} ({host})", name=self.name, host=self.host) if self.host else self.name


def offer_of(context: ModelContext) -> ModelOffer:
    """Returns a model as the chooser shows it."""
    sees = "image" in context.modalities
    return ModelOffer(context.id, context.name, context.destination, context.ready, sees)


class Destination(QWidget):
    """Where the next message goes, in words beside the button that sends it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._symbol = SymbolLabel(Symbol.HERE)
        self._words = PlainLabel("-")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._symbol, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._words, 1)

    def show_model(self, model: ModelOffer | None, gone: str = "") -> None:
        """Says where the text goes when this model answers.

        Args:
            model: what is known of the chosen model; None where nothing is.
            gone: what it was called.
        """
        self._symbol.show_symbol(Symbol.AWAY if model and model.host else Symbol.HERE)
        if model is None and gone:
            named = wording.one_line(gone)
            said = tr("{model} is not here any more. Choose another model.", model=named)
        elif model is None:
            said = tr("No model is chosen.")
        elif model.unready:
            name, why = wording.one_line(model.name), wording.one_line(model.unready)
            said = tr("{model} cannot be asked: {why}.", model=name, why=why)
        elif model.host:
            said = tr("The text is sent to {host}.", host=wording.one_line(model.host))
        else:
            said = tr("The text stays on this computer.")
        self._words.say(said)

    def text(self) -> str:
        """Returns what is said."""
        return self._words.text()
