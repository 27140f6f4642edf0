"""A hostile server that asks for very many long answers at once, in each era."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.events import RequestPhase
from desktop.gateway.approval import Approved, Declined, Review
from desktop.ui.main_window import Page
from tests.e2e.desk import desk, program, write_servers
from tests.e2e.test_window import dialogs, entries, let_run, live, shown
from tests.waiting import until

if TYPE_CHECKING:
    from desktop.storage.places import Places
    from desktop.ui.application import Application
    from desktop.ui.main_window import MainWindow

COUNT = 1000
REFUSED = "Sampling limit reached: 9 requests at once. It frees when one of them has ended."
DECLINED = "User rejected sampling request"


class Watcher:
    """A person who declines once the whole flood has come."""

    def __init__(self) -> None:
        self.come = asyncio.Event()

    async def decline(self, review: Review) -> Approved | Declined:
        assert (review.request.params.max_tokens, review.max_tokens) == (10**9, 2_000)
        await self.come.wait()
        return Declined()


def flood(era: str, count: int = COUNT) -> dict[str, dict[str, Any]]:
    return {"flood": program("flood_server", str(count), era=era)}


@pytest.mark.anyio
async def test_of_what_an_older_server_pushes_nine_are_asked_about_and_the_rest_is_refused(
    places: Places,
) -> None:
    person = Watcher()
    async with desk(places, flood("legacy"), person.decline) as made:
        await made.app.supervisor.start("flood")
        before = len(made.events)
        call = asyncio.create_task(made.call("flood", "push"))
        await made.until(lambda _: len(made.events) == before + COUNT)
        assert len(made.reviews) == 9
        person.come.set()
        told = json.loads(await call)
        assert told == {f"-1 {REFUSED}": COUNT - 9, f"-1 {DECLINED}": 9}
        assert len(made.reviews) == 9
        found = await made.app.journal.latest(COUNT)
        assert Counter((entry.phase, entry.decided_by) for entry in found) == {
            (RequestPhase.REFUSED, "limit atOnce"): COUNT - 9,
            (RequestPhase.DECLINED, "person"): 9,
        }
        standing = made.app.standing("flood")
        assert standing is not None
        assert (standing.requests, standing.tokens) == (9, 0)


@pytest.mark.anyio
async def test_what_a_newer_server_asks_in_one_result_is_ended_by_the_first_refusal(
    places: Places,
) -> None:
    person = Watcher()
    async with desk(places, flood("2026-07-28"), person.decline) as made:
        outcome = await made.app.supervisor.call("flood", "ask_in_result", {})
        assert outcome.declined
        assert len(made.reviews) == made.withdrawn == 9
        found = await made.app.journal.latest(COUNT)
        ends = Counter((entry.phase, entry.decided_by) for entry in found)
        assert ends[RequestPhase.WITHDRAWN, ""] == 9
        assert ends[RequestPhase.REFUSED, "limit atOnce"] >= 1
        assert len(ends) == 2


def requests(window: MainWindow) -> int:
    """Returns how many requests the table has, those under their tool call too."""
    model = window.activity.table.model()
    rows = range(model.rowCount())
    return sum(max(1, model.rowCount(model.index(row, 0))) for row in rows)


@pytest.mark.parametrize(
    ("era", "tool", "waiting"), [("legacy", "push", 9), ("2026-07-28", "ask_in_result", 0)]
)
def test_a_flood_never_shows_more_than_one_dialog(
    qapp: Application, places: Places, era: str, tool: str, waiting: int
) -> None:
    most = 0

    def quiet() -> bool:
        nonlocal most
        most = max(most, len(dialogs()))
        return [dialog.place for dialog in dialogs()] == [f"1 of {waiting}"] * bool(waiting)

    async def scenario(window: MainWindow) -> None:
        await until(lambda: window.servers.selected)
        await let_run("flood_server")
        window.servers.run_requested.emit("flood", tool, {})
        await until(lambda: requests(window) >= (50 if waiting else 10))
        await until(quiet)
        for left in range(waiting, 0, -1):
            await until(lambda: len(dialogs()) == 1)
            [dialog] = dialogs()
            assert dialog.place == (f"1 of {left}" if left > 1 else "")
            QTest.keyClick(dialog, Qt.Key.Key_Escape)
        window.show_page(Page.SERVERS)
        window.servers.select("flood")
        await until(lambda: REFUSED in shown(window) or not waiting)
        await until(lambda: not dialogs())

    write_servers(places, flood(era, 50))
    live(qapp, scenario)
    assert most <= 1
    assert all(entry.phase.ended for entry in asyncio.run(entries(places)))
