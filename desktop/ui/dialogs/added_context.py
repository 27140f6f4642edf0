"""The context that a person may add to a request: a tick, and under it what would go with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.language import tr
from desktop.ui import theme, wording
from desktop.ui.dialogs.blocks import TextBlock
from desktop.ui.dialogs.hidden_line import hidden_line
from desktop.ui.widgets.texts import PlainLabel
from desktop.ui.widgets.tick import Tick

if TYPE_CHECKING:
    from desktop.gateway.approval import Review
    from desktop.gateway.context import Context


class AddedContext(QWidget):
    """Nothing is added unless it is ticked; then the whole text is in view, and can be edited."""

    changed = Signal()
    """Something else would be added."""

    def __init__(self, context: Context, whose: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        calls = tr("{n} call(s)", "", context.calls)
        length = tr("{n} character(s)", "", len(context.text))
        self.tick = Tick(
            tr(
                "Add &what {whose} tools were asked and answered ({calls}, {length})",
                whose=whose,
                calls=calls,
                length=length,
            )
        )
        self.block = TextBlock(tr("Added to the system prompt, this once"), context.text)
        if self.block.hidden:
            self.block.add(hidden_line(self.block.hidden))
        servers = ", ".join(wording.one_line(name) for name in context.servers)
        self._servers = PlainLabel(tr("The tools of {servers}.", servers=servers))
        self.tick.toggled.connect(self._show)
        self.block.view.textChanged.connect(self.changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(self, 0.25))
        for part in (self.tick, self._servers, self.block):
            column.addWidget(part)
        self._servers.setVisible(len(context.servers) > 1)
        self.block.hide()

    @property
    def text(self) -> str:
        """What is added: nothing unless it is ticked."""
        return self.block.text if self.tick.isChecked() else ""

    def _show(self, ticked: bool) -> None:  # noqa: FBT001 - Qt's own signature
        self.block.setVisible(ticked)
        self.changed.emit()


def context_of(review: Review) -> AddedContext | None:
    """Returns what a person may add to a request, or None where there is nothing."""
    if review.context is None:
        return None
    of_all = review.request.params.include_context == "allServers"
    caller = wording.unmarked(wording.one_line(review.request.caller.name))
    return AddedContext(review.context, tr("all servers'") if of_all else f"{caller}'s")
