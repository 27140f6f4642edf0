"""The models that are being fetched, each with how far it is and what can be done about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop.language import tr
from desktop.ui import theme, wording
from desktop.ui.dialogs.sure import ask_first
from desktop.ui.looks import Look
from desktop.ui.theme import Symbol, Tone
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.snug_area import SnugArea
from desktop.ui.widgets.symbols import SymbolButton, SymbolLabel
from desktop.ui.widgets.texts import inline_text

if TYPE_CHECKING:
    from collections.abc import Iterable

_HIGHEST = 14
"""Lines of text; more downloads scroll."""
_MUCH = 100_000_000
"""Bytes; nobody wants to fetch as many twice."""
_STEPS = 1000


class Stage(Enum):
    """How far a download has come."""

    ASKING = Look(Symbol.STARTING, tr("Asking the hub"), Tone.LIVE)
    HELD = Look(Symbol.WAITING, tr("Waiting for you"), Tone.LIVE)
    FETCHING = Look(Symbol.STARTING, tr("Coming"), Tone.LIVE)
    WAITING = Look(Symbol.RESTART, tr("Waiting to try again"))
    CHECKING = Look(Symbol.REVIEW, tr("Checking what came"), Tone.LIVE)
    PAUSED = Look(Symbol.PAUSED, tr("Paused"))
    FAILED = Look(Symbol.FAILED, tr("Not fetched"))
    REFUSED = Look(Symbol.REFUSED, tr("Not given to you"))
    DONE = Look(Symbol.READY, tr("Ready to answer"), Tone.LIVE)


_RUNNING = (Stage.ASKING, Stage.FETCHING, Stage.WAITING, Stage.CHECKING)
_GOING_ON = {
    Stage.HELD: (Symbol.ADD, tr("&Get it anyway")),
    Stage.PAUSED: (Symbol.RUN, tr("&Resume")),
    Stage.FAILED: (Symbol.RESTART, tr("&Try again")),
    Stage.REFUSED: (Symbol.RESTART, tr("&Try again")),
    Stage.DONE: (Symbol.MODELS, tr("&Show it")),
}


@dataclass(frozen=True, slots=True)
class Download:
    """One download as it is shown."""

    key: str
    """What no other one has."""
    name: str
    stage: Stage
    done: int = 0
    size: int = 0
    """Bytes; 0 while nobody knows."""
    speed: float = 0.0
    seconds_left: float | None = None
    detail: str = ""
    """What went wrong, what is to be decided, or what it is called now."""

    @property
    def words(self) -> str:
        """How far it is, in words."""
        if self.stage in (Stage.HELD, Stage.FAILED, Stage.REFUSED, Stage.DONE):
            return self.detail
        parts = [self.stage.value.word]
        if self.size:
            came = wording.size(self.done) or "0 B"
            parts.append(tr("{came} of {size}", came=came, size=wording.size(self.size)))
        if self.stage is Stage.FETCHING and self.speed:
            parts.append(tr("{size} a second", size=wording.size(round(self.speed))))
        if self.stage is Stage.FETCHING and self.seconds_left is not None:
            parts.append(tr("{duration} left", duration=wording.duration(self.seconds_left)))
        return ", ".join([*parts, *([self.detail] if self.detail else [])])


class DownloadList(SnugArea):
    """A line for each download, in the order in which they began; nothing without any."""

    pause_requested = Signal(str)
    go_on_requested = Signal(str)
    """It is to be resumed, tried again, or fetched although it may not fit."""
    token_requested = Signal(str)
    """A token is to be given, so that the hub gives it."""
    show_requested = Signal(str)
    """The model that it has become is to be shown."""
    leave_requested = Signal(str)
    """It is to be forgotten, with what came of it, or only taken off the list once it is done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Downloads"), parent, Qt.FocusPolicy.NoFocus)
        self.lines: dict[str, DownloadLine] = {}
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.show_widget(body)
        self.setMaximumHeight(theme.em(self, _HIGHEST))
        self.hide()

    def show_downloads(self, downloads: Iterable[Download]) -> None:
        """Shows these downloads and no others; what has not changed stays as it is."""
        wanted = {one.key: one for one in downloads}
        for key in [key for key in self.lines if key not in wanted]:
            line = self.lines.pop(key)
            line.hide()
            line.deleteLater()
        for key, download in wanted.items():
            if key not in self.lines:
                self._add(key, download)
            self.lines[key].show_download(download)
        self.setVisible(bool(wanted))
        self.updateGeometry()

    def _add(self, key: str, download: Download) -> None:
        line = self.lines[key] = DownloadLine(download)
        line.pause.clicked.connect(lambda: self.pause_requested.emit(key))
        line.token.clicked.connect(lambda: self.token_requested.emit(key))
        line.left.connect(lambda: self.leave_requested.emit(key))
        line.go_on.clicked.connect(
            lambda: (self.show_requested if line.done else self.go_on_requested).emit(key)
        )
        self._column.addWidget(line)


class DownloadLine(QFrame):
    """A bar, what it stands for in words, and what can be done now."""

    left = Signal()
    """It is given up, or done with."""

    def __init__(self, download: Download, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        name = wording.one_line(download.name)
        self._name = name
        self._symbol = SymbolLabel(Symbol.STARTING)
        self._text = inline_text(tr("Download of {name}", name=name), 6)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(tr("Progress of {name}", name=name))
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(theme.em(self, 0.5))
        self.bar.setRange(0, _STEPS)
        self.go_on = SymbolButton(Symbol.RUN, tr("&Resume"))
        self.token = SymbolButton(Symbol.PERMISSIONS, tr("T&oken for the hub…"))
        self.pause = SymbolButton(Symbol.PAUSED, tr("&Pause"))
        self.leave = SymbolButton(Symbol.CANCEL, tr("&Cancel"))
        self.leave.clicked.connect(self._ask_to_leave)
        self.done = False
        self._came = 0
        self._stage: Stage | None = None
        self._lay_out()

    def show_download(self, download: Download) -> None:
        """Shows how it is now."""
        stage, self._came = download.stage, download.done
        self._text.show_text(f"{self._name}\n{download.words}")
        self.bar.setVisible(stage is not Stage.DONE and download.done > 0)
        self.bar.setValue(_STEPS * download.done // max(1, download.size))
        if stage is not self._stage:
            self._stage, self.done = stage, stage is Stage.DONE
            self._symbol.show_symbol(stage.value.symbol, stage.value.tone)
            self._offer(stage)

    def words(self) -> str:
        """Returns what is said of it."""
        return self._text.toPlainText().partition("\n")[2]

    def _ask_to_leave(self) -> None:
        if self.done or self._came < _MUCH:
            self.left.emit()
            return
        ask_first(
            self,
            tr("Cancel a download"),
            tr("Cancel the download of {name}?", name=self._name),
            tr(
                "The {size} that came are deleted. Pause keeps them.", size=wording.size(self._came)
            ),
            tr("&Delete what came"),
            self.left.emit,
        )

    def _offer(self, stage: Stage) -> None:
        had = next((one for one in (self.pause, self.go_on) if one.hasFocus()), None)
        self.pause.setVisible(stage in _RUNNING)
        self.go_on.setVisible(stage in _GOING_ON)
        self.token.setVisible(stage is Stage.REFUSED)
        if stage in _GOING_ON:
            symbol, word = _GOING_ON[stage]
            self.go_on.show_symbol(symbol)
            self.go_on.setText(word)
        self.leave.setText(tr("&Dismiss") if stage is Stage.DONE else tr("&Cancel"))
        self.leave.setToolTip("" if stage is Stage.DONE else tr("Deletes what came of it"))
        for button in (self.token, self.go_on, self.pause, self.leave):
            button.setAccessibleName(f"{button.text().replace('&', '')}: {self._name}")
        if had is not None and not had.isVisibleTo(self):  # What was pressed is now the other one.
            (self.go_on if had is self.pause else self.pause).setFocus()

    def _lay_out(self) -> None:
        named = QWidget()
        row = QHBoxLayout(named)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._symbol, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._text, 1)
        column = QVBoxLayout(self)
        column.addLayout(Flow([named], (self.token, self.go_on, self.pause, self.leave)))
        column.addWidget(self.bar)
