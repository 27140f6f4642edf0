"""What goes over the wire between Parley and one server: kept for a look, within bounds."""

from __future__ import annotations

import json
import time
from collections import Counter, deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

KEPT_ENTRIES = 1_000
KEPT_CHARACTERS = 4_000_000
"""All that is kept of one server's messages, whichever bound comes first."""

KEPT_OF_ONE = 16_384
"""Characters that are kept of one message; its size says how long it was."""

MASKED = "•••"
_SHORTEST_SECRET = 6
"""A value that is shorter would be masked in half of all words."""


@dataclass(frozen=True, slots=True)
class WireEntry:
    """One message, or what Parley has to say of the wire."""

    number: int
    at: float
    """Seconds since the epoch."""
    way: Literal["in", "out", "note"]
    """From the server, to it, or Parley's own words."""
    text: str
    """Its beginning, where it is long; secrets are masked."""
    size: int
    """Its whole length in bytes."""


class Wire:
    """One server's latest messages in both directions, and what it did that it should not."""

    def __init__(self) -> None:
        """Starts empty."""
        self._entries: deque[WireEntry] = deque(maxlen=KEPT_ENTRIES)
        self._characters = 0
        self._number = 0
        self._secrets: list[str] = []
        self._watchers: list[Callable[[], None]] = []
        self._conduct: Counter[str] = Counter()
        self._words: dict[str, str] = {}
        self.fault = ""
        """Why Parley ended the connection itself; empty where it did not."""
        self.heard = time.monotonic()
        """When the server was heard last."""
        self.used = self.heard
        """When Parley asked it for something last."""
        self.awaited = 0
        """How many of Parley's requests it has not answered."""
        self.pid = 0
        """The process under which all of the server's are; 0 where there is none."""

    def entries(self, after: int = 0) -> list[WireEntry]:
        """Returns the latest messages, oldest first, with what is secret masked.

        Args:
            after: the number of the last one that is known already.
        """
        latest = [entry for entry in self._entries if entry.number > after]
        return [replace(entry, text=self._masked(entry.text)) for entry in latest]

    def watch(self, changed: Callable[[], None]) -> Callable[[], None]:
        """Calls `changed` after each message, until what is returned is called."""
        self._watchers.append(changed)
        return lambda: self._watchers.remove(changed)

    def hide(self, values: Iterable[str]) -> None:
        """Masks these values too, from now on and in what is kept already."""
        for value in values:
            if len(value) < _SHORTEST_SECRET:
                continue
            # As they stand in JSON, in both spellings of what is not ASCII.
            forms = {value, json.dumps(value)[1:-1], json.dumps(value, ensure_ascii=False)[1:-1]}
            self._secrets += [form for form in forms if form not in self._secrets]
        self._secrets.sort(key=len, reverse=True)

    def begin(self) -> None:
        """Starts a new connection: what the server did wrong before is forgiven."""
        self._conduct.clear()
        self._words.clear()
        self.fault = ""
        self.heard = self.used = time.monotonic()
        self.awaited = 0

    def record(self, way: Literal["in", "out", "note"], text: str, size: int) -> None:
        """Keeps a message, of which `text` may be the beginning."""
        if way == "in":
            self.heard = time.monotonic()
        # Longer than what is shown: a secret must not be cut in two before it is masked.
        longest = max(map(len, self._secrets), default=0)
        text = text[: KEPT_OF_ONE + longest]
        if len(self._entries) == KEPT_ENTRIES:
            self._drop()
        self._number += 1
        self._entries.append(WireEntry(self._number, time.time(), way, text, size))
        self._characters += len(text)
        while self._characters > KEPT_CHARACTERS:
            self._drop()
        for changed in tuple(self._watchers):
            changed()

    def count(self, what: str, words: str, number: int = 1) -> None:
        """Counts something that the server did; `words` has a place for the number."""
        self._conduct[what] += number
        self._words[what] = words

    def break_off(self, fault: str) -> None:
        """Says why Parley ends the connection; the first reason holds."""
        self.fault = self.fault or fault
        self.record("note", fault, len(fault))

    @property
    def conduct(self) -> str:
        """What the server did since its start that it should not, and what came of it."""
        told = (self._words[what].format(f"{number:,}") for what, number in self._conduct.items())
        return " ".join(told)

    def _drop(self) -> None:
        self._characters -= len(self._entries.popleft().text)

    def _masked(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, MASKED)
        return text[:KEPT_OF_ONE]
