"""A conversation as the text that a model was trained to continue."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, NoReturn

from jinja2 import TemplateError, nodes
from jinja2.ext import Extension, loopcontrols
from jinja2.sandbox import ImmutableSandboxedEnvironment

from desktop.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Template
    from jinja2.parser import Parser

    from desktop.models.chat_format import ChatMessage

_BREAK = "\ufdd0"
"""A noncharacter of Unicode, for use inside a program; no text has a reason to hold it."""

_CHATML = (
    "{% for message in messages %}"
    "{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>\n' }}"
    "{% endfor %}{{ '<|im_start|>assistant\n' }}"
)
_TRANSCRIPT = (
    "{% for message in messages %}"
    "{{ message['role'] | capitalize + ': ' + message['content'] + '\n' }}"
    "{% endfor %}Assistant:"
)
_TRANSCRIPT_STOP = "\nUser:"


@dataclass(frozen=True, slots=True)
class Prompt:
    """A rendered conversation, ready to be tokenized."""

    pieces: tuple[str, ...]
    """Consecutive parts, to be tokenized one by one so that no control token forms across."""
    stop_sequences: tuple[str, ...] = ()
    """Texts that end the answer because of the conversation's form."""


@dataclass(frozen=True)
class ChatTemplate:
    """A model's template and the control tokens that no message may spell.

    Rendering is sandboxed, but a hostile template can loop for ever: give it a deadline.
    """

    source: str | None
    """Jinja, as the model file holds it; None where the file has none."""
    bos: str = ""
    eos: str = ""
    control: frozenset[str] = field(default_factory=frozenset)
    """The texts of all control tokens."""

    def render(self, messages: list[ChatMessage]) -> Prompt:
        """Returns the prompt after which the model writes the assistant's next turn.

        Templates differ in what they refuse: a system turn, two turns of one role, an
        assistant's turn first. So the conversation is given as it is, and where that fails,
        in the nearest form that the template takes.

        Raises:
            ModelError: the template takes the conversation in no form.
        """
        turns = [_turn(turn["role"], self._broken(turn["content"])) for turn in messages]
        if not any(turn["role"] == "user" for turn in turns):
            # Azure MCP sends one assistant message, and nothing else, as its question.
            turns = [_as_user(turn) for turn in turns]
        rendered = self._first_complete(turns)
        stops = (_TRANSCRIPT_STOP,) if self._source is _TRANSCRIPT else ()
        return Prompt(tuple(rendered.split(_BREAK)), stops)

    @property
    def _source(self) -> str:
        if self.source is not None:
            return self.source
        return _CHATML if "<|im_start|>" in self.control else _TRANSCRIPT

    @cached_property
    def _compiled(self) -> Template:
        return _environment().from_string(self._source)

    @cached_property
    def _spelled(self) -> re.Pattern[str]:
        texts = [re.escape(text) for text in self.control if text]
        # A lookahead finds overlapping occurrences too; nothing matches the empty lookahead.
        return re.compile(rf"(?=({'|'.join(texts)}))." if texts else r"(?!)", re.DOTALL)

    def _broken(self, content: str) -> str:
        """Returns a message's text with a break inside all that spells a control token."""
        return self._spelled.sub(rf"\g<0>{_BREAK}", content.replace(_BREAK, ""))

    def _first_complete(self, turns: list[ChatMessage]) -> str:
        """Returns the first rendering that keeps all that was said, or else the first at all."""
        renderings = []
        failure: Exception | None = None
        for form in _FORMS:
            formed = form(turns)
            try:
                text = self._compiled.render(
                    messages=formed,
                    add_generation_prompt=True,
                    bos_token=self.bos,
                    eos_token=self.eos,
                )
            except _TEMPLATE_FAILURES as error:
                failure = failure or error
                continue
            if all(
                turn["content"].strip() in text for turn in turns if turn["role"] != "assistant"
            ):
                return text
            renderings.append(text)
        if renderings:
            return renderings[0]
        raise ModelError(
            f"The model's chat template does not take this conversation: {failure}. "
            "The model stays loaded. Choose another model, or a newer file of this one."
        ) from failure


def _turn(role: str, content: str) -> ChatMessage:
    return {"role": role, "content": content}


def _as_user(turn: ChatMessage) -> ChatMessage:
    return _turn("user", turn["content"]) if turn["role"] == "assistant" else turn


def _as_it_is(turns: list[ChatMessage]) -> list[ChatMessage]:
    return turns


def _system_merged(turns: list[ChatMessage]) -> list[ChatMessage]:
    """Moves the system prompt to the head of the first user turn."""
    if not turns or turns[0]["role"] != "system":
        return turns
    system, *rest = turns
    place = next((at for at, turn in enumerate(rest) if turn["role"] == "user"), None)
    if place is None:
        return [_turn("user", system["content"]), *rest]
    rest[place] = _turn("user", f"{system['content']}\n\n{rest[place]['content']}")
    return rest


def _roles_alternate(turns: list[ChatMessage]) -> list[ChatMessage]:
    """Joins neighbouring turns of one role, and lets a user's turn come first."""
    joined: list[ChatMessage] = []
    for turn in turns:
        last = joined[-1] if joined else None
        if turn["role"] == "assistant" and (last is None or last["role"] == "system"):
            joined.append(_turn("user", "Please begin."))
            last = None
        if last is not None and last["role"] == turn["role"]:
            joined[-1] = _turn(turn["role"], f"{last['content']}\n\n{turn['content']}")
        else:
            joined.append(turn)
    return joined


_FORMS: tuple[Callable[[list[ChatMessage]], list[ChatMessage]], ...] = (
    _as_it_is,
    _system_merged,
    _roles_alternate,
    lambda turns: _roles_alternate(_system_merged(turns)),
)
_TEMPLATE_FAILURES = (
    TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What a template's own code can raise."""


class _Generation(Extension):
    """Accepts the `generation` block, which marks the assistant's turns for training."""

    tags = {"generation"}  # noqa: RUF012  (declared so by jinja2)

    def parse(self, parser: Parser) -> list[nodes.Node]:
        next(parser.stream)
        return parser.parse_statements(("name:endgeneration",), drop_needle=True)


def _environment() -> ImmutableSandboxedEnvironment:
    """Returns Jinja as Hugging Face's transformers set it up, for which templates are written."""
    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=[_Generation, loopcontrols]
    )
    environment.filters["tojson"] = _to_json
    environment.globals["raise_exception"] = _raise
    environment.globals["strftime_now"] = _now
    return environment


def _to_json(value: object, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent)


def _raise(message: str) -> NoReturn:
    raise TemplateError(message)


def _now(pattern: str) -> str:
    return datetime.now().astimezone().strftime(pattern)
