"""The endpoint: whether programs can ask, at which address, and the switch for that."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from desktop.language import tr
from desktop.ui import wording
from desktop.ui.clipboard import copied
from desktop.ui.looks import Look
from desktop.ui.theme import Symbol, Tone
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.symbols import StateLabel, SymbolButton
from desktop.ui.widgets.texts import PlainLabel, in_monospace, inline_text, label_for
from desktop.ui.widgets.tick import Tick

_OPEN = Look(Symbol.READY, tr("Open", "the endpoint"), Tone.LIVE)
_OFF = Look(Symbol.STOPPED, tr("Off"), Tone.QUIET)

WHAT_OFF = tr(
    "Programs of this computer that speak OpenAI's or Anthropic's language can ask models through "
    "Parley, each with a token of its own, asked about and bounded like a server. Nothing outside "
    "this computer can reach it."
)
FREE_PORT = tr("Its port is another one at each start of Parley. Choose one, so that it stays.")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """How the endpoint stands."""

    address: str = ""
    """Where programs reach it; empty while it is off."""
    port: int = 0
    """The port that was chosen; 0 for any that is free."""
    servers: tuple[str, ...] = ()
    """The servers that run and may ask by a door of their own."""


class EndpointStrip(QWidget):
    """A switch, a port and an address to copy."""

    turn_requested = Signal(bool, int)
    """Whether it is to be open, and at which port."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = Endpoint()
        self.on = Tick(tr("&Programs may ask by the endpoint"))
        self.state = StateLabel()
        self.port = QSpinBox()
        self.port.setAccessibleName(tr("Port"))
        self.port.setRange(0, 65_535)
        self.port.setSpecialValueText(tr("Any that is free"))
        self.change = SymbolButton(Symbol.ANSWERED, tr("&Use this port"))
        self.address = in_monospace(inline_text(tr("Address of the endpoint"), 1))
        self.copy = SymbolButton(Symbol.COPY, tr("&Copy the address"))
        self.what = PlainLabel()
        self._lay_out()
        self.on.clicked.connect(lambda on: self.turn_requested.emit(on, self.port.value()))
        self.change.clicked.connect(lambda: self.turn_requested.emit(True, self.port.value()))  # noqa: FBT003
        self.port.valueChanged.connect(self._follow)
        self.copy.clicked.connect(lambda: copied(self._shown.address))
        self.show_endpoint(self._shown)

    def show_endpoint(self, endpoint: Endpoint) -> None:
        """Shows how the endpoint stands."""
        if endpoint.port != self._shown.port:
            self.port.setValue(endpoint.port)
        self._shown = endpoint
        is_open = bool(endpoint.address)
        self.on.setChecked(is_open)
        self.state.show_look(_OPEN if is_open else _OFF)
        self.address.show_text(endpoint.address)
        self.address.setVisible(is_open)
        self.copy.setVisible(is_open)
        told = [WHAT_OFF] if not is_open else [] if endpoint.port else [FREE_PORT]
        self.what.say(" ".join([*told, *_door(endpoint.servers)]))
        self._follow()

    def _follow(self) -> None:
        """Offers to move where another port is chosen than it has."""
        self.change.setVisible(bool(self._shown.address) and self.port.value() != self._shown.port)

    def _lay_out(self) -> None:
        port = QWidget()
        named = QHBoxLayout(port)
        named.setContentsMargins(0, 0, 0, 0)
        named.addWidget(label_for(tr("P&ort"), self.port))
        named.addWidget(self.port)
        top = Flow((self.on, self.state), (port, self.change))
        below = QHBoxLayout()
        below.addWidget(self.address, 1)
        below.addWidget(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addLayout(below)
        column.addWidget(self.what)


def _door(servers: tuple[str, ...]) -> list[str]:
    """Returns who else may ask, whatever the switch says."""
    if not servers:
        return []
    names = ", ".join(map(wording.one_line, servers))
    return [tr("Another door, for servers alone, is open to: {names}.", names=names)]
