"""Tool calls that a newer server turns into tasks: asked after until they are done.

MCP's extension io.modelcontextprotocol/tasks, SEP-2663, for which the SDK has types of an earlier
draft and no runtime.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Literal

from mcp import MCPError
from mcp.client import ClientRequestContext
from mcp.client.extension import ClientExtension, ResultClaim
from mcp_types import (
    INTERNAL_ERROR,
    CallToolResult,
    ErrorData,
    InputRequest,
    InputResponse,
    Request,
    RequestParams,
    Result,
    TaskStatus,
)
from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.alias_generators import to_camel

from desktop.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mcp.client.extension import ClaimContext

IDENTIFIER = "io.modelcontextprotocol/tasks"

USUAL_PAUSE, SHORTEST_PAUSE, LONGEST_PAUSE = 1.0, 0.1, 30.0
"""Seconds between two questions how a task stands, whatever the server wishes."""

CANCEL_SECONDS = 2.0
"""So long a server may take to hear that a task is cancelled."""

MOST_INPUTS = 50
"""So often one task may ask for something."""


class TaskHandle(Result):
    """What a server answers in place of a tool's result."""

    result_type: Literal["task"] = "task"
    task_id: str
    status: TaskStatus
    status_message: str | None = None
    poll_interval_ms: float | None = None


class TaskState(BaseModel):
    """How a task stands."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="ignore")

    status: TaskStatus
    status_message: str | None = None
    poll_interval_ms: float | None = None
    input_requests: dict[str, InputRequest] | None = None
    result: dict[str, Any] | None = None
    error: ErrorData | None = None


class Acknowledged(BaseModel):
    """An answer that says nothing."""


class TaskParams(RequestParams):
    """Which task is meant."""

    task_id: str


class InputParams(TaskParams):
    """What a task asked for."""

    input_responses: dict[str, InputResponse]


class GetTask(Request[TaskParams, Literal["tasks/get"]]):
    """Asks how a task stands."""

    method: Literal["tasks/get"] = "tasks/get"
    params: TaskParams
    name_param = "taskId"


class UpdateTask(Request[InputParams, Literal["tasks/update"]]):
    """Gives a task what it asked for."""

    method: Literal["tasks/update"] = "tasks/update"
    params: InputParams
    name_param = "taskId"


class CancelTask(Request[TaskParams, Literal["tasks/cancel"]]):
    """Tells that nobody waits for a task any more."""

    method: Literal["tasks/cancel"] = "tasks/cancel"
    params: TaskParams
    name_param = "taskId"


class Tasks(ClientExtension):
    """Says that tasks may be made of calls, and follows each in the task of its caller."""

    identifier = IDENTIFIER

    def __init__(self, tell: Callable[[str], None]) -> None:
        """Takes who is told what a server says of a task that goes on."""
        self._tell = tell

    def claims(self) -> Sequence[ResultClaim[Any]]:
        """Returns the one kind of result that is taken."""
        return (ResultClaim(result_type="task", model=TaskHandle, resolve=self._follow),)

    async def _follow(self, handle: TaskHandle, context: ClaimContext) -> CallToolResult:
        """Returns a task's result once there is one.

        Raises:
            MCPError: it failed, or something that it asked for was refused.
        """
        try:
            return await self._ask_after(handle, context)
        except (asyncio.CancelledError, MCPError, ValidationError):
            await _cancel(handle, context)
            raise

    async def _ask_after(self, handle: TaskHandle, context: ClaimContext) -> CallToolResult:
        answered: set[str] = set()
        pause = _pause(handle.poll_interval_ms)
        said = None
        while True:
            await asyncio.sleep(pause)
            asked = GetTask(params=TaskParams(task_id=handle.task_id))
            state = await context.session.send_request(asked, TaskState)
            if state.status_message and state.status_message != said:
                said = state.status_message
                self._tell(said)
            match state.status:
                case "completed":
                    return CallToolResult.model_validate(state.result or {}, by_name=False)
                case "failed":
                    raise _failure(state.error, tr("The task failed."))
                case "cancelled":
                    raise _failure(state.error, tr("The server cancelled the task."))
                case "input_required":
                    await _give(handle, state.input_requests or {}, answered, context)
                case _:
                    pass
            pause = _pause(state.poll_interval_ms or handle.poll_interval_ms)


async def _give(
    handle: TaskHandle,
    requests: dict[str, InputRequest],
    answered: set[str],
    context: ClaimContext,
) -> None:
    """Answers what a task asks for and was not answered before, as in any other call."""
    for key, request in requests.items():
        if key in answered:
            continue  # It stands there until the server has heard the answer.
        if len(answered) >= MOST_INPUTS:
            raise _failure(None, tr("The task asked for too much."))
        asker = ClientRequestContext(session=context.session, request_id=key)
        answer = await context.session.dispatch_input_request(asker, request)
        if isinstance(answer, ErrorData):
            raise MCPError.from_error_data(answer)
        params = InputParams(task_id=handle.task_id, input_responses={key: answer})
        await context.session.send_request(UpdateTask(params=params), Acknowledged)
        answered.add(key)


async def _cancel(handle: TaskHandle, context: ClaimContext) -> None:
    with suppress(MCPError, TimeoutError, ValidationError):
        async with asyncio.timeout(CANCEL_SECONDS):
            asked = CancelTask(params=TaskParams(task_id=handle.task_id))
            await context.session.send_request(asked, Acknowledged)


def _failure(error: ErrorData | None, otherwise: str) -> MCPError:
    if error is not None:
        return MCPError.from_error_data(error)
    return MCPError(code=INTERNAL_ERROR, message=otherwise)


def _pause(wished: float | None) -> float:
    seconds = USUAL_PAUSE if wished is None else wished / 1000
    return max(SHORTEST_PAUSE, min(LONGEST_PAUSE, seconds))
