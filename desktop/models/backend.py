"""The seam behind which every model answers, wherever it runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from mcp_types import (
        CreateMessageRequestParams,
        CreateMessageResult,
        CreateMessageResultWithTools,
        SamplingMessageContentBlock,
    )

    from desktop.models.context import ModelContext

Result: TypeAlias = "CreateMessageResult | CreateMessageResultWithTools"
"""An answer in MCP's own words; the second kind where the request brought tools."""

MAY_KEEP: ContextVar[bool] = ContextVar("MAY_KEEP", default=False)
"""Whether the texts of the request at hand may be written to disk; the gateway says so."""

Vector = tuple[float, ...]
"""What a text means, as numbers; the nearer two are, the more alike are their texts."""

OnText = Callable[[str], None]
"""Receives each new piece of the answer, in order, on the loop's own thread."""


def text_of(result: Result) -> str:
    """Returns an answer as text; what is not text is named."""
    return "\n".join(
        block.text if block.type == "text" else f"[{block.type}]" for block in blocks_of(result)
    )


def blocks_of(result: Result) -> Sequence[SamplingMessageContentBlock]:
    """Returns what an answer consists of, in order."""
    return result.content if isinstance(result.content, list) else (result.content,)


@dataclass(frozen=True, slots=True)
class Usage:
    """What an answer took."""

    input_tokens: int
    output_tokens: int
    seconds: float
    cost: float = 0.0
    """US dollars, as far as they are known."""
    estimated: bool = False
    """Whether the tokens are Parley's own estimate, since the provider told none."""
    thought_tokens: int = 0
    """How many of the output tokens are no part of the answer, but of what came before it."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one of several models did that answer a request together."""

    role: str
    """What it was asked for: "draft", "refinement", "answer", "choice"."""
    model: ModelContext
    params: CreateMessageRequestParams
    """What it was asked."""
    usage: Usage
    """Of one that was broken off, only what was seen here: pieces of the answer, and seconds."""
    text: str = ""
    """What it answered; of one that was broken off, as far as it had come."""
    thinking: str = ""
    error: str = ""
    """Why it gave no answer, in a sentence; empty where it did."""
    asked: bool = True
    """Whether the request was sent to it at all."""


OnPart = Callable[[Part], None]
"""Receives each part of an answer as it ends, of one that fails or is cancelled too."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one of several models answered that were all asked the same."""

    model: ModelContext
    result: Result


@dataclass(frozen=True, slots=True)
class Completion:
    """An answer in MCP's own words, and what it took."""

    result: Result
    usage: Usage
    cached: bool = False
    """Whether it was given before, and is given again."""
    thinking: str = ""
    """What the model thought before it answered, where it tells; no part of the answer."""
    answers: tuple[Answer, ...] = ()
    """Where several models were asked the same: what each answered, for a person to choose from."""
    chosen: int = 0
    """Which of these the result is."""
    vectors: tuple[Vector, ...] = ()
    """One for each message, where the request asked for these; see `vectors.py`."""
    undecided: bool = False
    """Whether a person is to choose, and the result is only the first of them."""

    def with_choice(self, number: int) -> Completion:
        """Returns the same with another one of the answers as its result."""
        return replace(self, result=self.answers[number].result, chosen=number)


class Backend(Protocol):
    """A model that can be asked."""

    @property
    def context(self) -> ModelContext:
        """What is known of the model."""

    @property
    def loaded(self) -> bool:
        """Whether it can answer at once."""

    @property
    def device(self) -> str:
        """What computes it here while it is loaded, in words; empty otherwise."""

    async def unload(self) -> None:
        """Gives its memory back, after the request that it is answering."""

    async def close(self) -> None:
        """Ends it at once, with whatever it is doing."""

    async def complete(self, params: CreateMessageRequestParams, on_text: OnText) -> Completion:
        """Answers the request, obeying its token limit and stop sequences.

        Cancelling the awaiting task stops the work, during prompt processing too.

        Raises:
            ModelError: the model could not be loaded, could not take the prompt, or died.
        """
