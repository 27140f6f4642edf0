"""What servers tell by themselves and may know, as the window shows it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from desktop.events import CallProgressed, RequestPhase, ServerLogged
from desktop.gateway.entry import Entry
from desktop.ui.pages.activity import ActivityPage
from desktop.ui.pages.servers import LOG_LINES, ServersPage
from desktop.ui.runs import RunState, ToolRun
from tests.ui.fakes import make_change, make_server
from tests.ui.test_activity_page import text_of

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture
def page(qtbot: QtBot) -> ServersPage:
    page = ServersPage()
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    page.set_ready(ready=True)
    page.apply(make_server())
    return page


def test_a_tool_that_runs_shows_how_far_it_is_until_it_has_ended(page: ServersPage) -> None:
    tool = make_server().tools[0].name
    shown = page.details.tools.progress
    page.show_progress(CallProgressed("Weather", tool, 1, 2))
    assert not shown.isVisible()  # Nothing runs: it came too late.
    page.show_run(ToolRun("Weather", tool, RunState.RUNNING))
    assert not shown.isVisible()
    page.show_progress(CallProgressed("Weather", tool, 1, 4, "a qua\u202erter"))
    assert shown.isVisible()
    assert (shown.bar.value(), shown.bar.maximum()) == (250, 1000)
    assert shown.message.text() == "a qua⟦U+202E⟧rter"
    page.show_run(ToolRun("Weather", tool, RunState.RUNNING, "as it grows"))
    assert shown.bar.value() == 250
    page.show_progress(CallProgressed("Weather", tool, 7))
    assert (shown.bar.minimum(), shown.bar.maximum()) == (0, 0)
    page.show_run(ToolRun("Weather", tool, RunState.DONE, "fine"))
    assert not shown.isVisible()


def test_a_servers_log_is_plain_text_and_bounded(page: ServersPage) -> None:
    page.add_log(ServerLogged("Weather", "warning", "<b>storm</b>"))
    page.add_log(ServerLogged("Other", "error", "not here"))
    assert page.details.log.view.toPlainText() == "[warning] <b>storm</b>"
    for number in range(LOG_LINES + 1):
        page.add_log(ServerLogged("Weather", "info", str(number)))
    lines = page.details.log.view.toPlainText().splitlines()
    assert (len(lines), lines[0], lines[-1]) == (LOG_LINES, "[info] 1", f"[info] {LOG_LINES}")


def test_folders_are_shared_and_no_longer(page: ServersPage, qtbot: QtBot, tmp_path: Path) -> None:
    folders = page.details.folders
    page.show_roots("Weather", [], fixed=False)
    assert not folders.remove_button.isEnabled()
    with qtbot.waitSignal(page.save_roots_requested) as wished:
        folders.add(str(tmp_path))
    assert wished.args == ["Weather", [str(tmp_path)]]
    page.show_roots("Weather", ["/one", "/two"], fixed=False)
    folders.list.setCurrentRow(0)
    with qtbot.waitSignal(page.save_roots_requested) as wished:
        folders.remove_button.click()
    assert wished.args == ["Weather", ["/two"]]
    page.show_roots("Weather", [], fixed=True)
    assert not folders.isEnabled()


def test_a_question_to_the_person_stands_in_activity_with_what_became_of_it(qtbot: QtBot) -> None:
    page = ActivityPage()
    qtbot.addWidget(page)
    page.show()
    asked = make_change(at=1.0, phase=RequestPhase.ANSWERED, prompt="Who are you?", model="")
    page.apply(replace(asked, asks_person=True, text="name: 3 characters"))
    entry = Entry(
        asked.request,
        asked.server,
        1.0,
        phase=RequestPhase.ANSWERED,
        asked={"mode": "form", "message": "Who are you?", "fields": ["name"]},
        text="name: 3 characters",
        decision="approved",
        decided_by="person",
    )
    page.show_record(entry)
    assert text_of(page, "What was asked").startswith("Who are you?\n\nBesides:")
    assert '"name"' in text_of(page, "What was asked")
    assert text_of(page, "The answer") == "name: 3 characters"
