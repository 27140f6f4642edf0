"""A text as the rules read it: without what hides in it, and in plain letters."""

from __future__ import annotations

import unicodedata
from functools import cached_property
from typing import TYPE_CHECKING

from desktop.gateway.screening.hidden import hidden_among

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


class Text:
    """One text, and what it is once hidden characters are gone and letters are plain."""

    def __init__(self, raw: str) -> None:
        self.raw = raw

    @cached_property
    def hidden(self) -> frozenset[str]:
        """The hidden characters that it has, each once."""
        return hidden_among(self.raw)

    @cached_property
    def plain(self) -> str:
        """Its seen characters, each in its simplest form: full-width and bold ones as ASCII."""
        seen = self.raw
        if self.hidden:
            seen = seen.translate(dict.fromkeys(map(ord, self.hidden)))
        return seen if seen.isascii() else seen.translate(_simplest(seen))

    @cached_property
    def lower(self) -> str:
        """The same in small letters, each in the same place."""
        return self.plain.lower()

    @cached_property
    def _kept(self) -> Sequence[int]:
        """The place in the raw text of each character of the plain one."""
        if not self.hidden:
            return range(len(self.raw))
        return [place for place, char in enumerate(self.raw) if char not in self.hidden]

    def bounds(self, start: int, end: int) -> tuple[int, int]:
        """Returns where a stretch of the plain text, which is not empty, stands in the raw one."""
        return self._kept[start], self._kept[end - 1] + 1


def _simplest(text: str) -> dict[int, str]:
    """Returns what stands for each character beyond ASCII; never longer, so that places hold."""
    table = {}
    for char in set(text):
        plain = unicodedata.normalize("NFKC", char).translate(LOOK_ALIKES)
        if len(plain) == 1 and len(plain.lower()) == 1:
            table[ord(char)] = plain
        elif len(char.lower()) > 1:
            table[ord(char)] = char.lower()[0]
    return table
