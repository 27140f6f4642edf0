"""What a journey has: a model that answers one sentence, and a pause that is soon over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.scripted_model import write_scripted_model

if TYPE_CHECKING:
    from desktop.storage.places import Places

ANSWER = "The ferry waits until noon."


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # As for the tests of the window: only Qt's offscreen plugin says so.
    said = r"This plugin does not support (propagateSizeHints\(\)|raise\(\)|grabbing the keyboard)"
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore(said, extend=True))


@pytest.fixture(autouse=True)
def short_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets a yes wake soon; that it sleeps at first is shown elsewhere."""
    monkeypatch.setattr("desktop.ui.dialogs.guard.PAUSE_MS", 30)
    monkeypatch.setattr("desktop.ui.dialogs.findings.PAUSE_MS", 30)


@pytest.fixture
def answering(places: Places) -> Places:
    """A Parley whose one model answers with a sentence that is known."""
    places.models.mkdir(parents=True)
    write_scripted_model(places.models / "scripted.gguf", ANSWER)
    return places
