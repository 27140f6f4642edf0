"""What the servers' tools were asked in this run of Parley, and what they answered."""

from __future__ import annotations

import json
from collections import deque
from dataclasses import dataclass
from itertools import count
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from mcp_types import CallToolResult

KEPT = 20
"""How many calls of each server are remembered."""

MOST = 3_000
"""How many characters of each text are."""


@dataclass(slots=True)
class Asked:
    """A call; it has no answer while it is open, nor where it failed."""

    number: int
    server: str
    question: str
    _answer: str = "(none)"

    def answer(self, text: str) -> None:
        """Remembers what the tool answered."""
        self._answer = _cut(text)

    @property
    def told(self) -> str:
        """The call in words."""
        return f"{self.question}\nAnswer: {self._answer}"


class Calls:
    """The latest calls of each server's tools: in memory only, and long texts are cut."""

    def __init__(self) -> None:
        self._asked: dict[str, deque[Asked]] = {}
        self._numbers = count()

    def begin(self, server: str, tool: str, arguments: Mapping[str, Any]) -> Asked:
        """Returns a new call, which waits for its answer."""
        told = json.dumps(arguments, ensure_ascii=False, default=str)
        question = f"Tool: {_cut(tool)}\nArguments: {_cut(told)}"
        asked = Asked(next(self._numbers), server, question)
        self._asked.setdefault(server, deque(maxlen=KEPT)).append(asked)
        return asked

    def latest(self, server: str | None = None) -> list[tuple[str, str]]:
        """Returns the latest calls of one server, or of all, newest last: whose, and in words."""
        names = self._asked if server is None else [server]
        found = [asked for name in names for asked in self._asked.get(name, ())]
        found.sort(key=attrgetter("number"))
        return [(asked.server, asked.told) for asked in found]

    def forget(self, server: str) -> None:
        """Forgets a server's calls."""
        self._asked.pop(server, None)


@dataclass(frozen=True, slots=True)
class ToolOutcome:
    """What came of a tool call."""

    call: str
    text: str
    is_error: bool = False
    declined: bool = False
    """Whether it ended because a request for a completion was declined."""
    result: CallToolResult | None = None


def text_of(result: CallToolResult) -> str:
    """Returns a tool's result for a person; what is not text is named."""
    parts = [
        block.text if block.type == "text" else f"[{block.type.replace('_', ' ')}]"
        for block in result.content
    ]
    return "\n".join(parts)


def _cut(text: str) -> str:
    left = len(text) - MOST
    return f"{text[:MOST]} [cut here: {left:,} more characters]" if left > 0 else text
