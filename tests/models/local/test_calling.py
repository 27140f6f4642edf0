"""Calls of tools on the real llama.cpp: what a model may write, and what is made of it."""

from __future__ import annotations

import json
from contextlib import closing
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from desktop.errors import ModelError
from desktop.models.local.call_form import GRANITE, ID, NUMBER, OURS, CallForm
from desktop.models.local.calling import calling
from desktop.models.local.engine import Engine, Settings
from tests.models.local.grammar.random_schemas import random_schema
from tests.scripted_model import write_model_of_tokens, write_random_model, write_scripted_model

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.models.chat_format import ChatTool
    from desktop.models.local.calling import Calling
    from desktop.models.local.engine import Outcome

CITY = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
QUESTION = "<|im_start|>user\nHow is Rome?<|im_end|>\n<|im_start|>assistant\n"
CALL = '<tool_call>\n{"name": "weather", "arguments": {"city": "Rome"}}\n</tool_call>'
MISTRAL = CallForm(
    '[TOOL_CALLS][{"name": "',
    '", "arguments": ',
    f', "id": "{ID}"}}]',
    f', "id": "{ID}"}}, {{"name": "',
)


@pytest.fixture(scope="module")
def random_model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    path = tmp_path_factory.mktemp("model") / "random.gguf"
    write_random_model(path)
    with closing(Engine(path, 4096, 1)) as engine:
        yield engine


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "model.gguf"


def tool(name: str = "weather", schema: dict[str, Any] = CITY) -> ChatTool:
    return {"type": "function", "function": {"name": name, "parameters": schema}}


def ask(
    engine: Engine,
    bound: Calling,
    max_tokens: int = 3000,
    stop_sequences: tuple[str, ...] = (),
) -> tuple[str, list[tuple[str, Any]], Outcome]:
    """Returns the text that streamed, the calls, and how it ended."""
    pieces: list[str] = []
    prompt = [QUESTION, bound.form.opening] if bound.choice == "required" else [QUESTION]
    outcome = engine.generate(
        engine.vocabulary.tokenize(prompt),
        Settings(max_tokens, 1.3, stop_sequences, bound),
        pieces.append,
    )
    calls = bound.calls(outcome.calls or "")
    named = [(call["name"], json.loads(call["arguments"])) for call in calls]
    return "".join(pieces), named, outcome


AUTO = calling(OURS, [tool()], "auto")


@settings(max_examples=300)
@given(st.integers(min_value=0))
def test_a_model_without_sense_calls_a_tool_as_its_schema_has_it(
    random_model: Engine, seed: int
) -> None:
    schema = random_schema(Random(seed))
    try:
        bound = calling(OURS, [tool("any", schema)], "required")
    except ModelError:
        return  # by chance, nothing satisfies it
    text, calls, outcome = ask(random_model, bound)
    assert text == ""
    # A list or a text without bounds can, by chance, go on and on.
    assert calls or outcome.stop_reason == "maxTokens"
    for name, arguments in calls:
        assert name == "any"
        Draft202012Validator(schema).validate(arguments)


COUNTED = CallForm("<calls>fn.", f":{NUMBER}<with>", "<end></calls>", "<end>fn.")


@pytest.mark.parametrize(
    "form", [OURS, MISTRAL, COUNTED, GRANITE, CallForm("[TOOL_CALLS]", "[ARGS]", "", None)]
)
def test_the_tool_called_is_one_of_those_offered(random_model: Engine, form: CallForm) -> None:
    tools = [tool("get"), tool("get_all", {"type": "object"}), tool('odd "name"\\', {})]
    for _ in range(10):
        _, calls, _ = ask(random_model, calling(form, tools, "required"))
        assert {name for name, _ in calls} <= {"get", "get_all", 'odd "name"\\'}
        assert calls


def test_words_stream_and_a_call_after_them_does_not(path: Path) -> None:
    write_scripted_model(path, f"I shall look. {CALL}")
    with closing(Engine(path, 512, 1)) as engine:
        text, calls, outcome = ask(engine, AUTO)
    assert text == "I shall look. "
    assert calls == [("weather", {"city": "Rome"})]
    assert outcome.stop_reason == "endTurn"


def test_an_answer_of_words_calls_nothing(path: Path) -> None:
    answer = "The <tool_ is <b>broken</b>, and tool_call> too."
    write_scripted_model(path, answer)
    with closing(Engine(path, 512, 1)) as engine:
        text, calls, outcome = ask(engine, AUTO)
    assert (text, calls, outcome.calls) == (answer, [], None)


def test_several_calls_may_be_made_at_once(path: Path) -> None:
    script = [
        '<tool_call>', '"', 'weather", "arguments": {"city": "Rome"', "}}\n</tool_call>",
        '\n<tool_call>\n{"name": "weather', '", "arguments": {"city": "Oslo"}}\n</tool_call>',
    ]  # fmt: skip
    write_model_of_tokens(path, [piece.encode() for piece in script])
    with closing(Engine(path, 512, 1)) as engine:
        text, calls, outcome = ask(engine, AUTO)
    assert (text, outcome.stop_reason) == ("", "endTurn")
    assert calls == [("weather", {"city": "Rome"}), ("weather", {"city": "Oslo"})]


def test_a_token_that_holds_more_than_the_beginning_of_a_call_loses_the_rest(path: Path) -> None:
    write_model_of_tokens(path, [b"Well", b" then<tool_call>{", b'"nonsense"'])
    with closing(Engine(path, 512, 1)) as engine:
        text, calls, _ = ask(engine, AUTO, max_tokens=400)
        kept = "".join(engine.vocabulary.text(token) for token in engine._past)
    assert text == "Well then"
    assert {name for name, _ in calls} <= {"weather"}
    assert f'Well then{OURS.opening}weather", "arguments": {{' in kept


def test_no_call_begins_where_none_may(path: Path) -> None:
    write_model_of_tokens(path, [b"Hm.", b"<tool_call>", b"\n{"])
    with closing(Engine(path, 512, 1)) as engine:
        text, calls, outcome = ask(engine, calling(OURS, [tool()], "none"), max_tokens=50)
    assert text.startswith("Hm.")
    assert "<tool_call>" not in text
    assert (calls, outcome.calls) == ([], None)


def test_a_stop_sequence_ends_words_but_no_call(path: Path) -> None:
    write_scripted_model(path, f"Look: {CALL}")
    with closing(Engine(path, 512, 1)) as engine:
        text, calls, outcome = ask(engine, AUTO, stop_sequences=("Rome",))
        assert (text, calls) == ("Look: ", [("weather", {"city": "Rome"})])
        text, calls, outcome = ask(engine, AUTO, stop_sequences=("ook",))
        assert (text, calls, outcome.stop_reason) == ("L", [], "stopSequence")


def test_a_call_that_was_cut_short_is_none(random_model: Engine) -> None:
    schema = {"type": "object", "properties": {"a": {"type": "string", "minLength": 90}}}
    schema["required"] = ["a"]
    _, calls, outcome = ask(random_model, calling(OURS, [tool("cut", schema)], "required"), 20)
    assert (calls, outcome.stop_reason, outcome.output_tokens) == ([], "maxTokens", 20)


def test_a_schema_that_nothing_satisfies_is_refused_before_anything_is_asked() -> None:
    schema = {"properties": {"a": {"enum": ["x"], "type": "integer"}}, "required": ["a"]}
    with pytest.raises(ModelError, match=r"'weather' cannot be offered .* allows no arguments"):
        calling(OURS, [tool(schema=schema)], "auto")


def test_schemas_without_end_are_refused_in_words() -> None:
    properties = {f"p{n}": {"enum": [f"{n} {m}" for m in range(9)]} for n in range(9000)}
    with pytest.raises(ModelError, match="too large together"):
        calling(OURS, [tool(schema={"properties": properties})], "auto")
