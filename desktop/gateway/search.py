"""What is wanted of the journal: a condition for SQLite, and a check of what it finds."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.events import RequestPhase
    from desktop.gateway.entry import Entry
    from desktop.storage.database import Value


_LIKE = r"LIKE ? ESCAPE '\'"
_as_json = json.JSONEncoder(ensure_ascii=False).encode


EVER = (0.0, math.inf)
"""From whenever to whenever."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What must hold of an entry; what is empty holds of every one."""

    server: str = ""
    model: str = ""
    phase: RequestPhase | None = None
    text: str = ""
    times: tuple[float, float] = EVER
    """The earliest and the latest, in seconds since the epoch."""

    def condition(self) -> tuple[str, tuple[Value, ...]]:
        """Returns a condition that some row meets of every entry that is wanted.

        It finds more than is wanted, and never less: each row has its server and its time, and
        of the rest the narrowest is chosen.
        """
        terms = ["at >= ?"]
        values: list[Value] = [self.times[0]]
        if self.server:
            terms.append("server = ?")
            values.append(self.server)
        if self.text:
            terms.append(f"(data {_LIKE} OR server {_LIKE})")
            values += [_pattern(_as_json(self.text)[1:-1]), _pattern(self.text)]
        elif self.phase and self.phase.ended:
            terms.append("event = ?")
            values.append(self.phase.name.lower())
        elif self.model:
            terms.append(f"event IN ('routed', 'approved', 'answered') AND data {_LIKE}")
            values.append(_pattern(f'"model": {_as_json(self.model)}'))
        else:
            terms.append("event = 'asked' AND at <= ?")
            values.append(self.times[1])
        return " AND ".join(terms), tuple(values)

    def fits(self, entry: Entry) -> bool:
        """Whether all of it holds of an entry."""
        return (
            self.times[0] <= entry.at <= self.times[1]
            and self.server in ("", entry.server)
            and self.model in ("", entry.model)
            and self.phase in (None, entry.phase)
            and (not self.text or entry.says(self.text))
        )


def _pattern(text: str) -> str:
    """Returns a pattern for LIKE; it knows only ASCII's capitals, so that others match anything."""
    return "".join(["%", *(_one(letter) for letter in text), "%"])


def _one(letter: str) -> str:
    if letter in r"\%_":
        return f"\\{letter}"
    has_case = letter.lower() != letter or letter.upper() != letter
    return "%" if has_case and not letter.isascii() else letter
