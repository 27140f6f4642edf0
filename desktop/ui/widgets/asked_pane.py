"""The resources or the prompts of one server, whose server can tell how a blank goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from desktop.language import tr
from desktop.ui.theme import Symbol
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.offer_pane import OfferPane, Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.events import ToolSummary
    from desktop.ui.runs import ToolRun

RESOURCES = Words(
    tr("Resources"),
    tr("Resource"),
    tr("What the resource does"),
    tr("The resource failed"),
    tr("&Read"),
    tr("What the resource holds"),
    tr("What the resource holds appears here. Nothing is read by itself."),
    tr("Reading"),
    tr("Its resources appear here."),
    tr("No resources"),
    tr("This server can have resources, and has none now."),
)
PROMPTS = Words(
    tr("Prompts"),
    tr("Prompt"),
    tr("What the prompt does"),
    tr("The prompt failed"),
    tr("&Fill in"),
    tr("The prompt's messages"),
    tr("The messages of the prompt appear here. They are sent to no model."),
    tr("Waiting for the server"),
    tr("Its prompts appear here."),
    tr("No prompts"),
    tr("This server can have prompts, and has none now."),
)
_PAUSE_MS = 250
"""So long after the last key is the server asked how it may go on."""


class AskedPane(OfferPane):
    """A pane that asks, as a person types, how the text may go on."""

    completion_requested = Signal(str, str, dict)
    """Of which offer, for which argument, and all that is typed so far."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._typed = ""
        self._typing = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._typing.timeout.connect(self._ask)

    def propose(self, name: str, argument: str, words: Sequence[str]) -> None:
        """Shows how an argument may go on, if it is still the one that is typed."""
        offer = self._current()
        if offer and offer.name == name and argument == self._typed:
            self.editor.form.propose(argument, words)

    def _show_offer(self, row: int) -> None:
        super()._show_offer(row)
        self.editor.edited.connect(self._note)
        self.editor.as_json.setVisible(bool(self.editor.form.names))

    def _note(self, argument: str) -> None:
        self._typed = argument
        self._typing.start()

    def _ask(self) -> None:
        if offer := self._current():
            values, _ = self.editor.form.readable()
            self.completion_requested.emit(offer.name, self._typed, values)


class OffersTab(QWidget):
    """A pane, or in its place why there is nothing in it."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.pane = AskedPane(words)
        self._empty = EmptyState(Symbol.INFORMATION, "-", "-")
        self._views = QStackedLayout(self)
        self._views.addWidget(self._empty)
        self._views.addWidget(self.pane)
        self.wait()

    def wait(self) -> None:
        """Says that the list is on its way."""
        self._say(tr("Asking the server"), self._words.coming)

    def show_offers(
        self, offers: tuple[ToolSummary, ...], runs: dict[str, ToolRun], problem: str
    ) -> None:
        """Shows what there is, or why there is nothing."""
        if problem:
            self._say(tr("They could not be listed"), problem)
        elif not offers:
            self._say(self._words.none, self._words.none_now)
        else:
            self.pane.show_offers(offers, runs)
            self._views.setCurrentWidget(self.pane)

    def _say(self, title: str, sentence: str) -> None:
        self._empty.say(title, sentence)
        self._views.setCurrentWidget(self._empty)
