"""A server that lets a model call its own tools over several rounds, in the era it is told."""

import json
import sys
import warnings

from mcp import MCPDeprecationWarning
from mcp.server.mcpserver import Context, MCPServer
from mcp_types import (
    CreateMessageRequest,
    CreateMessageRequestParams,
    CreateMessageResult,
    CreateMessageResultWithTools,
    InputRequiredResult,
    SamplingMessage,
    TextContent,
    Tool,
    ToolChoice,
    ToolResultContent,
)

server = MCPServer("loops")
ADD = Tool(
    name="add",
    description="Adds two numbers.",
    input_schema={
        "type": "object",
        "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}},
        "required": ["a", "b"],
        "additionalProperties": False,
    },
)

Answer = CreateMessageResult | CreateMessageResultWithTools


def params(messages: list[SamplingMessage], last: bool) -> CreateMessageRequestParams:
    choice = ToolChoice(mode="none" if last else "auto")
    return CreateMessageRequestParams(
        messages=messages, max_tokens=100, tools=[ADD], tool_choice=choice
    )


def began(question: str) -> list[SamplingMessage]:
    return [SamplingMessage(role="user", content=TextContent(text=question))]


def after(messages: list[SamplingMessage], answer: Answer) -> list[SamplingMessage]:
    """Returns the conversation with the model's calls and what came of them."""
    blocks = answer.content if isinstance(answer.content, list) else [answer.content]
    results = [
        ToolResultContent(
            tool_use_id=block.id,
            content=[TextContent(text=str(block.input["a"] + block.input["b"]))],
        )
        for block in blocks
        if block.type == "tool_use"
    ]
    return [
        *messages,
        SamplingMessage(role="assistant", content=blocks),
        SamplingMessage(role="user", content=list(results)),
    ]


def told(answer: Answer, rounds: int) -> str:
    blocks = answer.content if isinstance(answer.content, list) else [answer.content]
    text = "".join(block.text for block in blocks if block.type == "text")
    return f"{text} | {rounds} rounds | {answer.stop_reason}"


@server.tool(structured_output=False)
async def push(ctx: Context, question: str, most: int = 9) -> str:
    """Asks, calls, and asks again, with requests that it pushes."""
    messages, rounds = began(question), 0
    while True:
        asked = params(messages, last=rounds >= most)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", MCPDeprecationWarning)
            answer = await ctx.session.create_message(
                asked.messages,
                max_tokens=asked.max_tokens,
                tools=[ADD],
                tool_choice=asked.tool_choice,
                related_request_id=ctx.request_id,
            )
        if answer.stop_reason != "toolUse":
            return told(answer, rounds)
        messages, rounds = after(messages, answer), rounds + 1


@server.tool(structured_output=False)
async def modern(ctx: Context, question: str, most: int = 9) -> str | InputRequiredResult:
    """Does the same with requests inside its results; the state travels along."""
    state = json.loads(ctx.request_state or "[]")
    messages = [SamplingMessage.model_validate(one) for one in state] or began(question)
    rounds = len(messages) // 2
    if ctx.input_responses is not None:
        answer = ctx.input_responses["next"]
        assert isinstance(answer, Answer)
        if answer.stop_reason != "toolUse":
            return told(answer, rounds)
        messages, rounds = after(messages, answer), rounds + 1
    kept = [one.model_dump(by_alias=True, exclude_none=True, mode="json") for one in messages]
    return InputRequiredResult(
        input_requests={"next": CreateMessageRequest(params=params(messages, rounds >= most))},
        request_state=json.dumps(kept),
    )


if __name__ == "__main__":
    sys.exit(server.run("stdio"))
