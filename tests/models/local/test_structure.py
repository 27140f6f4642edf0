"""Answers in JSON by a model in its worker process, from a request to what is passed on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import anyio
import pytest
from mcp_types import CreateMessageRequestParams, SamplingMessage, TextContent, Tool, ToolChoice

from desktop.errors import BadAnswer, ModelError
from desktop.models.backend import blocks_of
from desktop.models.gguf.context import model_context
from desktop.models.local.process import LocalModel
from tests.scripted_model import write_random_model, write_scripted_model

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from desktop.models.backend import Completion

    MakeModel = Callable[[Path], LocalModel]

pytestmark = pytest.mark.anyio

PERSON = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "maxLength": 12},
        "age": {"type": "integer", "minimum": 0, "maximum": 120},
        "tags": {"type": "array", "items": {"enum": ["a", "b", "c"]}, "maxItems": 3},
    },
    "required": ["name", "age"],
    "additionalProperties": False,
}
LOOK = Tool(
    name="look", input_schema={"type": "object", "properties": {}, "additionalProperties": False}
)


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


def asked(schema: dict[str, Any] | None, max_tokens: int = 600) -> CreateMessageRequestParams:
    """Returns a request for JSON; without a schema, for any object."""
    form: dict[str, Any] = {"type": "json_object"}
    if schema is not None:
        form = {"type": "json_schema", "json_schema": {"name": "answer", "schema": schema}}
    message = SamplingMessage(role="user", content=TextContent(type="text", text="Who is it?"))
    return CreateMessageRequestParams(
        messages=[message], max_tokens=max_tokens, metadata={"response_format": form}
    )


def text_of(completion: Completion) -> str:
    (block,) = blocks_of(completion.result)
    assert block.type == "text"
    return block.text


async def test_a_model_without_sense_answers_in_the_form_that_was_asked_for(
    model: MakeModel, tmp_path: Path
) -> None:
    path = tmp_path / "model.gguf"
    write_random_model(path)
    senseless = model(path)
    for _ in range(3):
        pieces: list[str] = []
        with anyio.fail_after(30):
            answer = await senseless.complete(asked(PERSON), pieces.append)
        told = json.loads(text_of(answer))
        assert {"name", "age"} <= told.keys() <= {"name", "age", "tags"}
        assert "".join(pieces) == text_of(answer)
        assert answer.result.stop_reason == "endTurn"


async def test_a_model_that_would_chat_is_held_to_the_form(
    model: MakeModel, tmp_path: Path
) -> None:
    path = tmp_path / "model.gguf"
    write_scripted_model(path, 'Sure! {"name": "Ada", "age": 36}')
    schema = {"type": "object", "properties": {"ok": {"const": True}}, "required": ["ok"],
              "additionalProperties": False}  # fmt: skip
    with anyio.fail_after(30):
        answer = await model(path).complete(asked(schema), lambda _: None)
    assert json.loads(text_of(answer)) == {"ok": True}


async def test_what_no_grammar_can_say_is_checked_and_not_passed_on(
    model: MakeModel, tmp_path: Path
) -> None:
    path = tmp_path / "model.gguf"
    write_random_model(path)
    schema = {"type": "object", "properties": {"a": {"not": {}}}, "required": ["a"]}
    with anyio.fail_after(30), pytest.raises(BadAnswer, match="breaks 'not' of its schema"):
        await model(path).complete(asked(schema, 4000), lambda _: None)


async def test_an_answer_that_was_cut_off_is_not_passed_on_as_json(
    model: MakeModel, tmp_path: Path
) -> None:
    path = tmp_path / "model.gguf"
    write_random_model(path)
    with anyio.fail_after(30), pytest.raises(BadAnswer, match="before that was complete"):
        await model(path).complete(asked(PERSON, 2), lambda _: None)


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "object", "properties": {"a": False}, "required": ["a"]},
        {"type": "object", "required": 3},
        {"type": "string", "pattern": "(a+)+$"},
    ],
)
async def test_a_form_that_cannot_be_enforced_is_refused_in_words(
    model: MakeModel, tmp_path: Path, schema: dict[str, Any]
) -> None:
    path = tmp_path / "model.gguf"
    write_random_model(path)
    with anyio.fail_after(30), pytest.raises(ModelError, match="asked for cannot be enforced"):
        await model(path).complete(asked(schema), pytest.fail)


async def test_any_object_may_be_asked_for(model: MakeModel, tmp_path: Path) -> None:
    path = tmp_path / "model.gguf"
    write_random_model(path)
    with anyio.fail_after(60):
        answer = await model(path).complete(asked(None, 4000), lambda _: None)
    assert isinstance(json.loads(text_of(answer)), dict)


async def test_a_tool_may_be_called_instead(model: MakeModel, tmp_path: Path) -> None:
    path = tmp_path / "model.gguf"
    write_scripted_model(path, '<tool_call>\n{"name": "look", "arguments": {}}\n</tool_call>')
    params = asked(PERSON)
    params.tools, params.tool_choice = [LOOK], ToolChoice(mode="auto")
    with anyio.fail_after(30):
        answer = await model(path).complete(params, pytest.fail)
    assert answer.result.stop_reason == "toolUse"
    params.tool_choice = ToolChoice(mode="none")
    with anyio.fail_after(30):
        answer = await model(path).complete(params, lambda _: None)
    assert {"name", "age"} <= json.loads(text_of(answer)).keys()
