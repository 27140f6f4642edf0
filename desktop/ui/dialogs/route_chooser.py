"""Which model answers, why that one, and where the text goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QSizePolicy, QWidget

from desktop.language import tr
from desktop.models.context import Location
from desktop.ui import wording
from desktop.ui.theme import Symbol
from desktop.ui.widgets.disclosure import Disclosure
from desktop.ui.widgets.steady import steadied
from desktop.ui.widgets.symbols import SymbolLabel
from desktop.ui.widgets.texts import PlainLabel, inline_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.gateway.routing import Loser, Route
    from desktop.models.context import ModelContext

STAYS = tr("The text does not leave this computer.")
LEAVES = tr("The text is sent over the network to whoever runs this model.")
LEAVES_FOR = tr("The text is sent over the network to {}.")

_LOSERS = 12
"""So many lines of them are seen at once."""


class RouteChooser(QWidget):
    """A choice among the models that can answer, the route's own choice first."""

    changed = Signal()

    def __init__(self, route: Route, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options = route.options
        self.box = steadied(QComboBox())
        self.box.setAccessibleName(tr("Answered by"))
        self.box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.box.addItems([_title(option) for option in self._options])
        self._place_symbol = SymbolLabel(Symbol.HERE)
        self._place = PlainLabel("-")
        self._note_symbol = SymbolLabel(Symbol.FAILED)
        self._note = PlainLabel()
        self._lay_out(route)
        self.box.currentIndexChanged.connect(self._show_choice)
        self._show_choice()

    @property
    def choice(self) -> ModelContext:
        """The model that is chosen now."""
        return self._options[max(0, self.box.currentIndex())]

    def _lay_out(self, route: Route) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.box, 0, 0, 1, 2)
        for row, (symbol, label) in enumerate(
            ((self._place_symbol, self._place), (self._note_symbol, self._note)), start=1
        ):
            grid.addWidget(symbol, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label, row, 1)
        if route.reasons:
            reasons = inline_text(tr("Why this model"))
            reasons.show_text(" ".join(route.reasons))
            grid.addWidget(SymbolLabel(Symbol.INFORMATION), 3, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(reasons, 3, 1)
        if route.losers:
            grid.addWidget(_losers(route.losers), 4, 1)

    def _show_choice(self) -> None:
        choice = self.choice
        here = choice.location is Location.LOCAL
        self._place_symbol.show_symbol(Symbol.HERE if here else Symbol.AWAY)
        host = wording.one_line(choice.host)
        away = LEAVES_FOR.format(host) if host else LEAVES
        self._place.say(STAYS if here else away)
        self._note.say(choice.note)
        self._note_symbol.show_symbol(Symbol.INFORMATION if choice.team else Symbol.FAILED)
        self._note_symbol.setVisible(bool(choice.note))
        self.changed.emit()


def _losers(losers: Sequence[Loser]) -> Disclosure:
    lines = inline_text(tr("Why no other model"), _LOSERS)
    lines.show_text("\n".join(loser.why for loser in losers))
    others = (
        tr("the other model")
        if len(losers) == 1
        else tr("one of the {losers} others", losers=len(losers))
    )
    return Disclosure(tr("Why not {others}", others=others), lines)


def _title(option: ModelContext) -> str:
    return f"{wording.one_line(option.name)} — {option.location.value}"
