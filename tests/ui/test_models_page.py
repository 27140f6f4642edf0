"""The page of models."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from desktop.events import ModelChanged, ModelStatus
from desktop.ui.pages.models import ModelsPage
from tests.ui.keyboard import press
from tests.ui.test_activity_page import button, text_of, words

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

NOTE = "A tiny model, for trying things out."
MODEL = ModelChanged("m", "Small", ModelStatus.UNLOADED, note=NOTE, path="/models/small.gguf")


@pytest.fixture
def page(qtbot: QtBot) -> ModelsPage:
    page = ModelsPage()
    qtbot.addWidget(page)
    page.show()
    page.set_ready(ready=True)
    return page


def test_an_empty_page_says_where_models_go(page: ModelsPage) -> None:
    page.show_folder("/home/ann/models")
    assert "No model yet" in words(page)
    assert text_of(page, "Models folder") == "/home/ann/models"
    assert button(page, "Get a model").isDefault()
    assert not button(page, "Remove from").isVisible()


def test_a_model_is_shown_with_its_note_and_its_failure(page: ModelsPage) -> None:
    page.apply(MODEL)
    assert text_of(page, "Note") == NOTE
    assert text_of(page, "Problem") == ""
    page.apply(ModelChanged("m", "Small", ModelStatus.FAILED, detail="The file is damaged."))
    assert text_of(page, "Problem") == "The file is damaged."


def test_a_loaded_model_is_shown_with_what_computes_it(page: ModelsPage) -> None:
    page.apply(MODEL)
    assert text_of(page, "Runs on") == ""
    device = "GPU: Made-up, 20 of 24 layers"
    page.apply(ModelChanged("m", "Small", ModelStatus.LOADED, detail="It failed.", device=device))
    assert text_of(page, "Runs on") == device
    assert text_of(page, "Problem") == "It failed."


def test_the_selected_model_can_be_taken_out_of_the_list(page: ModelsPage, qtbot: QtBot) -> None:
    page.apply(MODEL)
    with qtbot.waitSignal(page.details.remove_requested) as wished:
        press(button(page, "Remove from"), Qt.Key.Key_Space)
    assert wished.args == ["m"]
    page.remove("m")
    assert "No model yet" in words(page)


def test_a_file_is_chosen_in_a_dialog_that_does_not_block(
    page: ModelsPage, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "small.gguf"
    file.touch()
    press(button(page, "Add a file"), Qt.Key.Key_Space)
    (dialog,) = page.findChildren(QFileDialog)
    assert dialog.isVisible()
    dialog.selectFile(str(file))
    with qtbot.waitSignal(page.add_requested) as wished:
        press(dialog, Qt.Key.Key_Return)
    assert wished.args == [str(file)]


def test_the_folder_can_be_opened(page: ModelsPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.open_folder_requested):
        press(button(page, "Open folder"), Qt.Key.Key_Space)
