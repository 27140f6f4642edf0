"""What servers ask the person itself, where the person is not reached."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from mcp_types import ElicitRequestFormParams, ElicitResult, ErrorData

from desktop.errors import Unattended
from desktop.events import Event, RequestChanged, RequestPhase
from desktop.gateway.journal import Journal
from desktop.gateway.pause import Pause
from desktop.inbound.elicitation import OUTSIDE, SECRETS, ElicitationInbound
from desktop.servers.config import ServerSpec
from desktop.servers.connection import Call, Origin
from desktop.servers.rules import SamplingRules
from desktop.storage.database import Database
from tests.servers.attendant import ScriptedAttendant

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from desktop.servers.elicitation import Elicitation, Reply
    from desktop.storage.places import Places

pytestmark = pytest.mark.anyio

CALL = Call("c1", "sum", {})
FORM = ElicitRequestFormParams(
    message="Who?", requested_schema={"properties": {"name": {"type": "string"}}}
)


class Raising(ScriptedAttendant):
    """Nobody who could answer."""

    error: BaseException = Unattended("the screen is locked")

    async def elicit(self, question: Elicitation) -> Reply:
        raise self.error


class Desk:
    def __init__(self, places: Places, database: Database) -> None:
        self.person = Raising()
        self.events: list[Event] = []
        self.journal = Journal(database)
        self.inbound = ElicitationInbound(
            self.person, self.journal, Pause(places), self.events.append
        )

    async def ask(
        self,
        params: ElicitRequestFormParams = FORM,
        call: Call | None = CALL,
        rules: SamplingRules | None = None,
    ) -> ElicitResult | ErrorData:
        spec = ServerSpec(name="notes", command="notes", sampling=rules or SamplingRules())
        return await self.inbound(Origin(spec, "pushed", call), params)

    @property
    def last(self) -> RequestChanged:
        [*_, last] = self.events
        assert isinstance(last, RequestChanged)
        return last


@pytest.fixture
async def it(places: Places) -> AsyncIterator[Desk]:
    places.prepare()
    database = Database(places.database)
    await database.open()
    yield Desk(places, database)
    await database.close()


async def test_where_nobody_can_be_asked_it_is_cancelled_and_said_why(it: Desk) -> None:
    assert await it.ask() == ElicitResult(action="cancel")
    assert it.last.phase is RequestPhase.REFUSED
    assert "the screen is locked" in it.last.detail
    assert it.last.asks_person


async def test_a_stray_cancellation_and_a_fault_never_reach_the_connection(it: Desk) -> None:
    it.person.error = asyncio.CancelledError()
    assert await it.ask() == ElicitResult(action="cancel")
    it.person.error = ValueError("a path of mine")
    answer = await it.ask()
    assert isinstance(answer, ErrorData)
    assert "path" not in answer.message


async def test_outside_of_calls_it_is_asked_with_a_warning_or_not_at_all(it: Desk) -> None:
    never = SamplingRules.model_validate({"outsideCalls": "never"})
    assert await it.ask(call=None, rules=never) == ElicitResult(action="cancel")
    assert "outside of a tool call" in it.last.detail
    person = ScriptedAttendant()
    it.inbound._attendant = person
    await it.ask(call=None)
    assert person.questions[0].noticed == (OUTSIDE,)


async def test_a_form_that_asks_for_a_secret_is_noticed(it: Desk) -> None:
    person = ScriptedAttendant()
    it.inbound._attendant = person
    schema = {"properties": {"password": {"type": "string"}}}
    await it.ask(ElicitRequestFormParams(message="Sign in", requested_schema=schema))
    assert person.questions[0].noticed == (SECRETS,)


async def test_what_is_no_form_is_told_to_the_server_as_invalid(it: Desk) -> None:
    schema = {"properties": {"it": {"type": "object"}}}
    answer = await it.ask(ElicitRequestFormParams(message="?", requested_schema=schema))
    assert isinstance(answer, ErrorData)
    assert answer.code == -32602
    assert it.last.phase is RequestPhase.FAILED


async def test_where_texts_are_not_kept_the_message_is_not(it: Desk) -> None:
    await it.ask(rules=SamplingRules.model_validate({"keepTexts": False}))
    [entry] = await it.journal.latest(1)
    assert entry.asked["message"] == "[4 characters, not kept]"
