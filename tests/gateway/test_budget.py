"""The limits in force: counted in memory, kept on disk, and read again at the next start."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from desktop.errors import LimitReached
from desktop.gateway.account import HOUR, Day
from desktop.gateway.budget import ASKED, USED, Budget
from desktop.models.backend import Usage
from desktop.models.context import Location, ModelContext
from desktop.storage.database import Database
from tests.fakes import BOUNDLESS, make_params, make_request

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from desktop.gateway.limits import Limits, Standing
    from desktop.gateway.request import Request
    from desktop.storage.places import Places

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]

HERE = ModelContext("here", "Here")
AWAY = ModelContext("away", "Away", location=Location.REMOTE)
TODAY = Day.of(time.time())


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keeps the time at noon, so that no midnight comes between."""
    monkeypatch.setattr("time.time", lambda: (TODAY.begins + TODAY.ends) / 2)


@asynccontextmanager
async def opened(places: Places, total: Limits = BOUNDLESS) -> AsyncGenerator[Budget]:
    database = Database(places.database)
    await database.open()
    budget = Budget(database, total)
    await budget.open()
    try:
        yield budget
    finally:
        await database.close()


def asking(max_tokens: int = 50, name: str = "notes", **limits: int) -> Request:
    return make_request(
        make_params("a" * 30, max_tokens), name=name, limits=replace(BOUNDLESS, **limits)
    )


def answer(budget: Budget, request: Request, usage: Usage, model: ModelContext = HERE) -> None:
    held = budget.reserve(request)
    budget.begin(held, model)
    budget.settle(held, model, usage)
    budget.release(held)


def used(budget: Budget, name: str = "notes") -> Standing:
    return budget.standing(name, BOUNDLESS)


async def test_an_answer_longer_than_the_limit_is_shortened_and_it_is_said_whose_limit_it_is(
    places: Places,
) -> None:
    async with opened(places, replace(BOUNDLESS, tokens_per_request=500)) as budget:
        free = budget.reserve(asking(max_tokens=400))
        assert free.bound is None
        assert free.params is free.request.params
        own = budget.reserve(asking(max_tokens=10**9, tokens_per_request=400))
        assert own.params.max_tokens == 400
        assert own.params.messages == own.request.params.messages
        assert own.bound is not None
        assert own.bound.says == "400 is the limit for one answer to notes."
        total = budget.reserve(asking(max_tokens=10**9))
        assert total.bound is not None
        assert total.bound.says == "500 is the limit for one answer to any server."
        assert (own.reads, own.tokens, total.tokens) == (18, 418, 518)


async def test_a_limit_is_named_to_the_person_and_to_the_program(places: Places) -> None:
    async with opened(places) as budget:
        budget.reserve(asking(at_once=1))
        with pytest.raises(LimitReached) as caught:
            budget.reserve(asking(at_once=1))
        error = caught.value
        assert str(error) == (
            "notes has reached its limit of 1 request at once. It frees when one of them has "
            "ended. It can be changed in its entry in mcp.json, as sampling.limits.atOnce."
        )
        told = "Sampling limit reached: 1 request at once. It frees when one of them has ended."
        assert error.to_caller == told
        assert error.by == "limit atOnce"


async def test_the_limit_of_all_servers_together_names_no_other_one(places: Places) -> None:
    async with opened(places, replace(BOUNDLESS, requests_per_minute=1)) as budget:
        budget.reserve(asking(name="secret"))
        with pytest.raises(LimitReached) as caught:
            budget.reserve(asking())
        error = caught.value
        assert str(error).startswith("All servers together have reached their limit of 1 request")
        assert error.by == "limit requestsPerMinute for all servers together"
        assert error.to_caller == (
            "Sampling limit reached: 1 request a minute for all servers together. "
            "It frees in 60 seconds."
        )
        assert "secret" not in error.to_caller


async def test_a_request_that_is_refused_counts_for_nothing(places: Places) -> None:
    async with opened(places, replace(BOUNDLESS, at_once=2)) as budget:
        held = budget.reserve(asking(at_once=1))
        for _ in range(5):
            with pytest.raises(LimitReached):
                budget.reserve(asking(at_once=1))
        other = budget.reserve(asking(name="other"))
        for _ in range(5):
            with pytest.raises(LimitReached):
                budget.reserve(asking(name="third"))
        assert used(budget).requests == 1
        assert used(budget, "third").requests == 0
        budget.release(held)
        budget.release(other)
        budget.reserve(asking(at_once=1))


async def test_one_servers_use_leaves_anothers_alone(places: Places) -> None:
    async with opened(places) as budget:
        answer(budget, asking(), Usage(30, 20, 2.0))
        assert (used(budget, "other").requests, used(budget, "other").tokens) == (0, 0)
        budget.reserve(asking(name="other", requests_per_hour=1, tokens_per_day=68))


async def test_what_was_reserved_and_not_taken_is_free_again(places: Places) -> None:
    async with opened(places) as budget:
        answer(budget, asking(max_tokens=982, tokens_per_day=1_000), Usage(5, 5, 0.5))
        answer(budget, asking(max_tokens=972, tokens_per_day=1_000), Usage(5, 5, 0.5))
        with pytest.raises(LimitReached):
            budget.reserve(asking(max_tokens=972, tokens_per_day=1_000))
        assert (used(budget).tokens, used(budget).session_tokens) == (20, 20)


async def test_only_this_computers_seconds_count(places: Places) -> None:
    async with opened(places) as budget:
        answer(budget, asking(), Usage(5, 5, 2.5))
        answer(budget, asking(), Usage(5, 5, 90.0), AWAY)
        assert (used(budget).seconds, used(budget).tokens) == (2.5, 20)


async def test_an_answer_that_broke_off_counts_as_far_as_it_came(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [100.0]
    monkeypatch.setattr("time.monotonic", lambda: clock[0])
    async with opened(places) as budget:
        first, second, third = (budget.reserve(asking()) for _ in range(3))
        for held in (first, second, third):
            budget.begin(held, HERE)
        clock[0] = 105.0
        budget.break_off(second, HERE, pieces=0)
        assert (used(budget).tokens, used(budget).seconds) == (0, 0.0), "it still stood in line"
        budget.break_off(first, HERE, pieces=7)
        assert (used(budget).tokens, used(budget).seconds) == (18 + 7, 5.0)
        clock[0] = 107.0
        budget.break_off(third, HERE, pieces=0)
        assert (used(budget).tokens, used(budget).seconds) == (18 + 7, 7.0), "it read the prompt"
        for held in (first, second, third):
            assert held.tokens == 0
            budget.release(held)


async def test_todays_use_is_remembered_after_a_restart_and_the_sessions_is_not(
    places: Places,
) -> None:
    async with opened(places) as budget:
        answer(budget, asking(), Usage(30, 20, 2.0))
        answer(budget, asking(), Usage(30, 20, 2.0), AWAY)
        answer(budget, asking(name="other"), Usage(1, 2, 0.5))
    async with opened(places, replace(BOUNDLESS, tokens_per_day=103 + 68)) as budget:
        standing = used(budget)
        assert (standing.tokens, standing.seconds, standing.session_tokens) == (100, 2.0, 0)
        assert used(budget, "other").tokens == 3
        budget.release(budget.reserve(asking()))
        with pytest.raises(LimitReached, match="All servers together"):
            budget.reserve(asking(max_tokens=51))


async def test_what_another_parley_used_today_is_learned(places: Places) -> None:
    async with opened(places) as here, opened(places) as there:
        answer(there, asking(), Usage(30, 20, 2.0))
        await there.refresh()
        answer(here, asking(), Usage(1, 2, 0.5))
        await here.refresh()
        assert (used(here).tokens, used(here).seconds) == (53, 2.5)
        assert used(here).session_tokens == 3


async def test_what_is_counted_while_the_disk_is_read_is_not_forgotten(places: Places) -> None:
    async with opened(places) as budget:
        reading = asyncio.create_task(budget.refresh())
        await asyncio.sleep(0)
        answer(budget, asking(), Usage(30, 20, 2.0))
        await reading
        assert used(budget).tokens == 50


async def test_another_days_use_is_kept_and_does_not_count(places: Places) -> None:
    async with opened(places) as budget:
        answer(budget, asking(), Usage(30, 20, 2.0))
    with closing(sqlite3.connect(places.database)) as connection:
        connection.execute("UPDATE usage SET day = '2000-01-01'")
        connection.commit()
    async with opened(places) as budget:
        assert used(budget).tokens == 0
        answer(budget, asking(), Usage(1, 1, 1.0))
    assert await totals(places) == [
        ("2000-01-01", "notes", "here", 1, 30, 20, 2.0, 0.0),
        (TODAY.name, "notes", "here", 1, 1, 1, 1.0, 0.0),
    ]


async def test_the_day_changes_while_parley_is_open(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(places) as budget:
        held = budget.reserve(asking(max_tokens=82, tokens_per_day=100))
        with pytest.raises(LimitReached):
            budget.reserve(asking(max_tokens=82, tokens_per_day=100))
        budget.begin(held, HERE)
        budget.settle(held, HERE, Usage(18, 82, 1.0))
        budget.release(held)
        monkeypatch.setattr("time.time", lambda: TODAY.ends + 1)
        budget.reserve(asking(max_tokens=82, tokens_per_day=100))


async def totals(places: Places) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(places.database)) as connection:
        return connection.execute("SELECT * FROM usage ORDER BY day, server, model").fetchall()


async def test_the_requests_of_the_last_hour_count_after_a_restart_but_those_refused_do_not(
    places: Places,
) -> None:
    now = time.time()
    rows = [(now - HOUR - 60, "old", "routed"), (now - 1800, "half", "routed")]
    rows += [(now - 1700, "flood", ""), (now - 60, "new", "routed"), (now + 60, "ahead", "routed")]
    async with opened(places):
        pass
    with closing(sqlite3.connect(places.database)) as connection:
        for at, request, event in rows:
            for one in filter(None, ("asked", event)):
                connection.execute(ADD_ROW, (at, request, one))
        connection.commit()
    async with opened(places) as budget:
        assert used(budget).requests == 2
        budget.reserve(asking(requests_per_hour=3))
        with pytest.raises(LimitReached, match=r"in 30 minutes"):
            budget.reserve(asking(requests_per_hour=3))


ADD_ROW = """
INSERT INTO journal (at, request, call, server, event, data) VALUES (?, ?, '', 'notes', ?, '{}')
"""
FILL = """
INSERT INTO journal (at, request, call, server, event, data)
WITH RECURSIVE steps (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM steps WHERE n + 1 < ?1 * 3)
SELECT ?2 - 60.0 * (?1 - n / 3), 'r' || n / 3, '', 'notes',
    CASE n % 3 WHEN 0 THEN 'asked' WHEN 1 THEN 'routed' ELSE 'approved' END, '{}' FROM steps
"""


def steps(places: Places, query: str, values: tuple[Any, ...]) -> int:
    """Returns how many steps SQLite's machine takes for a query."""
    taken = [0]

    def count() -> int:
        taken[0] += 1
        return 0

    with closing(sqlite3.connect(places.database)) as connection:
        connection.set_progress_handler(count, 1)
        connection.execute(query, values).fetchall()
    return taken[0]


async def test_to_read_what_is_used_takes_no_longer_with_a_longer_journal(places: Places) -> None:
    async with opened(places) as budget:
        answer(budget, asking(), Usage(30, 20, 2.0))
    now, taken = time.time(), []
    for requests in (200, 30_000):
        with closing(sqlite3.connect(places.database)) as connection:
            connection.execute("DELETE FROM journal")
            connection.execute(FILL, (requests, now))
            connection.commit()
        found = [
            steps(places, USED, (TODAY.name,)),
            steps(places, ASKED, (now - HOUR, now)),
        ]
        taken.append(found)
    assert taken[0] == taken[1]
    async with opened(places) as budget:
        assert used(budget).requests == 59
