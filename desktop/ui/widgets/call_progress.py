"""How far a tool call has come: a bar, and what the server says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from desktop.language import tr
from desktop.ui import theme, wording
from desktop.ui.widgets.texts import PlainLabel

if TYPE_CHECKING:
    from desktop.events import CallProgressed

_STEPS = 1000


class CallProgress(QWidget):
    """A bar that moves to and fro where the server does not say how far there is to go."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(tr("Progress"))
        self.bar.setMaximumWidth(theme.em(self, 14))
        self.message = PlainLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.bar)
        row.addWidget(self.message, 1)
        self.hide()

    def show_progress(self, progress: CallProgressed | None) -> None:
        """Shows how far it has come, or nothing where the server says nothing."""
        self.setVisible(progress is not None)
        if progress is None:
            return
        said = wording.one_line(progress.message)
        if progress.total and progress.total > 0:
            share = max(0.0, min(1.0, progress.done / progress.total))
            self.bar.setRange(0, _STEPS)
            self.bar.setValue(round(share * _STEPS))
        else:
            self.bar.setRange(0, 0 if theme.moves() else 1)
            self.bar.setValue(0)
            said = said or ("" if theme.moves() else tr("At work…"))
        self.message.say(said)
