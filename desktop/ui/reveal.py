"""Characters that a person would not see, made visible."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Control, format, bidirectional, tag, private and filler characters: what Unicode files under Cc,
# Cf, Co, Cs, Zl and Zp, and the letters and marks that are drawn as nothing. A single emoji
# selector after a character is ordinary in honest text and carries nothing, so it stays.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2"
    "\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164"
    "\ud800-\udfff\ue000-\uf8ff\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffb"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U0010ffff]|(?<=\ufe0f)\ufe0f|(?<![^\x00-\x7f])\ufe0f"
)


@dataclass(frozen=True, slots=True)
class Revealed:
    """Text as it is safe to show, and how many characters had to be made visible."""

    text: str
    hidden: int


def reveal(text: str) -> Revealed:
    """Returns the text with each hidden character as its code point in brackets.

    Line ends of any platform become plain ones; they hide nothing.
    """
    plain = text.replace("\r\n", "\n")
    shown, hidden = _HIDDEN.subn(lambda found: f"⟦U+{ord(found[0]):04X}⟧", plain)
    return Revealed(shown, hidden)
