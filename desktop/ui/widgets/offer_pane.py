"""What one server offers of a kind: a list, the form of the chosen one, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.language import tr
from desktop.ui import theme, wording
from desktop.ui.looks import Look
from desktop.ui.runs import RunState
from desktop.ui.theme import Symbol, Tone
from desktop.ui.widgets.argument_editor import ArgumentEditor
from desktop.ui.widgets.call_progress import CallProgress
from desktop.ui.widgets.result_view import ResultView
from desktop.ui.widgets.search_line import SearchLine
from desktop.ui.widgets.snug_area import SnugArea
from desktop.ui.widgets.symbols import StateLabel, SymbolButton
from desktop.ui.widgets.texts import PlainLabel, inline_heading, inline_text
from desktop.ui.widgets.turning_split import TurningSplit

if TYPE_CHECKING:
    from desktop.events import ToolSummary
    from desktop.ui.runs import ToolRun
    from desktop.ui.widgets.argument_form import ArgumentForm


@dataclass(frozen=True, slots=True)
class Words:
    """What the pane says of a kind of offers."""

    title: str
    one: str
    about: str
    failed: str
    action: str
    result: str
    placeholder: str
    running: str
    coming: str = ""
    none: str = ""
    none_now: str = ""
    """What is said instead of the list; nothing where it comes with the server itself."""


LOOKS = {
    RunState.DONE: Look(Symbol.ANSWERED, tr("Done")),
    RunState.CANCELLED: Look(Symbol.WITHDRAWN, tr("Cancelled")),
}


class OfferPane(QWidget):
    """A list with a search; beside it the form of the selected one, its run and its result."""

    run_requested = Signal(str, dict)
    cancel_requested = Signal(str)
    read_requested = Signal(str)
    """The server is to be asked for what this address stands for."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._offers: tuple[ToolSummary, ...] = ()
        self._runs: dict[str, ToolRun] = {}
        self._left: tuple[ToolSummary, dict[str, object]] | None = None
        """What was typed in when the server went; it may be back in a moment."""
        self.list = QListWidget()
        self.list.setAccessibleName(words.title)
        self.list.currentRowChanged.connect(self._show_offer)
        self.search = SearchLine(self.list, words.title)
        self._title = inline_heading(words.one, 1.0)
        self._description = inline_text(words.about, 6)
        self.hints = PlainLabel()
        self.editor = ArgumentEditor("")
        self._form_area = SnugArea(tr("Arguments"))
        self.run_button = SymbolButton(Symbol.RUN, words.action)
        self.run_button.setDefault(True)
        self.run_button.clicked.connect(self._request_run)
        self.cancel_button = SymbolButton(Symbol.CANCEL, tr("&Cancel"))
        self.cancel_button.clicked.connect(self._request_cancel)
        self._state = StateLabel()
        self.progress = CallProgress()
        self.result_view = ResultView(words.result, words.placeholder)
        self.result_view.read_requested.connect(self.read_requested)
        self._buttons = QHBoxLayout()
        self._lay_out()

    def show_offers(self, offers: tuple[ToolSummary, ...], runs: dict[str, ToolRun]) -> None:
        """Shows what there is and the latest run of each; what is typed in stays."""
        self._runs = runs
        if offers == self._offers:
            self._show_run()
            return
        current = self._current()
        if current and not offers:
            self._left = current, self.editor.typed()
        self._offers = offers
        names = [offer.name for offer in offers]
        before = current or (self._left and self._left[0])
        kept = names.index(before.name) if before and before.name in names else 0
        with QSignalBlocker(self.list):
            self.list.clear()
            self.list.addItems([wording.one_line(offer.title or offer.name) for offer in offers])
            self.list.setCurrentRow(kept if offers else -1)
        self.search.look_again()
        if current is None or current != self._current():
            self._show_offer(self.list.currentRow())
        if self._left and self._left[0] == self._current():
            self.editor.fill(self._left[1])
        if offers:
            self._left = None
        self._show_run()

    def choose(self, name: str) -> bool:
        """Selects an offer by its name; returns whether there is one."""
        names = [offer.name for offer in self._offers]
        if name in names:
            self.search.clear()
            self.list.setCurrentRow(names.index(name))
        return name in names

    @property
    def form(self) -> ArgumentForm:
        """The form of the selected one."""
        return self.editor.form

    def result(self) -> str:
        """Returns the text of the result that is shown."""
        return self.result_view.text()

    def state(self) -> str:
        """Returns in words how the shown run stands; empty when there was none."""
        return "" if self._state.isHidden() else self._state.text()

    def _lay_out(self) -> None:
        for part in (self.run_button, self.cancel_button, self._state):
            self._buttons.addWidget(part)
        self._buttons.addStretch()
        left, right = QWidget(), QWidget()
        side = QVBoxLayout(left)
        side.setContentsMargins(0, 0, 0, 0)
        side.addWidget(self.search)
        side.addWidget(self.list, 1)
        column = QVBoxLayout(right)
        column.setContentsMargins(theme.em(self, 0.5), 0, 0, 0)
        for above in (self._title, self._description, self.hints, self._form_area):
            column.addWidget(above)
        column.addLayout(self._buttons)
        column.addWidget(self.progress)
        column.addWidget(self.result_view, 1)
        split = TurningSplit(left, right, "offers", 11)
        row = QHBoxLayout(self)
        row.addWidget(split)

    def _current(self) -> ToolSummary | None:
        row = self.list.currentRow()
        return self._offers[row] if 0 <= row < len(self._offers) else None

    def _show_offer(self, row: int) -> None:
        offer = self._offers[row] if 0 <= row < len(self._offers) else None
        self._title.show_text(wording.one_line(offer.name) if offer else "")
        self._description.show_text(offer.description if offer else "")
        self._description.setVisible(bool(offer and offer.description))
        self._buttons.removeWidget(self.editor.as_json)
        self.editor.as_json.hide()
        self.editor.as_json.deleteLater()
        self.editor = ArgumentEditor(offer.schema if offer else "")
        self._buttons.addWidget(self.editor.as_json)
        self._form_area.show_widget(self.editor)
        self._show_run()

    def _show_run(self) -> None:
        offer = self._current()
        run = self._runs.get(offer.name) if offer else None
        running = run is not None and run.state is RunState.RUNNING
        self.cancel_button.setVisible(running)
        self.progress.show_progress(run.progress if run and running else None)
        if running and self.run_button.hasFocus():
            # A disabled button would hand the keyboard to whatever comes next.
            self.cancel_button.setFocus()
        self.run_button.setEnabled(offer is not None and not running)
        self._state.setVisible(run is not None)
        if run and run.shown:
            self.result_view.show_answer(run.shown)
        else:
            self.result_view.show_text(run.text if run else "")
        if run:
            self._state.show_look(self._look(run.state))

    def _look(self, state: RunState) -> Look:
        match state:
            case RunState.RUNNING:
                return Look(Symbol.STARTING, self._words.running, Tone.LIVE)
            case RunState.FAILED:
                return Look(Symbol.FAILED, self._words.failed)
            case _:
                return LOOKS[state]

    def _request_run(self) -> None:
        offer, values = self._current(), self.editor.read()
        if offer and values is not None:
            self._run(offer, values)

    def _run(self, offer: ToolSummary, values: dict[str, object]) -> None:
        self.run_requested.emit(offer.name, values)

    def _request_cancel(self) -> None:
        if offer := self._current():
            self.cancel_requested.emit(offer.name)
