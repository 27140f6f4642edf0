"""What a person has laid down for the requests of one server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from desktop.models.context import Location

Word = Literal["ask", "always", "never"]
"""Ask the person, let it pass within the limits, or turn it down."""

ReviewOf = Literal["off", "remote", "tools", "always"]
"""Which answers a person sees before the server does."""

_STRICTEST_FIRST: tuple[Word, ...] = ("never", "ask", "always")

TIMEOUT = 30.0
"""Seconds without a touch after which a question is declined."""


@dataclass(frozen=True, slots=True)
class Policy:
    """The `sampling` of a server's own entry in mcp.json."""

    enabled: bool = True
    consent: Word = "ask"
    remote: Word = "ask"
    """What holds besides where the text would leave this computer."""
    tools: Word = "ask"
    """What holds besides where the request brings tools."""
    outside: Literal["ask", "never"] = "ask"
    """What holds besides where no tool call of ours is known to have caused it."""
    timeout: float = TIMEOUT
    models: tuple[str, ...] = ()
    """The ids of the models that may answer; empty where all may."""
    review: ReviewOf = "off"
    cache_minutes: float = 0.0
    """For how long an answer is given again to the same request at temperature 0."""
    share_cache: bool = False
    """Whether this server and others that may share it give each other their answers."""
    keep_texts: bool = True
    """Whether the journal keeps what was asked and answered, or only how much it was."""

    def word(self, location: Location, *, tools: bool) -> Word:
        """Returns the strictest of what holds for a request that is answered at a place."""
        words = [self.consent]
        if location is Location.REMOTE:
            words.append(self.remote)
        if tools:
            words.append(self.tools)
        return min(words, key=_STRICTEST_FIRST.index)

    def reviews(self, location: Location, *, tools: bool) -> bool:
        """Whether a person sees the answer before the server does."""
        remote = location is Location.REMOTE
        return {"off": False, "remote": remote, "tools": tools, "always": True}[self.review]


ASK = Policy()
"""What holds where mcp.json says nothing."""
