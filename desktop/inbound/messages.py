"""Anthropic's messages: a request in MCP's words, and an answer in theirs."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any

from pydantic import Field

from desktop.errors import InvalidRequest
from desktop.inbound import conversation as mcp
from desktop.inbound.chat_completions import Told, pieces
from desktop.models.backend import blocks_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcp_types import CreateMessageRequestParams

    from desktop.inbound.conversation import Wire
    from desktop.models.backend import Completion

REASONS = {"maxTokens": "max_tokens", "toolUse": "tool_use", "stopSequence": "stop_sequence"}
_CHOICES = {"auto": "auto", "any": "required", "none": "none"}


class Tool(Told):
    """A tool that may be called."""

    name: str
    description: str | None = None
    input_schema: dict[str, Any]


class MessagesRequest(Told):
    """The body of a request."""

    messages: list[dict[str, Any]] = Field(min_length=1)
    max_tokens: int = Field(ge=1)
    model: str = ""
    system: str | list[dict[str, Any]] | None = None
    temperature: float | None = None
    stop_sequences: list[str] | None = None
    tools: list[Tool] | None = None
    tool_choice: dict[str, Any] | None = None
    stream: bool | None = False

    def params(self) -> CreateMessageRequestParams:
        """Returns what is asked for in MCP's words.

        Raises:
            InvalidRequest: something in it is not as it should be, or cannot be asked for here.
        """
        talk = mcp.Conversation()
        if self.system:
            talk.system("\n".join(block["text"] for block in _blocks(self.system)))
        for message in self.messages:
            role = message.get("role")
            if role == "system":  # Claude Code sends some, between the turns.
                told = _blocks(message.get("content"))
                talk.system("\n".join(block.get("text", "") for block in told))
                continue
            if role not in ("user", "assistant"):
                raise InvalidRequest(f"A message of the role {role!r} is not known.")
            talk.turn(role, _blocks(message.get("content")))
        tools, choice = self._offered()
        return talk.params(
            maxTokens=self.max_tokens,
            modelPreferences=mcp.hinted(self.model),
            temperature=self.temperature,
            stopSequences=self.stop_sequences,
            tools=tools,
            toolChoice=choice,
        )

    def _offered(self) -> tuple[list[Wire] | None, Wire | None]:
        if not self.tools:
            return None, None
        offered = [mcp.tool(one.name, one.description, one.input_schema) for one in self.tools]
        match self.tool_choice or {"type": "auto"}:
            case {"type": "tool", "name": str(name)}:
                return mcp.chosen(offered, name), {"mode": "required"}
            case {"type": "auto" | "any" | "none" as kind}:
                return offered, {"mode": _CHOICES[kind]}
            case _:
                raise InvalidRequest("tool_choice is none that Parley knows.")


def answered(completion: Completion) -> dict[str, Any]:
    """Returns an answer as one body."""
    reason = completion.result.stop_reason or ""
    return {
        "id": f"msg_{uuid.uuid4().hex}",
        "type": "message",
        "role": "assistant",
        "model": completion.result.model,
        "content": [_told(block.model_dump(by_alias=True)) for block in _known(completion)],
        "stop_reason": REASONS.get(reason, "end_turn"),
        "stop_sequence": None,
        "usage": {
            "input_tokens": completion.usage.input_tokens,
            "output_tokens": completion.usage.output_tokens,
        },
    }


def streamed(completion: Completion) -> Iterator[str]:
    """Yields an answer as the events of a stream."""
    whole = answered(completion)
    begun = {**whole, "content": [], "stop_reason": None}
    yield _event("message_start", message=begun)
    for index, block in enumerate(whole["content"]):
        if block["type"] == "text":
            yield _event("content_block_start", index=index, content_block={**block, "text": ""})
            deltas = [{"type": "text_delta", "text": piece} for piece in pieces(block["text"])]
        else:
            yield _event("content_block_start", index=index, content_block={**block, "input": {}})
            deltas = [{"type": "input_json_delta", "partial_json": json.dumps(block["input"])}]
        for delta in deltas:
            yield _event("content_block_delta", index=index, delta=delta)
        yield _event("content_block_stop", index=index)
    ended = {"stop_reason": whole["stop_reason"], "stop_sequence": None}
    yield _event("message_delta", delta=ended, usage=whole["usage"])
    yield _event("message_stop")


def _event(kind: str, **told: Any) -> str:
    return f"event: {kind}\ndata: {json.dumps({'type': kind, **told})}\n\n"


def _known(completion: Completion) -> list[Any]:
    return [one for one in blocks_of(completion.result) if one.type in ("text", "tool_use")]


def _told(block: dict[str, Any]) -> dict[str, Any]:
    kept = ("type", "text") if block["type"] == "text" else ("type", "id", "name", "input")
    return {name: block[name] for name in kept}


def _blocks(content: object) -> list[Wire]:
    match content:
        case str():
            return [mcp.text(content)] if content else []
        case list():
            return [block for part in content for block in _block(part)]
        case _:
            raise InvalidRequest("The content of a message is neither a text nor a list.")


def _block(part: Any) -> list[Wire]:
    match part:
        case {"type": "text", "text": str(words)}:
            return [mcp.text(words)]
        case {"type": "image", "source": {"type": "base64", "media_type": kind, "data": data}}:
            return [mcp.image(f"data:{kind};base64,{data}")]
        case {"type": "tool_use", "id": str(call), "name": str(name), "input": given}:
            return [mcp.tool_use(call, name, given)]
        case {"type": "tool_result", "tool_use_id": str(call)}:
            said = _blocks(part.get("content") or "")
            return [mcp.tool_result(call, said, failed=bool(part.get("is_error")))]
        case {"type": "thinking" | "redacted_thinking"}:
            return []  # A model's own thoughts, which the next one does without.
        case _:
            raise InvalidRequest("A part of a message is of a kind that Parley does not know.")
