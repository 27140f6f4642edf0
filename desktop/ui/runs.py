"""What a person had a server do last: run a tool, read a resource, fill in a prompt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.events import CallProgressed
    from desktop.ui.parts import Shown


class Kind(StrEnum):
    """What a server offers."""

    TOOLS = "tools"
    RESOURCES = "resources"
    PROMPTS = "prompts"


class RunState(Enum):
    """How a run of a tool stands."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class ToolRun:
    """One run of a tool, the latest of that tool; or of a resource or a prompt."""

    server: str
    tool: str
    state: RunState
    text: str = ""
    progress: CallProgressed | None = None
    """How far the server says it has come, while it runs."""
    shown: Shown | None = None
    """What it answered, where it answered."""
    kind: Kind = Kind.TOOLS
