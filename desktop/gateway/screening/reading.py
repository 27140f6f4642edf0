"""A text as the rules read it: without what hides in it, and in plain letters."""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from desktop.gateway.screening.hidden import hidden_among, without
from desktop.gateway.screening.scanning import STRETCH, distinct, stretches, translated

if TYPE_CHECKING:
    from collections.abc import Sequence

LOOK_ALIKES = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u04bb\u0501\u051b\u051d\u04cf"
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0406\u0408\u0405"
    "\u03b1\u03bf\u03bd\u03b9\u03c1"
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7",
    "aeopcyxijshdqwlABEKMHOPCTXIJSaovipABEZHIKMNOPTYX",
)
"""Cyrillic and Greek letters that look like Latin ones; from Unicode's confusables.txt, UTS #39."""
_ESCAPES = re.compile(r"\\[nrt]")


class Text:
    """One text, and what it is once hidden characters are gone and letters are plain."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.hidden = hidden_among(raw)
        """The hidden characters that it has, each once."""
        self.lower = _plain(without(raw, self.hidden) if self.hidden else raw)
        """Its seen characters, each small and in its simplest form: full-width ones as ASCII."""
        self.longest = len(raw) if len(raw) > STRETCH else max(map(len, raw.split()), default=0)
        """What no word in it is longer than; most texts need not be searched for data or keys."""

    @cached_property
    def _kept(self) -> Sequence[int]:
        """The place in the raw text of each character of the plain one."""
        if not self.hidden:
            return range(len(self.raw))
        return [place for place, char in enumerate(self.raw) if char not in self.hidden]

    def bounds(self, start: int, end: int) -> tuple[int, int]:
        """Returns where a stretch of the plain text, which is not empty, stands in the raw one."""
        return self._kept[start], self._kept[end - 1] + 1


def _plain(text: str) -> str:
    """Returns a text in the simplest small characters; every one keeps its place.

    The ends of lines and tabs as JSON inside a text has them become blanks.
    """
    if "\\" in text:
        text = _ESCAPES.sub("  ", text)
    if text.isascii():
        return text.lower()
    simpler = {char: _simplest(char) for char in distinct(text)}
    table = {ord(char): simple for char, simple in simpler.items() if simple != char}
    return "".join(part.lower() for part in stretches(translated(text, table)))


@lru_cache(4096)
def _simplest(char: str) -> str:
    """Returns what stands for a character, whose small letter too is but one character."""
    plain = unicodedata.normalize("NFKC", char).translate(LOOK_ALIKES)
    if len(plain) == 1 and len(plain.lower()) == 1:
        return plain
    return char.lower()[0] if len(char.lower()) > 1 else char
