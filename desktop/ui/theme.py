"""Symbols, states and proportions: how things look, told in palette roles and em."""

from __future__ import annotations

from enum import Enum, StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QFontMetrics,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
    QPixmapCache,
)

from desktop.storage.resources import RESOURCES
from desktop.ui.legibility import legible

if TYPE_CHECKING:
    from PySide6.QtGui import QColor
    from PySide6.QtWidgets import QWidget

_ICONS = RESOURCES / "icons"

_NARROWEST = 560
"""What a window of 900 pixels, the least that Parley is made for, has beside a label."""
BESIDE = 1.15
"""How large a symbol is beside its word, in heights of a line."""


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


def application_icon() -> QIcon:
    """Returns the application's own icon, in its own colours."""
    return QIcon(str(_ICONS / "parley.svg"))


def row_extent() -> int:
    """Returns how large symbols in rows are, in pixels: as is right beside the words there."""
    return round(QFontMetrics(QGuiApplication.font()).height() * BESIDE)


def icon(symbol: Symbol, tone: Tone = Tone.PLAIN, extent: int = 0) -> QIcon:
    """Returns a symbol in the colours that the palette has now, as large as in rows by itself.

    An icon engine would follow the palette by itself, but one written in Python crashes PySide
    when Qt clones it; so whoever shows an icon asks again on `PaletteChange`.
    """
    result, palette = QIcon(), QGuiApplication.palette()
    extent = extent or row_extent()
    for mode, group, role in (
        (QIcon.Mode.Normal, QPalette.ColorGroup.Active, tone.value),
        (QIcon.Mode.Disabled, QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText),
        (QIcon.Mode.Selected, QPalette.ColorGroup.Active, QPalette.ColorRole.HighlightedText),
    ):
        colour = palette.color(group, role)
        if mode is QIcon.Mode.Normal:
            colour = legible(colour, palette)
        for ratio in {screen.devicePixelRatio() for screen in QGuiApplication.screens()}:
            result.addPixmap(tinted(symbol, colour, round(extent * ratio)), mode)
    return result


def picture(symbol: Symbol, tone: Tone, extent: int, ratio: float) -> QPixmap:
    """Returns a symbol for a place that shows it in one way only, at the screen's pixel ratio."""
    palette = QGuiApplication.palette()
    colour = legible(palette.color(tone.value), palette)
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


def growth() -> float:
    """Returns how many times as large as the system's a person has set text."""
    usual = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).pointSizeF()
    size = QGuiApplication.font().pointSizeF()
    return size / usual if min(usual, size) > 0 else 1.0


def fixed_font() -> QFont:
    """Returns the system's monospaced font, in the size that a person has set."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    if font.pointSizeF() > 0:
        font.setPointSizeF(font.pointSizeF() * growth())
    return font


def moves() -> bool:
    """Whether things may move: not where a person has set otherwise, here or in the system."""
    return QGuiApplication.styleHints().cursorFlashTime() > 0


def room(widget: QWidget, count: float) -> int:
    """Returns such a length for the least width of something: never more than a window may have."""
    return min(em(widget, count), _NARROWEST)
