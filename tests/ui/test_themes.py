"""Light and dark: everything is drawn from the palette."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor, QPalette

from desktop.ui import theme
from desktop.ui.main_window import MainWindow, Page
from tests.ui.test_accessibility import (
    approval,
    main_window,
    result_page,
    rules_page,
    usage_page,
    wire_page,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QApplication, QWidget
    from pytestqt.qtbot import QtBot

LIGHT, DARK = QPalette(QColor("white")), QPalette(QColor("black"))


@pytest.fixture
def palettes(qapp: QApplication) -> Iterator[Callable[[QPalette], None]]:
    before = qapp.palette()
    yield qapp.setPalette
    qapp.setPalette(before)


def lightness(widget: QWidget) -> float:
    """The mean lightness of what a widget draws, from 0 to 255."""
    image = widget.grab().toImage().scaled(40, 40)
    points = [(x, y) for x in range(40) for y in range(40)]
    return sum(image.pixelColor(x, y).lightness() for x, y in points) / len(points)


@pytest.mark.parametrize(
    "make",
    [
        lambda: main_window(Page.ACTIVITY),
        usage_page,
        lambda: main_window(Page.SERVERS),
        rules_page,
        result_page,
        wire_page,
        lambda: main_window(Page.PERMISSIONS),
        lambda: main_window(Page.MODELS),
        approval,
    ],
    ids=[
        "activity",
        "usage",
        "servers",
        "rules",
        "result",
        "wire",
        "permissions",
        "models",
        "approval",
    ],
)
def test_every_page_is_light_in_light_and_dark_in_dark(
    qtbot: QtBot, palettes: Callable[[QPalette], None], make: Callable[[], QWidget]
) -> None:
    palettes(LIGHT)
    widget = make()
    qtbot.addWidget(widget, before_close_func=lambda widget: widget.hide())
    widget.show()
    qtbot.waitUntil(lambda: lightness(widget) > 200)
    palettes(DARK)
    qtbot.waitUntil(lambda: lightness(widget) < 55)


def test_a_symbol_follows_the_palette(qtbot: QtBot, palettes: Callable[[QPalette], None]) -> None:
    def darkest() -> int:
        image = theme.icon(theme.Symbol.STOPPED).pixmap(16, 16).toImage()
        drawn = [image.pixelColor(x, y) for x in range(16) for y in range(16)]
        return max(colour.lightness() for colour in drawn if colour.alpha() > 200)

    palettes(LIGHT)
    assert darkest() < 60
    palettes(DARK)
    assert darkest() > 200


@pytest.mark.parametrize("symbol", theme.Symbol)
def test_every_symbol_has_a_drawing(qapp: QApplication, symbol: theme.Symbol) -> None:
    image = theme.icon(symbol).pixmap(16, 16).toImage()
    assert any(image.pixelColor(x, y).alpha() > 128 for x in range(16) for y in range(16))


def test_the_applications_icon_has_a_drawing(qapp: QApplication) -> None:
    assert not theme.application_icon().pixmap(16, 16).isNull()


def test_the_window_is_made_without_a_style_sheet(qtbot: QtBot, qapp: QApplication) -> None:
    window = MainWindow()
    qtbot.addWidget(window, before_close_func=lambda window: window.hide())
    assert (qapp.styleSheet(), window.styleSheet()) == ("", "")
