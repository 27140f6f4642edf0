"""Characters that cannot be seen or that reorder others: shown as code points, and found."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from desktop.gateway.screening.finding import MOST, Rule, Span, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from desktop.gateway.screening.reading import Text

HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"})
PLAIN = frozenset("\n\t")
BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f")
"""Letters and marks that show as nothing: the Hangul fillers, a blank Braille cell, a joiner."""

_PRINTABLE = frozenset(map(chr, range(0x20, 0x7F))) | PLAIN
_ENDS = frozenset("\r\f")
"""The ends of lines and pages: shown, but no reason to warn."""
_SHOWN_ANYWAY = frozenset({"Cn", "Co", "Cs", "Zl", "Zp"})
_MOST_NAMED = 3
_RULES = {"TAGS": Rule.TAGS, "BIDI": Rule.BIDI, "INVISIBLE": Rule.INVISIBLE}

# What stands between the brackets of a regular expression.
_TAGS = "\U000e0000-\U000e007f"
_BIDI = "\u202a-\u202e\u2066-\u2069"
_PICTURES = (
    "\u00a9\u00ae\u203c\u2049\u2100-\u27ff\u2900-\u2bff\u3030\u303d\u3297\u3299"
    "\U0001f000-\U0001faff"
)
_JOINING = "\u0600-\u060b\u061b-\u0dff\u1000-\u109f\u1780-\u17ff\u1820-\u18af"
_RTL = "\u0590-\u060f\u0620-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_LETTER = r"[^\W\d_]"
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_IMPLICIT = frozenset("\u200e\u200f\u061c")
_HOMES = (
    r"\A\ufeff",  # a byte order mark that marks the order of bytes
    r"\x1b(?=\[(?!(?:[\d;]{0,20};)?0?8[;m])[\d;]{0,20}+m)",  # a terminal's colour; 8 conceals
    f"(?<=[{_PICTURES}\ufe0f])\u200d(?=[{_PICTURES}])",  # UTS #51, emoji ZWJ sequences
    f"(?<=[{_PICTURES}#*0-9])[\ufe0e\ufe0f](?![\ufe00-\ufe0f])",  # UTS #51, presentation
    f"(?<=[{_HAN}])[\ufe00-\ufe0f\U000e0100-\U000e01ef](?![\ufe00-\ufe0f])",  # UTS #37
    "(?<=\U0001f3f4)[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f",  # UTS #51, flags
    f"(?<=[{_JOINING}])[\u200c\u200d]",  # The Unicode Standard 23.2, cursive joining
    f"(?<={_LETTER})\u00ad(?={_LETTER})",  # a soft hyphen
    f"(?<=[{_UNSPACED}])\u200b",  # a place to break where words have no spaces
    "(?<=[\u0591-\u05c7])\u034f",  # The Unicode Standard 23.2, Hebrew marks
    "(?<=[\u2801-\u28ff])\u2800|\u2800(?=[\u2800-\u28ff])",  # a drawing in Braille
)
"""Where hidden characters are at home, so that ordinary texts of all languages raise nothing."""


@dataclass(frozen=True, slots=True)
class Revealed:
    """A text in which every hidden character is written as its code point, and how many were."""

    text: str
    hidden: int


def reveal(text: str) -> Revealed:
    """Returns a text as it can be shown without deceiving, in a window or a terminal.

    Control characters, among them those that drive a terminal, format characters (bidirectional
    marks, tags, zero-width joiners), variation selectors and blank letters become ⟦U+XXXX⟧.
    """
    hidden = hidden_among(text)
    if not hidden:
        return Revealed(text, 0)
    shown = {ord(char): f"⟦{_code_point(char)}⟧" for char in hidden}
    return Revealed(text.translate(shown), sum(map(text.count, hidden)))


def hidden_among(text: Iterable[str]) -> frozenset[str]:
    """Returns the hidden characters that a text has, each once."""
    return frozenset(filter(_is_hidden, set(text) - _PRINTABLE))


def concealed(text: Text) -> Iterator[Span]:
    """Yields the runs of hidden characters that have no business where they stand.

    Sources: Unicode TR #36 and, for what is ordinary, the standards named beside `_HOMES`;
    CVE-2021-42574, "Trojan Source"; The Unicode Standard 23.9 for the tags.
    """
    told = Counter[str]()
    for kind, start, end in _runs(text):
        told[kind] += 1
        # Of a flood, only the first few are told, and a million sentences would take seconds.
        says = _says(kind, text.raw[start:end]) if told[kind] <= MOST else ""
        yield Span(_RULES[kind], start, end, says)


def _runs(text: Text) -> Iterator[tuple[str, int, int]]:
    """Yields the runs of one kind of hidden characters that are not at home where they are."""
    found = text.hidden - _ENDS
    if not found.isdisjoint(_IMPLICIT) and re.search(f"[{_RTL}]", text.raw):
        found -= _IMPLICIT
    found = frozenset(char for char in found if unicodedata.category(char) not in _SHOWN_ANYWAY)
    if not found:
        return
    at_home = {place for match in _homes().finditer(text.raw) for place in range(*match.span())}
    others = "".join(map(re.escape, sorted(found)))
    kinds = (
        f"(?P<TAGS>[{_TAGS}]+)|(?P<BIDI>[{_BIDI}]+)"
        f"|(?P<INVISIBLE>(?:(?![{_TAGS}{_BIDI}])[{others}])+)"
    )
    for match in re.finditer(kinds, text.raw):
        kind = str(match.lastgroup)
        for start, end in _outside(at_home, *match.span()) if at_home else (match.span(),):
            yield kind, start, end


def _outside(home: set[int], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yields the stretches of a run in which no place is a home."""
    begun = start
    for place in range(start, end):
        if place in home:
            if begun < place:
                yield begun, place
            begun = place + 1
    if begun < end:
        yield begun, end


@cache
def _homes() -> re.Pattern[str]:
    return re.compile("|".join(_HOMES))


def _named(run: str) -> str:
    """Returns the code points of a run, the first few by number."""
    distinct = list(dict.fromkeys(run))
    names = ", ".join(map(_code_point, distinct[:_MOST_NAMED]))
    return f"{names} and others" if len(distinct) > _MOST_NAMED else names


def _decoded(run: str) -> str:
    """Returns what tag characters say; each is an ASCII character, moved up."""
    return quoted("".join(chr(ord(char) - 0xE0000) for char in run))


def _says(kind: str, run: str) -> str:
    if kind == "TAGS":
        return f"Invisible tag characters say {_decoded(run)}."
    if kind == "BIDI":
        return f"What follows is shown in another order ({_named(run)})."
    return f"Invisible characters: {_named(run)}."


def _code_point(char: str) -> str:
    return f"U+{ord(char):04X}"


def _is_hidden(char: str) -> bool:
    selector = "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"
    return selector or char in BLANK_LETTERS or unicodedata.category(char) in HIDDEN_CATEGORIES
