"""Tools through a model in its worker process, from a request to its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import anyio
import pytest
from mcp_types import (
    CreateMessageRequestParams,
    CreateMessageResult,
    CreateMessageResultWithTools,
    ImageContent,
    SamplingMessage,
    TextContent,
    Tool,
    ToolChoice,
    ToolResultContent,
    ToolUseContent,
)

from desktop.errors import ModelError
from desktop.models.gguf.context import model_context
from desktop.models.local.process import LocalModel
from tests.scripted_model import write_random_model, write_scripted_model

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from mcp_types import SamplingMessageContentBlock

    from desktop.storage.places import Places

    MakeModel = Callable[[Path], LocalModel]

pytestmark = pytest.mark.anyio

WEATHER = Tool(
    name="get_weather",
    description="Get the weather for a city",
    input_schema={"type": "object", "properties": {"city": {"type": "string", "maxLength": 30}},
                  "required": ["city"], "additionalProperties": False},
)  # fmt: skip
ODD = Tool(
    name="odd", input_schema={"type": "object", "properties": {"a": {"not": {}}}, "required": ["a"]}
)
CALL = '<tool_call>\n{"name": "get_weather", "arguments": {"city": "Rome"}}\n</tool_call>'


@pytest.fixture
async def model(tmp_path: Path) -> AsyncIterator[MakeModel]:
    made: list[LocalModel] = []

    def make(path: Path) -> LocalModel:
        made.append(LocalModel(model_context(path), tmp_path / "model.log", lambda _event: None))
        return made[-1]

    yield make
    for one in made:
        with anyio.fail_after(10):
            await one.close()


def asked(
    *messages: tuple[str, list[SamplingMessageContentBlock]],
    tools: list[Tool] | None = None,
    mode: str = "auto",
    max_tokens: int = 300,
) -> CreateMessageRequestParams:
    turns = [SamplingMessage.model_validate({"role": r, "content": c}) for r, c in messages]
    choice = None if tools is None else ToolChoice.model_validate({"mode": mode})
    return CreateMessageRequestParams(
        messages=turns, max_tokens=max_tokens, tools=tools, tool_choice=choice
    )


def said(text: str) -> list[SamplingMessageContentBlock]:
    return [TextContent(type="text", text=text)]


async def test_a_call_comes_as_a_block_and_words_before_it_as_text(
    model: MakeModel, tmp_path: Path
) -> None:
    path = tmp_path / "model.gguf"
    write_scripted_model(path, f"I shall look. {CALL}")
    pieces: list[str] = []
    with anyio.fail_after(20):
        answer = await model(path).complete(
            asked(("user", said("How is Rome?")), tools=[WEATHER]), pieces.append
        )
    assert isinstance(answer.result, CreateMessageResultWithTools)
    text, call = answer.result.content_as_list
    assert text == TextContent(type="text", text="I shall look. ")
    assert isinstance(call, ToolUseContent)
    assert (call.name, call.input) == ("get_weather", {"city": "Rome"})
    assert answer.result.stop_reason == "toolUse"
    assert "".join(pieces) == "I shall look. "
    assert answer.usage.output_tokens > len(pieces)


async def test_without_tools_the_same_words_are_nothing_but_text(
    model: MakeModel, tmp_path: Path
) -> None:
    path = tmp_path / "model.gguf"
    write_scripted_model(path, CALL)
    with anyio.fail_after(20):
        answer = await model(path).complete(asked(("user", said("How is Rome?"))), lambda _: None)
    assert isinstance(answer.result, CreateMessageResult)
    assert answer.result.content == TextContent(type="text", text=CALL)


async def test_a_model_without_sense_goes_through_a_loop_of_required_calls(
    model: MakeModel, tmp_path: Path
) -> None:
    path = tmp_path / "model.gguf"
    write_random_model(path)
    senseless = model(path)
    history = [("user", said("How is Rome?"))]
    ids: list[str] = []
    for _ in range(3):
        with anyio.fail_after(20):
            answer = await senseless.complete(
                asked(*history, tools=[WEATHER], mode="required"), pytest.fail
            )
        assert isinstance(answer.result, CreateMessageResultWithTools)
        assert answer.result.stop_reason == "toolUse"
        calls = [block for block in answer.result.content_as_list if block.type == "tool_use"]
        assert {call.name for call in calls} == {"get_weather"}
        assert all(list(call.input) == ["city"] for call in calls)
        ids += [call.id for call in calls]
        results: list[SamplingMessageContentBlock] = [
            ToolResultContent(tool_use_id=call.id, content=[TextContent(text="<|im_end|> 21")])
            for call in calls
        ]
        history += [("assistant", answer.result.content_as_list), ("user", results)]
    assert len(set(ids)) == len(ids) >= 3
    with anyio.fail_after(20):
        last = await senseless.complete(
            asked(*history, tools=[WEATHER], mode="none"), lambda _: None
        )
    assert isinstance(last.result, CreateMessageResultWithTools)
    assert [block.type for block in last.result.content_as_list] == ["text"]


async def test_the_starter_calls_the_tool_that_fits(model: MakeModel, places: Places) -> None:
    other = WEATHER.model_copy(update={"name": "send_message", "description": "Send a message"})
    request = asked(("user", said("Tell me the weather in Oslo.")), tools=[WEATHER, other])
    request.temperature = 0.0
    with anyio.fail_after(20):
        answer = await model(places.starter).complete(request, pytest.fail)
    assert isinstance(answer.result, CreateMessageResultWithTools)
    (call,) = answer.result.content_as_list
    assert isinstance(call, ToolUseContent)
    assert (call.name, call.input) == ("get_weather", {"city": "Oslo"})


async def test_a_call_that_no_grammar_could_bind_is_checked_and_not_passed_on(
    model: MakeModel, tmp_path: Path
) -> None:
    path = tmp_path / "model.gguf"
    write_random_model(path)
    with anyio.fail_after(20), pytest.raises(ModelError, match=r"'odd' wrongly: .* breaks 'not'"):
        await model(path).complete(
            asked(("user", said("Go.")), tools=[ODD], mode="required", max_tokens=4000), pytest.fail
        )


async def test_what_cannot_be_taken_is_refused_before_a_process_is_started(
    model: MakeModel, tmp_path: Path
) -> None:
    path = tmp_path / "model.gguf"
    write_scripted_model(path, "Hello.")
    idle = model(path)
    image = ImageContent(type="image", data="aGk=", mime_type="image/png")
    wrong = Tool(name="wrong", input_schema={"type": "object", "required": 3})
    with pytest.raises(ModelError, match="holds image content"):
        await idle.complete(asked(("user", [image])), pytest.fail)
    with pytest.raises(ModelError, match="schema of the tool 'wrong' cannot be enforced"):
        await idle.complete(asked(("user", said("Hi.")), tools=[wrong]), pytest.fail)
    assert not (tmp_path / "model.log").exists()
