"""A question that a server puts to the person itself, and what the person did with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.servers.forms import FormField, Value

Action = Literal["accept", "decline", "cancel"]

TIMEOUT = 300.0
"""After so many seconds without a touch a question counts as cancelled."""


@dataclass(frozen=True, slots=True)
class Elicitation:
    """What a server asks a person itself: to fill in a form, or to visit an address."""

    id: str
    server: str
    tool: str
    """The tool call of ours that caused it; empty where that is not certain."""
    message: str
    fields: tuple[FormField, ...] = ()
    address: str = ""
    """Where the person is asked to go, instead of filling in a form."""
    noticed: tuple[str, ...] = ()
    """What is odd about it, in sentences."""
    gives_up_at: float | None = None
    """When the server stops waiting, on the clock of `time.monotonic`; None when not known."""

    @property
    def host(self) -> str:
        """Whose the address is."""
        return urlsplit(self.address).hostname or ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a person did with such a question; to close it is not the same as to decline."""

    action: Action
    content: Mapping[str, Value] = field(default_factory=dict)
    by: str = "person"
    why: str = ""
    """Why it was cancelled, where it was not the person who closed it."""
