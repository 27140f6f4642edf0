"""One thing that a person must notice: by which rule, where, and in which words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from desktop.language import tr

MOST = 8
"""So many findings of one rule in one text are told; of the others, how many there are."""

_LONGEST_QUOTE = 60


class Rule(StrEnum):
    """The names of the rules, as the journal keeps them."""

    INVISIBLE = "invisible characters"
    BIDI = "bidirectional characters"
    TAGS = "tag characters"
    HOST = "look-alike host"
    ENCODED = "encoded data"
    SECRET = "secret"
    INSTRUCTION = "prompt injection"
    SPEAKER = "spoofed speaker"
    CONTEXT = "context request"
    SHADOW = "shadowing tool"

    @property
    def words(self) -> str:
        """What the rule looks for, in the person's language."""
        return _RULES[self]


_RULES = {
    Rule.INVISIBLE: tr("invisible characters"),
    Rule.BIDI: tr("bidirectional characters"),
    Rule.TAGS: tr("tag characters"),
    Rule.HOST: tr("look-alike host"),
    Rule.ENCODED: tr("encoded data"),
    Rule.SECRET: tr("secret"),
    Rule.INSTRUCTION: tr("prompt injection"),
    Rule.SPEAKER: tr("spoofed speaker"),
    Rule.CONTEXT: tr("context request"),
    Rule.SHADOW: tr("shadowing tool"),
}


class Span(NamedTuple):
    """A stretch of one text by which a rule was struck; a tuple, for there may be a million."""

    rule: Rule
    start: int
    end: int
    says: str


@dataclass(frozen=True, slots=True)
class Place:
    """From where to where in which text of a request."""

    message: int | None
    """Its number, from 0; None for the system prompt."""
    block: int
    start: int
    end: int
    """In a block that is no text, the places of its strings, one a line, count."""

    @property
    def words(self) -> str:
        """Which text it is, in words."""
        if self.message is None:
            return tr("System prompt")
        part = tr(", part {value}", value=self.block + 1) if self.block else ""
        return tr("Message {value}{part}", value=self.message + 1, part=part)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule has to say to the person about a request or an answer."""

    rule: Rule
    says: str
    place: Place | None = None
    """None where the request as a whole is meant."""

    @property
    def line(self) -> str:
        """What it says, and of which text."""
        return f"{self.place.words}: {self.says}" if self.place else self.says


def quoted(text: str) -> str:
    """Returns the beginning of a foreign text as a quotation in one line."""
    line = " ".join(text[: _LONGEST_QUOTE * 4].split())
    short = line[:_LONGEST_QUOTE]
    return tr("“{text}”", text=short if len(short) == len(line) else f"{short}…")
