"""The tools of one server: what they do, their arguments, and what came of running them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop.ui import theme, wording
from desktop.ui.theme import Look, Symbol, Tone
from desktop.ui.widgets.argument_form import ArgumentForm
from desktop.ui.widgets.call_progress import CallProgress
from desktop.ui.widgets.snug_area import SnugArea
from desktop.ui.widgets.symbols import StateLabel, SymbolButton
from desktop.ui.widgets.texts import TextView, inline_heading, inline_text

if TYPE_CHECKING:
    from desktop.events import CallProgressed, ToolSummary


class RunState(Enum):
    """How a run of a tool stands."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class ToolRun:
    """One run of a tool, the latest of that tool."""

    server: str
    tool: str
    state: RunState
    text: str = ""
    progress: CallProgressed | None = None
    """How far the server says it has come, while it runs."""


_LOOKS = {
    RunState.RUNNING: Look(Symbol.STARTING, "Running; it may ask you first", Tone.LIVE),
    RunState.DONE: Look(Symbol.ANSWERED, "Done"),
    RunState.FAILED: Look(Symbol.FAILED, "The tool failed"),
    RunState.CANCELLED: Look(Symbol.WITHDRAWN, "Cancelled"),
}


class ToolPane(QWidget):
    """A list of tools; beside it the form of the selected one, its run and its result."""

    run_requested = Signal(str, dict)
    cancel_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools: tuple[ToolSummary, ...] = ()
        self._runs: dict[str, ToolRun] = {}
        self.list = QListWidget()
        self.list.setAccessibleName("Tools")
        self.list.currentRowChanged.connect(self._show_tool)
        self._title = inline_heading("Tool", 1.0)
        self._description = inline_text("What the tool does", 6)
        self.form = ArgumentForm("")
        self._form_area = SnugArea("Arguments")
        self.run_button = SymbolButton(Symbol.RUN, "&Run")
        self.run_button.setDefault(True)
        self.run_button.clicked.connect(self._request_run)
        self.cancel_button = SymbolButton(Symbol.CANCEL, "&Cancel")
        self.cancel_button.clicked.connect(self._request_cancel)
        self._state = StateLabel()
        self.progress = CallProgress()
        self._result = TextView("The tool's result")
        self._result.setPlaceholderText("What the tool answers appears here.")
        self._lay_out()

    def show_tools(self, tools: tuple[ToolSummary, ...], runs: dict[str, ToolRun]) -> None:
        """Shows a server's tools and the latest run of each; what is typed in stays."""
        self._runs = runs
        if tools == self._tools:
            self._show_run()
            return
        current = self._current()
        self._tools = tools
        self.list.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.list.clear()
        self.list.addItems([wording.one_line(tool.title or tool.name) for tool in tools])
        self.list.blockSignals(False)  # noqa: FBT003 - Qt's own signature
        names = [tool.name for tool in tools]
        kept = names.index(current.name) if current and current.name in names else 0
        self.list.setCurrentRow(kept if tools else -1)
        self._show_tool(self.list.currentRow())

    def try_first(self) -> None:
        """Runs the first tool with what its form proposes."""
        self.list.setCurrentRow(0)
        self.run_button.setFocus()
        self.run_button.click()

    def result(self) -> str:
        """Returns the result that is shown."""
        return self._result.toPlainText()

    def state(self) -> str:
        """Returns in words how the shown run stands; empty when there was none."""
        return "" if self._state.isHidden() else self._state.text()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.run_button)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self._state)
        buttons.addStretch()
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(theme.em(self, 0.5), 0, 0, 0)
        column.addWidget(self._title)
        column.addWidget(self._description)
        column.addWidget(self._form_area)
        column.addLayout(buttons)
        column.addWidget(self.progress)
        column.addWidget(self._result, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.list)
        split.addWidget(right)
        split.setSizes([theme.em(self, 11), theme.em(self, 30)])
        split.setStretchFactor(1, 1)
        row = QHBoxLayout(self)
        row.addWidget(split)

    def _current(self) -> ToolSummary | None:
        row = self.list.currentRow()
        return self._tools[row] if 0 <= row < len(self._tools) else None

    def _show_tool(self, row: int) -> None:
        tool = self._tools[row] if 0 <= row < len(self._tools) else None
        self._title.show_text(wording.one_line(tool.name) if tool else "")
        self._description.show_text(tool.description if tool else "")
        self._description.setVisible(bool(tool and tool.description))
        self.form = ArgumentForm(tool.schema if tool else "")
        self._form_area.show_widget(self.form)
        self._show_run()

    def _show_run(self) -> None:
        tool = self._current()
        run = self._runs.get(tool.name) if tool else None
        running = run is not None and run.state is RunState.RUNNING
        self.cancel_button.setVisible(running)
        self.progress.show_progress(run.progress if run and running else None)
        if running and self.run_button.hasFocus():
            # A disabled button would hand the keyboard to whatever comes next.
            self.cancel_button.setFocus()
        self.run_button.setEnabled(tool is not None and not running)
        self._state.setVisible(run is not None)
        self._result.show_text(run.text if run else "")
        if run:
            self._state.show_look(_LOOKS[run.state])

    def _request_run(self) -> None:
        tool, values = self._current(), self.form.read()
        if tool and values is not None:
            self.run_requested.emit(tool.name, values)

    def _request_cancel(self) -> None:
        if tool := self._current():
            self.cancel_requested.emit(tool.name)
