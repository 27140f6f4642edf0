"""What must be true of every call, and of every row that it has left."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from enum import Enum
from typing import TYPE_CHECKING

from desktop.events import RequestPhase
from tests.soak.people import answer_to, number_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from desktop.gateway.entry import Entry


class Fate(Enum):
    """How a tool call ended."""

    ANSWERED = "answered"
    ASKED = "answered with a completion"
    DECLINED = "declined"
    FAILED = "failed in words, since its server was killed"
    ASKED_IN_VAIN = "failed in words, one that asks for a completion"
    WRONG = "answered wrongly"


_ENDS = {
    Fate.ASKED: {RequestPhase.ANSWERED},
    Fate.DECLINED: {RequestPhase.DECLINED},
    # The server may have died before it asked, while it waited, or after it was answered.
    Fate.ASKED_IN_VAIN: {
        RequestPhase.WITHDRAWN,
        RequestPhase.ANSWERED,
        RequestPhase.DECLINED,
    },
}

_WAYS = re.compile(
    r"asked( routed)?( approved)?( answered| declined| withdrawn| answered withdrawn)"
)
"""What may stand of a request, in order: one beginning, one end.

An answer is on record before it leaves; one whose server dies in that moment is withdrawn then.
"""

_ROWS = "SELECT request, event FROM journal ORDER BY n"


def faults_in_calls(fates: Mapping[int, Fate], entries: Sequence[Entry]) -> list[str]:
    """Returns what is wrong with the calls, or with what the journal tells of them."""
    told: dict[int, list[Entry]] = {}
    for entry in entries:
        text = entry.asked["messages"][0]["content"]["text"]
        told.setdefault(number_in(text), []).append(entry)
    found = [
        f"call {number} was {fate.value}" for number, fate in fates.items() if fate is Fate.WRONG
    ]
    for number, fate in fates.items():
        found += _faults(number, fate, told.pop(number, []))
    return found + [f"nobody made call {number}" for number in told]


def _faults(number: int, fate: Fate, entries: Sequence[Entry]) -> list[str]:
    ends = _ENDS.get(fate, set())
    least = 1 if fate in (Fate.ASKED, Fate.DECLINED) else 0
    if not least <= len(entries) <= (1 if ends else 0):
        return [f"call {number}, {fate.value}, has {len(entries)} requests"]
    for entry in entries:
        if entry.phase not in ends:
            return [f"call {number}, {fate.value}, has a request that is {entry.phase.name}"]
        if entry.phase is RequestPhase.ANSWERED and entry.text != answer_to(number):
            return [f"call {number} got another one's answer: {entry.text}"]
    return []


def faults_in_rows(database: Path) -> list[str]:
    """Returns the requests whose rows are not one beginning and one end."""
    told: dict[str, list[str]] = {}
    with closing(sqlite3.connect(database)) as opened:
        for request, event in opened.execute(_ROWS):
            told.setdefault(request, []).append(event)
    return [
        f"request {request} has these rows: {' '.join(events)}"
        for request, events in told.items()
        if not _WAYS.fullmatch(" ".join(events))
    ]
