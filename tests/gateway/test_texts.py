"""What is kept of requests and answers, in full or only how much it was."""

from __future__ import annotations

from mcp_types import (
    CreateMessageResult,
    CreateMessageResultWithTools,
    ImageContent,
    SamplingMessage,
    TextContent,
    Tool,
    ToolResultContent,
    ToolUseContent,
)

from desktop.gateway.texts import blocks_told, length, unsaid, unsaid_params, wire
from desktop.models.backend import text_of
from tests.fakes import make_params

IMAGE = ImageContent(data="aGk=", mime_type="image/png")
USE = ToolUseContent(id="u1", name="search", input={"secret": "words"})
RESULT = ToolResultContent(tool_use_id="u1", content=[TextContent(text="secret words")])


def test_an_answer_that_is_no_text_is_named() -> None:
    assert text_of(CreateMessageResult(role="assistant", content=IMAGE, model="m")) == "[image]"


def test_an_answer_is_kept_in_blocks_where_there_is_more_than_text() -> None:
    text = TextContent(text="See this:")
    plain = CreateMessageResultWithTools(role="assistant", content=[text], model="m")
    assert (text_of(plain), blocks_told(plain)) == ("See this:", [])
    mixed = CreateMessageResultWithTools(role="assistant", content=[text, USE], model="m")
    assert text_of(mixed) == "See this:\n[tool_use]"
    assert [block["type"] for block in blocks_told(mixed)] == ["text", "tool_use"]


def test_a_length_counts_the_texts_and_nothing_else() -> None:
    messages = [SamplingMessage(role="user", content=[TextContent(text="abc"), IMAGE])]
    assert length(make_params(messages=messages)) == "1 message, 3 characters of text"
    both = make_params(messages=messages * 2, system_prompt="abcd")
    assert length(both) == "2 messages, 10 characters of text"


def test_in_the_place_of_a_text_stands_how_long_it_was() -> None:
    assert unsaid("a") == "[1 character, not kept]"
    assert unsaid("a" * 1200) == "[1,200 characters, not kept]"
    assert unsaid("") == ""


def test_without_its_texts_a_request_keeps_roles_kinds_names_and_numbers() -> None:
    params = make_params(
        messages=[
            SamplingMessage(role="user", content=[TextContent(text="secret words"), IMAGE]),
            SamplingMessage(role="assistant", content=USE),
            SamplingMessage(role="user", content=RESULT),
        ],
        system_prompt="secret words",
        stop_sequences=["secret words"],
        metadata={"secret": "words"},
        temperature=0.5,
        tools=[Tool(name="search", description="secret words", input_schema={"secret": {}})],
    )
    told = unsaid_params(wire(params))
    assert "secret" not in str(told)
    assert told == {
        "maxTokens": 50,
        "temperature": 0.5,
        "systemPrompt": "[12 characters, not kept]",
        "messages": [
            {
                "role": "user",
                "content": [
                    {"type": "text", "text": "[12 characters, not kept]"},
                    {"type": "image", "mimeType": "image/png", "notKept": 4},
                ],
            },
            {
                "role": "assistant",
                "content": {"type": "tool_use", "id": "u1", "name": "search", "notKept": 30},
            },
            {
                "role": "user",
                "content": {"type": "tool_result", "toolUseId": "u1", "notKept": 55},
            },
        ],
        "tools": [{"name": "search", "notKept": 62}],
    }


def test_where_a_request_has_no_system_prompt_and_no_tools_neither_is_told() -> None:
    assert set(unsaid_params(wire(make_params()))) == {"maxTokens", "messages"}
