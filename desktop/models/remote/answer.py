"""A provider's answer, put together from its pieces, with nothing in them taken on trust."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from desktop.errors import BadAnswer, Filtered
from desktop.language import tr
from desktop.models.chat_format import FunctionCall, ToolCall
from desktop.models.local.stops import StopMatcher
from desktop.models.local.thinking import USUAL, Thinking

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_TOKENS = 100_000_000
"""More than this in one answer is a mistake of whoever counted."""


class _Piece(BaseModel):
    model_config = ConfigDict(from_attributes=True, extra="ignore")


class _Function(_Piece):
    name: str | None = None
    arguments: str | None = None


class _Call(_Piece):
    index: int | None = None
    id: str | None = None
    function: _Function | None = None


class _Delta(_Piece):
    content: str | None = None
    refusal: str | None = None
    reasoning_content: Any = None  # DeepSeek, llama.cpp
    reasoning: Any = None  # OpenRouter, vLLM, Ollama
    tool_calls: list[_Call] | None = None


class _Choice(_Piece):
    delta: _Delta | None = None
    finish_reason: str | None = None


class _Chunk(_Piece):
    choices: list[_Choice] | None = None
    usage: Any = None


class Used(_Piece):
    """What the provider counted."""

    prompt_tokens: int = Field(ge=0, le=MOST_TOKENS)
    completion_tokens: int = Field(ge=0, le=MOST_TOKENS)
    cost: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    """US dollars, where the provider tells them."""
    prompt_tokens_details: Any = None
    completion_tokens_details: Any = None

    @property
    def heard_tokens(self) -> int | None:
        """How many tokens of the request were sounds; None where that is not told."""
        return _told(self.prompt_tokens_details).audio_tokens

    @property
    def thought_tokens(self) -> int | None:
        """How many tokens were thought and not answered; None where that is not told."""
        return _told(self.completion_tokens_details).reasoning_tokens


class _Details(_Piece):
    audio_tokens: int | None = Field(default=None, ge=0, le=MOST_TOKENS)
    reasoning_tokens: int | None = Field(default=None, ge=0, le=MOST_TOKENS)


def _told(details: object) -> _Details:
    try:
        return _Details.model_validate(details)
    except ValidationError:
        return _Details()


@dataclass(slots=True)
class _Begun:
    """A tool call, as far as it has come."""

    id: str
    name: str = ""
    arguments: list[str] = field(default_factory=list)


class Answer:
    """What has come of an answer so far."""

    def __init__(self, provider: str, stop_sequences: Iterable[str] = ()) -> None:
        """Begins an empty one.

        Args:
            provider: its name for people.
            stop_sequences: where the text ends, whether or not the provider heeds it.
        """
        self._provider = provider
        self._stops = StopMatcher(stop_sequences)
        self._texts: list[str] = []
        self._said: list[str] = []
        """What a piece says, before it is held against the stop sequences."""
        self._thoughts: list[str] = []
        self._thinking = Thinking(USUAL, self._said.append)
        self._calls: list[_Begun] = []
        self._latest: dict[int, _Begun] = {}
        self._finish = ""
        self.used: Used | None = None

    @property
    def text(self) -> str:
        """The text, up to a stop sequence."""
        return "".join(self._texts)

    @property
    def thought(self) -> str:
        """What was thought before, told by itself or within the text; no part of the text."""
        return "".join([*self._thoughts, self._thinking.thought]).strip()

    @property
    def size(self) -> int:
        """The characters of all that came, thoughts and arguments of tool calls included."""
        arguments = (part for call in self._calls for part in call.arguments)
        return sum(map(len, [*self._texts, *arguments, self.thought]))

    @property
    def enough(self) -> bool:
        """Whether nothing that may still come is wanted."""
        return self._stops.stopped is not None

    def take(self, piece: object) -> str:
        """Returns what a piece adds to the text.

        Raises:
            BadAnswer: it is not a piece of an answer.
        """
        try:
            chunk = _Chunk.model_validate(piece)
        except ValidationError:
            raise BadAnswer(
                tr(
                    "{provider} sent something that is no piece of an answer, so the answer was "
                    "given up. Try again, or choose another model.",
                    provider=self._provider,
                )
            ) from None
        self._count(chunk.usage)
        text = ""
        for choice in (chunk.choices or ())[:1]:
            self._finish = choice.finish_reason or self._finish
            if choice.delta is not None:
                text = self._take_delta(choice.delta)
        self._texts.append(text)
        return text

    def end(self) -> str:
        """Returns what had been held back of the text, now that nothing more comes.

        Raises:
            BadAnswer: the answer was cut off.
            Filtered: the provider held all of it back.
        """
        self._thinking.finish()
        rest = self._stops.feed(self._taken()) + self._stops.flush()
        self._texts.append(rest)
        if not self._finish and not self.enough:
            raise BadAnswer(
                tr(
                    "The answer of {provider} was cut off before its end, and is given up. Try "
                    "again, or choose another model.",
                    provider=self._provider,
                )
            )
        if self._finish == "content_filter" and not (self.text or self._calls):
            raise Filtered(
                tr(
                    "{provider} held its answer back: its filter for content objected. Change the "
                    "request, or choose another model.",
                    provider=self._provider,
                )
            )
        if self._finish == "error":
            raise BadAnswer(
                tr(
                    "{provider} had a fault in the middle of its answer, which is given up. Try "
                    "again, or choose another model.",
                    provider=self._provider,
                )
            )
        return rest

    @property
    def stop_reason(self) -> str:
        """Why the text ended, in MCP's words."""
        if self.enough:
            return "stopSequence"
        return {"length": "maxTokens", "content_filter": "contentFilter"}.get(
            self._finish, "endTurn"
        )

    @property
    def calls(self) -> list[ToolCall]:
        """The tools that it calls, as it wrote them; whether they are right is another question."""
        return [
            ToolCall(
                id=begun.id,
                type="function",
                function=FunctionCall(name=begun.name, arguments="".join(begun.arguments)),
            )
            for begun in self._calls
        ]

    def _take_delta(self, delta: _Delta) -> str:
        """Returns what a piece adds to the text, its thoughts and calls being kept apart."""
        thought = delta.reasoning_content or delta.reasoning
        if isinstance(thought, str):
            self._thoughts.append(thought)
        said = delta.content or delta.refusal or ""
        if self._thinking.thinks:
            said = self._thinking.think(said)
        if not self._thinking.thinks:
            self._thinking.answer(said)
        for call in delta.tool_calls or ():
            self._take_call(call)
        return self._stops.feed(self._taken())

    def _taken(self) -> str:
        said = "".join(self._said)
        self._said.clear()
        return said

    def _take_call(self, call: _Call) -> None:
        """Adds a piece of a tool call.

        Some providers number none of them, or all alike: another id is another call.
        """
        index = call.index or 0
        begun = self._latest.get(index)
        if begun is None or (call.id and begun.id and call.id != begun.id):
            begun = self._latest[index] = _Begun(call.id or "")
            self._calls.append(begun)
        begun.id = begun.id or call.id or ""
        if call.function is not None:
            begun.name = begun.name or call.function.name or ""
            begun.arguments.append(call.function.arguments or "")

    def _count(self, usage: object) -> None:
        if usage is None:
            return
        try:
            self.used = Used.model_validate(usage)
        except ValidationError:
            return  # It is estimated then.
