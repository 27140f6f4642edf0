"""The tray's icon: Parley's two who speak, and in its corner what goes on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QGuiApplication, QIcon, QPainter, QPalette, QPixmap

from desktop.language import tr
from desktop.ui import theme
from desktop.ui.theme import Symbol

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

SIZES = (16, 22, 24, 32, 44, 48, 64)
_MOST_SHOWN = 9


class Doing(Enum):
    """What Parley does, the most urgent of it."""

    IDLE = "idle"
    WORKING = "working"
    WAITING = "waiting"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Standing:
    """How Parley stands, at a glance."""

    waiting: int = 0
    """Questions that a person has not answered."""
    working: int = 0
    """Requests that are being answered."""
    paused: bool = False

    @property
    def doing(self) -> Doing:
        """What the icon shows: what waits for the person comes before everything else."""
        if self.waiting:
            return Doing.WAITING
        if self.paused:
            return Doing.PAUSED
        return Doing.WORKING if self.working else Doing.IDLE

    @property
    def words(self) -> str:
        """The same as a line."""
        match self.doing:
            case Doing.WAITING:
                return tr("{n} (question waits|questions wait) for you", "", self.waiting)
            case Doing.PAUSED:
                return tr("Paused: every request is refused")
            case Doing.WORKING:
                return tr("Answering {n} request(s)", "", self.working)
            case Doing.IDLE:
                return tr("Idle")

    @property
    def mark(self) -> str:
        """What stands in the badge."""
        return str(self.waiting) if self.waiting <= _MOST_SHOWN else f"{_MOST_SHOWN}+"


def tray_icon(standing: Standing) -> QIcon:
    """Returns the icon in the colours that the palette has now."""
    icon = QIcon()
    for size in SIZES:
        icon.addPixmap(_drawn(standing, size))
    return icon


def _drawn(standing: Standing, size: int) -> QPixmap:
    palette = QGuiApplication.palette()
    ink = palette.color(QPalette.ColorRole.WindowText)
    ground = palette.color(QPalette.ColorRole.Window)
    result = QPixmap(size, size)
    result.fill(Qt.GlobalColor.transparent)
    symbol = theme.tinted(Symbol.TRAY, ink, size)
    with QPainter(result) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # A rim, since a panel may be dark where windows are light.
        rim, step = theme.tinted(Symbol.TRAY, ground, size), max(1, size // 24)
        for right in (-step, 0, step):
            for down in (-step, 0, step):
                painter.drawPixmap(right, down, rim)
        painter.drawPixmap(0, 0, symbol)
        if standing.doing is not Doing.IDLE:
            _draw_badge(painter, standing, size, palette)
    return result


def _draw_badge(painter: QPainter, standing: Standing, size: int, palette: QPalette) -> None:
    extent = size * (0.62 if standing.doing is Doing.WAITING else 0.5)
    place = QRectF(size - extent, size - extent, extent, extent)
    painter.setPen(Qt.PenStyle.NoPen)
    rim = size / 16
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
    painter.setBrush(Qt.GlobalColor.black)
    painter.drawEllipse(place.adjusted(-rim, -rim, rim, rim))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    painter.setBrush(palette.color(QPalette.ColorRole.Highlight))
    painter.drawEllipse(place)
    ink = palette.color(QPalette.ColorRole.HighlightedText)
    if standing.doing is Doing.WAITING:
        _write(painter, standing.mark, place, ink)
    elif standing.doing is Doing.PAUSED:
        _draw_bars(painter, place, ink)


def _write(painter: QPainter, mark: str, place: QRectF, ink: QColor) -> None:
    font = QFont(QGuiApplication.font())
    font.setBold(True)
    font.setPixelSize(max(7, round(place.height() * (0.82 if len(mark) == 1 else 0.6))))
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, mark)


def _draw_bars(painter: QPainter, place: QRectF, ink: QColor) -> None:
    painter.setBrush(ink)
    width, height = place.width() * 0.16, place.height() * 0.5
    top = place.center().y() - height / 2
    for middle in (-0.16, 0.16):
        left = place.center().x() + middle * place.width() - width / 2
        painter.drawRect(QRectF(left, top, width, height))
