"""Limits and the pause on a request's way: who is asked, what is told, and what is counted."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from desktop.errors import LimitReached, ModelError, NoModel, Paused, Refused
from desktop.events import RequestChanged, RequestPhase
from desktop.gateway.consent import ALWAYS
from desktop.gateway.pause import Pause
from desktop.gateway.policy import Policy
from desktop.models.context import Location
from tests.fakes import (
    BOUNDLESS,
    FakeBackend,
    Hold,
    ScriptedApprover,
    allow,
    decline,
    leave_open,
    make_params,
    make_request,
)
from tests.gateway.desk import opened_desk

if TYPE_CHECKING:
    from desktop.gateway.approval import Approved, Declined, Review
    from desktop.gateway.limits import Limits, Standing
    from desktop.gateway.policy import Word
    from desktop.gateway.request import Request
    from desktop.storage.places import Places
    from tests.fakes import Reaction
    from tests.gateway.desk import Desk

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(30)]


def nobody(review: Review) -> Declined:
    raise AssertionError("nobody was to be asked")


def limited(max_tokens: int = 50, consent: Word = "ask", **limits: int) -> Request:
    params = make_params(max_tokens=max_tokens)
    return make_request(params, policy=Policy(consent=consent), limits=replace(BOUNDLESS, **limits))


def used(desk: Desk, limits: Limits = BOUNDLESS) -> Standing:
    return desk.budget.standing("notes", limits)


async def test_a_request_beyond_a_limit_asks_nobody_and_is_a_row_that_names_the_limit(
    places: Places,
) -> None:
    model, person = FakeBackend(), ScriptedApprover(allow, nobody)
    async with opened_desk(places, person, model) as desk:
        await desk.gateway.answer(limited(requests_per_hour=1))
        with pytest.raises(LimitReached):
            await desk.gateway.answer(limited(requests_per_hour=1))
        assert (len(person.asked), len(model.seen)) == (1, 1)
        entry = await desk.entry()
        assert (entry.phase, entry.decision) == (RequestPhase.REFUSED, "refused")
        assert entry.decided_by == "limit requestsPerHour"
        assert entry.error.startswith("notes has reached its limit of 1 request an hour. It frees")
        last = desk.events[-1]
        assert isinstance(last, RequestChanged)
        assert (last.phase, last.detail) == (RequestPhase.REFUSED, entry.error)


async def test_a_flood_queues_as_many_as_the_limit_and_the_rest_is_refused_at_once(
    places: Places,
) -> None:
    person = ScriptedApprover(leave_open)
    async with opened_desk(places, person, FakeBackend()) as desk:
        flood = [asyncio.create_task(desk.gateway.answer(limited(at_once=9))) for _ in range(200)]
        for task in flood[9:]:
            with pytest.raises(LimitReached):
                await task
        assert len(person.asked) == 9
        assert not any(task.done() for task in flood[:9])
        for task in flood[:9]:
            task.cancel()
        await asyncio.wait(flood)
        phases = [entry.phase for entry in await desk.journal.latest(200)]
        assert phases.count(RequestPhase.REFUSED) == 191
        assert phases.count(RequestPhase.WITHDRAWN) == 9
        desk.budget.release(desk.budget.reserve(limited(at_once=1)))


async def test_an_answer_is_shortened_to_the_limit_and_dialog_and_journal_say_so(
    places: Places,
) -> None:
    model, person = FakeBackend(), ScriptedApprover(allow)
    async with opened_desk(places, person, model) as desk:
        await desk.gateway.answer(limited(max_tokens=10**9, tokens_per_request=400))
        assert [params.max_tokens for params in model.seen] == [400]
        (review,) = person.asked
        assert review.request.params.max_tokens == 10**9
        assert (review.max_tokens, review.bound and review.bound.max_tokens) == (400, 400)
        entry = await desk.entry()
        assert (entry.asked["maxTokens"], entry.approved["maxTokens"]) == (10**9, 400)
        assert entry.bound == "400 is the limit for one answer to notes."


async def test_what_a_rule_allows_is_shortened_too(places: Places) -> None:
    model = FakeBackend()
    async with opened_desk(places, ScriptedApprover(nobody), model) as desk:
        await desk.gateway.answer(limited(10**9, "always", tokens_per_request=400))
        assert [params.max_tokens for params in model.seen] == [400]
        assert (await desk.entry()).approved["maxTokens"] == 400


async def test_a_person_may_lower_the_length_further_but_not_raise_it(places: Places) -> None:
    def choose(review: Review) -> Approved:
        wished = wishes.pop()
        return replace(allow(review), params=make_params(max_tokens=wished))

    wishes, model = [30, 10**6], FakeBackend()
    async with opened_desk(places, ScriptedApprover(choose), model) as desk:
        for _ in range(2):
            await desk.gateway.answer(limited(10**9, tokens_per_request=400))
        assert [params.max_tokens for params in model.seen] == [400, 30]


async def test_the_person_is_told_what_is_used_by_the_time_they_look(places: Places) -> None:
    person = ScriptedApprover(allow)
    async with opened_desk(places, person, FakeBackend()) as desk:
        await desk.gateway.answer(limited(requests_per_hour=25))
        (review,) = person.asked
        assert review.standing().startswith("1 of 25 requests this hour, 10 of ")
        await desk.gateway.answer(limited(requests_per_hour=25))
        assert review.standing().startswith("2 of 25 requests this hour, 20 of ")


async def test_real_use_takes_the_place_of_what_was_reserved(places: Places) -> None:
    async with opened_desk(places, ScriptedApprover(allow), FakeBackend()) as desk:
        for _ in range(4):
            await desk.gateway.answer(limited(max_tokens=50, tokens_per_day=100))
        assert (used(desk).tokens, used(desk).seconds) == (40, 1.0)


@pytest.mark.parametrize(("reaction", "error"), [(decline, Refused), (allow, ModelError)])
async def test_a_request_that_gets_no_answer_gives_back_what_was_reserved(
    places: Places, reaction: Reaction, error: type[Exception]
) -> None:
    model = FakeBackend("m", *[ModelError("It broke.")] * 5)
    async with opened_desk(places, ScriptedApprover(reaction), model) as desk:
        for _ in range(5):
            with pytest.raises(error):
                await desk.gateway.answer(limited(max_tokens=50, tokens_per_session=70, at_once=1))
            assert used(desk).tokens == 0


async def test_a_request_that_no_model_can_take_gives_back_what_was_reserved(
    places: Places,
) -> None:
    async with opened_desk(places, ScriptedApprover(nobody)) as desk:
        for _ in range(5):
            with pytest.raises(NoModel):
                await desk.gateway.answer(limited(max_tokens=50, tokens_per_session=70, at_once=1))


async def test_a_request_that_is_withdrawn_before_it_is_answered_gives_all_back(
    places: Places,
) -> None:
    person = ScriptedApprover(leave_open)
    async with opened_desk(places, person, FakeBackend()) as desk:
        for _ in range(5):
            person.left_open.clear()
            task = asyncio.create_task(
                desk.gateway.answer(limited(max_tokens=50, tokens_per_session=70, at_once=1))
            )
            await person.left_open.wait()
            task.cancel()
            await asyncio.wait([task])
        assert used(desk).tokens == 0


async def test_a_request_that_is_withdrawn_while_it_is_answered_pays_for_what_came(
    places: Places,
) -> None:
    hold = Hold("Five words have come already")
    async with opened_desk(places, ScriptedApprover(allow), FakeBackend("m", hold)) as desk:
        task = asyncio.create_task(desk.gateway.answer(limited(max_tokens=50, at_once=1)))
        await hold.reached.wait()
        task.cancel()
        await asyncio.wait([task])
        assert used(desk).tokens == 10 + 5, "the request's estimate, and its pieces"
        assert used(desk).seconds > 0
        await desk.gateway.answer(limited(at_once=1))


async def test_another_computers_seconds_are_not_this_ones(places: Places) -> None:
    cloud = FakeBackend("cloud", location=Location.REMOTE)
    async with opened_desk(places, ScriptedApprover(allow), cloud) as desk:
        await desk.gateway.answer(limited())
        assert (used(desk).seconds, used(desk).tokens) == (0.0, 10)


async def test_while_paused_every_request_is_refused_and_kept_in_the_journal(
    places: Places,
) -> None:
    model = FakeBackend()
    async with opened_desk(places, ScriptedApprover(nobody), model) as desk:
        Pause(places).begin()
        for request in (limited(), limited(consent="always"), limited(max_tokens=0)):
            with pytest.raises(Paused):
                await desk.gateway.answer(request)
            entry = await desk.entry()
            assert (entry.phase, entry.decided_by) == (RequestPhase.REFUSED, "pause")
            assert entry.error.startswith("Paused: every request is refused")
        assert used(desk).requests == 0
        Pause(places).end()
        await desk.gateway.answer(limited(consent="always"))
        assert len(model.seen) == 1


async def test_a_pause_takes_open_questions_back_and_stops_what_is_being_answered(
    places: Places,
) -> None:
    hold, person = Hold("Half of an"), ScriptedApprover(allow, leave_open)
    async with opened_desk(places, person, FakeBackend("m", hold)) as desk:
        answering = asyncio.create_task(desk.gateway.answer(limited()))
        await hold.reached.wait()
        asking = asyncio.create_task(desk.gateway.answer(limited()))
        await person.left_open.wait()
        desk.pause.begin()
        desk.pause.stop_open()
        for task in (answering, asking):
            with pytest.raises(Paused):
                await task
        assert hold.cancelled.is_set()
        assert person.taken_back == person.asked[1:]
        asked, answered = await desk.journal.latest(2)
        assert {entry.phase for entry in (asked, answered)} == {RequestPhase.REFUSED}
        assert {entry.decided_by for entry in (asked, answered)} == {"pause"}
        assert answered.text == "Half of an"


async def test_a_yes_that_comes_after_another_parley_paused_is_none(places: Places) -> None:
    def pause_meanwhile(review: Review) -> Approved:
        Pause(places).begin()
        return replace(allow(review), span=ALWAYS)

    model = FakeBackend()
    async with opened_desk(places, ScriptedApprover(pause_meanwhile), model) as desk:
        with pytest.raises(Paused):
            await desk.gateway.answer(limited())
        assert model.seen == []
        assert desk.grants.all() == []
