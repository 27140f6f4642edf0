"""Tools in a request: only where they are declared, in balance, and within bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from mcp_types import (
    CreateMessageResultWithTools,
    SamplingMessage,
    TextContent,
    Tool,
    ToolChoice,
    ToolResultContent,
    ToolUseContent,
)

from desktop.models.chat_format import chat_tool_choice
from tests.fakes import FakeBackend, ScriptedApprover, allow, make_params
from tests.gateway.specification.consent import REJECTED
from tests.gateway.specification.content import TEXT, is_told
from tests.gateway.specification.door import Door, Message, Reply, error, words

if TYPE_CHECKING:
    from mcp_types import CreateMessageRequestParams

LOOK = Tool(name="look", description="Looks it up.", input_schema={"type": "object"})
META = "io.modelcontextprotocol/clientCapabilities"


def capabilities(door: Door, seen: list[Message]) -> list[Message]:
    """Returns what the client said that it can do, in the one handshake or in each request."""
    asked = [message for message in seen if "id" in message and "method" in message]
    if door.is_modern:
        return [message["params"]["_meta"][META] for message in asked]
    return [one["params"]["capabilities"] for one in asked if one["method"] == "initialize"]


async def declares_sampling(door: Door) -> None:
    call = {"params": {"messages": [{"role": "user", "content": TEXT}], "maxTokens": 5}}
    seen, model = await door.sent(call)
    declared = capabilities(door, seen)
    assert declared
    assert all("sampling" in one for one in declared)
    assert len(model.seen) == 1


async def declares_tools(door: Door) -> None:
    call = {"params": {"messages": [{"role": "user", "content": TEXT}], "maxTokens": 5}}
    for tools in ("ask", "never"):
        seen, _ = await door.sent(call, tools=tools)
        declared: Message = {"tools": {}} if tools == "ask" else {}
        assert all(one["sampling"] == declared for one in capabilities(door, seen))


async def uses_only_what_is_declared(door: Door) -> None:
    """Where sampling is turned off, it is not declared, and what is pushed anyway is an error."""
    call = {"params": {"messages": [{"role": "user", "content": TEXT}], "maxTokens": 5}}
    seen, model = await door.sent(call, enabled=False)
    assert all("sampling" not in one for one in capabilities(door, seen))
    assert "error" in seen[-1]
    assert model.seen == []


async def errs_without_the_capability(door: Door) -> None:
    model = FakeBackend(tools=True)
    async with door.inbound(ScriptedApprover(allow), model, tools="never") as notes:
        assert error(await notes.ask(make_params(tools=[LOOK]))) == REJECTED
        assert error(await notes.ask(make_params(tools=[]))) == REJECTED
        words(await notes.ask(make_params()))
    assert len(model.seen) == 1


async def errs_without_the_capability_for_a_choice(door: Door) -> None:
    model = FakeBackend(tools=True)
    async with door.inbound(ScriptedApprover(allow), model, tools="never") as notes:
        for mode in ("auto", "none"):
            params = make_params(tool_choice=ToolChoice(mode=mode))
            assert error(await notes.ask(params)) == REJECTED
    assert model.seen == []


async def wants_only_results(door: Door) -> None:
    await is_told(door, "Tool results mixed with other content")


async def wants_balance(door: Door) -> None:
    await is_told(door, "Tool result missing in request")
    uses = (
        ToolUseContent(id="a", name="look", input={}),
        ToolUseContent(id="b", name="look", input={}),
    )
    results = [
        ToolResultContent(tool_use_id=name, content=[TextContent(text="Deep.")])
        for name in ("b", "a")
    ]
    messages = [
        SamplingMessage(role="assistant", content=list(uses)),
        SamplingMessage(role="user", content=[*results]),
    ]
    model = FakeBackend(tools=True)
    async with door.inbound(ScriptedApprover(allow), model) as notes:
        await notes.ask(make_params(messages=messages, tools=[LOOK]))
    assert model.seen[0].messages == messages


async def passes_required_on(door: Door) -> None:
    await _passes_on(door, "required")


async def passes_none_on(door: Door) -> None:
    await _passes_on(door, "none")


async def _passes_on(door: Door, mode: Literal["required", "none"]) -> None:
    """It reaches the model as it came; that models obey is shown where they are tested."""
    model = FakeBackend(tools=True)
    params = make_params(tools=[LOOK], tool_choice=ToolChoice(mode=mode))
    async with door.inbound(ScriptedApprover(allow), model) as notes:
        await notes.ask(params)
    assert model.seen == [params]
    assert chat_tool_choice(model.seen[0]) == mode


async def answers_with_uses(door: Door) -> None:
    """Several uses at once go back as the array that they are."""
    given = CreateMessageResultWithTools(
        role="assistant",
        content=[ToolUseContent(id=name, name="look", input={}) for name in ("a", "b")],
        model="reply",
        stop_reason="toolUse",
    )
    async with door.inbound(ScriptedApprover(allow), Reply(given)) as notes:
        assert await notes.ask(make_params(tools=[LOOK])) == given


async def limits_loops(door: Door) -> None:
    for told in (True, False):
        model = FakeBackend(tools=True)
        async with door.inbound(ScriptedApprover(allow), model) as notes:
            for rounds in range(3):
                words(await notes.ask(loop(rounds if told else 0)))
            code, message = error(await notes.ask(loop(3 if told else 0)))
            notes.desk.budget.end_call("c1")
        assert (code, len(model.seen)) == (-1, 3)
        assert message.startswith("Sampling limit reached: 3 rounds of tools in one loop.")


def loop(rounds: int) -> CreateMessageRequestParams:
    """Returns a request with tools that tells of so many rounds."""
    messages: list[Any] = [SamplingMessage(role="user", content=TextContent(text="Look."))]
    for number in range(rounds):
        use = ToolUseContent(id=f"u{number}", name="look", input={})
        result = ToolResultContent(tool_use_id=use.id, content=[TextContent(text="Deep.")])
        messages.append(SamplingMessage(role="assistant", content=use))
        messages.append(SamplingMessage(role="user", content=result))
    return make_params(messages=messages, tools=[LOOK])
