"""The line with which a person looks for requests."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.events import RequestPhase
from desktop.language import tr
from desktop.ui.looks import look_of
from desktop.ui.tables.sought import Sought
from desktop.ui.widgets.choice import Choice
from desktop.ui.widgets.flow import Flow

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from desktop.events import RequestChanged

_PAUSE_MS = 250
"""So long after the last key is a text taken for whole."""


class RequestFilters(QWidget):
    """A text, a server, a model and an outcome; what is looked for is all of them at once."""

    changed = Signal(Sought)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = QLineEdit()
        self.search.setAccessibleName(tr("Search the requests"))
        self.search.setPlaceholderText(tr("Search (Ctrl+F)"))
        self.search.setClearButtonEnabled(True)
        self.server = Choice(tr("Caller"), [("", tr("Any caller"))])
        self.model = Choice(tr("Model"), [("", tr("Any model"))])
        outcomes = [(phase, look_of(phase).word) for phase in RequestPhase]
        self.outcome = Choice(tr("State"), [(None, tr("Any state")), *outcomes])
        self._said = Sought()
        self._typing = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._typing.timeout.connect(self._say)
        self.search.textEdited.connect(lambda _text: self._typing.start())
        self.search.textChanged.connect(lambda text: None if text else self._say())
        self.search.returnPressed.connect(self._say)
        choices = self.server, self.model, self.outcome
        for choice in choices:
            choice.currentIndexChanged.connect(self._say)
        self.setLayout(Flow((self.search, *choices)))

    def offer(self, change: RequestChanged) -> None:
        """Lets a request's server and model be chosen."""
        self.server.offer(change.server, change.server)
        if change.model:
            self.model.offer(change.model, change.model)

    def focus_search(self) -> None:
        """Brings the keyboard to the search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def choose_server(self, name: str) -> None:
        """Looks for the requests of one server or program, and for nothing else."""
        self.clear()
        self.server.offer(name, name)
        self.server.choose(name)

    def clear(self) -> None:
        """Looks for nothing in particular."""
        for choice in (self.server, self.model, self.outcome):
            choice.setCurrentIndex(0)
        self.search.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Looks for nothing in particular on Esc; without a search, the page takes the key."""
        if event.key() == Qt.Key.Key_Escape and self._sought() != Sought():
            self.clear()
        else:
            super().keyPressEvent(event)

    def _sought(self) -> Sought:
        return Sought(
            cast("str", self.server.chosen()),
            cast("str", self.model.chosen()),
            cast("RequestPhase | None", self.outcome.chosen()),
            self.search.text().strip(),
        )

    def _say(self) -> None:
        self._typing.stop()
        sought = self._sought()
        if sought != self._said:
            self._said = sought
            self.changed.emit(sought)
