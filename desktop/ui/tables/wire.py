"""The table of what goes over the wire, and what is looked for in it."""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.language import tr
from desktop.ui import wording
from desktop.ui.looks import Look
from desktop.ui.tables.rows import Column, RowsModel
from desktop.ui.theme import Symbol, Tone

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desktop.servers.transport.traffic import WireEntry

_METHOD = re.compile(r'"method"\s*:\s*"([^"\\]{1,100})"')
_ID = re.compile(r'"id"\s*:\s*("[^"\\]{1,100}"|-?\d{1,20})')
_BEGINNING = 1_000
"""Characters of a message in which its method and its number are looked for."""

WAYS = {"out": tr("To the server"), "in": tr("From the server"), "note": tr("Parley's own note")}
_LOOKS = {
    "out": Look(Symbol.OUT, WAYS["out"]),
    "in": Look(Symbol.IN, WAYS["in"], Tone.LIVE),
    "note": Look(Symbol.INFORMATION, WAYS["note"], Tone.QUIET),
}


@dataclass(frozen=True, slots=True)
class Message:
    """One message, with what it is about."""

    entry: WireEntry
    method: str
    """What is asked or told; of an answer, what it answers."""
    answers: bool = False

    @property
    def about(self) -> str:
        """What it is about, in words."""
        return (
            tr("answer to {value}", value=self.method or tr("something earlier"))
            if self.answers
            else self.method
        )


class Reader:
    """Finds out what each message is about; an answer names only the number of its question."""

    def __init__(self) -> None:
        self._asked: dict[tuple[str, str], str] = {}

    def read(self, entry: WireEntry) -> Message:
        """Returns a message; each is read once, in their order."""
        if entry.way == "note":
            return Message(entry, "")
        beginning = entry.text[:_BEGINNING]
        method, number = _METHOD.search(beginning), _ID.search(beginning)
        if method:
            if number:
                self._asked[entry.way, number[1]] = method[1]
            return Message(entry, method[1])
        other = "in" if entry.way == "out" else "out"
        asked = self._asked.pop((other, number[1]), "") if number else ""
        return Message(entry, asked, answers=True)


def wire_rows(parent: QObject | None = None) -> RowsModel[Message]:
    """Returns an empty table of messages, keyed by their numbers, newest last."""
    columns: tuple[Column[Message], ...] = (
        Column(tr("Time"), _clock, sort=lambda row: float(row.entry.number)),
        Column(tr("Way"), lambda row: WAYS[row.entry.way], look=lambda row: _LOOKS[row.entry.way]),
        Column(tr("About"), lambda row: wording.one_line(row.about or row.entry.text[:200])),
        Column(
            tr("Size"),
            lambda row: wording.size(row.entry.size),
            sort=lambda row: float(row.entry.size),
        ),
    )
    return RowsModel(columns, lambda row: str(row.entry.number), parent)


def matches(message: Message, text: str, method: str, way: str) -> bool:
    """Whether a message is among those that are looked for; what is empty excludes none."""
    if way and message.entry.way != way:
        return False
    if method and message.method != method:
        return False
    return text.casefold() in message.entry.text.casefold()


def pretty(entry: WireEntry) -> str:
    """Returns a message for a person: indented where it is there whole."""
    try:
        text = wording.as_json(json.loads(entry.text))
    except (ValueError, RecursionError):
        text = entry.text
    beyond = entry.size - len(entry.text.encode("utf-8", "replace"))
    if beyond > 0 and text == entry.text and entry.way != "note":
        return tr(
            "{words}\n\n[its beginning: it has {size}]", words=text, size=wording.size(entry.size)
        )
    return text


def _clock(row: Message) -> str:
    at = row.entry.at
    return f"{time.strftime('%H:%M:%S', time.localtime(at))}.{int(at * 1000) % 1000:03d}"
