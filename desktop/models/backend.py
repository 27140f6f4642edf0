"""The seam behind which every model answers, wherever it runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
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

OnText = Callable[[str], None]
"""Receives each new piece of the answer, in order, on the loop's own thread."""


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
class Completion:
    """An answer in MCP's own words, and what it took."""

    result: Result
    usage: Usage
    cached: bool = False
    """Whether it was given before, and is given again."""
    thinking: str = ""
    """What the model thought before it answered, where it tells; no part of the answer."""


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
