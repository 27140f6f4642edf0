"""Which messages are left out of a conversation that a model does not take as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from mcp_types import TextContent

from desktop.errors import ChatRefused, PromptTooLong
from desktop.inbound.chat.conversation import Turn, TurnStatus
from desktop.inbound.chat.shortening import still_left_out, to_leave_out
from desktop.models.context import ModelContext
from tests.fakes import FakeBackend
from tests.inbound.chat.room import room, text

if TYPE_CHECKING:
    from desktop.storage.places import Places

SMALL = ModelContext("m", "M", context_length=1_000)


def talk(rounds: int, words: int = 300) -> list[Turn]:
    """So many questions of so many letters each, with short answers; the last one is open."""
    turns: list[Turn] = []
    for number in range(rounds):
        asked, answer = f"q{number}", f"a{number}"
        before = turns[-1].id if turns else None
        turns.append(Turn(asked, "c", before, "user", (TextContent(text="x" * words),), 0.0))
        said = (TextContent(text="So."),)
        turns.append(Turn(answer, "c", asked, "assistant", said, 0.0, model="m"))
    return turns[:-1]


def test_the_oldest_rounds_go_until_a_whole_answer_has_room() -> None:
    gone = to_leave_out(talk(10), SMALL)
    assert [turn.id for turn in gone[:3]] == ["q0", "a0", "q1"]
    assert gone[-1].id == "a5", "half of the room is left for the answer"
    assert to_leave_out(talk(10), SMALL, "y" * 900)[-1].id == "a8"


def test_what_the_person_said_last_is_never_left_out() -> None:
    assert to_leave_out(talk(1, 9_000), SMALL) == ()
    assert [turn.id for turn in to_leave_out(talk(2, 9_000), SMALL)] == ["q0", "a0"]


def test_each_refusal_leaves_out_more_until_there_is_nothing_more() -> None:
    turns, before = talk(4, 3), list[int]()
    gone = to_leave_out(turns, SMALL)
    while gone:
        before.append(len(gone))
        gone = to_leave_out(turns, SMALL, before=[turn.id for turn in gone])
    assert before == [2, 4, 6]


def test_where_a_models_length_is_not_known_half_goes() -> None:
    assert len(to_leave_out(talk(8), ModelContext("m", "M"))) == 8


def test_only_the_same_model_goes_on_without_them() -> None:
    short = Turn("a", "c", "q", "assistant", (), 0.0, model="m", left_out=("q0", "a0"))
    assert still_left_out([short], SMALL) == {"q0", "a0"}
    assert still_left_out([short], ModelContext("other", "Other")) == frozenset()
    assert still_left_out([], SMALL) == frozenset()


@pytest.mark.anyio
async def test_a_conversation_that_is_too_long_goes_on_without_its_oldest_messages(
    places: Places,
) -> None:
    answers = "One.", "Two.", PromptTooLong("Too long."), "Three.", "Four.", "Again.", "Other."
    model = FakeBackend("m", *answers, context_length=4_000)
    async with room(places, model) as here:
        await here.say("First")
        await here.say("Second")
        *_, refused = await here.say("Third")
        assert (refused.status, refused.detail) == (TurnStatus.TOO_LONG, "Too long.")
        gone = await here.chat.shortening(refused.id)
        assert [turn.text for turn in gone] == ["First", "One."]
        await here.chat.again(refused.id, [turn.id for turn in gone])
        *_, answer = await here.quiet()
        assert (answer.text, len(answer.left_out)) == ("Three.", 2)
        assert len(model.seen[-1].messages) == 3
        await here.say("Fourth")
        assert len(model.seen[-1].messages) == 5, "they stay out as long as it answers"
        shown = ["First", "One.", "Second", "Two.", "Third", "Three.", "Fourth", "Four."]
        assert await here.show() == shown, "nothing was deleted"
        await here.chat.again(answer.id)
        await here.quiet()
        assert len(model.seen[-1].messages) == 3, "asked again, they stay out"
        third = (await here.kept.branch(here.id))[-2]
        await here.chat.resend(third.id, text("Another third"))
        *_, answer = await here.quiet()
        assert (answer.text, len(answer.left_out)) == ("Other.", 2), "and so when it is edited"
        with pytest.raises(ChatRefused, match="not there any more"):
            await here.chat.shortening("nowhere")
