"""What a person must notice in a text: characters that cannot be seen or that reorder others."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"})
PLAIN = frozenset("\n\t")
BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f")
"""Letters and marks that show as nothing: the Hangul fillers, a blank Braille cell, a joiner."""


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
    shown = [f"⟦U+{ord(char):04X}⟧" if _is_hidden(char) else char for char in text]
    return Revealed("".join(shown), sum(len(piece) > 1 for piece in shown))


def _is_hidden(char: str) -> bool:
    if char in PLAIN:
        return False
    selector = "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"
    return selector or char in BLANK_LETTERS or unicodedata.category(char) in HIDDEN_CATEGORIES
