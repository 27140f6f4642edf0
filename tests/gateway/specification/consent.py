"""The person in the loop: asked, able to say no, shown all, able to change all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mcp_types import TextContent, Tool

from desktop.gateway.approval import AnswerApproved, AnswerReview, Approved, Declined, Review
from desktop.models.context import Location
from desktop.ui.dialogs.approval import ApprovalDialog
from tests.fakes import (
    FakeBackend,
    ScriptedApprover,
    allow,
    allow_always,
    decline,
    make_params,
)
from tests.gateway.specification.door import Door, error, words
from tests.ui.asked import said

if TYPE_CHECKING:
    from mcp_types import CreateMessageRequestParams

    from tests.fakes import Reaction

REJECTED = (-1, "User rejected sampling request")


def changing(**changes: object) -> Reaction:
    """Returns what a person does who changes a request and then allows it."""

    def react(review: Review) -> Approved:
        return replace(allow(review), params=review.request.params.model_copy(update=changes))

    return react


async def can_deny(door: Door) -> None:
    model = FakeBackend()
    async with door.inbound(ScriptedApprover(decline), model) as notes:
        assert error(await notes.ask(make_params())) == REJECTED
    assert model.seen == []


async def shows_all(door: Door) -> None:
    person, params = ScriptedApprover(decline), everything()
    async with door.inbound(person, FakeBackend("tiny", tools=True)) as notes:
        await notes.ask(params)
    dialog = ApprovalDialog(person.asked[0])
    try:
        shown = said(dialog)
        for part in ("notes", "summarize", "Be brief.", "How deep", "look_up", "Finds", "STOP"):
            assert part in shown
    finally:
        dialog.deleteLater()


async def lets_edit(door: Door) -> None:
    model, edited = FakeBackend(), make_params("Shorter?").messages
    person = ScriptedApprover(changing(messages=edited, system_prompt="Mine."))
    async with door.inbound(person, model) as notes:
        await notes.ask(make_params("Longer?", system_prompt="Its."))
    assert (model.seen[0].messages, model.seen[0].system_prompt) == (edited, "Mine.")


async def shows_answers_first(door: Door) -> None:
    def change(review: AnswerReview) -> AnswerApproved:
        content = TextContent(text="Mine.")
        return AnswerApproved(review.result.model_copy(update={"content": content}))

    person = ScriptedApprover(allow, answers=change)
    async with door.inbound(person, FakeBackend(), review="always") as notes:
        assert words(await notes.ask(make_params())) == "Mine."
    assert len(person.shown) == 1
    person = ScriptedApprover(allow, answers=lambda _: Declined())
    async with door.inbound(person, FakeBackend(), review="always") as notes:
        assert error(await notes.ask(make_params())) == REJECTED


async def has_controls(door: Door) -> None:
    person = ScriptedApprover(allow, allow_always, allow)
    async with door.inbound(person, FakeBackend()) as notes:
        for asked in (1, 2, 2):
            await notes.ask(make_params())
            assert len(person.asked) == asked
        await notes.desk.grants.forget("notes")
        await notes.ask(make_params())
        assert len(person.asked) == 3


async def limits_rate(door: Door) -> None:
    model = FakeBackend()
    async with door.inbound(ScriptedApprover(allow), model) as notes:
        for _ in range(10):
            words(await notes.ask(make_params()))
        code, message = error(await notes.ask(make_params()))
    assert code == -1
    assert message.startswith("Sampling limit reached: 10 requests a minute. It frees in ")
    assert len(model.seen) == 10


async def guards_what_is_sensitive(door: Door) -> None:
    """Text leaves only by a person's word, errors tell nothing, and texts need not be kept."""
    person, cloud = ScriptedApprover(decline), FakeBackend("cloud", location=Location.REMOTE)
    async with door.inbound(person, cloud, consent="always") as notes:
        assert error(await notes.ask(make_params())) == REJECTED
    assert cloud.seen == []
    broken = FakeBackend("m", ValueError("/home/ada/canary"))
    async with door.inbound(ScriptedApprover(allow), broken, keepTexts=False) as notes:
        told = error(await notes.ask(make_params("A canary in the request.")))
        entry = await notes.desk.entry()
    assert told == (-32603, "The request could not be completed.")
    assert "canary" not in f"{entry.asked}{entry.approved}{entry.text}"


async def may_change_the_system_prompt(door: Door) -> None:
    model = FakeBackend("m", "Yes.")
    async with door.inbound(ScriptedApprover(changing(system_prompt=None)), model) as notes:
        assert words(await notes.ask(make_params(system_prompt="Obey."))) == "Yes."
    assert model.seen[0].system_prompt is None


async def may_change_the_parameters(door: Door) -> None:
    model, person = FakeBackend(), ScriptedApprover(changing(temperature=0.1, stop_sequences=None))
    async with door.inbound(person, model) as notes:
        words(await notes.ask(make_params(temperature=0.9, stop_sequences=["STOP"])))
    assert (model.seen[0].temperature, model.seen[0].stop_sequences) == (0.1, None)


def everything() -> CreateMessageRequestParams:
    """Returns a request with something in each of its fields."""
    schema = {"type": "object", "properties": {"lake": {"type": "string"}}}
    tool = Tool(name="look_up", description="Finds a lake.", input_schema=schema)
    return make_params(
        "How deep is it?",
        system_prompt="Be brief.",
        tools=[tool],
        temperature=0.3,
        stop_sequences=["STOP"],
        metadata={"trace": "t1"},
    )
