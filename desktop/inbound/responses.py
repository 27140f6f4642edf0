"""OpenAI's responses, their common part: a request in MCP's words, and an answer in theirs."""

from __future__ import annotations

import json
import time
import uuid
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from desktop.errors import InvalidRequest
from desktop.inbound import conversation as mcp
from desktop.inbound.chat_completions import Told, answer_schema, pieces
from desktop.models.backend import blocks_of
from desktop.models.structured import asking_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcp_types import CreateMessageRequestParams

    from desktop.inbound.conversation import Conversation, Wire
    from desktop.models.backend import Completion


class FunctionTool(Told):
    """A function that may be called."""

    type: Literal["function"]
    name: str
    description: str | None = None
    parameters: dict[str, Any] | None = None


class ResponsesRequest(Told):
    """The body of a request."""

    input: str | list[dict[str, Any]]
    model: str = ""
    instructions: str | None = None
    max_output_tokens: int | None = Field(None, ge=1)
    temperature: float | None = None
    tools: list[FunctionTool] | None = None
    tool_choice: str | dict[str, Any] | None = None
    text: dict[str, Any] | None = None
    previous_response_id: None = None
    """Nothing is kept for a program from which it could go on."""
    stream: bool | None = False

    @property
    def schema_(self) -> dict[str, Any] | None:
        """The JSON Schema that the answer must obey, where there is one.

        Raises:
            InvalidRequest: the format is none that Parley knows.
        """
        format_ = (self.text or {}).get("format")
        if isinstance(format_, dict) and format_.get("type") == "json_schema":
            format_ = {"type": "json_schema", "json_schema": format_}
        return answer_schema(format_)

    def params(self) -> CreateMessageRequestParams:
        """Returns what is asked for in MCP's words.

        Raises:
            InvalidRequest: something in it is not as it should be, or cannot be asked for here.
        """
        talk = mcp.Conversation()
        if self.instructions:
            talk.system(self.instructions)
        for item in (
            [{"role": "user", "content": self.input}] if isinstance(self.input, str) else self.input
        ):
            _take(talk, item)
        tools, choice = self._offered()
        return talk.params(
            maxTokens=self.max_output_tokens or mcp.USUAL_TOKENS,
            modelPreferences=mcp.hinted(self.model),
            temperature=self.temperature,
            tools=tools,
            toolChoice=choice,
            metadata=asking_for(self.schema_),
        )

    def _offered(self) -> tuple[list[Wire] | None, Wire | None]:
        if not self.tools:
            return None, None
        offered = [mcp.tool(one.name, one.description, one.parameters) for one in self.tools]
        match self.tool_choice:
            case None | "auto" | "required" | "none" as mode:
                return offered, {"mode": mode or "auto"}
            case {"type": "function", "name": str(name)}:
                return mcp.chosen(offered, name), {"mode": "required"}
            case _:
                raise InvalidRequest("tool_choice is none that Parley knows.")


def answered(completion: Completion) -> dict[str, Any]:
    """Returns an answer as one body."""
    cut = completion.result.stop_reason == "maxTokens"
    read, wrote = completion.usage.input_tokens, completion.usage.output_tokens
    return {
        **_begun(completion),
        "status": "incomplete" if cut else "completed",
        "incomplete_details": {"reason": "max_output_tokens"} if cut else None,
        "output": list(_items(completion)),
        "usage": {
            "input_tokens": read,
            "input_tokens_details": {"cached_tokens": 0},
            "output_tokens": wrote,
            "output_tokens_details": {"reasoning_tokens": completion.usage.thought_tokens},
            "total_tokens": read + wrote,
        },
    }


def streamed(completion: Completion) -> Iterator[str]:
    """Yields an answer as the events of a stream."""
    whole = answered(completion)
    begun = {**_begun(completion), "id": whole["id"], "status": "in_progress"}
    events: list[dict[str, Any]] = [{"type": "response.created", "response": begun}]
    for index, item in enumerate(whole["output"]):
        events += _events(index, item)
    kind = "incomplete" if whole["status"] == "incomplete" else "completed"
    events.append({"type": f"response.{kind}", "response": whole})
    for number, event in enumerate(events):
        told = {**event, "sequence_number": number}
        yield f"event: {event['type']}\ndata: {json.dumps(told)}\n\n"


def _begun(completion: Completion) -> dict[str, Any]:
    return {
        "id": f"resp_{uuid.uuid4().hex}",
        "object": "response",
        "created_at": int(time.time()),
        "model": completion.result.model,
        "error": None,
        "incomplete_details": None,
        "instructions": None,
        "metadata": {},
        "output": [],
        "parallel_tool_calls": True,
        "temperature": None,
        "top_p": None,
        "tool_choice": "auto",
        "tools": [],
    }


def _items(completion: Completion) -> Iterator[dict[str, Any]]:
    for block in blocks_of(completion.result):
        if block.type == "text":
            part = {"type": "output_text", "text": block.text, "annotations": []}
            yield {
                "id": f"msg_{uuid.uuid4().hex}",
                "type": "message",
                "role": "assistant",
                "status": "completed",
                "content": [part],
            }
        elif block.type == "tool_use":
            yield {
                "id": f"fc_{uuid.uuid4().hex}",
                "type": "function_call",
                "status": "completed",
                "call_id": block.id,
                "name": block.name,
                "arguments": json.dumps(block.input),
            }


def _events(index: int, item: dict[str, Any]) -> Iterator[dict[str, Any]]:
    at = {"output_index": index, "item_id": item["id"]}
    if item["type"] == "message":
        [part] = item["content"]
        empty = {**item, "status": "in_progress", "content": []}
        place = {**at, "content_index": 0}
        yield {"type": "response.output_item.added", "output_index": index, "item": empty}
        blank = {**part, "text": ""}
        yield {"type": "response.content_part.added", **place, "part": blank}
        for piece in pieces(part["text"]):
            told = {**place, "delta": piece, "logprobs": []}
            yield {"type": "response.output_text.delta", **told}
        done = {**place, "text": part["text"], "logprobs": []}
        yield {"type": "response.output_text.done", **done}
        yield {"type": "response.content_part.done", **place, "part": part}
    else:
        empty = {**item, "status": "in_progress", "arguments": ""}
        yield {"type": "response.output_item.added", "output_index": index, "item": empty}
        name = "response.function_call_arguments"
        yield {"type": f"{name}.delta", **at, "delta": item["arguments"]}
        told = {"name": item["name"], "arguments": item["arguments"]}
        yield {"type": f"{name}.done", **at, **told}
    yield {"type": "response.output_item.done", "output_index": index, "item": item}


def _take(talk: Conversation, item: dict[str, Any]) -> None:
    match item:
        case {"type": "function_call", "call_id": str(call), "name": str(name)}:
            talk.turn("assistant", [mcp.tool_use(call, name, item.get("arguments"))])
        case {"type": "function_call_output", "call_id": str(call), "output": output}:
            said = output if isinstance(output, str) else json.dumps(output)
            talk.turn("user", [mcp.tool_result(call, [mcp.text(said)])])
        case {"role": "system" | "developer", "content": content}:
            talk.system("\n".join(block.get("text", "") for block in _blocks(content)))
        case {"role": "user" | "assistant" as role, "content": content}:
            talk.turn(role, _blocks(content))
        case {"type": "reasoning"}:
            return  # A model's own thoughts, which the next one does without.
        case _:
            raise InvalidRequest("A part of the input is of a kind that Parley does not know.")


def _blocks(content: object) -> list[Wire]:
    parts = [{"type": "input_text", "text": content}] if isinstance(content, str) else content
    if not isinstance(parts, list):
        raise InvalidRequest("The content of a message is neither a text nor a list.")
    return [_block(part) for part in parts]


def _block(part: Any) -> Wire:
    match part:
        case {"type": "input_text" | "output_text", "text": str(words)}:
            return mcp.text(words)
        case {"type": "refusal", "refusal": str(words)}:
            return mcp.text(words)
        case {"type": "input_image", "image_url": str(address)}:
            return mcp.image(address)
        case _:
            raise InvalidRequest("A part of a message is of a kind that Parley does not know.")
