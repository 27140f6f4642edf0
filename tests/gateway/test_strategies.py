"""Models that answer together, on a request's way: consent, limits, record and cancelling."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from desktop.errors import LimitReached, ModelError, Overloaded, Refused, Unattended
from desktop.events import RequestPhase
from desktop.gateway.approval import TIMED_OUT, AnswerApproved, Declined
from desktop.gateway.consent import SESSION
from desktop.gateway.cost import expected_cost
from desktop.gateway.policy import Policy
from desktop.models.backend import text_of
from desktop.models.context import Location
from desktop.models.strategies.config import StrategySpec
from tests.fakes import (
    BOUNDLESS,
    FakeBackend,
    Hold,
    ScriptedApprover,
    allow,
    make_params,
    make_request,
)
from tests.gateway.desk import opened_desk
from tests.gateway.wishes import hinting

if TYPE_CHECKING:
    from desktop.gateway.approval import AnswerReview, Approved, Review
    from desktop.gateway.entry import Entry
    from desktop.gateway.request import Request
    from desktop.storage.places import Places
    from tests.gateway.desk import Desk

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(30)]

DRAFT = {"draft": "small", "refine": "big"}
COMPARE = {"compare": ("small", "big")}
FIRST = {"first": "small", "fall_back": "big"}


def small(*script: Any, **more: Any) -> FakeBackend:
    return FakeBackend("small", *script, tools=True, **more)


def big(*script: Any, **more: Any) -> FakeBackend:
    known = {"host": "api.example.org", "input_price": 1.0, "output_price": 10.0, "tools": True}
    backend = FakeBackend("big", *script, location=Location.REMOTE, **{**known, **more})
    backend.cost = 0.002
    return backend


async def combine(desk: Desk, spec: dict[str, Any], name: str = "both") -> None:
    """Lets models answer together; what is not on disk is not looked for."""
    made = StrategySpec(name=name, **spec)
    plain = {one.id: one for one in desk.library.contexts()}
    for model in desk.library.strategies.models([made], plain, print):
        desk.library.enlist(model)


def naming(name: str = "both", max_tokens: int = 50, **caller: Any) -> Request:
    params = hinting(name).model_copy(update={"max_tokens": max_tokens})
    return make_request(params, **{"limits": BOUNDLESS, **caller})


def choosing(number: int, by: str = "person") -> Any:
    def choose(review: AnswerReview) -> AnswerApproved:
        return AnswerApproved(review.offers[number].result, chosen=number, by=by)

    return choose


async def told(desk: Desk) -> Entry:
    entry = await desk.entry()
    assert (await desk.journal.verify())[0].faults == ()
    return entry


async def test_a_draft_is_made_here_and_refined_there_after_a_yes_that_names_the_host(
    places: Places,
) -> None:
    here, there = small("A rough draft."), big("A fine answer.")
    person = ScriptedApprover(allow)
    async with opened_desk(places, person, here, there) as desk:
        await combine(desk, DRAFT)
        result = await desk.gateway.answer(naming())
        assert (text_of(result), result.model) == ("A fine answer.", "both")
        choice = person.asked[0].route.choice
        assert (choice.id, choice.location, choice.host) == (
            "both",
            Location.REMOTE,
            "api.example.org",
        )
        assert "Small (this computer) drafts" in choice.note
        assert "Big (api.example.org) refines" in choice.note
        sent = [text_of_message(one) for one in there.seen[0].messages]
        assert sent[:2] == ["Hello", "A rough draft."]
        assert "only a draft" in sent[2]
        entry = await told(desk)
        assert entry.model == "both"
        assert [(one.role, one.model, one.text) for one in entry.parts] == [
            ("draft", "small", "A rough draft."),
            ("refinement", "big", "A fine answer."),
        ]
        assert [one.cost for one in entry.parts] == [0.0, 0.002]
        assert (entry.input_tokens, entry.output_tokens, entry.cost) == (14, 6, 0.002)


async def test_what_each_model_took_is_counted_under_its_own_name(places: Places) -> None:
    async with opened_desk(places, ScriptedApprover(allow), small(), big()) as desk:
        await combine(desk, DRAFT)
        await desk.gateway.answer(naming())
        usage = {row.model: row for row in await desk.journal.usage("")}
        assert {name: row.output_tokens for name, row in usage.items()} == {"small": 3, "big": 3}
        standing = desk.budget.standing("notes", BOUNDLESS)
        assert (standing.tokens, standing.session_tokens) == (20, 20)
        assert standing.seconds == pytest.approx(0.25)
        assert standing.dollars == pytest.approx(0.002)


async def test_models_together_are_chosen_only_where_they_are_named(places: Places) -> None:
    person = ScriptedApprover(allow)
    async with opened_desk(places, person, big()) as desk:
        desk.library.enlist(small())
        await combine(desk, DRAFT)
        await desk.gateway.answer(make_request(limits=BOUNDLESS))
        route = person.asked[0].route
        assert route.choice.id == "small"
        why = {loser.context.id: loser.why for loser in route.losers}
        assert why["both"] == "both is chosen only by its name."
        await desk.gateway.answer(make_request(hinting("bot"), limits=BOUNDLESS))
        assert person.asked[1].route.choice.id == "small"


async def test_a_person_may_choose_them_by_hand(places: Places) -> None:
    def by_hand(review: Review) -> Approved:
        return replace(allow(review), model="both")

    async with opened_desk(places, ScriptedApprover(by_hand), small(), big()) as desk:
        await combine(desk, DRAFT)
        assert (await desk.gateway.answer(make_request(limits=BOUNDLESS))).model == "both"


async def test_a_yes_to_them_holds_for_their_hosts_and_no_other(places: Places) -> None:
    def for_now(review: Review) -> Approved:
        return replace(allow(review), span=SESSION)

    person = ScriptedApprover(for_now)
    other = FakeBackend("far", location=Location.REMOTE, host="far.example", input_price=0.0)
    async with opened_desk(places, person, small(), big(), other) as desk:
        await combine(desk, DRAFT)
        await combine(desk, {"compare": ("big", "far")}, "two")
        await desk.gateway.answer(naming())
        await desk.gateway.answer(naming())
        assert len(person.asked) == 1
        with pytest.raises(AssertionError, match="no answer was to be shown"):
            await desk.gateway.answer(naming("two"))
        assert person.asked[1].route.choice.host == "api.example.org and far.example"


async def test_nothing_remote_is_asked_where_nothing_may_leave(places: Places) -> None:
    here, there = small(), big()
    async with opened_desk(places, ScriptedApprover(allow), here, there) as desk:
        await combine(desk, FIRST)
        await desk.gateway.answer(naming(policy=Policy(remote="never")))
        assert (await desk.entry()).model == "small"
        assert there.seen == []


async def test_the_first_model_answers_alone_while_it_can(places: Places) -> None:
    here, there = small("From here."), big()
    async with opened_desk(places, ScriptedApprover(allow), here, there) as desk:
        await combine(desk, FIRST)
        assert text_of(await desk.gateway.answer(naming())) == "From here."
        assert there.seen == []
        assert [one.role for one in (await told(desk)).parts] == ["first"]


async def test_a_fall_back_says_in_the_record_why_it_was_needed(places: Places) -> None:
    here, there = small(ModelError("It crashed.")), big("From there.")
    async with opened_desk(places, ScriptedApprover(allow), here, there) as desk:
        await combine(desk, FIRST)
        assert text_of(await desk.gateway.answer(naming())) == "From there."
        parts = (await told(desk)).parts
        assert [(one.role, one.error) for one in parts] == [
            ("first", "It crashed."),
            ("fall-back", ""),
        ]


async def test_one_that_is_not_ready_is_not_asked_and_costs_nothing(places: Places) -> None:
    here, there = small("From here."), big(ready="no key is stored for it")
    async with opened_desk(places, ScriptedApprover(allow), here, there) as desk:
        await combine(desk, {"first": "big", "fall_back": "small"})
        assert text_of(await desk.gateway.answer(naming())) == "From here."
        assert there.seen == []
        parts = (await told(desk)).parts
        assert parts[0].error == "Big cannot be asked now: no key is stored for it."
        assert (parts[0].input_tokens, parts[0].cost) == (0, 0.0)


async def test_without_its_draft_the_second_model_answers_the_request_as_it_is(
    places: Places,
) -> None:
    here, there = small(ModelError("It crashed.")), big("An answer.")
    async with opened_desk(places, ScriptedApprover(allow), here, there) as desk:
        await combine(desk, DRAFT)
        assert text_of(await desk.gateway.answer(naming())) == "An answer."
        assert len(there.seen[0].messages) == 1


async def test_where_all_fail_the_request_fails_and_what_they_took_counts(places: Places) -> None:
    here, there = small(ModelError("It crashed.")), big(Overloaded("Too much to do."))
    async with opened_desk(places, ScriptedApprover(allow), here, there) as desk:
        await combine(desk, COMPARE)
        with pytest.raises(ModelError, match=r"None of the models.*crashed.*Too much to do"):
            await desk.gateway.answer(naming())
        entry = await told(desk)
        assert entry.phase is RequestPhase.FAILED
        assert {one.model for one in entry.parts} == {"small", "big"}
        assert desk.budget.standing("notes", BOUNDLESS).dollars > 0


async def test_a_person_chooses_among_answers_side_by_side(places: Places) -> None:
    person = ScriptedApprover(allow, answers=choosing(1))
    async with opened_desk(places, person, small("One."), big("Two.")) as desk:
        await combine(desk, COMPARE)
        assert text_of(await desk.gateway.answer(naming())) == "Two."
        assert [text_of(one.result) for one in person.shown[0].offers] == ["One.", "Two."]
        assert not person.shown[0].required
        entry = await told(desk)
        assert (entry.text, entry.unedited) == ("Two.", "")
        assert entry.chosen == "The answer of Big was taken, as chosen by you."
        assert [one.text for one in entry.parts] == ["One.", "Two."]


async def test_the_record_says_what_else_than_a_person_chose(places: Places) -> None:
    person = ScriptedApprover(allow, answers=choosing(1, by="--approve"))
    async with opened_desk(places, person, small("One."), big("Two.")) as desk:
        await combine(desk, COMPARE)
        await desk.gateway.answer(naming())
        entry = await told(desk)
        assert entry.chosen == "The answer of Big was taken, as chosen by --approve."


@pytest.mark.parametrize("by", ["nobody", TIMED_OUT])
async def test_where_nobody_chooses_the_first_answer_is_taken(places: Places, by: str) -> None:
    def silent(review: AnswerReview) -> Declined:
        if by == "nobody":
            raise Unattended("the screen is locked")
        return Declined(by)

    person = ScriptedApprover(allow, answers=silent)
    async with opened_desk(places, person, small("One."), big("Two.")) as desk:
        await combine(desk, COMPARE)
        assert text_of(await desk.gateway.answer(naming())) == "One."
        assert "the first, since nobody chose" in (await told(desk)).chosen


@pytest.mark.parametrize("by", ["nobody", TIMED_OUT])
async def test_where_answers_must_be_seen_silence_keeps_all_of_them_back(
    places: Places, by: str
) -> None:
    def silent(review: AnswerReview) -> Declined:
        assert review.required
        if by == "nobody":
            raise Unattended("the screen is locked")
        return Declined(by)

    person = ScriptedApprover(allow, answers=silent)
    async with opened_desk(places, person, small("One."), big("Two.")) as desk:
        await combine(desk, COMPARE)
        with pytest.raises(Refused):
            await desk.gateway.answer(naming(policy=Policy(review="always")))


async def test_keeping_all_answers_back_is_a_no(places: Places) -> None:
    person = ScriptedApprover(allow, answers=lambda _: Declined())
    async with opened_desk(places, person, small("One."), big("Two.")) as desk:
        await combine(desk, COMPARE)
        with pytest.raises(Refused, match="kept back"):
            await desk.gateway.answer(naming())


async def test_what_is_found_is_that_of_the_answer_that_was_chosen(places: Places) -> None:
    person = ScriptedApprover(allow, answers=choosing(1))
    async with opened_desk(places, person, small("One\u202e."), big("Two.")) as desk:
        await combine(desk, COMPARE)
        await desk.gateway.answer(naming())
        assert person.shown[0].offers[0].findings
        assert (await told(desk)).noticed_in_answer == ()


async def test_a_model_picks_where_one_is_named_for_it(places: Places) -> None:
    here, there = small("One."), big("Two.")
    judge = FakeBackend("judge", "Number 2.", tools=True)
    async with opened_desk(places, ScriptedApprover(allow), here, there, judge) as desk:
        await combine(desk, {**COMPARE, "pick": "judge"})
        assert text_of(await desk.gateway.answer(naming())) == "Two."
        assert "Answer 1:\nOne.\n\nAnswer 2:\nTwo." in text_of_message(judge.seen[0].messages[1])
        assert judge.seen[0].max_tokens == 256
        entry = await told(desk)
        assert entry.chosen == "The answer of Big was taken, as chosen by the model that picks."
        assert [one.role for one in entry.parts] == ["answer", "answer", "choice"]


@pytest.mark.parametrize("says", ["Both are fine.", "99", ModelError("It crashed.")])
async def test_where_the_model_that_picks_says_nothing_the_first_is_taken(
    places: Places, says: str | ModelError
) -> None:
    judge = FakeBackend("judge", says)
    models = (small("One."), big("Two."), judge)
    async with opened_desk(places, ScriptedApprover(allow), *models) as desk:
        await combine(desk, {**COMPARE, "pick": "judge"})
        assert text_of(await desk.gateway.answer(naming())) == "One."


async def test_of_several_answers_one_is_enough(places: Places) -> None:
    models = (small(ModelError("It crashed.")), big("Two."))
    async with opened_desk(places, ScriptedApprover(allow), *models) as desk:
        await combine(desk, COMPARE)
        assert text_of(await desk.gateway.answer(naming())) == "Two."
        assert (await told(desk)).chosen == ""


async def test_withdrawing_stops_every_model_and_counts_what_had_come(places: Places) -> None:
    holds = Hold("One two"), Hold("Three")
    async with opened_desk(
        places, ScriptedApprover(allow), small(holds[0]), FakeBackend("other", holds[1])
    ) as desk:
        await combine(desk, {"compare": ("small", "other")})
        answer = asyncio.create_task(desk.gateway.answer(naming()))
        await holds[0].reached.wait()
        answer.cancel()
        with pytest.raises(asyncio.CancelledError):
            await answer
        assert holds[0].cancelled.is_set()
        entry = await told(desk)
        assert entry.phase is RequestPhase.WITHDRAWN
        assert {one.error for one in entry.parts} == {"It was stopped before it had answered."}
        assert desk.budget.standing("notes", BOUNDLESS).tokens >= 2


async def test_what_all_of_them_may_take_is_reserved_before_any_is_asked(places: Places) -> None:
    here, there = small(), big()
    async with opened_desk(places, ScriptedApprover(allow), here, there) as desk:
        await combine(desk, DRAFT)
        bounds = replace(BOUNDLESS, tokens_per_session=150)
        with pytest.raises(LimitReached, match="150 tokens a session"):
            await desk.gateway.answer(naming(limits=bounds))
        desk.budget.total = bounds
        with pytest.raises(LimitReached, match="All servers together"):
            await desk.gateway.answer(naming())
        assert here.seen == there.seen == []


async def test_nothing_stays_reserved_once_they_have_answered(places: Places) -> None:
    async with opened_desk(places, ScriptedApprover(allow), small(), big()) as desk:
        await combine(desk, DRAFT)
        used = 0
        for _ in range(3):
            await desk.gateway.answer(naming(limits=replace(BOUNDLESS, tokens_per_session=900)))
            used += 20
            standing = desk.budget.standing("notes", BOUNDLESS)
            assert standing.session_tokens == used


async def test_the_price_that_is_shown_is_never_less_than_what_they_cost(places: Places) -> None:
    async with opened_desk(places, ScriptedApprover(allow), small(), big()) as desk:
        await combine(desk, DRAFT)
        await combine(desk, {"compare": ("small", "big"), "pick": "big"}, "three")
        params = make_params(max_tokens=100)
        contexts = {one.id: one for one in desk.library.contexts()}
        alone = expected_cost(contexts["big"], params, 100)
        for name in ("both", "three"):
            cost = expected_cost(contexts[name], params, 100)
            assert alone is not None
            assert cost is not None
            # One reading of a draft of 600 bytes, and what is asked of it.
            assert cost >= alone + (600 + 200) / 1e6


async def test_a_model_that_moved_while_the_question_was_open_is_not_asked(places: Places) -> None:
    async with opened_desk(places, ScriptedApprover(allow)) as desk:
        person = ScriptedApprover(lambda review: move(desk, review))
        desk.gateway._approver = person
        desk.library.enlist(big())
        with pytest.raises(ModelError, match="was moved to another place"):
            await desk.gateway.answer(make_request(limits=BOUNDLESS))


async def test_a_part_that_moved_after_the_yes_is_not_asked(places: Places) -> None:
    elsewhere = big(host="elsewhere.example")

    async with opened_desk(places, ScriptedApprover(allow), small("A draft."), big()) as desk:
        await combine(desk, DRAFT)
        model = desk.library.model("both")
        desk.library.enlist(elsewhere)
        with pytest.raises(ModelError, match="asked somewhere else than before"):
            await desk.library.complete(model, make_params(), print)
        assert elsewhere.seen == []


def move(desk: Desk, review: Review) -> Approved:
    desk.library.enlist(big(host="elsewhere.example"))
    return allow(review)


def text_of_message(message: Any) -> str:
    return str(message.content.text)


async def test_what_a_part_said_is_found_in_the_journal(places: Places) -> None:
    here, there = small("A rough draft."), big("A fine answer.")
    async with opened_desk(places, ScriptedApprover(allow), here, there) as desk:
        await combine(desk, DRAFT)
        await desk.gateway.answer(naming())
        assert len(await desk.journal.find(text="rough draft")) == 1
        assert await desk.journal.find(text="smooth draft") == []


async def test_without_texts_the_record_of_a_part_says_only_how_long_they_were(
    places: Places,
) -> None:
    here, there = small(ModelError("It cannot say “Hello”.")), big("A fine answer.")
    async with opened_desk(places, ScriptedApprover(allow), here, there) as desk:
        await combine(desk, FIRST)
        await desk.gateway.answer(naming(policy=Policy(keep_texts=False)))
        first, last = (await told(desk)).parts
        assert "Hello" not in first.error
        assert last.text == "[14 characters, not kept]"


async def test_the_only_plain_model_is_said_to_be_that(places: Places) -> None:
    person = ScriptedApprover(allow)
    async with opened_desk(places, person, small(), big(ready="no key is stored for it")) as desk:
        await combine(desk, FIRST)
        await desk.gateway.answer(make_request(limits=BOUNDLESS))
        assert person.asked[0].route.reasons == (
            "Small is the only model that can answer, apart from what is chosen only by its name.",
        )


async def test_what_may_be_ranked_is_chosen_by_rank_like_any_other(places: Places) -> None:
    person = ScriptedApprover(allow)
    able = FakeBackend("able", "Two.", capability=70.0)
    async with opened_desk(places, person, small(), able) as desk:
        await combine(desk, {"draft": "small", "refine": "able", "ranked": True})
        params = hinting(intelligence=1.0)
        await desk.gateway.answer(make_request(params, limits=BOUNDLESS))
        names = [one.id for one in person.asked[0].route.options]
        assert sorted(names[:2]) == ["able", "both"]


async def test_a_starter_still_comes_after_models_that_are_chosen_only_by_name(
    places: Places,
) -> None:
    person = ScriptedApprover(allow)
    starter = FakeBackend("starter", starter=True)
    async with opened_desk(places, person, starter, small(context_length=5)) as desk:
        await combine(desk, {"first": "small", "fall_back": "starter"})
        await desk.gateway.answer(make_request(limits=BOUNDLESS))
        assert person.asked[0].route.choice.id == "both"
