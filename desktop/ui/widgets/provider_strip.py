"""The person's providers, one at a time, with what can be done about each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.language import tr
from desktop.ui.theme import Symbol
from desktop.ui.widgets.choice import Choice
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.symbols import SymbolButton
from desktop.ui.widgets.texts import inline_text, label_for

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class ProviderLine:
    """A provider in words."""

    name: str
    label: str
    host: str
    models: int
    key: str
    """Where its key is, as a sentence."""
    fate: str
    """What becomes of the key when the provider is removed, as a sentence."""


class ProviderStrip(QFrame):
    """One line, whatever the number of providers; nothing at all without any."""

    models_requested = Signal(str)
    key_requested = Signal(str)
    remove_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._lines: dict[object, ProviderLine] = {}
        self.box = Choice(tr("Provider"), narrowest=14)
        self._about = inline_text(tr("About the provider"), 3)
        self.models = SymbolButton(Symbol.MODELS, tr("&Choose models…"))
        self.key = SymbolButton(Symbol.PERMISSIONS, tr("Change &key…"))
        self.leave = SymbolButton(Symbol.REMOVE, tr("Remove prov&ider"))
        self.box.currentIndexChanged.connect(self._show_chosen)
        self.models.clicked.connect(lambda: self.models_requested.emit(self.box.chosen()))
        self.key.clicked.connect(lambda: self.key_requested.emit(self.box.chosen()))
        self.leave.clicked.connect(self._request_removal)
        column = QVBoxLayout(self)
        named = label_for(tr("Provi&der"), self.box), self.box
        column.addLayout(Flow(named, (self.models, self.key, self.leave)))
        column.addWidget(self._about)
        self.hide()

    def show_providers(self, lines: Sequence[ProviderLine]) -> None:
        """Shows these providers and no others; the chosen one stays chosen."""
        chosen = self.box.chosen() if self._lines else None
        self._lines = {line.name: line for line in lines}
        self.box.only((line.name, line.label) for line in lines)
        if chosen in self._lines:
            self.box.choose(chosen)
        self.setVisible(bool(lines))
        self._show_chosen()

    def choose(self, name: str) -> None:
        """Shows one of the providers, if there is one of that name."""
        if name in self._lines:
            self.box.choose(name)

    def _show_chosen(self) -> None:
        line = self._lines.get(self.box.chosen()) if self.box.count() else None
        if line is not None:
            models = tr("{n} model(s) of it may answer.", "", line.models)
            text = f"{line.host}. {line.key} {models}"
            self._about.show_text(text)

    def _request_removal(self) -> None:
        self.remove_requested.emit(self.box.chosen())
