"""How everything looks can be set, and holds at once, also in windows that are open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette

from desktop.events import CallProgressed
from desktop.storage.settings import Appearance
from desktop.ui import theme
from desktop.ui.appearance import Look, contrasting
from desktop.ui.application import _dress
from desktop.ui.main_window import Page
from desktop.ui.widgets.call_progress import CallProgress
from desktop.ui.widgets.texts import TextView, heading, in_monospace
from tests.ui.test_accessibility import main_window
from tests.ui.test_themes import lightness

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from desktop.storage.places import Places
    from desktop.ui.application import Application

TEXTS = (
    (QPalette.ColorRole.WindowText, QPalette.ColorRole.Window),
    (QPalette.ColorRole.Text, QPalette.ColorRole.Base),
    (QPalette.ColorRole.Text, QPalette.ColorRole.AlternateBase),
    (QPalette.ColorRole.ButtonText, QPalette.ColorRole.Button),
    (QPalette.ColorRole.ToolTipText, QPalette.ColorRole.ToolTipBase),
    (QPalette.ColorRole.PlaceholderText, QPalette.ColorRole.Base),
    (QPalette.ColorRole.HighlightedText, QPalette.ColorRole.Highlight),
    (QPalette.ColorRole.Accent, QPalette.ColorRole.Window),
    (QPalette.ColorRole.Link, QPalette.ColorRole.Base),
)
AAA, AA = 7.0, 4.5


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    look = Look(qapp)
    yield look
    look.take(Appearance())


def luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = map(linear, (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(palette: QPalette, text: QPalette.ColorRole, ground: QPalette.ColorRole) -> float:
    """As WCAG 2 counts it, from 1 to 21; of what can be used and of what cannot, the smaller."""
    found = []
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Disabled):
        both = [luminance(palette.color(group, one)) for one in (text, ground)]
        found.append((max(both) + 0.05) / (min(both) + 0.05))
    return min(found)


@pytest.mark.parametrize(("text", "ground"), TEXTS, ids=lambda role: role.name)
def test_all_text_in_high_contrast_is_legible_to_wcags_strictest_measure(
    text: QPalette.ColorRole, ground: QPalette.ColorRole
) -> None:
    assert contrast(contrasting(), text, ground) >= AAA


def test_text_in_dark_colours_is_legible(look: Look, qapp: QApplication) -> None:
    look.take(Appearance(theme="dark"))
    role, group = QPalette.ColorRole, QPalette.ColorGroup.Active
    for text, ground in ((role.WindowText, role.Window), (role.Text, role.Base)):
        both = [luminance(qapp.palette().color(group, one)) for one in (text, ground)]
        assert (max(both) + 0.05) / (min(both) + 0.05) >= AA


def test_an_open_window_takes_other_colours_at_once(
    qtbot: QtBot, look: Look, qapp: QApplication
) -> None:
    window = main_window(Page.SERVERS)
    qtbot.addWidget(window, before_close_func=lambda window: window.hide())
    window.show()
    before, style = qapp.palette(), qapp.style().objectName()
    for name, ground in (("dark", 70), ("light", 255), ("contrast", 40), ("system", 255)):
        look.take(Appearance(theme=name))
        expected = (
            (lambda: lightness(window) > 180)
            if ground == 255
            else (lambda ground=ground: lightness(window) < ground)
        )
        qtbot.waitUntil(expected)
        symbol = window.navigation.item(Page.SERVERS).icon().pixmap(16, 16).toImage()
        drawn = [symbol.pixelColor(x, y) for x in range(16) for y in range(16)]
        lightest = max(one.lightness() for one in drawn if one.alpha() > 200)
        assert (lightest > 150) == (ground < 255), name
    assert (qapp.palette(), qapp.style().objectName()) == (before, style)


def test_an_open_window_grows_with_its_text_and_shrinks_again(
    qtbot: QtBot, look: Look, qapp: QApplication
) -> None:
    window = main_window(Page.SERVERS)
    qtbot.addWidget(window, before_close_func=lambda window: window.hide())
    window.resize(900, 600)
    window.show()
    title, code = heading("A title"), in_monospace(TextView("Code"))
    for one in (title, code):
        one.setParent(window)

    def sizes() -> list[float]:
        row = window.navigation.item(0).sizeHint().height()
        fonts = [one.font().pointSizeF() for one in (window, title, code)]
        return [window.navigation.width(), row, theme.em(code), *fonts]

    usual = sizes()
    look.take(Appearance(text_size=200))
    assert [grown / one for grown, one in zip(sizes(), usual, strict=True)] == pytest.approx(
        [2.0] * 6, abs=0.15
    )
    later = in_monospace(TextView("Code"))
    qtbot.addWidget(later)
    assert later.font().pointSizeF() == pytest.approx(code.font().pointSizeF())
    look.take(Appearance())
    qtbot.waitUntil(lambda: sizes() == pytest.approx(usual, abs=1))
    assert qapp.font().pointSizeF() == usual[3]


def test_nothing_moves_where_that_is_not_wished(
    qtbot: QtBot, look: Look, qapp: QApplication
) -> None:
    progress = CallProgress()
    qtbot.addWidget(progress)
    endless = CallProgressed("Weather", "forecast", 1)
    progress.show_progress(endless)
    assert (theme.moves(), progress.bar.maximum()) == (True, 0)
    look.take(Appearance(motion=False))
    progress.show_progress(endless)
    assert (theme.moves(), progress.bar.maximum()) == (False, 1)
    assert progress.message.text() == "At work…"
    assert not qapp.isEffectEnabled(Qt.UIEffect.UI_FadeMenu)
    look.take(Appearance())
    assert theme.moves()


def test_the_first_window_looks_as_it_is_set(qapp: Application, places: Places) -> None:
    vars(qapp).pop("look", None)
    _dress(qapp, places)
    assert "look" not in vars(qapp)
    places.prepare()
    places.settings_file.write_text('[appearance]\ntheme = "contrast"\ntext_size = 7\n', "utf-8")
    try:
        _dress(qapp, places)
        assert qapp.palette().color(QPalette.ColorRole.Highlight) == Qt.GlobalColor.yellow
        places.settings_file.write_text("broken", "utf-8")
        _dress(qapp, places)
    finally:
        qapp.look.take(Appearance())
        del qapp.look
