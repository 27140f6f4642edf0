"""A person lets models answer together: the dialog, and the way there from the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt

from desktop.models.strategies.config import parsed
from desktop.ui.dialogs.combine import CombineDialog
from tests.scripted_model import write_scripted_model
from tests.ui.fakes import FAR, SMALL, STARTER
from tests.ui.keyboard import press
from tests.ui.shelves import shelves
from tests.ui.test_activity_page import button
from tests.waiting import until

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.storage.places import Places


@pytest.fixture
def wishes() -> list[tuple[str, dict[str, Any]]]:
    return []


@pytest.fixture
def dialog(qtbot: QtBot, wishes: list[tuple[str, dict[str, Any]]]) -> CombineDialog:
    shown = CombineDialog([SMALL, FAR, STARTER])
    shown.combine_requested.connect(lambda name, entry: wishes.append((name, entry)))
    qtbot.addWidget(shown)
    shown.show()
    return shown


@pytest.mark.parametrize(
    ("way", "entry"),
    [
        ("draft", {"draft": "small", "refine": "far"}),
        ("compare", {"compare": ["small", "far"]}),
        ("first", {"first": "small", "fallBack": "far"}),
    ],
)
def test_each_way_wishes_what_the_file_can_hold(
    dialog: CombineDialog,
    wishes: list[tuple[str, dict[str, Any]]],
    way: str,
    entry: dict[str, Any],
) -> None:
    dialog.name.setText("both")
    dialog.way.choose(way)
    dialog.accept()
    assert wishes == [("both", entry)]
    assert parsed("both", entry).kind == way


def test_a_third_model_and_one_that_chooses_are_only_for_answers_that_are_compared(
    dialog: CombineDialog, wishes: list[tuple[str, dict[str, Any]]]
) -> None:
    assert not dialog.third.isVisible()
    dialog.way.choose("compare")
    assert dialog.third.isVisible()
    dialog.third.choose("parley-starter")
    dialog.pick.choose("far")
    dialog.ranked.setChecked(True)
    dialog.name.setText("three")
    dialog.accept()
    entry = {"compare": ["small", "far", "parley-starter"], "pick": "far", "ranked": True}
    assert wishes == [("three", entry)]


def test_without_a_name_nothing_is_wished(
    dialog: CombineDialog, wishes: list[tuple[str, dict[str, Any]]]
) -> None:
    dialog.accept()
    assert wishes == []
    assert dialog.said() == "Give it a name: letters, digits, dots and hyphens."


@pytest.mark.anyio
async def test_models_are_combined_from_the_page_and_taken_out_again(
    qtbot: QtBot, places: Places
) -> None:
    places.prepare()
    write_scripted_model(places.models / "here.gguf", "Yes.")
    async with shelves(places) as desk:
        press(button(desk.page, "Combine models"), Qt.Key.Key_Space)
        [dialog] = desk.window.findChildren(CombineDialog)
        dialog.way.choose("first")
        dialog.name.setText("here")
        dialog.accept()
        await until(lambda: "There is a model" in dialog.said())
        dialog.name.setText("either")
        dialog.accept()
        await until(lambda: "either" in {one.id for one in desk.library.contexts()})
        await until(lambda: button(desk.page, "Remove from the list").isVisible())
        press(button(desk.page, "Remove from the list"), Qt.Key.Key_Space)
        await until(lambda: "either" not in {one.id for one in desk.library.contexts()})
