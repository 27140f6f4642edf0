"""The language in which Parley speaks: English as it stands in the code, or a translation of it.

Texts are marked where they are written, in every room, and the window says what to make of them:
so no room needs Qt to be translated. It is said before other rooms are imported, since some of
their words are made then. The terminal and what other programs read stay English.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Translate = Callable[[str, str, int], str]

_OPTIONAL = re.compile(r"\((\w+)\)")


def english(text: str, comment: str, n: int) -> str:
    """Returns English, in the plural form of a number: "{n} request(s)" loses the bracket for 1."""
    del comment
    return _OPTIONAL.sub("" if n == 1 else r"\1", text) if n >= 0 else text


_translate: Translate = english
_group = ","


def speak(translate: Translate = english, group: str = ",") -> None:
    """Has all texts that are made from now on translated.

    Args:
        translate: makes a text of a source text, a comment for translators, and a number or -1.
        group: what stands between the thousands of a number.
    """
    global _translate, _group  # one person, one language
    _translate, _group = translate, group


def tr(text: str, comment: str = "", n: int = -1, /, **values: object) -> str:
    """Returns a text for a person, translated, with its values filled in.

    Args:
        text: a literal, so that lupdate finds it. `{n}` stands for the number, and "(s)" for an
            English plural's end; other places are named: `{model}`.
        comment: what a translator must know.
        n: the number on which the plural form depends; -1 where there is none.
        values: what stands in the named places. Without any, braces are left as they are.
    """
    said = _translate(text, comment, n)
    if n >= 0:
        values["n"] = f"{n:,}".replace(",", _group)
    return said.format(**values) if values else said
