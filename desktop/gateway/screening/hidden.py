"""Characters that cannot be seen or that reorder others: shown as code points, and found."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from desktop.gateway.screening.finding import MOST, Rule, Span, quoted
from desktop.gateway.screening.scanning import STRETCH, distinct, translated
from desktop.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.gateway.screening.reading import Text

HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"})
PLAIN = frozenset("\n\t")
BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f")
"""Letters and marks that show as nothing: the Hangul fillers, a blank Braille cell, a joiner."""

_PRINTABLE = frozenset(map(chr, range(0x20, 0x7F))) | PLAIN
_OTHERS = re.compile(r"[^\n\t -~]")
_NOTHING: frozenset[str] = frozenset()
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
_KINDS = re.compile(f"(?P<TAGS>[{_TAGS}]+)|(?P<BIDI>[{_BIDI}]+)|(?P<INVISIBLE>[^{_TAGS}{_BIDI}]+)")
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
    return Revealed(translated(text, shown), len(text) - len(without(text, hidden)))


def on_one_line(text: str) -> str:
    """Returns a text in which the ends of lines and tabs are written as code points too."""
    shown = {ord(char): f"⟦{_code_point(char)}⟧" for char in "\n\t"}
    return reveal(text).text.translate(shown)


def hidden_among(text: str) -> frozenset[str]:
    """Returns the hidden characters that a text has, each once."""
    if not _OTHERS.search(text):
        return _NOTHING
    return frozenset(filter(_is_hidden, distinct(text) - _PRINTABLE))


def without(text: str, characters: frozenset[str]) -> str:
    """Returns a text without some of its characters."""
    return translated(text, dict.fromkeys(map(ord, characters)))


def concealed(text: Text) -> Iterator[Span]:
    """Yields the runs of hidden characters that have no business where they stand.

    Sources: Unicode TR #36 and, for what is ordinary, the standards named beside `_HOMES`;
    CVE-2021-42574, "Trojan Source"; The Unicode Standard 23.9 for the tags.
    """
    if not text.hidden:
        return
    told = Counter[Rule]()
    for rule, start, end in _runs(text):
        told[rule] += 1
        # Of a flood, only the first few are told, and a million sentences would take seconds.
        beginning = text.raw[start : min(end, start + STRETCH)]
        yield Span(rule, start, end, _says(rule, beginning) if told[rule] <= MOST else "")


def _runs(text: Text) -> Iterator[tuple[Rule, int, int]]:
    """Yields the runs of one kind of hidden characters that are not at home where they are."""
    found = text.hidden - _ENDS
    if not found.isdisjoint(_IMPLICIT) and re.search(f"[{_RTL}]", text.raw):
        found -= _IMPLICIT
    found = frozenset(char for char in found if unicodedata.category(char) not in _SHOWN_ANYWAY)
    if not found:
        return
    run = re.compile(f"[{''.join(map(re.escape, sorted(found)))}]+")
    for match in run.finditer(text.raw):
        for stretch in _outside(text.raw, *match.span()):
            for part in _KINDS.finditer(text.raw, *stretch):
                yield _RULES[str(part.lastgroup)], *part.span()


def _outside(raw: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yields the stretches of a run that are not at home where they are."""
    home, begun, place = _homes(), start, start
    while place < end:
        if match := home.match(raw, place):
            if begun < place:
                yield begun, place
            begun = place = match.end()
        else:
            place += 1
    if begun < end:
        yield begun, end


@cache
def _homes() -> re.Pattern[str]:
    return re.compile("|".join(_HOMES))


def named(run: str) -> str:
    """Returns the code points of characters, those of the first few."""
    points = list(dict.fromkeys(run))
    names = ", ".join(map(_code_point, points[:_MOST_NAMED]))
    return tr("{names} and others", names=names) if len(points) > _MOST_NAMED else names


def _decoded(run: str) -> str:
    """Returns what tag characters say; each is an ASCII character, moved up."""
    return quoted("".join(chr(ord(char) - 0xE0000) for char in run))


def _says(rule: Rule, run: str) -> str:
    if rule is Rule.TAGS:
        return tr("Invisible tag characters say {decoded}.", decoded=_decoded(run))
    if rule is Rule.BIDI:
        return tr("What follows is shown in another order ({named}).", named=named(run))
    return tr("Invisible characters: {named}.", named=named(run))


def _code_point(char: str) -> str:
    return f"U+{ord(char):04X}"


@lru_cache(4096)
def _is_hidden(char: str) -> bool:
    selector = "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"
    return selector or char in BLANK_LETTERS or unicodedata.category(char) in HIDDEN_CATEGORIES
