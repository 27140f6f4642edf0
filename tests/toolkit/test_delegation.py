"""Delegation, in a server of the official SDK and with its client, in both eras."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest
from mcp import Client
from mcp.server.mcpserver import Context, MCPServer
from mcp_types import (
    CreateMessageResult,
    CreateMessageResultWithTools,
    ErrorData,
    SamplingCapability,
    SamplingToolsCapability,
    TextContent,
)

from desktop.toolkit.delegation import (
    Ask,
    Delegation,
    DelegationError,
    DelegationUnavailableError,
    ExecutionStrategyError,
    Outcome,
    Settings,
    text_of,
    user,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from mcp.client import ClientRequestContext
    from mcp_types import CreateMessageRequestParams

    Host = Callable[[CreateMessageRequestParams], Awaitable[Any]]

pytestmark = pytest.mark.anyio
ERAS = pytest.mark.parametrize("era", ["legacy", "2026-07-28"])
FIRST, ONLY = Settings("delegate-first", timeout=5.0), Settings("delegate-only", timeout=5.0)


async def host(params: CreateMessageRequestParams) -> CreateMessageResult:
    """Answers with what it was asked, in capitals."""
    asked = params.messages[-1].content_as_list[0]
    assert isinstance(asked, TextContent)
    content = TextContent(text=asked.text.upper())
    return CreateMessageResult(
        role="assistant", content=content, model="big", stop_reason="endTurn"
    )


async def done(
    delegation: Delegation,
    era: str,
    lent: Host | None = host,
    local: Callable[[], Any] = lambda: "done here",
    asks: tuple[str, ...] = ("hello",),
    **more: Any,
) -> tuple[list[Outcome[Any]], Exception | None]:
    """Returns the outcomes of a tool's tasks in one call, and the error that ended it."""
    server, outcomes = MCPServer("works"), list[Outcome[Any]]()
    failed: list[Exception] = []

    @server.tool(structured_output=False)
    @delegation.tool
    async def work(ctx: Context, size: int = 1) -> str:
        """Works."""
        outcomes.clear()  # In the newer era it runs anew for each answer.
        try:
            for ask in asks:
                params = Ask(ask, **more)
                outcomes.append(await delegation.delegate(ctx, "work:it", params, local))
        except DelegationError as error:
            outcomes.append(error.outcome)
            failed.append(error)
        return str(size)

    async def sample(context: ClientRequestContext, params: CreateMessageRequestParams) -> Any:
        del context
        assert lent is not None
        return await lent(params)

    can = SamplingCapability(tools=None)
    lends = None if lent is None else sample
    async with Client(
        server, mode=era, sampling_callback=lends, sampling_capabilities=can
    ) as client:
        result = await client.call_tool("work", {"size": 7})
        [block] = result.content
        assert isinstance(block, TextContent)
        assert block.text == "7"
    return outcomes, failed[0] if failed else None


@ERAS
async def test_a_task_is_done_here_unless_something_else_is_said(era: str) -> None:
    [outcome], error = await done(Delegation(), era)
    assert (outcome.strategy, outcome.value, outcome.attempted) == ("local", "done here", False)
    assert error is None


@ERAS
async def test_a_task_is_done_by_the_hosts_model_where_that_is_wished(era: str) -> None:
    [outcome], error = await done(Delegation(FIRST), era)
    assert (outcome.strategy, outcome.value, outcome.model) == ("delegated", "HELLO", "big")
    assert outcome.attempted
    assert outcome.milliseconds > 0
    assert error is None


@ERAS
async def test_several_tasks_of_one_call_each_get_their_own_answer(era: str) -> None:
    outcomes, _ = await done(Delegation(ONLY), era, asks=("one", "two", "one"))
    assert [outcome.value for outcome in outcomes] == ["ONE", "TWO", "ONE"]


@ERAS
async def test_a_host_that_lends_no_model_leaves_the_task_to_the_local_implementation(
    era: str,
) -> None:
    [outcome], _ = await done(Delegation(FIRST), era, lent=None)
    assert (outcome.strategy, outcome.value) == ("fallback-local", "done here")
    assert not outcome.attempted
    assert outcome.error == "The host does not lend its model."


@ERAS
async def test_without_a_lent_model_delegate_only_fails_and_says_why(era: str) -> None:
    [outcome], error = await done(Delegation(ONLY), era, lent=None)
    assert isinstance(error, DelegationUnavailableError)
    assert str(error) == "work:it was not done: The host does not lend its model."
    assert outcome.strategy == "error"


async def test_a_refusal_falls_back_where_that_is_enabled_only() -> None:
    async def refuses(params: CreateMessageRequestParams) -> ErrorData:
        del params
        return ErrorData(code=-1, message="No.")

    [outcome], _ = await done(Delegation(FIRST), "legacy", refuses)
    assert (outcome.strategy, outcome.error, outcome.attempted) == ("fallback-local", "No.", True)
    strict = Settings("delegate-first", fallback_enabled=False)
    [outcome], error = await done(Delegation(strict), "legacy", refuses)
    assert isinstance(error, DelegationUnavailableError)
    assert (outcome.strategy, outcome.error) == ("error", "No.")


async def test_a_host_that_does_not_answer_in_time_is_waited_for_no_longer() -> None:
    async def sleeps(params: CreateMessageRequestParams) -> CreateMessageResult:
        await asyncio.Event().wait()
        return await host(params)

    quick = Settings("delegate-first", timeout=0.05)
    [outcome], _ = await done(Delegation(quick), "legacy", sleeps)
    assert outcome.strategy == "fallback-local"
    assert outcome.error == "The host did not answer within 0.05 seconds."


@ERAS
async def test_an_answer_without_a_word_counts_as_none(era: str) -> None:
    [outcome], _ = await done(Delegation(FIRST), era, asks=("  ",))
    assert (outcome.strategy, outcome.error) == ("fallback-local", "The model answered nothing.")


@ERAS
async def test_where_both_ways_fail_both_causes_are_told(era: str) -> None:
    def breaks() -> str:
        raise RuntimeError("The disk is full.")

    [outcome], error = await done(Delegation(FIRST), era, lent=None, local=breaks)
    assert isinstance(error, ExecutionStrategyError)
    assert str(error.delegated) == "The host does not lend its model."
    assert str(error.local) == "The disk is full."
    assert (outcome.strategy, outcome.error) == ("error", "The host does not lend its model.")


@ERAS
async def test_a_host_whose_model_calls_no_tools_is_not_asked_to(era: str) -> None:
    tool = {"name": "look", "inputSchema": {"type": "object"}}
    [outcome], _ = await done(Delegation(FIRST), era, tools=(tool,))
    assert outcome.error == "The host's model may not call tools."


@ERAS
async def test_calls_of_tools_reach_the_server_as_they_are(era: str) -> None:
    async def calls(context: ClientRequestContext, params: CreateMessageRequestParams) -> Any:
        del context
        assert params.tools
        assert params.tool_choice
        assert (params.tools[0].name, params.tool_choice.mode) == ("look", "required")
        use = {"type": "tool_use", "id": "1", "name": "look", "input": {"at": "Brill"}}
        told = {"role": "assistant", "content": [use], "model": "big", "stopReason": "toolUse"}
        return CreateMessageResultWithTools.model_validate(told)

    server, delegation = MCPServer("works"), Delegation(ONLY)
    tool = {"name": "look", "inputSchema": {"type": "object"}}

    @server.tool(structured_output=False)
    @delegation.tool
    async def work(ctx: Context) -> str:
        """Works."""
        ask = Ask(messages=[user("Where?")], tools=[tool], tool_choice="required")
        outcome = await delegation.delegate(
            ctx, "work:it", ask, lambda: "", lambda answer: json.dumps(answer.tool_calls)
        )
        return outcome.result

    can = SamplingCapability(tools=SamplingToolsCapability())
    async with Client(
        server, mode=era, sampling_callback=calls, sampling_capabilities=can
    ) as client:
        [block] = (await client.call_tool("work", {})).content
        assert isinstance(block, TextContent)
        assert json.loads(block.text)[0]["input"] == {"at": "Brill"}


def test_what_is_said_of_a_task_goes_before_what_is_said_of_its_tool_and_of_all() -> None:
    delegation = Delegation(FIRST, {"review": ONLY, "review:style": Settings()})
    assert delegation.settings("review:style").mode == "local-only"
    assert delegation.settings("review:faults").mode == "delegate-only"
    assert delegation.settings("other:it").mode == "delegate-first"


async def test_each_outcome_is_recorded_once() -> None:
    record: list[Outcome[Any]] = []
    await done(Delegation(FIRST, record=record.append), "2026-07-28", asks=("one",))
    assert [(outcome.task, outcome.strategy) for outcome in record] == [("work:it", "delegated")]


@pytest.mark.parametrize(
    "shape",
    [
        "plain",
        {"type": "text", "text": "plain"},
        [{"type": "text", "text": "plain"}, {"type": "image", "data": "", "mimeType": "a/b"}],
        {"role": "assistant", "content": {"type": "text", "text": "plain"}, "model": "m"},
        TextContent(text="plain"),
    ],
)
def test_the_text_is_found_in_an_answer_of_any_shape(shape: Any) -> None:
    assert text_of(shape) == "plain"


async def test_a_tool_that_is_not_decorated_is_told_what_it_lacks() -> None:
    server, delegation = MCPServer("works"), Delegation(ONLY)
    told: list[str] = []

    @server.tool(structured_output=False)
    async def work(ctx: Context) -> str:
        """Works."""
        try:
            await delegation.delegate(ctx, "work:it", Ask("x"), lambda: "")
        except BaseException as error:
            told.append(str(error))
        return ""

    async def sample(context: ClientRequestContext, params: CreateMessageRequestParams) -> Any:
        del context
        return await host(params)

    async with Client(server, mode="2026-07-28", sampling_callback=sample) as client:
        await client.call_tool("work", {})
    assert told == ["Decorate the tool with @delegation.tool, so that its host can be asked."]
