"""What a person granted: kept, used up, taken back, and void where something else would run."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from desktop.gateway.consent import ALWAYS, CALL, ONCE, SESSION, Allow, Case, Span, decide
from desktop.gateway.grants import Grants
from desktop.gateway.request import Caller
from desktop.models.context import Location
from desktop.storage.database import Database

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from desktop.storage.places import Places

pytestmark = pytest.mark.anyio

NOTES = Caller("notes", "notes --serve", "f1")


def here(**more: object) -> Case:
    return Case(Location.LOCAL, call="c1", at=time.time(), **more)  # type: ignore[arg-type]


@asynccontextmanager
async def opened(places: Places) -> AsyncIterator[Grants]:
    database = Database(places.database)
    await database.open()
    grants = Grants(database)
    await grants.open()
    try:
        yield grants
    finally:
        await database.close()


@pytest.mark.parametrize(
    ("span", "outlives"),
    [
        (ONCE, False),
        (CALL, False),
        (SESSION, False),
        (Span("times", 3), True),
        (Span("minutes", 10), True),
        (ALWAYS, True),
    ],
)
async def test_only_what_is_for_later_outlives_a_restart(
    places: Places, span: Span, outlives: bool
) -> None:
    async with opened(places) as grants:
        await grants.add(NOTES, here(), span)
        before = grants.all()
    assert bool(before) is (span is not ONCE)
    async with opened(places) as grants:
        assert grants.all() == (before if outlives else [])


async def test_a_grant_for_three_requests_is_used_up_by_three(places: Places) -> None:
    async with opened(places) as grants:
        await grants.add(NOTES, here(), Span("times", 3))
        for left in (3, 2, 1):
            decision = decide(NOTES, here(), grants.of(NOTES))
            assert isinstance(decision, Allow)
            assert decision.grant is not None
            assert decision.grant.left == left
            grants.use(decision.grant)
        assert grants.all() == []
    async with opened(places) as grants:
        assert grants.all() == []


async def test_two_requests_at_once_use_a_grant_twice(places: Places) -> None:
    async with opened(places) as grants:
        await grants.add(NOTES, here(), Span("times", 2))
        (seen_by_both,) = grants.all()
        grants.use(seen_by_both)
        grants.use(seen_by_both)
        grants.use(seen_by_both)
        assert grants.all() == []


async def test_an_unbounded_grant_is_not_used_up(places: Places) -> None:
    async with opened(places) as grants:
        await grants.add(NOTES, here(), ALWAYS)
        (grant,) = grants.all()
        grants.use(grant)
        assert grants.all() == [grant]


async def test_a_grant_whose_time_is_over_is_not_listed_and_then_deleted(places: Places) -> None:
    async with opened(places) as grants:
        long_ago = Case(Location.LOCAL, at=time.time() - 3600)
        await grants.add(NOTES, long_ago, Span("minutes", 10))
        assert grants.all() == []
    async with opened(places) as grants:
        assert grants.of(NOTES) == []


async def test_a_grant_for_a_tool_call_ends_with_it(places: Places) -> None:
    async with opened(places) as grants:
        await grants.add(NOTES, here(), CALL)
        grants.end_call("another")
        assert len(grants.all()) == 1
        grants.end_call("c1")
        assert grants.all() == []


async def test_one_grant_is_taken_back_and_the_others_stay(places: Places) -> None:
    async with opened(places) as grants:
        await grants.add(NOTES, here(), ALWAYS)
        await grants.add(NOTES, here(tools=True), ALWAYS)
        newest, oldest = grants.all()
        await grants.revoke(newest.id)
        await grants.revoke("of a page that was open for too long")
        assert grants.all() == [oldest]
    async with opened(places) as grants:
        assert grants.all() == [oldest]


async def test_what_was_taken_back_stands_again_unless_its_call_ended_meanwhile(
    places: Places,
) -> None:
    async with opened(places) as grants:
        for span in (ALWAYS, SESSION, CALL):
            await grants.add(NOTES, here(), span)
        taken = grants.all()
        for_the_call, session, always = taken
        for one in taken:
            await grants.revoke(one.id)
        assert grants.all() == []
        await grants.restore(taken)
        assert grants.all() == taken
        await grants.revoke(for_the_call.id)
        grants.end_call("c1")
        await grants.restore([for_the_call])
        assert grants.all() == [session, always]
    async with opened(places) as grants:
        assert grants.all() == [always]


async def test_all_grants_of_a_server_are_taken_back(places: Places) -> None:
    async with opened(places) as grants:
        await grants.add(NOTES, here(), ALWAYS)
        await grants.add(Caller("mail", "mail", "f2"), here(), ALWAYS)
        await grants.forget("notes")
        assert [grant.server for grant in grants.all()] == ["mail"]
    async with opened(places) as grants:
        assert [grant.server for grant in grants.all()] == ["mail"]


async def test_a_quiet_time_is_of_one_server(places: Places) -> None:
    async with opened(places) as grants:
        grants.hush("notes", 600)
        assert 590 < grants.quiet_until("notes") - time.time() <= 600
        assert grants.quiet_until("mail") == 0
        assert list(grants.quiet()) == ["notes"]
        grants.hush("notes", 0)
        assert grants.quiet() == {}


async def test_what_another_parley_took_back_or_gave_is_learned(places: Places) -> None:
    async with opened(places) as here_, opened(places) as there:
        await here_.add(NOTES, here(), ALWAYS)
        await here_.add(NOTES, here(), SESSION)
        await here_.add(NOTES, here(), CALL)
        await there.refresh()
        (seen,) = there.all()
        await there.revoke(seen.id)
        await there.add(NOTES, here(tools=True), Span("times", 2))
        await here_.refresh()
        assert {grant.kind for grant in here_.all()} == {"session", "call", "times"}


async def test_a_grant_used_by_two_parleys_is_used_up_by_both(places: Places) -> None:
    async with opened(places) as here_, opened(places) as there:
        await here_.add(NOTES, here(), Span("times", 2))
        await there.refresh()
        for grants in (here_, there):
            (grant,) = grants.all()
            grants.use(grant)
        await here_.refresh()
        await there.refresh()
        async with opened(places) as later:
            assert later.all() == []


async def test_what_is_read_while_something_changes_here_brings_nothing_back(
    places: Places,
) -> None:
    async with opened(places) as grants:
        await grants.add(NOTES, here(), Span("times", 1))
        (grant,) = grants.all()
        reading = asyncio.create_task(grants.refresh())
        await asyncio.sleep(0)
        grants.use(grant)
        await reading
        assert grants.all() == []
