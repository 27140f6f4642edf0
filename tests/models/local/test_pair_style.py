"""Calls that are written value by value: learned from templates, bound, and read again."""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from desktop.models.local.binding import llama
from desktop.models.local.calling import calling
from desktop.models.local.chat_template import ChatTemplate
from desktop.models.local.engine import Engine, Settings
from desktop.models.local.grammar.pairs import text_without
from desktop.models.local.grammar.rules import Rules
from desktop.models.local.pair_style import LFM2, PairForm
from desktop.models.local.sampling import Sampler
from desktop.models.local.turns import call
from tests.scripted_model import write_random_model

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.models.chat_format import ChatTool
    from desktop.models.local.turns import Turn

END = "<|im_end|>"
HEAD = (
    "{% if tools %}<|im_start|>system\n{% for tool in tools %}{{ tool | tojson }}\n{% endfor %}"
    "<|im_end|>\n{% endif %}{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}"
    "{% for c in m.tool_calls %}{{ '\n' if not loop.first }}"
)
TAIL = "{% endfor %}<|im_end|>\n{% endfor %}<|im_start|>assistant{{ '\\n' }}"
VALUE = "{{ v if v is string else v | tojson }}"
ITEMS = "{% for k, v in c.function.arguments.items() %}"
TEMPLATES = {
    "Qwen3-Coder": (
        "<tool_call>\n<function={{ c.function.name }}>\n"
        f"{ITEMS}<parameter={{{{ k }}}}>\n{VALUE}\n</parameter>\n{{% endfor %}}"
        "</function>\n</tool_call>"
    ),
    "GLM": (
        "<tool_call>{{ c.function.name }}\n"
        f"{ITEMS}<arg_key>{{{{ k }}}}</arg_key>\n<arg_value>{VALUE}</arg_value>\n{{% endfor %}}"
        "</tool_call>"
    ),
    "MiniMax": (
        '<minimax:tool_call>\n<invoke name="{{ c.function.name }}">\n'
        f'{ITEMS}<parameter name="{{{{ k }}}}">{VALUE}</parameter>\n{{% endfor %}}'
        "</invoke>\n</minimax:tool_call>"
    ),
    "DeepSeek": (
        '<DSML|invoke name="{{ c.function.name }}">\n'
        f'{ITEMS}<DSML|parameter name="{{{{ k }}}}" string="{{{{ "true" if v is string else '
        f'"false" }}}}">{VALUE}</DSML|parameter>\n{{% endfor %}}</DSML|invoke>'
    ),
    "Gemma": (
        "<|tool_call>call:{{ c.function.name }}{{ '{' }}{% for k, v in "
        "c.function.arguments | dictsort %}{{ ',' if not loop.first }}{{ k }}:"
        '{% if v is string %}<|"|>{{ v }}<|"|>{% else %}{{ v | tojson }}{% endif %}{% endfor %}'
        "{{ '}' }}<tool_call|>"
    ),
    "LFM2": (
        "<|tool_call_start|>[{{ c.function.name }}("
        f"{ITEMS}{{{{ ', ' if not loop.first }}}}{{{{ k }}}}="
        '{% if v is string %}"{{ v }}"{% else %}{{ v | tojson }}{% endif %}{% endfor %}'
        ")]<|tool_call_end|>"
    ),
}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "city": {"type": "string"},
        "days": {"type": "integer", "minimum": 1, "maximum": 14},
        "unit": {"enum": ["C", "F"]},
        "code": {"type": "string", "pattern": "^[A-Z]{2,3}$"},
        "tags": {"type": "array", "items": {"enum": ["a", "b"]}, "maxItems": 3},
        "deep": {"$ref": "#/$defs/deep"},
    },
    "required": ["city", "days"],
    "additionalProperties": False,
    "$defs": {"deep": {"type": ["boolean", "null"]}},
}
TOOLS: list[ChatTool] = [
    {"type": "function", "function": {"name": "weather", "parameters": SCHEMA}},
    {"type": "function", "function": {"name": "weather_now", "parameters": {"type": "object"}}},
]
GIVEN: dict[str, Any] = {
    "city": "Rome <b>&\n  \"x\" it's, fine", "days": 3, "unit": "C", "tags": ["a"], "deep": None,
}  # fmt: skip


def form_of(name: str) -> PairForm:
    control = {"<|im_start|>", END}
    template = ChatTemplate(
        HEAD + TEMPLATES[name] + TAIL, control=frozenset(control), ends=frozenset({END})
    )
    form = template.tool_style.form
    assert isinstance(form, PairForm)
    return form


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    path: Path = tmp_path_factory.mktemp("models") / "random.gguf"
    write_random_model(path)
    with closing(Engine(path, 4096, 1)) as engine:
        yield engine


@pytest.mark.parametrize("name", TEMPLATES)
def test_what_is_learned_of_a_template_is_what_it_writes(name: str) -> None:
    form = form_of(name)
    template = ChatTemplate(HEAD + TEMPLATES[name] + TAIL)
    arguments: list[dict[str, Any]] = [{"city": "Oslo", "days": 2}, {}, {"days": 1}]
    for given in arguments:
        turn: Turn = {"role": "assistant", "content": "", "tool_calls": [call(1, "weather", given)]}
        assert form.written("weather", given) in template._rendered([turn])
    assert form.triggers[0] + form.after(form.triggers[0]) == form.opening


@pytest.mark.parametrize("name", TEMPLATES)
def test_what_was_written_is_read_again(name: str) -> None:
    form = form_of(name)
    schemas = {tool["function"]["name"]: tool["function"]["parameters"] for tool in TOOLS}
    for given in (GIVEN, {"city": "", "days": 1}, {}):
        text = form.written("weather", given).removeprefix(form.opening)
        (one_call,) = form.parsed(text, schemas)
        assert (one_call["name"], json.loads(one_call["arguments"])) == ("weather", given)
    assert form.following is not None
    one = form.written("weather", GIVEN).removesuffix(form.closing)
    other = form.written("weather_now", {}).removeprefix(form.opening)
    calls = form.parsed((one + form.following + other).removeprefix(form.opening), schemas)
    assert [each["name"] for each in calls] == ["weather", "weather_now"]
    cut = form.written("weather", GIVEN).removeprefix(form.opening)[: -len(form.closing) - 1]
    assert form.parsed(cut, schemas) == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_model_without_sense_calls_validly_in_every_form(engine: Engine, name: str) -> None:
    from jsonschema import Draft202012Validator  # noqa: PLC0415

    form = form_of(name)
    city = SCHEMA | {
        "properties": SCHEMA["properties"] | {"city": {"type": "string", "maxLength": 9}}
    }
    tools: list[ChatTool] = [
        {"type": "function", "function": {"name": "weather", "parameters": city}},
        TOOLS[1],
    ]
    bound = calling(form, tools, "required")
    called = 0
    for turn in range(4):
        prompt = engine.vocabulary.tokenize([f"<|im_start|>assistant {turn}\n", form.opening])
        settings = Settings(600, 1.2, calling=bound)
        outcome = engine.generate(prompt, settings, pytest.fail)
        assert outcome.calls is not None
        if outcome.stop_reason == "maxTokens":
            continue
        calls = bound.calls(outcome.calls)
        assert calls, outcome.calls
        called += len(calls)
        for each in calls:
            arguments = json.loads(each["arguments"])
            schema = bound.tools[each["name"]]
            assert Draft202012Validator(schema).is_valid(arguments), (outcome.calls, arguments)
    assert called


def taken(engine: Engine, grammar: str, text: str) -> bool:
    """Returns whether a grammar takes a whole text, byte by byte."""
    known = {engine.vocabulary.spelled(token, special=False): token for token in range(3, 259)}
    with closing(Sampler(engine._context, engine.vocabulary, 0.0)) as sampler:
        sampler.constrain(grammar)
        for byte in text.encode():
            if not sampler._fits(known[bytes([byte])]):
                return False
            llama.llama_sampler_accept(sampler._grammar, known[bytes([byte])])
    return True


def test_a_bare_text_may_hold_anything_but_its_end(engine: Engine) -> None:
    rules = Rules()
    text = text_without("</p>", rules)
    grammar = rules.text(f'{text} "</p>."')
    for told in ("", 'a < b <p> </ p> </b>\n\t"x"', "<</<", "</"):
        assert taken(engine, grammar, f"{told}</p>."), told
    assert not taken(engine, grammar, "a</p></p>.")
    assert not taken(engine, grammar, "a\x01</p>.")


def test_texts_of_liquids_models_are_quoted_twice() -> None:
    assert LFM2.written("look", {"at": 'a "b"', "n": 1}) == (
        '<|tool_call_start|>[look(at="a \\"b\\"", n=1)]<|tool_call_end|>'
    )
    (made,) = LFM2.parsed("look(at='it\\'s', ok=True)]<|tool_call_end|>", {"look": {}})
    assert json.loads(made["arguments"]) == {"at": "it's", "ok": True}


def test_what_names_a_value_again_behind_it_is_not_taken_for_known() -> None:
    source = HEAD + "<call {{ c.function.name }}>" + ITEMS + (
        "<{{ k }}>{{ v }}</{{ k }}>{% endfor %}</call>"
    ) + TAIL  # fmt: skip
    template = ChatTemplate(source, control=frozenset({END}), ends=frozenset({END}))
    assert not isinstance(template.tool_style.form, PairForm)
