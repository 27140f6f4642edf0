"""The question whether a model may run a tool, and the answers there are to it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from desktop.events import ToolSummary


class CallConsent(Enum):
    """What a person says to a call."""

    ONCE = "once"
    CONVERSATION = "in this conversation"
    """And to later ones of the same tool in the same conversation, until Parley ends; those in
    which something is noticed are asked about all the same."""
    NO = "no"


@dataclass(frozen=True, slots=True)
class CallQuestion:
    """All that a person needs to decide on one call of a tool."""

    conversation: str
    turn: str
    """The turn of the model that makes the call."""
    id: str
    """As in `ToolCall.id`."""
    server: str
    tool: ToolSummary
    arguments: Mapping[str, Any]
    model: str
    """The name for people of the model that wants it."""
    host: str = ""
    """Where the result goes with the next request; empty where that is this computer."""
    noticed: tuple[str, ...] = ()
    """What the screening found in the arguments, in sentences."""

    @property
    def may_last(self) -> bool:
        """Whether later calls may pass without a question; not those that may destroy."""
        return not self.tool.asks_first


async def declines(question: CallQuestion) -> CallConsent:
    """Runs nothing, since nobody is there to be asked."""
    del question
    return CallConsent.NO
