"""MCP messages as chat messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from mcp_types import (
    AudioContent,
    BlobResourceContents,
    CreateMessageRequestParams,
    CreateMessageResult,
    CreateMessageResultWithTools,
    EmbeddedResource,
    ImageContent,
    ResourceLink,
    SamplingMessage,
    TextContent,
    TextResourceContents,
    Tool,
    ToolChoice,
    ToolResultContent,
    ToolUseContent,
)

from desktop.errors import ModelError
from desktop.models.chat_format import (
    chat_messages,
    chat_tool_choice,
    chat_tools,
    sampling_result,
    takeable,
)

if TYPE_CHECKING:
    from mcp_types import SamplingMessageContentBlock

    from desktop.models.chat_format import ToolCall

IMAGE = ImageContent(type="image", data="aGk=", mime_type="image/png")
SOUND = AudioContent(type="audio", data="aGk=", mime_type="audio/mpeg")
TOOL = Tool(name="time", description="Tells the time.", input_schema={"type": "object"})


def test_the_system_prompt_comes_first_and_blocks_are_joined() -> None:
    params = CreateMessageRequestParams(
        system_prompt="Be brief.",
        messages=[
            SamplingMessage(role="user", content=[_text("One."), _text("Two.")]),
            SamplingMessage(role="assistant", content=_text("Three.")),
        ],
        max_tokens=5,
    )
    assert chat_messages(params) == [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "One.\nTwo."},
        {"role": "assistant", "content": "Three."},
    ]


def test_pictures_and_recordings_are_parts_beside_the_text() -> None:
    assert chat_messages(_asked(_text("Look:"), IMAGE, SOUND)) == [
        {
            "role": "user",
            "content": [
                {"type": "text", "text": "Look:"},
                {"type": "image_url", "image_url": {"url": "data:image/png;base64,aGk="}},
                {"type": "input_audio", "input_audio": {"data": "aGk=", "format": "mp3"}},
            ],
        }
    ]


@pytest.mark.parametrize(("block", "kind"), [(IMAGE, "image"), (SOUND, "audio")])
def test_what_is_no_text_is_refused_in_words_where_only_text_is_taken(
    block: ImageContent | AudioContent, kind: str
) -> None:
    with pytest.raises(ModelError, match=f"holds {kind} content, which this model cannot take"):
        takeable(chat_messages(_asked(_text("Look:"), block)), {"text"})


def test_calls_and_their_results_keep_their_ids_and_their_order() -> None:
    calls: list[SamplingMessageContentBlock] = [
        _text("I shall look."),
        ToolUseContent(type="tool_use", id="1", name="weather", input={"city": "Köln"}),
        ToolUseContent(type="tool_use", id="2", name="time", input={}),
    ]
    results = [
        ToolResultContent(tool_use_id="2", content=[_text("Ten."), _text("Sharp.")]),
        ToolResultContent(tool_use_id="1", content=[_text("No such place.")], is_error=True),
    ]
    messages = chat_messages(_asked(*results, before=calls))
    assert messages == [
        {
            "role": "assistant",
            "content": "I shall look.",
            "tool_calls": [
                _call("1", "weather", '{"city": "Köln"}'),
                _call("2", "time", "{}"),
            ],
        },
        {"role": "tool", "content": "Ten.\nSharp.", "tool_call_id": "2"},
        {"role": "tool", "content": "Error: No such place.", "tool_call_id": "1"},
    ]
    assert takeable(messages, {"text"}) == messages


def test_a_call_without_words_has_no_content() -> None:
    block = ToolUseContent(type="tool_use", id="1", name="time", input={})
    assert chat_messages(_asked(_text("?"), before=[block]))[0]["content"] is None


@pytest.mark.parametrize(
    ("result", "text"),
    [
        (ToolResultContent(tool_use_id="1", structured_content={"a": 1}), '{"a": 1}'),
        (ToolResultContent(tool_use_id="1", is_error=True), "Error: the tool failed"),
        (ToolResultContent(tool_use_id="1"), ""),
        (
            ToolResultContent(
                tool_use_id="1",
                content=[
                    ResourceLink(type="resource_link", name="Log", uri="file:///log"),
                    EmbeddedResource(
                        type="resource",
                        resource=TextResourceContents(uri="file:///a", text="Inside."),
                    ),
                    EmbeddedResource(
                        type="resource", resource=BlobResourceContents(uri="file:///b", blob="aGk=")
                    ),
                ],
            ),
            "[Log: file:///log]\nInside.\n[a file: file:///b]",
        ),
    ],
)
def test_a_result_is_told_in_text(result: ToolResultContent, text: str) -> None:
    assert chat_messages(_asked(result))[0]["content"] == text


def test_a_picture_that_a_tool_returned_follows_the_results() -> None:
    result = ToolResultContent(tool_use_id="1", content=[_text("Here:"), IMAGE])
    first, second = chat_messages(_asked(result))
    assert (first["role"], first["content"]) == ("tool", "Here:\n[image, shown below]")
    assert second["role"] == "user"
    assert second["content"] == [
        {"type": "text", "text": "The image that the tool call 1 returned:"},
        {"type": "image_url", "image_url": {"url": "data:image/png;base64,aGk="}},
    ]


def test_tools_are_told_with_their_schemas_and_the_choice_among_them() -> None:
    params = _asked(_text("?"), tools=[TOOL, TOOL.model_copy(update={"description": None})])
    function = {"name": "time", "parameters": {"type": "object"}}
    assert chat_tools(params) == [
        {"type": "function", "function": function | {"description": "Tells the time."}},
        {"type": "function", "function": function},
    ]
    assert chat_tool_choice(params) == "auto"
    params.tool_choice = ToolChoice(mode="required")
    assert chat_tool_choice(params) == "required"
    assert chat_tool_choice(params.model_copy(update={"tools": []})) == "none"
    assert chat_tools(_asked(_text("?"))) == []


def test_an_answer_has_the_form_that_its_request_expects() -> None:
    call = ToolUseContent(type="tool_use", id="1", name="time", input={})
    plain = sampling_result(_asked(_text("?")), "m", "Ten.", [], "endTurn")
    assert isinstance(plain, CreateMessageResult)
    assert (plain.content, plain.stop_reason) == (_text("Ten."), "endTurn")
    asked = _asked(_text("?"), tools=[TOOL])
    words = sampling_result(asked, "m", "", [], "maxTokens")
    assert isinstance(words, CreateMessageResultWithTools)
    assert (words.content, words.stop_reason) == ([_text("")], "maxTokens")
    called = sampling_result(asked, "m", "\n", [call], "endTurn")
    assert (called.content, called.stop_reason) == ([call], "toolUse")
    both = sampling_result(asked, "m", "Let me see.", [call], "endTurn")
    assert both.content == [_text("Let me see."), call]


def _asked(
    *blocks: SamplingMessageContentBlock,
    before: list[SamplingMessageContentBlock] | None = None,
    tools: list[Tool] | None = None,
) -> CreateMessageRequestParams:
    messages = [SamplingMessage(role="user", content=[*blocks])]
    if before:
        messages.insert(0, SamplingMessage(role="assistant", content=before))
    return CreateMessageRequestParams(messages=messages, max_tokens=5, tools=tools)


def _call(number: str, name: str, arguments: str) -> ToolCall:
    return {"id": number, "type": "function", "function": {"name": name, "arguments": arguments}}


def _text(text: str) -> TextContent:
    return TextContent(type="text", text=text)
