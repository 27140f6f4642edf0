"""A conversation as the text that the model continues, and its template for llama.cpp."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starter_model.conversations import Conversation

TEMPLATE = """\
{%- set told = messages[0]['content'] if messages[0]['role'] == 'system' else '' -%}
{%- if tools -%}
{%- set ns = namespace(offers='Tools:') -%}
{%- for tool in tools -%}
{%- set one = tool.function if tool.function else tool -%}
{%- set names = (one.parameters.properties or {}) | list | join(', ') -%}
{%- set offer = one.name + '(' + names + '): ' + (one.description or '') -%}
{%- set ns.offers = ns.offers + '\\n- ' + offer -%}
{%- endfor -%}
{%- set told = told + '\\n' + ns.offers if told else ns.offers -%}
{%- endif -%}
{%- if told -%}
{{- '<|im_start|>system\\n' + told + '<|im_end|>\\n' -}}
{%- endif -%}
{%- for message in messages -%}
{%- if message['role'] != 'system' -%}
{{- '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>\\n' -}}
{%- endif -%}
{%- endfor -%}
{%- if add_generation_prompt -%}
{{- '<|im_start|>assistant\\n' -}}
{%- endif -%}
"""


def parts(conversation: Conversation) -> list[tuple[str, bool]]:
    """Returns the text in parts, each with whether the model should learn to write it."""
    told = conversation.system
    system = f"<|im_start|>system\n{told}<|im_end|>\n" if told else ""
    texts = []
    for turn in conversation.turns:
        asked = f"{system}<|im_start|>user\n{turn.user}<|im_end|>\n<|im_start|>assistant\n"
        texts += [(asked, False), (f"{turn.answer}<|im_end|>", True)]
        system = "\n"
    return texts


def as_text(conversation: Conversation) -> str:
    """Returns the whole text."""
    return "".join(text for text, _ in parts(conversation))
