"""The lines of JSON between the app and a worker process."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from desktop.language import from_parts, parts

if TYPE_CHECKING:
    from desktop.models.backend import Vector
    from desktop.models.chat_format import ChatMessage, ChatTool, FunctionCall, ToolChoice


Kind = Literal["cancelled", "load", "too long", "compute", "model", "fatal"]
"""Why a job failed; after "fatal" the worker is not fit for another one."""


@dataclass(frozen=True, slots=True)
class Load:
    """Load this file, once, before anything else."""

    job: int
    path: str
    context_length: int
    threads: int | None
    gpu: bool
    """Whether a GPU may be used, and so its driver be loaded."""
    projector: str = ""
    """The file with which it sees images; empty where it sees none."""
    states: str = ""
    """The folder for what it knew of conversations; empty where nothing may be kept."""


@dataclass(frozen=True, slots=True)
class Complete:
    """Answer this conversation."""

    job: int
    messages: list[ChatMessage]
    max_tokens: int
    temperature: float | None
    stop_sequences: list[str]
    tools: list[ChatTool]
    tool_choice: ToolChoice
    answer_schema: dict[str, Any] | None = None
    """What the answer's JSON must be valid against; None where the answer is free."""
    may_write: bool = False
    """Whether the conversation may be written to disk."""


@dataclass(frozen=True, slots=True)
class Embed:
    """Turn these texts into vectors."""

    job: int
    texts: list[str]


@dataclass(frozen=True, slots=True)
class Cancel:
    """Stop answering."""

    job: int


@dataclass(frozen=True, slots=True)
class Loaded:
    """The file is in memory."""

    job: int
    device: str
    """What computes it, in words for people."""
    detail: str
    """Why a GPU that is here computes less than it might; empty otherwise."""


@dataclass(frozen=True, slots=True)
class Text:
    """The answer goes on like this."""

    job: int
    text: str


@dataclass(frozen=True, slots=True)
class Made:
    """The next text is this vector."""

    job: int
    vector: Vector


@dataclass(frozen=True, slots=True)
class Done:
    """The answer is complete."""

    job: int
    stop_reason: str
    input_tokens: int
    output_tokens: int
    seconds: float
    calls: list[FunctionCall] = field(default_factory=list)
    """The tools that it calls, not checked yet."""
    thought: str = ""
    """What the model thought before it answered."""
    thought_tokens: int = 0
    """How many of the output tokens the thought took."""
    remembered: int = 0
    """Bytes that the conversations before this one take in the worker's memory."""


@dataclass(frozen=True, slots=True)
class Failed:
    """The job ended without an answer."""

    job: int
    kind: Kind
    message: str


Command = Load | Complete | Embed | Cancel
Event = Loaded | Text | Made | Done | Failed


def encode(frame: Command | Event) -> bytes:
    """Returns the frame as one line."""
    # Not by `asdict`, which copies all that is in it, and takes longer than everything else here.
    told = {name: getattr(frame, name) for name in type(frame).__dataclass_fields__}
    if isinstance(frame, Loaded | Failed):
        told |= {name: parts(one) for name, one in told.items() if isinstance(one, str)}
    return _as_json({"frame": type(frame).__name__, **told}).encode() + b"\n"


_as_json = json.JSONEncoder().encode  # `json.dumps` looks at its options each time.


def decode_command(line: bytes) -> Command:
    """Returns the command in a line that `encode` made."""
    fields = json.loads(line)
    match fields.pop("frame"):
        case "Load":
            return Load(**fields)
        case "Complete":
            return Complete(**fields)
        case "Embed":
            return Embed(**fields)
        case "Cancel":
            return Cancel(**fields)
        case unknown:
            raise ValueError(f"unknown command {unknown!r}")


def decode_event(line: bytes) -> Event:
    """Returns the event in a line that `encode` made."""
    fields = json.loads(line)
    match fields.pop("frame"):
        case "Loaded":
            return Loaded(**{name: from_parts(one) for name, one in fields.items()})
        case "Text":
            return Text(**fields)
        case "Made":
            return Made(fields["job"], tuple(fields["vector"]))
        case "Done":
            return Done(**fields)
        case "Failed":
            return Failed(**{name: from_parts(one) for name, one in fields.items()})
        case unknown:
            raise ValueError(f"unknown event {unknown!r}")
