"""What a server is told of its request: MCP's codes, fixed sentences, and nothing else."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

import pytest
from mcp_types import CreateMessageResult, ErrorData, TextContent, ToolChoice
from pydantic.alias_generators import to_camel

from desktop.errors import LoadFailed, ModelError, PromptTooLong, StorageError, WorkerDied
from desktop.events import RequestPhase
from desktop.gateway.limits import SERVER, Limits
from desktop.gateway.pause import Pause
from desktop.inbound.sampling import SamplingInbound, limits_of
from desktop.servers.config import ServerSpec
from desktop.servers.connection import Call, Origin
from tests.fakes import FakeBackend, ScriptedApprover, allow, decline, leave_open, make_params
from tests.gateway.desk import opened_desk

if TYPE_CHECKING:
    from mcp_types import CreateMessageRequestParams

    from desktop.gateway.approval import Approved, Approver, Review
    from desktop.models.backend import Result
    from desktop.storage.places import Places

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(30)]

CANARY = "/home/ada/secret-canary.gguf"
SPEC = ServerSpec.model_validate(
    {"name": "notes", "command": "notes", "args": ["--serve"], "env": {"TOKEN": CANARY}}
)
ORIGIN = Origin(SPEC, "pushed", Call("c1", "summarize", {}), patience=60.0)

UNFORESEEN = "The request could not be completed."


async def told(
    places: Places,
    person: Approver,
    *models: FakeBackend,
    params: CreateMessageRequestParams | None = None,
    origin: Origin = ORIGIN,
) -> Result | ErrorData:
    """Returns what the server is told, and makes sure that no detail of ours is in it."""
    async with opened_desk(places, person, *models) as desk:
        answer = await SamplingInbound(desk.gateway)(origin, params or make_params())
    assert CANARY not in answer.model_dump_json()
    return answer


def the_error(answer: Result | ErrorData) -> tuple[int, str]:
    assert isinstance(answer, ErrorData)
    assert answer.data is None
    return answer.code, answer.message


async def test_an_allowed_request_is_answered_in_mcps_words(places: Places) -> None:
    answer = await told(places, ScriptedApprover(allow), FakeBackend("tiny", "Yes."))
    assert isinstance(answer, CreateMessageResult)
    assert answer.content == TextContent(text="Yes.")
    assert (answer.role, answer.model, answer.stop_reason) == ("assistant", "tiny", "endTurn")


async def test_the_person_is_told_who_asks_and_in_which_call(places: Places) -> None:
    person = ScriptedApprover(allow)
    await told(places, person, FakeBackend())
    request = person.asked[0].request
    assert (request.caller.name, request.caller.target) == ("notes", "notes --serve")
    assert request.caller.fingerprint == SPEC.fingerprint
    assert (request.way, request.tool, request.call) == ("pushed", "summarize", "c1")
    assert request.patience == 60.0


async def test_a_request_without_a_call_of_ours_names_no_tool(places: Places) -> None:
    person = ScriptedApprover(allow)
    await told(places, person, FakeBackend(), origin=Origin(SPEC, "input_required", None))
    request = person.asked[0].request
    assert (request.way, request.tool, request.call) == ("input_required", None, None)


async def test_no_two_requests_have_the_same_id(places: Places) -> None:
    person = ScriptedApprover(allow)
    await told(places, person, FakeBackend())
    await told(places, person, FakeBackend())
    first, second = (review.request.id for review in person.asked)
    assert first != second


async def test_a_declined_request_is_minus_one_in_the_specifications_words(
    places: Places,
) -> None:
    answer = await told(places, ScriptedApprover(decline), FakeBackend())
    assert the_error(answer) == (-1, "User rejected sampling request")


async def test_a_rule_that_says_no_cannot_be_told_from_a_person(places: Places) -> None:
    spec = ServerSpec.model_validate(
        {"name": "notes", "command": "notes", "sampling": {"consent": "never"}}
    )
    origin = Origin(spec, "pushed", None)
    answer = await told(places, ScriptedApprover(allow), FakeBackend(), origin=origin)
    assert the_error(answer) == (-1, "User rejected sampling request")


async def test_a_limit_is_told_with_when_it_frees(places: Places) -> None:
    spec = ServerSpec.model_validate(
        {"name": "notes", "command": "notes", "sampling": {"limits": {"requestsPerHour": 1}}}
    )
    async with opened_desk(places, ScriptedApprover(allow), FakeBackend()) as desk:
        inbound = SamplingInbound(desk.gateway)
        await inbound(Origin(spec, "pushed", None), make_params())
        answer = await inbound(Origin(spec, "input_required", None), make_params())
    told = "Sampling limit reached: 1 request an hour. It frees in 60 minutes."
    assert the_error(answer) == (-1, told)


async def test_a_pause_is_told_as_one(places: Places) -> None:
    places.prepare()
    Pause(places).begin()
    answer = await told(places, ScriptedApprover(allow), FakeBackend())
    assert the_error(answer) == (-1, "Sampling is paused.")


def test_what_mcp_json_names_takes_the_place_of_the_usual_limits() -> None:
    every = {to_camel(name): number for number, name in enumerate(Limits.__slots__, start=1)}
    spec = ServerSpec.model_validate(
        {"name": "notes", "command": "notes", "sampling": {"limits": every}}
    )
    assert limits_of(spec) == Limits(*range(1, len(every) + 1))
    assert limits_of(SPEC) == SERVER


INVALID = {
    "no messages": (make_params(messages=[]), "messages must not be empty"),
    "no tokens": (make_params(max_tokens=0), "maxTokens must be a positive number"),
    "a choice of no tools": (
        make_params(tool_choice=ToolChoice(mode="required")),
        "toolChoice is required, but there are no tools",
    ),
}


@pytest.mark.parametrize(("params", "message"), INVALID.values(), ids=INVALID.keys())
async def test_an_invalid_request_is_told_the_rule_that_it_breaks(
    places: Places, params: CreateMessageRequestParams, message: str
) -> None:
    answer = await told(places, ScriptedApprover(allow), FakeBackend(), params=params)
    assert the_error(answer) == (-32602, message)


FAILURES = {
    "a model error": (ModelError(CANARY), "The model could not answer."),
    "a file that is gone": (LoadFailed(CANARY), "The model could not answer."),
    "a crash": (WorkerDied(CANARY), "The model could not answer."),
    "a long prompt": (PromptTooLong(CANARY), "The request is longer than the model's context."),
    "records that fail": (
        StorageError(CANARY),
        "The request could not be recorded, so it was not answered.",
    ),
    "what nobody foresaw": (ValueError(CANARY), UNFORESEEN),
}


@pytest.mark.parametrize(("error", "message"), FAILURES.values(), ids=FAILURES.keys())
async def test_a_failure_is_a_fixed_sentence_and_its_own_text_stays_here(
    places: Places, error: Exception, message: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        answer = await told(places, ScriptedApprover(allow), FakeBackend("m", error))
    assert the_error(answer) == (-32603, message)
    assert CANARY in caplog.text


async def test_an_empty_library_is_a_fixed_sentence(places: Places) -> None:
    answer = await told(places, ScriptedApprover(allow))
    assert the_error(answer) == (-32603, "No model is available that can answer this request.")


class LostWindow(ScriptedApprover):
    """A person whose window is destroyed, by which the future that it awaits is cancelled."""

    async def review(self, review: Review) -> Approved:
        future: asyncio.Future[Approved] = asyncio.Future()
        future.cancel()
        return await future


async def test_a_stray_cancellation_becomes_an_error_and_does_not_escape(
    places: Places,
) -> None:
    answer = await told(places, LostWindow(allow), FakeBackend())
    assert the_error(answer) == (-32603, UNFORESEEN)


async def test_a_real_cancellation_escapes_and_the_request_is_withdrawn(places: Places) -> None:
    person = ScriptedApprover(leave_open)
    async with opened_desk(places, person, FakeBackend()) as desk:
        inbound = SamplingInbound(desk.gateway)

        async def ask() -> None:
            await inbound(ORIGIN, make_params())

        task = asyncio.create_task(ask())
        await person.left_open.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert (await desk.entry()).phase is RequestPhase.WITHDRAWN
