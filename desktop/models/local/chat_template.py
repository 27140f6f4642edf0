"""A conversation as the text that a model was trained to continue."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from desktop.errors import ModelError
from desktop.language import tr
from desktop.models.local.spelling import BREAK, Spelling
from desktop.models.local.templating import TEMPLATE_FAILURES, compiled
from desktop.models.local.thinking import marks, without_thought
from desktop.models.local.tool_style import BY_OURSELVES, learned, listing
from desktop.models.local.turns import (
    FORMS,
    IMAGE,
    mapped,
    question_first,
    template_turns,
    with_system,
    with_text_arguments,
    without_images,
    written_out,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from jinja2 import Template

    from desktop.models.chat_format import ChatMessage, ChatTool
    from desktop.models.local.thinking import Marks
    from desktop.models.local.tool_style import ToolStyle
    from desktop.models.local.turns import Turn

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
_AROUND_IMAGES = re.compile(f"({IMAGE})")


@dataclass(frozen=True, slots=True)
class Prompt:
    """A rendered conversation, ready to be tokenized."""

    pieces: tuple[str, ...]
    """Consecutive parts, to be tokenized one by one so that no control token forms across."""
    stop_sequences: tuple[str, ...] = ()
    """Texts that end the answer because of the conversation's form."""

    def ends_with(self, text: str) -> bool:
        """Returns whether this text is the last that is no space."""
        return "".join(self.pieces).rstrip().endswith(text)


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
    ends: frozenset[str] = field(default_factory=frozenset)
    """The texts of the tokens that end a turn."""

    def render(self, messages: Sequence[ChatMessage], tools: Sequence[ChatTool] = ()) -> Prompt:
        """Returns the prompt after which the model writes the assistant's next turn.

        Templates differ in what they refuse: a system turn, two turns of one role, an
        assistant's turn first, a tool's. So the conversation is given as it is, and where that
        fails, in the nearest form that the template takes.

        Args:
            messages: the conversation, of nothing but texts, images and calls of tools.
            tools: those that the model may call now.

        Raises:
            ModelError: the template takes the conversation in no form.
        """
        spelling = self._spelling
        turns, shown = self._told(messages, tools, spelling.broken)
        rendered = self._first_complete(turns, shown)
        apart = self._told(messages, tools, spelling.scattered)
        if apart != (turns, shown):
            # A template that takes something out of a text can bring together what was broken.
            other = self._first_complete(*apart)
            if spelling.formed(other) != spelling.formed(rendered):
                rendered = other
        images = sum(turn["content"].count(IMAGE) for turn in turns)
        if rendered.count(IMAGE) != images or (images and rendered.endswith(IMAGE)):
            raise ModelError(
                tr(
                    "The model's chat template does not take images where this conversation has "
                    "them. The model stays loaded. Send them in a user's message, or choose "
                    "another model."
                )
            )
        stops = (_TRANSCRIPT_STOP,) if self._source is _TRANSCRIPT else ()
        pieces = [part for piece in rendered.split(BREAK) for part in _AROUND_IMAGES.split(piece)]
        return Prompt(tuple(filter(None, pieces)), stops)

    def _told(
        self, messages: Sequence[ChatMessage], tools: Sequence[ChatTool], safe: Callable[[str], str]
    ) -> tuple[list[Turn], list[ChatTool]]:
        """Returns a conversation and its tools, all that others have said in them made safe."""
        around = marks(self.source)
        turns = [_safe(turn, around, safe) for turn in template_turns(messages)]
        shown = mapped(list(tools), lambda text: safe(without_images(text)))
        if tools and not self.tool_style.lists:
            turns = with_system(turns, listing(shown, self.tool_style.form))
            shown = []
        return question_first(turns), shown

    @cached_property
    def tool_style(self) -> ToolStyle:
        """How the model reads and writes calls of tools."""
        try:
            return learned(self._rendered, self.ends | {self.eos}, self.control)
        except TEMPLATE_FAILURES:
            return BY_OURSELVES

    @property
    def _source(self) -> str:
        if self.source is not None:
            return self.source
        return _CHATML if "<|im_start|>" in self.control else _TRANSCRIPT

    @cached_property
    def _compiled(self) -> Template:
        return compiled(self._source)

    @cached_property
    def _spelling(self) -> Spelling:
        return Spelling(self.control)

    def _rendered(self, turns: list[Turn], tools: Sequence[ChatTool] = ()) -> str:
        # Not even an empty list where there are none: templates ask whether it is defined.
        offered = {"tools": deepcopy(tools)} if tools else {}
        return self._compiled.render(
            messages=deepcopy(turns),  # some templates take them apart
            add_generation_prompt=True,
            bos_token=self.bos,
            eos_token=self.eos,
            **offered,
        )

    def _first_complete(self, turns: list[Turn], tools: Sequence[ChatTool]) -> str:
        """Returns the first rendering that keeps all that was said, or else the first at all."""
        renderings = []
        failure: Exception | None = None
        for formed in self._formed(turns):
            try:
                text = self._rendered(formed, tools)
            except TEMPLATE_FAILURES as error:
                failure = failure or error
                continue
            if all(_kept(turn, text) for turn in turns):
                return text
            renderings.append(text)
        if renderings:
            return renderings[0]
        raise ModelError(
            tr(
                "The model's chat template does not take this conversation: {failure}. The model "
                "stays loaded. Choose another model, or a newer file of this one.",
                failure=failure,
            )
        ) from failure

    def _formed(self, turns: list[Turn]) -> Iterator[list[Turn]]:
        """Yields the conversation in every form in which the template might take it."""
        if not any(turn["role"] == "tool" or "tool_calls" in turn for turn in turns):
            for form in FORMS:
                yield form(turns)
            return
        style = self.tool_style
        if style.loops:
            structured = with_text_arguments(turns) if style.text_arguments else turns
            for form in FORMS:
                yield form(structured)
        texts = written_out(turns, style.form.written)
        for form in FORMS:
            yield form(texts)


def _safe(turn: Turn, around: Marks, safe: Callable[[str], str]) -> Turn:
    """Returns a turn with all that others have said in it made safe; old thoughts are left out."""
    said = turn["content"]
    if turn["role"] == "assistant":
        said = without_thought(said, around)
    changed = turn.copy()
    changed["content"] = safe(said)
    if "name" in turn:
        changed["name"] = safe(turn["name"])
    if "tool_calls" in turn:
        changed["tool_calls"] = [
            one | {"function": mapped(one["function"], safe)} for one in turn["tool_calls"]
        ]
    return changed


def _kept(turn: Turn, text: str) -> bool:
    """Returns whether a rendering holds what others said, and which tools were called."""
    called = [str(one["function"]["name"]) for one in turn.get("tool_calls", [])]
    said = [turn["content"].strip()] if turn["role"] != "assistant" else []
    return all(
        one in text or json.dumps(one, ensure_ascii=False)[1:-1] in text for one in said + called
    )
