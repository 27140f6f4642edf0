"""Pictures in the real window: a person's own, and one that a server asks about."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desktop.events import RequestPhase
from desktop.models.gguf.projectors import can_see
from desktop.ui.main_window import Page
from tests.e2e.desk import program, write_servers
from tests.e2e.test_window import dialogs, entries, let_run, live, shown
from tests.made_projector import BRIGHT, DARK, picture, write_seeing_model
from tests.scripted_model import write_random_model
from tests.waiting import until

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from desktop.storage.places import Places
    from desktop.ui.application import Application
    from desktop.ui.main_window import MainWindow

pytestmark = pytest.mark.skipif(not can_see(), reason="this build of llama.cpp takes no images")


@pytest.fixture
def seeing(places: Places) -> Places:
    """A Parley with a model that sees, and one that does not."""
    places.models.mkdir(parents=True)
    write_seeing_model(places.models)
    write_random_model(places.models / "blind-8b.gguf")
    return places


def drawings(parent: QWidget) -> list[str]:
    """Returns what screen readers say of the pictures that can be seen."""
    labels = [one for one in parent.findChildren(QLabel) if one.isVisible()]
    drawn = [one.accessibleName() for one in labels if not one.pixmap().isNull()]
    return [name for name in drawn if name]  # symbols are silent


async def allow() -> None:
    """Allows what is asked, once the button is awake."""
    await until(dialogs)
    [dialog] = dialogs()
    await until(dialog.allow_button.isEnabled)
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: not dialogs())


def test_a_picture_in_a_conversation_is_seen_by_a_model_that_sees(
    qapp: Application, seeing: Places, tmp_path: Path
) -> None:
    (tmp_path / "night.png").write_bytes(picture(0))

    async def scenario(window: MainWindow) -> None:
        await until(window.callers.add.isEnabled)
        window.show_page(Page.CHAT)
        composer = window.chat.composer
        await until(lambda: composer.knows_models)
        composer.choose_model("blind-8b")
        composer.draft.files_given.emit([str(tmp_path / "night.png")])
        await until(lambda: "cannot see pictures" in composer.problem)
        composer.choose_model("seeing")
        QTest.keyClicks(composer.draft, "What is it?")
        QTest.keyClick(composer.draft, Qt.Key.Key_Return)
        await until(
            lambda: any(one.entry.turn.text == DARK for one in window.chat.transcript.views)
        )
        assert drawings(window.chat)

    live(qapp, scenario)
    [entry] = asyncio.run(entries(seeing))
    assert (entry.phase, entry.model) == (RequestPhase.ANSWERED, "seeing")


def test_the_picture_that_a_server_asks_about_is_shown_before_a_model_sees_it(
    qapp: Application, seeing: Places
) -> None:
    async def scenario(window: MainWindow) -> None:
        await until(lambda: window.servers.selected)
        await let_run("looking_server")
        window.servers.run_requested.emit("mine", "look", {"brightness": 255})
        await until(dialogs)
        assert drawings(dialogs()[0]) == ["Picture, image/png, 81 B, 20 by 20 pixels"]
        assert "does not leave this computer" in shown(dialogs()[0])
        await allow()
        await until(lambda: "The model finished by itself." in shown(window))

    write_servers(seeing, {"mine": program("looking_server", era="legacy")})
    live(qapp, scenario)
    [entry] = asyncio.run(entries(seeing))
    assert (entry.phase, entry.text) == (RequestPhase.ANSWERED, BRIGHT)
