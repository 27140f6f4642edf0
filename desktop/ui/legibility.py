"""Colours that can be seen on every ground of a palette, to the measure of WCAG 2."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QPalette

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

_LEAST = 4.5
"""The contrast that words need; what is but drawn would need less."""
_DARKENED = 128
"""By how much, in percent, Fusion has edges fainter than the ground that it takes them from."""
_STEPS = 20
_QUIET = QPalette.ColorRole.PlaceholderText
_GROUNDS = (
    QPalette.ColorRole.Window,
    QPalette.ColorRole.Base,
    QPalette.ColorRole.AlternateBase,
)


def mend(application: QApplication) -> None:
    """Has quiet words be legible where those of the system or the style are too pale."""
    palette = application.palette()
    mended = legible(palette.color(_QUIET), palette)
    if mended != palette.color(_QUIET):
        palette.setColor(_QUIET, mended)
        application.setPalette(palette)


def legible(colour: QColor, palette: QPalette) -> QColor:
    """Returns the colour itself where it has enough contrast, or one between it and the text's."""
    grounds = tuple(palette.color(one).rgba() for one in _GROUNDS)
    text = palette.color(QPalette.ColorRole.WindowText).rgba()
    return QColor.fromRgba(_legible(colour.rgba(), text, grounds))


def with_edges(palette: QPalette) -> QPalette:
    """Returns colours in which Fusion draws edges that are seen: its own are lost in the dark.

    It takes edges from the ground, so these are for what draws none, such as a box to tick.
    """
    edge = legible(palette.color(QPalette.ColorRole.Window), palette)
    palette.setColor(QPalette.ColorRole.Window, edge.lighter(_DARKENED))
    return palette


def contrast(colour: QColor, ground: QColor) -> float:
    """Returns how well a colour, which may be translucent, is seen on a ground: from 1 to 21."""
    both = _luminance(_mixed(ground, colour, colour.alphaF())), _luminance(ground)
    return (max(both) + 0.05) / (min(both) + 0.05)


@lru_cache(maxsize=64)  # Every cell with a symbol asks, whenever it is drawn.
def _legible(colour: int, text: int, grounds: tuple[int, ...]) -> int:
    before, after = QColor.fromRgba(colour), QColor.fromRgba(text)
    for step in range(_STEPS):
        nearer = _mixed(before, after, step / _STEPS)
        nearer.setAlphaF(before.alphaF() + (after.alphaF() - before.alphaF()) * step / _STEPS)
        if all(contrast(nearer, QColor.fromRgba(one)) >= _LEAST for one in grounds):
            return nearer.rgba()
    return text


def _mixed(one: QColor, other: QColor, share: float) -> QColor:
    """Returns an opaque colour between two, of which the other has such a share."""
    pairs = zip(one.getRgb()[:3], other.getRgb()[:3], strict=True)  # type: ignore[index]
    return QColor(*(round(first + (second - first) * share) for first, second in pairs))


def _luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = map(linear, (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
