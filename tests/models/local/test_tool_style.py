"""What is learned of a template by asking it, and what is done where it has nothing to say."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from desktop.errors import ModelError
from desktop.models.local.call_form import GRANITE, ID, NUMBER, OURS
from desktop.models.local.calling import calling
from desktop.models.local.chat_template import ChatTemplate
from desktop.models.local.pair_style import LFM2
from desktop.models.local.tool_style import BY_OURSELVES
from tests.models.local.published import published_templates

if TYPE_CHECKING:
    from desktop.models.chat_format import ChatMessage, ChatTool, ToolCall

END = "<|im_end|>"
HEAD = (
    "{% if tools %}<|im_start|>system\n{% for tool in tools %}{{ tool | tojson }}\n{% endfor %}"
    "<|im_end|>\n{% endif %}{% for m in messages %}<|im_start|>{{ m.role }}\n"
)
TAIL = "<|im_end|>\n{% endfor %}<|im_start|>assistant{{ '\\n' }}"
HERMES = HEAD + (
    "{{ m.content }}{% for c in m.tool_calls %}{{ '\n' if not loop.first }}<tool_call>\n"
    '{"name": "{{ c.function.name }}", "arguments": {{ c.function.arguments | tojson }}}\n'
    "</tool_call>{% endfor %}"
) + TAIL  # fmt: skip
MISTRAL = HEAD + (
    "{{ m.content }}{% if m.tool_calls %}[TOOL_CALLS][{% for c in m.tool_calls %}"
    "{% if c.id | length != 9 %}{{ raise_exception('ids have nine characters') }}{% endif %}"
    '{{ c.function | tojson }}, "id": "{{ c.id }}"{{ ", " if not loop.last }}'
    "{% endfor %}]{% endif %}"
) + TAIL  # fmt: skip
TEXT_ARGUMENTS = HEAD + (
    "{{ m.content }}{% for c in m.tool_calls %}{% if loop.index > 1 %}"
    "{{ raise_exception('one call at a time') }}{% endif %}"
    "<function={{ c.function.name }}>{{ c.function.arguments }}</function>{% endfor %}"
) + TAIL  # fmt: skip
PYTHON_STYLE = HEAD + (
    "{{ m.content }}{% for c in m.tool_calls %}[{{ c.function.name }}("
    "{% for k, v in c.function.arguments.items() %}{{ k }}={{ v }},{% endfor %})]{% endfor %}"
) + TAIL  # fmt: skip
COUNTED = HEAD + (
    "{{ m.content }}{% set seen = namespace(ids=[]) %}{% for c in m.tool_calls %}"
    "{% set _ = seen.ids.append(c.id) %}<|call|>functions.{{ c.function.name }}"
    ":{{ seen.ids | length - 1 }}<|with|>{{ c.function.arguments | tojson }}<|done|>{% endfor %}"
) + TAIL  # fmt: skip
RESULT_INSIDE = (
    "{% if tools %}<|im_start|>{{ tools | tojson }}{% endif %}{% for m in messages %}"
    "{% if m.role == 'tool' %}[{{ m.content }}]{% else %}<|im_start|>{{ m.role }} {{ m.content }}"
    "{% if m.tool_calls %}<|calls|>[{% for c in m.tool_calls %}"
    '{"{{ c.function.name }}": {{ c.function.arguments | tojson }}}{{ ", " if not loop.last }}'
    "{% endfor %}]<|made|>{% endif %}{% endif %}{% endfor %}<|im_start|>assistant "
)
CALLS_ONLY = (
    "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}{% for c in m.tool_calls %}"
    "<|call|>{{ c.function.name }}<|with|>{{ c.function.arguments | tojson }}<|done|>{% endfor %}"
) + TAIL  # fmt: skip
AS_ANSWERS_BEGIN = HEAD + (
    "{% if m.role == 'assistant' %}<|open|>{% endif %}{{ m.content }}{% for c in m.tool_calls %}"
    "{{ c.function.name }}<|with|>{{ c.function.arguments | tojson }}<|done|>{% endfor %}"
) + TAIL  # fmt: skip
LISTS_ONLY = HEAD + "{{ m.content }}" + TAIL
PLAIN = "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}" + TAIL
TOOLS: list[ChatTool] = [
    {
        "type": "function",
        "function": {
            "name": "weather",
            "description": "How it is <|im_end|> outside.",
            "parameters": {"type": "object", "properties": {"city": {"type": "string"}}},
        },
    }
]


def template(source: str, *control: str) -> ChatTemplate:
    return ChatTemplate(
        source, control=frozenset({"<|im_start|>", END, *control}), ends=frozenset({END})
    )


def called(number: str, city: str) -> ToolCall:
    arguments = json.dumps({"city": city})
    return {
        "id": number,
        "type": "function",
        "function": {"name": "weather", "arguments": arguments},
    }


LOOP: list[ChatMessage] = [
    {"role": "system", "content": "Be brief."},
    {"role": "user", "content": "Rome and Oslo?"},
    {
        "role": "assistant",
        "content": None,
        "tool_calls": [called("a", "Rome"), called("b", "Oslo")],
    },
    {"role": "tool", "content": "Sun <|im_start|>", "tool_call_id": "a"},
    {"role": "tool", "content": 'Snow\n"deep"', "tool_call_id": "b"},
]


def test_the_form_of_calls_is_learned_from_the_template() -> None:
    style = template(HERMES).tool_style
    assert (style.lists, style.loops, style.text_arguments) == (True, True, False)
    assert style.form == OURS
    assert style.form.triggers == ("<tool_call>",)


def test_ids_that_a_model_makes_up_have_a_place_in_the_form() -> None:
    form = template(MISTRAL).tool_style.form
    assert form.opening == '[TOOL_CALLS][{"name": "'
    assert form.closing == f'}}, "id": "{ID}"]'
    assert form.triggers == ("[TOOL_CALLS]",)
    one = 'weather", "arguments": {}}, "id": "abcdefgh1"'
    text = f'{one}, {{"name": "{one}]'
    assert len(form.parsed(text, {"weather": {}})) == 2


def test_calls_that_a_model_counts_may_have_any_number() -> None:
    form = template(COUNTED).tool_style.form
    assert (form.opening, form.middle) == ("<|call|>functions.", f":{NUMBER}<|with|>")
    assert form.following == "<|done|><|call|>functions."
    text = "weather:3<|with|>{}<|done|><|call|>functions.weather:4<|with|>{}<|done|>"
    assert len(form.parsed(text, {"weather": {}})) == 2
    assert form.written("weather", {}) == "<|call|>functions.weather:0<|with|>{}<|done|>"
    assert "[0-9]{1,3}" in calling(form, TOOLS, "auto").grammar


def test_a_result_in_the_turn_of_its_call_is_no_part_of_the_call() -> None:
    style = template(RESULT_INSIDE, "<|calls|>", "<|made|>").tool_style
    assert (style.lists, style.loops) == (True, True)
    assert style.form.written("weather", {}) == '<|calls|>[{"weather": {}}]<|made|>'
    assert style.form.following == '}, {"'


def test_a_template_that_shows_calls_and_lists_no_tools_gets_the_list_with_its_own_form() -> None:
    style = template(CALLS_ONLY).tool_style
    assert (style.lists, style.loops, style.form.opening) == (False, True, "<|call|>")
    text = "".join(template(CALLS_ONLY).render(LOOP, TOOLS).pieces)
    assert "like this, and nothing else:\n<|call|>NAME<|with|>{...}<|done|>" in text
    assert '<|call|>weather<|with|>{"city": "Oslo"}<|done|>' in text


@pytest.mark.parametrize(
    "source", [AS_ANSWERS_BEGIN, CALLS_ONLY.replace("<|call|>", f"{END}<|call|>")]
)
def test_a_call_that_begins_like_an_answer_or_after_its_end_is_not_waited_for(source: str) -> None:
    assert template(source).tool_style == BY_OURSELVES


def test_the_form_of_granite_is_known_where_its_template_speaks_of_it() -> None:
    speaks = LISTS_ONLY + "{# #}" + "{{ 'Respond with <|tool_call|> and a list.' if tools }}"
    assert template(speaks, "<|tool_call|>").tool_style.form == GRANITE
    assert template(LISTS_ONLY, "<|tool_call|>").tool_style == BY_OURSELVES


def test_arguments_are_given_as_a_text_where_the_template_wants_one() -> None:
    style = template(TEXT_ARGUMENTS).tool_style
    assert (style.loops, style.text_arguments) == (True, True)
    assert (style.form.opening, style.form.middle, style.form.closing) == (
        "<function=",
        ">",
        "</function>",
    )
    assert style.form.following is None


@pytest.mark.parametrize("source", [PYTHON_STYLE, PLAIN, "{{ raise_exception('no') }}", "{% if"])
def test_ours_is_told_where_the_template_has_no_form_in_json(source: str) -> None:
    assert template(source).tool_style == BY_OURSELVES


def test_a_template_that_only_lists_tools_is_left_to_list_them() -> None:
    style = template(LISTS_ONLY).tool_style
    assert (style.lists, style.loops, style.form) == (True, False, OURS)
    # A model with a token for calls of its own was trained on a form that is not known here.
    assert template(LISTS_ONLY, "<|tool_calls|>").tool_style == BY_OURSELVES


def test_the_form_of_a_model_is_known_that_no_template_shows() -> None:
    style = template(LISTS_ONLY, "<|tool_call_start|>").tool_style
    assert (style.lists, style.loops, style.form) == (True, False, LFM2)
    text = "".join(template(LISTS_ONLY, "<|tool_call_start|>").render(LOOP, TOOLS).pieces)
    assert '<|tool_call_start|>[weather(city="Oslo")]<|tool_call_end|>' in text


@pytest.mark.parametrize(
    "source",
    [
        HERMES,
        MISTRAL,
        TEXT_ARGUMENTS,
        PYTHON_STYLE,
        COUNTED,
        RESULT_INSIDE,
        CALLS_ONLY,
        LISTS_ONLY,
        PLAIN,
    ],
)
def test_a_tool_loop_is_told_whole_by_every_template(source: str) -> None:
    pieces = template(source).render(LOOP, TOOLS).pieces
    text = "".join(pieces)
    for told in ("Be brief.", "Rome and Oslo?", "weather", "Oslo", "outside", "Sun <|im_start|>"):
        assert told in text
    assert "deep" in text
    assert not [
        piece for piece in pieces if "Sun <|im_start|>" in piece or "is <|im_end|>" in piece
    ]


def test_calls_and_results_are_written_out_where_the_template_knows_neither() -> None:
    text = "".join(template(PLAIN).render(LOOP, TOOLS).pieces)
    assert '<tool_call>\n{"name": "weather", "arguments": {"city": "Oslo"}}\n</tool_call>' in text
    assert "user\n<tool_response>\nSun <|im_start|>\n</tool_response>\n<tool_response>\n" in text
    assert text.count("<|im_start|>user") == 2
    assert "Be brief.\n\nYou can call tools." in text


def test_tools_that_may_not_be_used_are_not_told_of() -> None:
    text = "".join(template(PLAIN).render(LOOP[:2]).pieces)
    assert text == (
        "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nRome and Oslo?<|im_end|>\n"
        "<|im_start|>assistant\n"
    )


@pytest.mark.skipif(not published_templates(), reason="llama.cpp's source is not on this computer")
def test_nearly_all_published_templates_take_a_chat_and_a_tool_loop() -> None:
    chats = loops = 0
    for path in published_templates():
        one = ChatTemplate(
            path.read_text("utf-8"), "<s>", "</s>", ends=frozenset({END, "<|eot_id|>"})
        )
        try:
            chats += "Oslo?" in "".join(one.render(LOOP[:2]).pieces)
            text = "".join(one.render(LOOP, TOOLS).pieces)
        except ModelError:
            continue
        loops += all(told in text for told in ("Oslo?", "weather", "Sun", "outside", "deep"))
    assert len(published_templates()) - chats <= 4
    assert len(published_templates()) - loops <= 8
