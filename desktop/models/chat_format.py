"""MCP messages as chat messages and back: the only conversion between the two."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal, NotRequired, TypeAlias, TypedDict

from mcp_types import (
    CreateMessageResult,
    CreateMessageResultWithTools,
    TextContent,
    TextResourceContents,
    ToolUseContent,
)

from desktop.errors import ModelError
from desktop.language import tr

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from mcp_types import (
        AudioContent,
        ContentBlock,
        CreateMessageRequestParams,
        ImageContent,
        SamplingMessage,
        SamplingMessageContentBlock,
        ToolResultContent,
    )

    from desktop.models.backend import Result

ToolChoice = Literal["auto", "required", "none"]

_KINDS = {"text": "text", "image_url": "image", "input_audio": "audio"}
"""What a part of a message is for people, by its type."""


class TextPart(TypedDict):
    """A text among other parts of a message."""

    type: Literal["text"]
    text: str


class ImageUrl(TypedDict):
    """Where a picture is: here always in the address itself."""

    url: str


class ImagePart(TypedDict):
    """A picture."""

    type: Literal["image_url"]
    image_url: ImageUrl


class AudioData(TypedDict):
    """A recording in base64, and its format as a file's ending names it."""

    data: str
    format: str


class AudioPart(TypedDict):
    """A recording."""

    type: Literal["input_audio"]
    input_audio: AudioData


Part: TypeAlias = TextPart | ImagePart | AudioPart


class FunctionCall(TypedDict):
    """A tool's name, and its arguments as a JSON text."""

    name: str
    arguments: str


class ToolCall(TypedDict):
    """One use of a tool that the assistant asks for."""

    id: str
    type: Literal["function"]
    function: FunctionCall


class ChatMessage(TypedDict):
    """One turn, in the words of chat templates and of chat-completions interfaces."""

    role: str
    content: str | list[Part] | None
    """A text where there is nothing but text; None beside tool calls without any."""
    tool_calls: NotRequired[list[ToolCall]]
    tool_call_id: NotRequired[str]


class Function(TypedDict):
    """What a tool is called, what it does, and the JSON Schema of its arguments."""

    name: str
    description: NotRequired[str]
    parameters: dict[str, Any]


class ChatTool(TypedDict):
    """A tool that the assistant may ask for."""

    type: Literal["function"]
    function: Function


def chat_messages(params: CreateMessageRequestParams) -> list[ChatMessage]:
    """Returns the conversation of a request, its system prompt first."""
    turns = [turn for message in params.messages for turn in _turns(message)]
    if params.system_prompt:
        return [ChatMessage(role="system", content=params.system_prompt), *turns]
    return turns


def takeable(messages: list[ChatMessage], modalities: Collection[str]) -> list[ChatMessage]:
    """Returns the conversation, if a model takes all that is in it beside texts and calls of tools.

    Args:
        messages: the conversation.
        modalities: what it takes: "image", "audio".

    Raises:
        ModelError: it holds something else to see or to hear.
    """
    for message in messages:
        content = message["content"]
        for part in content if isinstance(content, list) else []:
            kind = _KINDS[part["type"]]
            if kind != "text" and kind not in modalities:
                raise ModelError(
                    tr(
                        "The request holds {kind} content, which this model cannot take. Nothing "
                        "was sent to it. Choose a model that can.",
                        kind=kind,
                    )
                )
    return messages


def chat_tools(params: CreateMessageRequestParams) -> list[ChatTool]:
    """Returns the tools of a request, which it may show without allowing their use."""
    tools = []
    for tool in params.tools or []:
        function = Function(name=tool.name, parameters=tool.input_schema)
        if tool.description:
            function["description"] = tool.description
        tools.append(ChatTool(type="function", function=function))
    return tools


def chat_tool_choice(params: CreateMessageRequestParams) -> ToolChoice:
    """Returns whether tools may or must be used: the request's word, or "none" without tools."""
    if not params.tools:
        return "none"
    return (params.tool_choice and params.tool_choice.mode) or "auto"


def sampling_result(
    params: CreateMessageRequestParams,
    model: str,
    text: str,
    calls: Sequence[ToolUseContent],
    stop_reason: str,
) -> Result:
    """Returns an answer in the form that its request expects.

    Args:
        params: the request.
        model: the id of the model that answered.
        text: what it wrote; empty where it only called tools.
        calls: the tools that it called, with ids of their own.
        stop_reason: why it stopped, in MCP's words; "toolUse" where there are calls.
    """
    written = TextContent(type="text", text=text)
    if params.tools is None and params.tool_choice is None:
        return CreateMessageResult(
            role="assistant", content=written, model=model, stop_reason=stop_reason
        )
    blocks: list[SamplingMessageContentBlock] = [*calls]
    if text.strip() or not calls:
        blocks.insert(0, written)
    return CreateMessageResultWithTools(
        role="assistant",
        content=blocks,
        model=model,
        stop_reason="toolUse" if calls else stop_reason,
    )


def _turns(message: SamplingMessage) -> list[ChatMessage]:
    """Returns a message as turns: each tool's result is one, and has no place for pictures."""
    turns: list[ChatMessage] = []
    parts: list[Part] = []
    calls: list[ToolCall] = []
    for block in message.content_as_list:
        match block.type:
            case "tool_result":
                text, seen = _outcome(block)
                result = ChatMessage(role="tool", content=text, tool_call_id=block.tool_use_id)
                turns.append(result)
                parts += seen
            case "tool_use":
                calls.append(_call(block))
            case "text" | "image" | "audio":
                parts.append(_part(block))
    if parts or calls or not turns:
        turns.append(_spoken(message.role, parts, calls))
    return turns


def _spoken(role: str, parts: list[Part], calls: list[ToolCall]) -> ChatMessage:
    texts = [part["text"] for part in parts if part["type"] == "text"]
    content: str | list[Part] | None = parts
    if len(texts) == len(parts):
        content = "\n".join(texts)
    turn = ChatMessage(role=role, content=content)
    if calls:
        turn["content"] = content or None
        turn["tool_calls"] = calls
    return turn


def _call(block: ToolUseContent) -> ToolCall:
    arguments = json.dumps(block.input, ensure_ascii=False)
    return ToolCall(
        id=block.id,
        type="function",
        function=FunctionCall(name=block.name, arguments=arguments),
    )


def _part(block: TextContent | ImageContent | AudioContent) -> Part:
    match block.type:
        case "text":
            return TextPart(type="text", text=block.text)
        case "image":
            url = f"data:{block.mime_type};base64,{block.data}"
            return ImagePart(type="image_url", image_url=ImageUrl(url=url))
        case "audio":
            kind = block.mime_type.partition("/")[2].partition(";")[0].removeprefix("x-")
            ending = {"mpeg": "mp3", "wave": "wav"}.get(kind, kind)
            return AudioPart(
                type="input_audio", input_audio=AudioData(data=block.data, format=ending)
            )


def _outcome(block: ToolResultContent) -> tuple[str, list[Part]]:
    """Returns what a tool said as a text, and apart from it what it gave to see and hear."""
    texts: list[str] = []
    seen: list[Part] = []
    for content in block.content:
        if content.type in ("image", "audio"):
            label = f"The {content.type} that the tool call {block.tool_use_id} returned:"
            seen += [TextPart(type="text", text=label), _part(content)]
            texts.append(f"[{content.type}, shown below]")
        else:
            texts.append(_worded(content))
    if not texts and block.structured_content is not None:
        texts = [json.dumps(block.structured_content, ensure_ascii=False)]
    text = "\n".join(texts)
    return (f"Error: {text or 'the tool failed'}" if block.is_error else text), seen


def _worded(content: ContentBlock) -> str:
    match content.type:
        case "text":
            return content.text
        case "resource_link":
            return f"[{content.title or content.name}: {content.uri}]"
        case "resource" if isinstance(content.resource, TextResourceContents):
            return content.resource.text
        case "resource":
            return f"[{content.resource.mime_type or 'a file'}: {content.resource.uri}]"
        case _:
            raise ValueError(f"{content.type} content has no words")
