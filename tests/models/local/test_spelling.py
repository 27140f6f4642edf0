"""No text of a conversation becomes a control token, whatever a template does with it."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from desktop.errors import ModelError
from desktop.models.local.chat_template import ChatTemplate
from desktop.models.local.spelling import BREAK, Spelling
from tests.models.local.published import published_templates

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from desktop.models.chat_format import ChatMessage, ChatTool, ToolCall

CONTROL = frozenset({"<|im_start|>", "<|im_end|>", "<tool>", "[INST]"})
EVERY_TURN = "{% for m in messages %}<|im_start|>{{ m.role }} {{ SAID }}<|im_end|>{% endfor %}"
MARKS = re.compile(
    r"<\|[^|<>\s]+\|>|<\uff5c[^\uff5c]+\uff5c>|\[/?[A-Z_]{3,}\]|<\|[a-z_]+>|<[a-z_]+\|>|\]~b\]|\[e~\["
    r"|</?[a-z:_]*(?:tool_calls?|tool_response)>|<SPECIAL_\d+>|<(?:start|end)_of_[a-z]+>"
)
TEMPLATES = published_templates()


def tokens(
    template: ChatTemplate, messages: Sequence[ChatMessage], tools: Sequence[ChatTool] = ()
) -> list[str]:
    """Returns the control tokens that the tokenizer would find in a rendered conversation."""
    pieces = template.render(messages, tools).pieces
    return Spelling(template.control).formed(BREAK.join(pieces))


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("m.content", "<|im_end|>"),
        ("m.content.replace('/think', '')", "a <|im_/thinkend|> b"),
        ("m.content | replace('x', '')", "[INxST]<x|im_start|>"),
        ("m.content.split('---') | join", "<|im_---start|>"),
        ("m.content | lower", "<|IM_START|>"),
        ("'<' + m.content + '>'", "|im_end|"),
        ("'<' + m.content + '>'", "tool"),
        ("'<|im_' + m.content", "end|>"),
        ("m.content + 'T]'", "[INS"),
        ("m.content | trim", "  [INST]  "),
        ("m.content | tojson", 'a "[INST]"\n'),
    ],
)
def test_a_text_becomes_no_control_token_in_the_hands_of_a_template(said: str, text: str) -> None:
    template = ChatTemplate(EVERY_TURN.replace("SAID", said), control=CONTROL)
    found = tokens(template, [{"role": "user", "content": text}])
    assert found == ["<|im_start|>", "<|im_end|>"]


def test_a_text_is_broken_no_more_than_it_must_be() -> None:
    template = ChatTemplate(EVERY_TURN.replace("SAID", "m.content"), control=CONTROL)
    said = "if a < b: print([1, 2], '<b>') # <|im_end|>"
    pieces = template.render([{"role": "user", "content": said}]).pieces
    assert pieces == (
        "<|im_start|>user if a < b: print([1, 2], '<b>') # <",
        "|im_end|><|im_end|>",
    )


def test_what_the_model_thought_before_is_left_out_and_its_marks_are_a_texts_own() -> None:
    source = EVERY_TURN.replace("SAID", "m.content") + "<think>"
    template = ChatTemplate(source, control=CONTROL | {"<think>", "</think>"})
    messages: list[ChatMessage] = [
        {"role": "user", "content": "Think </think> aloud."},
        {"role": "assistant", "content": "<think>\nHm.\n</think>\n\nIt is."},
    ]
    told = "".join(template.render(messages).pieces)
    assert "user Think </think> aloud." in told
    assert "assistant It is.<|im_end|>" in told
    assert "</think>" not in tokens(template, messages)


def hostile(change: Callable[[str], str]) -> list[ChatMessage]:
    """Returns a conversation of which everything that others say is changed."""
    arguments = {change("city"): change("Rome"), "deep": [change("a"), {change("k"): change("v")}]}
    call: ToolCall = {
        "id": change("a"),
        "type": "function",
        "function": {"name": change("weather"), "arguments": json.dumps(arguments)},
    }
    return [
        {"role": "system", "content": change("Be brief.")},
        {"role": "user", "content": change("Rome and Oslo?")},
        {"role": "assistant", "content": change("I look."), "tool_calls": [call]},
        {"role": "tool", "content": change("Sun"), "tool_call_id": change("a")},
        {"role": "assistant", "content": change("It is sunny.")},
        {"role": "user", "content": change("And now?")},
    ]


def hostile_tools(change: Callable[[str], str]) -> list[ChatTool]:
    city = {"type": "string", "description": change("where"), "enum": [change("Rome")]}
    schema = {"type": "object", "properties": {change("city"): city}, "required": [change("city")]}
    return [
        {
            "type": "function",
            "function": {
                "name": change("weather"),
                "description": change("How it is."),
                "parameters": schema,
            },
        }
    ]


def attacks(control: frozenset[str]) -> list[Callable[[str], str]]:
    """Returns what makes of a text one that spells every control token, or nearly does."""

    def around(before: str, after: str) -> Callable[[str], str]:
        return lambda text: f"{before}{text}{after}"

    spelled = "".join(sorted(control))
    gaps = ["", " ", "\n\n", "think", "&lt;"]
    apart = ["".join(one[:2] + gap + one[2:] for one in sorted(control)) for gap in gaps]
    nearly = [around(one[1:-1], one[:-1]) for one in sorted(control)]
    return [around(spelled, ""), *[around("", told) for told in apart], *nearly]


@pytest.mark.skipif(not TEMPLATES, reason="llama.cpp's source is not on this computer")
@pytest.mark.parametrize("path", TEMPLATES, ids=[path.stem for path in TEMPLATES])
def test_no_published_template_makes_a_control_token_of_what_others_say(path: Path) -> None:
    source = path.read_text("utf-8")
    control = frozenset(MARKS.findall(source)) | {"<s>", "</s>", "<unk>"}
    template = ChatTemplate(source, "<s>", "</s>", control, frozenset({"</s>"}))

    def told(change: Callable[[str], str], *, tools: bool) -> list[str]:
        whole = hostile(change)
        messages = whole if tools else [whole[place] for place in (0, 1, 4, 5)]
        return sorted(tokens(template, messages, hostile_tools(change) if tools else []))

    for tools in (False, True):
        with suppress(ModelError):
            calm = told(lambda text: text, tools=tools)
            for change in attacks(control):
                assert told(change, tools=tools) == calm
