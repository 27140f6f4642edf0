"""The servers about which no question is wanted for a while."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.language import tr
from desktop.ui import wording
from desktop.ui.theme import Symbol
from desktop.ui.widgets.symbols import SymbolButton, SymbolLabel
from desktop.ui.widgets.texts import inline_text

if TYPE_CHECKING:
    from collections.abc import Mapping


class QuietList(QWidget):
    """A line for each server, with the way back to being asked."""

    ask_again_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: dict[str, float] = {}
        self._lines: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def show_servers(self, quiet: Mapping[str, float]) -> None:
        """Shows the servers, each with when it will be asked about again."""
        if dict(quiet) == self._shown:
            return
        self._shown = dict(quiet)
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = [self._line(server, until) for server, until in quiet.items()]
        for line in self._lines:
            self._column.addWidget(line)
        self.setVisible(bool(quiet))

    def _line(self, server: str, until: float) -> QWidget:
        line = QFrame()
        line.setFrameShape(QFrame.Shape.StyledPanel)
        name = wording.one_line(server)
        clock = time.strftime("%H:%M", time.localtime(until))
        text = inline_text(tr("About {name}", name=name))
        text.show_text(
            tr(
                "You are not asked about {name} until {clock}: its requests are refused.",
                name=name,
                clock=clock,
            )
        )
        again = SymbolButton(Symbol.REVIEW, tr("Ask a&gain"))
        again.setAccessibleName(tr("Ask again about {name}", name=name))
        again.clicked.connect(lambda: self.ask_again_requested.emit(server))
        row = QHBoxLayout(line)
        row.addWidget(SymbolLabel(Symbol.PAUSED), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(text, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(again)
        return line
