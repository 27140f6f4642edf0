"""The page of settings: what is chosen is said at once, and what holds is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QSlider, QSpinBox

from desktop.storage.settings import Settings, all_settings
from desktop.ui.pages.settings import SettingsPage
from desktop.ui.widgets.choice import Choice
from desktop.ui.widgets.tick import Tick
from tests.ui.keyboard import press, type_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from desktop.storage.setting import Value


@pytest.fixture
def page(qtbot: QtBot) -> SettingsPage:
    page = SettingsPage()
    qtbot.addWidget(page)
    page.resize(900, 600)
    page.show_settings(Settings())
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def test_each_kind_of_setting_is_changed_by_keyboard(page: SettingsPage, qtbot: QtBot) -> None:
    said: list[tuple[str, object]] = []
    page.change_requested.connect(lambda key, value: said.append((key, value)))
    kinds = {
        "appearance.motion": (Tick, Qt.Key.Key_Space, False),
        "appearance.theme": (Choice, Qt.Key.Key_Down, "light"),
        "appearance.text_size": (QSlider, Qt.Key.Key_Right, 110),
        "models.threads": (QSpinBox, Qt.Key.Key_Up, 1),
    }
    for key, (kind, pressed, value) in kinds.items():
        control = page.control(key).control
        assert type(control) is kind
        control.setFocus()
        press(control, pressed)
        qtbot.waitUntil(lambda: bool(said))
        assert said == [(key, value)]
        said.clear()
    address = page.control("network.hub").control
    assert isinstance(address, QLineEdit)
    type_text(address, "https://hub.example")
    press(address, Qt.Key.Key_Return)
    assert said == [("network.hub", "https://hub.example")]


def test_what_is_shown_is_not_said(page: SettingsPage, qtbot: QtBot) -> None:
    known, settings = all_settings(), Settings()
    changes: dict[str, Value] = {
        "appearance.theme": "dark",
        "appearance.text_size": 150,
        "appearance.motion": False,
        "models.threads": 3,
        "network.hub": "https://hub.example",
    }
    for key, value in changes.items():
        settings = settings.with_value(known[key], value)
    with qtbot.assertNotEmitted(page.change_requested, wait=400):
        page.show_settings(settings)
    theme, slider = page.control("appearance.theme"), page.control("appearance.text_size")
    assert isinstance(theme.control, Choice)
    assert theme.control.chosen() == "dark"
    assert slider._place.text() == "150 %"


def test_what_does_not_fit_is_said_beside_it_and_goes_nowhere(
    page: SettingsPage, qtbot: QtBot
) -> None:
    row = page.control("network.hub")
    type_text(row.control, "hub")
    with qtbot.assertNotEmitted(page.change_requested):
        press(row.control, Qt.Key.Key_Return)
    assert row.problem.isVisible()
    assert row.problem.text().startswith("This must be an address that begins with https://")
    assert "This must be" in row.control.accessibleDescription()
    row.control.clear()  # type: ignore[attr-defined]
    press(row.control, Qt.Key.Key_Return)
    assert not row.problem.isVisible()


def test_only_what_differs_from_what_is_usual_can_be_reset(
    page: SettingsPage, qtbot: QtBot
) -> None:
    assert not any(section.reset.isEnabled() for section in page.sections.values())
    page.show_settings(Settings().with_value(all_settings()["models.gpu"], value=False))
    changed = [name for name, one in page.sections.items() if one.reset.isEnabled()]
    assert changed == ["models"]
    with qtbot.waitSignal(page.reset_requested) as said:
        press(page.sections["models"].reset, Qt.Key.Key_Space)
    assert said.args == ["models"]


def test_the_search_leaves_what_has_all_its_words(page: SettingsPage) -> None:
    page.focus_search()
    type_text(page.search, "high contrast")
    seen = [key for key in all_settings() if page.control(key).isVisible()]
    assert seen == ["appearance.theme"]
    page.search.setText("journal")
    seen = [key for key in all_settings() if page.control(key).isVisible()]
    assert seen == ["journal.keep_days", "journal.keep_megabytes"]
    page.search.setText("no such thing")
    assert page._nothing.isVisible()
    press(page.search, Qt.Key.Key_Escape)
    assert all(page.control(key).isVisible() for key in all_settings())
    assert not page._nothing.isVisible()


def test_every_setting_tells_its_name_and_its_help_to_a_screen_reader(
    page: SettingsPage,
) -> None:
    for key, one in all_settings().items():
        control = page.control(key).control
        assert control.accessibleName() == one.words.label
        assert control.accessibleDescription() == one.words.help


def test_the_palette_leads_to_every_setting(page: SettingsPage) -> None:
    found: dict[str, Callable[[], object]] = {}
    page.offer_actions(lambda text, do, _why_not: found.update({text: do}))
    assert len(found) == len(all_settings()) + 2
    page.search.setText("journal")
    found["Settings: Threads that compute"]()
    assert page.control("models.threads").control.hasFocus()
    assert page.control("models.threads").isVisible()
