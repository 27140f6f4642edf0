"""How everything looks can be set, and holds at once, also in windows that are open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QLabel,
    QListWidget,
    QStyle,
    QStyleOptionButton,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.events import CallProgressed
from desktop.storage.settings import Appearance
from desktop.ui import theme
from desktop.ui.appearance import Look, contrasting
from desktop.ui.application import _dress
from desktop.ui.legibility import contrast
from desktop.ui.main_window import Page
from desktop.ui.theme import Tone
from desktop.ui.widgets.call_progress import CallProgress
from desktop.ui.widgets.split import REST, Split
from desktop.ui.widgets.texts import TextView, heading, in_monospace
from desktop.ui.widgets.tick import Pick, SeenBoxes, Tick
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
GROUNDS = (
    QPalette.ColorRole.Window,
    QPalette.ColorRole.Base,
    QPalette.ColorRole.AlternateBase,
)
AAA, AA, EDGE = 7.0, 4.5, 3.0


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    look = Look(qapp)
    yield look
    look.take(Appearance())


def least(palette: QPalette, text: QPalette.ColorRole, ground: QPalette.ColorRole) -> float:
    """Of what can be used and of what cannot, the smaller."""
    groups = QPalette.ColorGroup.Active, QPalette.ColorGroup.Disabled
    return min(contrast(palette.color(one, text), palette.color(one, ground)) for one in groups)


@pytest.mark.parametrize(("text", "ground"), TEXTS, ids=lambda role: role.name)
def test_all_text_in_high_contrast_is_legible_to_wcags_strictest_measure(
    text: QPalette.ColorRole, ground: QPalette.ColorRole
) -> None:
    assert least(contrasting(), text, ground) >= AAA


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
@pytest.mark.parametrize("tone", Tone)
def test_every_tone_is_legible_in_all_colours(
    look: Look, qapp: QApplication, name: str, tone: Tone
) -> None:
    look.take(Appearance(theme=name))
    drawn = theme.picture(theme.Symbol.STOPPED, tone, 32, 1.0).toImage()
    lines = [drawn.pixelColor(x, y) for x in range(32) for y in range(32)]
    symbol = max(lines, key=QColor.alpha)
    symbol.setAlpha(qapp.palette().color(tone.value).alpha())
    colours = [symbol] if tone is Tone.LIVE else [symbol, qapp.palette().color(tone.value)]
    for ground in GROUNDS:
        for colour in colours:
            found = contrast(colour, qapp.palette().color(ground))
            assert found >= (AAA if name == "contrast" else AA), (ground, found)


def test_quiet_words_stay_legible_when_the_systems_colours_change(
    look: Look, qapp: QApplication
) -> None:
    for ground in ("white", "black", "lightgray"):
        qapp.setPalette(QPalette(QColor(ground)))
        quiet = qapp.palette().color(Tone.QUIET.value)
        assert contrast(quiet, qapp.palette().color(QPalette.ColorRole.Window)) >= AA
        assert quiet != qapp.palette().color(QPalette.ColorRole.WindowText)


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
@pytest.mark.parametrize("kind", [Tick, Pick])
def test_the_edge_of_a_box_is_seen_before_it_is_ticked(
    qtbot: QtBot, look: Look, qapp: QApplication, name: str, kind: type[Tick | Pick]
) -> None:
    look.take(Appearance(theme=name))
    box = kind("")
    qtbot.addWidget(box)
    box.resize(box.sizeHint())
    image = box.grab().toImage()
    ground = qapp.palette().color(QPalette.ColorRole.Window)
    across = [image.pixelColor(x, image.height() // 2) for x in range(image.width())]
    assert max(contrast(one, ground) for one in across) >= EDGE


@pytest.mark.parametrize("name", ["light", "contrast"])
@pytest.mark.parametrize("percent", [80, 200])
def test_boxes_are_as_large_as_their_words(
    qtbot: QtBot, look: Look, qapp: QApplication, name: str, percent: int
) -> None:
    tick, pick, listed = Tick("One"), Pick("One"), QListWidget()
    boxes = SeenBoxes(listed)
    listed.addItem("One")
    listed.item(0).setCheckState(Qt.CheckState.Checked)
    for one in (tick, pick, listed):
        qtbot.addWidget(one)

    def sizes() -> list[int]:
        button, row, style = QStyleOptionButton(), QStyleOptionViewItem(), qapp.style()
        part = QStyle.SubElement
        tick.initStyleOption(button)
        found = [style.subElementRect(part.SE_CheckBoxIndicator, button, tick)]
        pick.initStyleOption(button)
        found.append(style.subElementRect(part.SE_RadioButtonIndicator, button, pick))
        row.font = listed.font()
        boxes.initStyleOption(row, listed.model().index(0, 0))
        found.append(style.subElementRect(part.SE_ItemViewItemCheckIndicator, row, listed))
        return [one.height() for one in found]

    look.take(Appearance(theme=name))
    usual = sizes()
    look.take(Appearance(theme=name, text_size=percent))
    assert sizes() == pytest.approx([one * percent / 100 for one in usual], abs=1)
    look.take(Appearance(theme=name))
    assert sizes() == usual


def test_parts_with_a_handle_between_them_have_their_sizes_back(qtbot: QtBot, look: Look) -> None:
    parts = QLabel("A list"), QLabel("What it is about")
    beside = Split(Qt.Orientation.Horizontal, parts, (8, REST))
    above = Split(Qt.Orientation.Vertical, (QLabel("A list"), QLabel("The rest")), (5, 15))
    window = QWidget()
    column = QVBoxLayout(window)
    column.addWidget(beside)
    column.addWidget(above, 1)
    qtbot.addWidget(window, before_close_func=lambda window: window.hide())
    window.resize(800, 700)
    window.show()
    usual = beside.sizes(), above.sizes()
    assert usual[0][0] == theme.em(beside, 8)
    look.take(Appearance(text_size=200))
    parts[0].setMinimumWidth(300)  # As a list has, whose words are twice as wide.
    qtbot.waitUntil(lambda: beside.sizes()[0] == 300)
    parts[0].setMinimumWidth(0)
    look.take(Appearance())
    qtbot.waitUntil(lambda: (beside.sizes(), above.sizes()) == usual)
    beside.moveSplitter(180, 1)
    look.take(Appearance(text_size=150))
    qtbot.waitUntil(lambda: beside.sizes()[0] == pytest.approx(270, abs=3))


def test_symbols_in_rows_grow_with_their_words(qtbot: QtBot, look: Look) -> None:
    window = main_window(Page.SERVERS)
    qtbot.addWidget(window)
    lists = window.servers.list, window.activity.requests.table
    usual = [one.iconSize().width() for one in lists]
    look.take(Appearance(text_size=200))
    later = main_window(Page.SERVERS).servers.list.iconSize().width()
    assert [one.iconSize().width() for one in lists] == [2 * size for size in usual]
    icon = window.servers.list.model().index(0, 0).data(Qt.ItemDataRole.DecorationRole)
    assert icon.actualSize(QSize(99, 99)).width() >= 1.7 * usual[0]
    assert later == pytest.approx(2 * usual[0], abs=2)


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
