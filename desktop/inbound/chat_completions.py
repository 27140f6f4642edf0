"""OpenAI's chat completions: a request in MCP's words, and an answer in theirs."""

from __future__ import annotations

import json
import time
import uuid
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from desktop.errors import InvalidRequest
from desktop.inbound import conversation as mcp
from desktop.models.backend import blocks_of
from desktop.models.structured import asking_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcp_types import CreateMessageRequestParams

    from desktop.inbound.conversation import Conversation, Wire
    from desktop.models.backend import Completion

REASONS = {"maxTokens": "length", "toolUse": "tool_calls"}
PIECE = 40
"""Characters that one event of a stream brings."""


class Told(BaseModel):
    """A part of a request; what Parley does not know of it is left aside."""

    model_config = ConfigDict(extra="ignore")


class Function(Told):
    """A function that may be called."""

    name: str
    description: str | None = None
    parameters: dict[str, Any] | None = None


class Tool(Told):
    """A tool that may be called."""

    type: Literal["function"]
    function: Function


class StreamOptions(Told):
    """What a stream brings besides the answer."""

    include_usage: bool = False


class ChatRequest(Told):
    """The body of a request."""

    messages: list[dict[str, Any]] = Field(min_length=1)
    model: str = ""
    max_completion_tokens: int | None = Field(None, ge=1)
    max_tokens: int | None = Field(None, ge=1)
    temperature: float | None = None
    stop: str | list[str] | None = None
    n: Literal[1] | None = None
    logprobs: Literal[False] | None = None
    tools: list[Tool] | None = None
    tool_choice: str | dict[str, Any] | None = None
    response_format: dict[str, Any] | None = None
    stream: bool | None = False
    stream_options: StreamOptions | None = None

    @property
    def schema_(self) -> dict[str, Any] | None:
        """The JSON Schema that the answer must obey, where there is one.

        Raises:
            InvalidRequest: the format is none that Parley knows.
        """
        return answer_schema(self.response_format)

    def params(self) -> CreateMessageRequestParams:
        """Returns what is asked for in MCP's words.

        Raises:
            InvalidRequest: something in it is not as it should be, or cannot be asked for here.
        """
        talk = mcp.Conversation()
        for message in self.messages:
            _take(talk, message)
        tools, choice = _tools(self.tools, self.tool_choice)
        return talk.params(
            maxTokens=self.max_completion_tokens or self.max_tokens or mcp.USUAL_TOKENS,
            modelPreferences=mcp.hinted(self.model),
            temperature=self.temperature,
            stopSequences=[self.stop] if isinstance(self.stop, str) else self.stop,
            tools=tools,
            toolChoice=choice,
            metadata=asking_for(self.schema_),
        )


def answer_schema(format_: dict[str, Any] | None) -> dict[str, Any] | None:
    """Returns the JSON Schema that a `response_format` demands, if it demands one.

    Raises:
        InvalidRequest: it is none that Parley knows.
    """
    match format_:
        case None | {"type": "text"}:
            return None
        case {"type": "json_object"}:
            return {"type": "object"}
        case {"type": "json_schema", "json_schema": {"schema": dict(schema)}}:
            from desktop.models.tool_calls import unfit  # noqa: PLC0415  (it takes a while)

            if wrong := unfit(schema):
                raise InvalidRequest(f"The answer's schema cannot be enforced: {wrong}.")
            return schema
        case _:
            raise InvalidRequest("response_format is none that Parley knows.")


def answered(completion: Completion) -> dict[str, Any]:
    """Returns an answer as one body."""
    message: dict[str, Any] = {"role": "assistant", "content": words(completion) or None}
    if calls := _calls(completion):
        message["tool_calls"] = calls
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": _why(completion)}
    return {
        **_head(completion, "chat.completion"),
        "choices": [choice],
        "usage": usage(completion),
    }


def streamed(asked: ChatRequest, completion: Completion) -> Iterator[str]:
    """Yields an answer as the events of a stream."""
    head = _head(completion, "chat.completion.chunk")

    def event(delta: dict[str, Any], reason: str | None = None) -> str:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": reason}
        return _event({**head, "choices": [choice]})

    yield event({"role": "assistant", "content": ""})
    yield from (event({"content": piece}) for piece in pieces(words(completion)))
    for index, call in enumerate(_calls(completion)):
        yield event({"tool_calls": [{"index": index, **call}]})
    yield event({}, _why(completion))
    if asked.stream_options is not None and asked.stream_options.include_usage:
        yield _event({**head, "choices": [], "usage": usage(completion)})
    yield "data: [DONE]\n\n"


def words(completion: Completion) -> str:
    """Returns the text of an answer."""
    blocks = blocks_of(completion.result)
    return "\n".join(block.text for block in blocks if block.type == "text")


def pieces(text: str) -> Iterator[str]:
    """Yields a text in pieces."""
    yield from (text[start : start + PIECE] for start in range(0, len(text), PIECE))


def usage(completion: Completion) -> dict[str, int]:
    """Returns what an answer took."""
    read, wrote = completion.usage.input_tokens, completion.usage.output_tokens
    return {"prompt_tokens": read, "completion_tokens": wrote, "total_tokens": read + wrote}


def _head(completion: Completion, kind: str) -> dict[str, Any]:
    return {
        "id": f"chatcmpl-{uuid.uuid4().hex}",
        "object": kind,
        "created": int(time.time()),
        "model": completion.result.model,
    }


def _why(completion: Completion) -> str:
    return REASONS.get(completion.result.stop_reason or "", "stop")


def _calls(completion: Completion) -> list[dict[str, Any]]:
    return [
        {
            "id": block.id,
            "type": "function",
            "function": {"name": block.name, "arguments": json.dumps(block.input)},
        }
        for block in blocks_of(completion.result)
        if block.type == "tool_use"
    ]


def _event(told: dict[str, Any]) -> str:
    return f"data: {json.dumps(told)}\n\n"


def _take(talk: Conversation, message: dict[str, Any]) -> None:
    match message:
        case {"role": "system" | "developer", "content": content}:
            talk.system("\n".join(block.get("text", "") for block in _blocks(content)))
        case {"role": "user", "content": content}:
            talk.turn("user", _blocks(content))
        case {"role": "assistant"}:
            said = _blocks(message.get("content"))
            talk.turn("assistant", [*said, *map(_call, message.get("tool_calls") or ())])
        case {"role": "tool", "tool_call_id": str(call), "content": content}:
            talk.turn("user", [mcp.tool_result(call, _blocks(content))])
        case _:
            raise InvalidRequest(f"A message of the role {message.get('role')!r} is not known.")


def _blocks(content: object) -> list[Wire]:
    match content:
        case None | "":
            return []
        case str():
            return [mcp.text(content)]
        case list():
            return [_block(part) for part in content]
        case _:
            raise InvalidRequest("The content of a message is neither a text nor a list.")


def _block(part: Any) -> Wire:
    match part:
        case {"type": "text" | "refusal" as kind}:
            return mcp.text(str(part.get(kind, "")))
        case {"type": "image_url", "image_url": {"url": str(address)}}:
            return mcp.image(address)
        case {"type": "input_audio", "input_audio": {"data": str(data), "format": str(kind)}}:
            return {"type": "audio", "data": data, "mimeType": f"audio/{kind}"}
        case _:
            raise InvalidRequest("A part of a message is of a kind that Parley does not know.")


def _call(call: object) -> Wire:
    match call:
        case {"id": str(id_), "function": {"name": str(name), "arguments": arguments}}:
            return mcp.tool_use(id_, name, arguments)
        case _:
            raise InvalidRequest("A call of a tool in the conversation has no id or no function.")


def _tools(
    tools: list[Tool] | None, choice: str | dict[str, Any] | None
) -> tuple[list[Wire] | None, Wire | None]:
    if not tools:
        return None, None
    functions = [one.function for one in tools]
    offered = [mcp.tool(one.name, one.description, one.parameters) for one in functions]
    match choice:
        case None | "auto" | "required" | "none":
            return offered, {"mode": choice or "auto"}
        case {"type": "function", "function": {"name": str(name)}}:
            return mcp.chosen(offered, name), {"mode": "required"}
        case _:
            raise InvalidRequest("tool_choice is none that Parley knows.")
