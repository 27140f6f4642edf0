"""Symbols, states and proportions: how things look, told in palette roles and em."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPalette, QPixmap, QPixmapCache

from desktop.events import ModelStatus, RequestPhase, ServerStatus
from desktop.storage.resources import RESOURCES

if TYPE_CHECKING:
    from PySide6.QtGui import QColor
    from PySide6.QtWidgets import QWidget

_ICONS = RESOURCES / "icons"


class Symbol(StrEnum):
    """A drawing in `resources/icons`, black there and tinted from the palette here."""

    ACTIVITY = "activity"
    SERVERS = "servers"
    PERMISSIONS = "permissions"
    MODELS = "models"
    CALLERS = "callers"
    CHAT = "chat"
    SETTINGS = "settings"
    WAITING = "waiting"
    ANSWERING = "answering"
    ANSWERED = "answered"
    DECLINED = "declined"
    REFUSED = "refused"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"
    PAUSED = "paused"
    STOPPED = "stopped"
    STARTING = "starting"
    READY = "ready"
    UNLOADED = "unloaded"
    LOADED = "loaded"
    ADD = "add"
    REMOVE = "remove"
    RUN = "run"
    CANCEL = "cancel"
    RESTART = "restart"
    FOLDER = "folder"
    REVIEW = "review"
    COPY = "copy"
    SAVE = "save"
    OUT = "out"
    IN = "in"
    INFORMATION = "information"
    HERE = "here"
    AWAY = "away"
    PERSON = "person"
    ATTACH = "attach"
    EDIT = "edit"
    BEFORE = "before"
    AFTER = "after"
    TRAY = "tray"


class Tone(Enum):
    """How much a thing calls for attention; the values are palette roles."""

    PLAIN = QPalette.ColorRole.WindowText
    LIVE = QPalette.ColorRole.Accent
    QUIET = QPalette.ColorRole.PlaceholderText


@dataclass(frozen=True, slots=True)
class Look:
    """What a state looks like: an icon, a word and a tone, never a colour alone."""

    symbol: Symbol
    word: str
    tone: Tone = Tone.PLAIN


_PHASES = {
    RequestPhase.WAITING: Look(Symbol.WAITING, "Waiting for you", Tone.LIVE),
    RequestPhase.ANSWERING: Look(Symbol.ANSWERING, "Answering", Tone.LIVE),
    RequestPhase.REVIEWING: Look(Symbol.REVIEW, "Answer waits for you", Tone.LIVE),
    RequestPhase.ANSWERED: Look(Symbol.ANSWERED, "Answered"),
    RequestPhase.DECLINED: Look(Symbol.DECLINED, "Declined"),
    RequestPhase.REFUSED: Look(Symbol.REFUSED, "Refused"),
    RequestPhase.FAILED: Look(Symbol.FAILED, "Failed"),
    RequestPhase.WITHDRAWN: Look(Symbol.WITHDRAWN, "Withdrawn", Tone.QUIET),
}
_SERVERS = {
    ServerStatus.STOPPED: Look(Symbol.STOPPED, "Stopped", Tone.QUIET),
    ServerStatus.STARTING: Look(Symbol.STARTING, "Starting", Tone.LIVE),
    ServerStatus.READY: Look(Symbol.READY, "Ready", Tone.LIVE),
    ServerStatus.WAITING: Look(Symbol.RESTART, "Waiting to restart"),
    ServerStatus.FAILED: Look(Symbol.FAILED, "Failed"),
}
_MODELS = {
    ModelStatus.UNLOADED: Look(Symbol.UNLOADED, "Not loaded", Tone.QUIET),
    ModelStatus.LOADING: Look(Symbol.STARTING, "Loading", Tone.LIVE),
    ModelStatus.LOADED: Look(Symbol.LOADED, "Loaded", Tone.LIVE),
    ModelStatus.FAILED: Look(Symbol.FAILED, "Failed"),
}


def look_of(state: RequestPhase | ServerStatus | ModelStatus) -> Look:
    """Returns the icon, the word and the tone of a state."""
    match state:
        case RequestPhase():
            return _PHASES[state]
        case ServerStatus():
            return _SERVERS[state]
        case ModelStatus():
            return _MODELS[state]


def application_icon() -> QIcon:
    """Returns the application's own icon, in its own colours."""
    return QIcon(str(_ICONS / "parley.svg"))


def icon(symbol: Symbol, tone: Tone = Tone.PLAIN, extent: int = 16) -> QIcon:
    """Returns a symbol in the colours that the palette has now.

    An icon engine would follow the palette by itself, but one written in Python crashes PySide
    when Qt clones it; so whoever shows an icon asks again on `PaletteChange`.
    """
    result = QIcon()
    for mode, group, role in (
        (QIcon.Mode.Normal, QPalette.ColorGroup.Active, tone.value),
        (QIcon.Mode.Disabled, QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText),
        (QIcon.Mode.Selected, QPalette.ColorGroup.Active, QPalette.ColorRole.HighlightedText),
    ):
        colour = QGuiApplication.palette().color(group, role)
        for ratio in {screen.devicePixelRatio() for screen in QGuiApplication.screens()}:
            result.addPixmap(tinted(symbol, colour, round(extent * ratio)), mode)
    return result


def picture(symbol: Symbol, tone: Tone, extent: int, ratio: float) -> QPixmap:
    """Returns a symbol for a place that shows it in one way only, at the screen's pixel ratio."""
    colour = QGuiApplication.palette().color(tone.value)
    pixmap = tinted(symbol, colour, round(extent * ratio))
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def tinted(symbol: Symbol, colour: QColor, size: int) -> QPixmap:
    """Returns a symbol in one colour, so many pixels large."""
    key = f"parley/{symbol}/{colour.rgba():08x}/{size}"
    pixmap = QPixmap()
    if QPixmapCache.find(key, pixmap):
        return pixmap
    pixmap = QIcon(str(_ICONS / f"{symbol}.svg")).pixmap(QSize(size, size), 1.0)
    with QPainter(pixmap) as painter:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
        painter.fillRect(pixmap.rect(), colour)
    QPixmapCache.insert(key, pixmap)
    return pixmap


def em(widget: QWidget, count: float = 1.0) -> int:
    """Returns a length in pixels: so many line heights of the widget's font."""
    return round(widget.fontMetrics().height() * count)
