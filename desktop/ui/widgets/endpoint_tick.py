"""Whether a server may ask models by the endpoint, as a tick that holds from its next start."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.language import tr
from desktop.ui.widgets.texts import PlainLabel
from desktop.ui.widgets.tick import Tick

WHAT = tr(
    "It finds an address and a token in its environment, for the SDKs of OpenAI and Anthropic. "
    "What it asks there is asked about, bounded and recorded as anything else that it asks."
)
FIXED = tr("This server comes with Parley and has no entry in mcp.json in which it could stand.")
ELSEWHERE = tr("A server that is reached by its address has no environment of ours to find it in.")
RESTART = tr("Saved. Restart the server, so that it learns of it.")


class EndpointTick(QWidget):
    """A tick, and under it what it means."""

    changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[str, bool] | None = None
        self.box = Tick(tr("It ma&y ask models by the endpoint"))
        self.why = PlainLabel(WHAT)
        self.box.setAccessibleDescription(WHAT)
        self.box.clicked.connect(self.changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.box)
        column.addWidget(self.why)

    def show_endpoint(self, server: str, *, has: bool, why: str) -> None:
        """Shows whether a server may, and why that cannot be changed, if so."""
        if self._shown and server == self._shown[0]:
            if has != self._shown[1]:
                self.why.say(RESTART)
        else:
            self.why.say(why or WHAT)
        self._shown = server, has
        self.box.setChecked(has)
        self.box.setEnabled(not why)
