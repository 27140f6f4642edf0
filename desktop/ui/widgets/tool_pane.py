"""The tools of one server: what they do, their arguments, and what came of running them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.language import tr
from desktop.ui import wording
from desktop.ui.dialogs.sure import ask_first
from desktop.ui.widgets.offer_pane import OfferPane, Words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.events import ToolSummary

TOOLS = Words(
    tr("Tools"),
    tr("Tool"),
    tr("What the tool does"),
    tr("The tool failed"),
    tr("&Run"),
    tr("The tool's result"),
    tr("What the tool answers appears here."),
    tr("Running; it may ask you first"),
)


class ToolPane(OfferPane):
    """Runs a tool as it is wished; one that may destroy something only after a question."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(TOOLS, parent)

    def try_first(self) -> None:
        """Runs the first tool with what its form proposes."""
        self.list.setCurrentRow(0)
        self.run_button.setFocus()
        self.run_button.click()

    def _show_offer(self, row: int) -> None:
        super()._show_offer(row)
        tool = self._current()
        self.hints.say(nature_of(tool) if tool else "")

    def _run(self, offer: ToolSummary, values: dict[str, object]) -> None:
        if not offer.asks_first:
            super()._run(offer, values)
            return
        sent = wording.as_json(values)
        ask_first(
            self,
            tr("A tool that may destroy something"),
            tr("Run {tool}?", tool=offer.name),
            tr(
                "It {warning_of} It is run with: {sent}{value}",
                warning_of=warning_of(offer),
                sent=sent[:1000],
                value="…" if sent[1000:] else "",
            ),
            tr("&Run it"),
            lambda: super(ToolPane, self)._run(offer, values),
        )


def warning_of(tool: ToolSummary) -> str:
    """Returns why a person is asked before a tool runs, as the end of a sentence about it."""
    if tool.destructive:
        return tr("says of itself that it may destroy what is there.")
    return tr("says of itself that it changes things, and not that it leaves what is there.")


def nature_of(tool: ToolSummary) -> str:
    """Returns what a server says that its tool does to the world; it may be wrong."""
    told = []
    if tool.read_only:
        told.append(tr("changes nothing"))
    elif tool.asks_first:
        told.append(tr("may destroy what is there: you are asked before it runs"))
    elif tool.destructive is False:
        told.append(tr("adds, and destroys nothing"))
    if tool.open_world is not None:
        told.append(
            tr("reaches beyond this server")
            if tool.open_world
            else tr("stays within what it holds")
        )
    return tr("By its own word it {told}.", told=tr(", and ").join(told)) if told else ""
