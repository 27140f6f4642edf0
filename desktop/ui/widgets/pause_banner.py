"""The strip that says that everything is paused."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.language import tr
from desktop.ui.theme import Symbol, Tone
from desktop.ui.widgets.symbols import SymbolButton, SymbolLabel
from desktop.ui.widgets.texts import heading

PAUSED = tr("Paused: every request is refused, in the window and in the terminal.")


class PauseBanner(QFrame):
    """Stays for as long as the pause lasts, with the way out of it."""

    resume_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        resume = SymbolButton(Symbol.RUN, tr("Res&ume"))
        resume.clicked.connect(self.resume_requested)
        row = QHBoxLayout(self)
        row.addWidget(SymbolLabel(Symbol.PAUSED, Tone.LIVE), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(heading(PAUSED, 1.0), 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(resume)
