"""What an engine is asked for, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from desktop.models.local.thinking import USUAL, Marks

if TYPE_CHECKING:
    from desktop.models.local.calling import Calling

StopReason = Literal["endTurn", "stopSequence", "maxTokens"]


class Cancelled(Exception):  # noqa: N818  (an outcome that was asked for, like CancelledError)
    """The job was cancelled; the engine is ready for the next one."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How one answer is to be written."""

    max_tokens: int
    temperature: float | None = None
    """None leaves it to the engine; 0 always takes the likeliest token."""
    stop_sequences: tuple[str, ...] = ()
    calling: Calling | None = None
    """What may be done with tools; None where a call would be nothing but text."""
    marks: Marks = USUAL
    """What stands around a thought."""
    thinks: bool = False
    """Whether the prompt begins a thought, which the answer then goes on with."""
    grammar: str = ""
    """What the whole answer must keep to, if it is no call; empty where it is free."""
    looks_up: bool = True
    """Whether a text that repeats itself is computed ahead: the answer is the same."""
    may_write: bool = False
    """Whether the conversation may be written to disk."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an answer ended and what it took."""

    stop_reason: StopReason
    input_tokens: int
    output_tokens: int
    reused_tokens: int
    """How many of the input tokens were still in memory from the job before."""
    calls: str | None = None
    """What was written after the opening of a call; None where no tool was called."""
    thought: str = ""
    """What the model thought before it answered."""
    thought_tokens: int = 0
    """How many of the output tokens the thought took."""
