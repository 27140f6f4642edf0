"""The language in which Parley speaks: English as it stands in the code, or a translation of it.

Texts are marked where they are written, in every room, and the window says what to make of them:
so no room needs Qt to be translated. It is said before other rooms are imported, since some of
their words are made then. The terminal and what other programs read stay English.
"""

from __future__ import annotations

import re
from string import Formatter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Translate = Callable[[str, str, int], str]
    Parts = list[Any]
    """A source text, a comment, a number or -1, and what stands in its places."""

LANGUAGES = ("en", "de")

_FORMS = re.compile(r"\((?:([^()|]*)\|([^()|]*)|(\w{1,3}))\)")


def english(text: str, comment: str, n: int) -> str:
    """Returns English, in the plural form of a number: "{n} request(s)", "{n} repl(y|ies)"."""
    del comment
    if n < 0:
        return text
    return _FORMS.sub(lambda form: (form[1] or "") if n == 1 else form[2] or form[3], text)


class _Numbers(Formatter):
    """A formatter that writes numbers as the language does: 1.234,5 instead of 1,234.5."""

    def __init__(self, group: str, point: str) -> None:
        self._signs = str.maketrans({",": group, ".": point})

    def format_field(self, value: Any, format_spec: str) -> str:
        """Returns one value as text."""
        text: str = super().format_field(value, format_spec)
        return text.translate(self._signs) if isinstance(value, int | float) else text


_translate: Translate = english
_format: Callable[..., str] = str.format


def speak(translate: Translate = english, group: str = ",", point: str = ".") -> None:
    """Has all texts that are made from now on translated.

    Args:
        translate: makes a text of a source text, a comment for translators, and a number or -1.
        group: what stands between the thousands of a number.
        point: what stands before its decimals.
    """
    global _translate, _format  # one person, one language
    english_signs = (group, point) == (",", ".")
    _translate, _format = translate, str.format if english_signs else _Numbers(group, point).format


def best_language(wish: str, of_system: Iterable[str]) -> str:
    """Returns the language in which the window speaks, as a code of two letters.

    Args:
        wish: such a code, or "system".
        of_system: what the person reads, the dearest first, as "de-AT".
    """
    if wish in LANGUAGES:
        return wish
    read = (code.replace("_", "-").partition("-")[0].lower() for code in of_system)
    return next((code for code in read if code in LANGUAGES), LANGUAGES[0])


class Translated(str):
    """A text in the person's language, which still knows its English."""

    __slots__ = ("english",)
    english: str


class InParts(str):
    """An English text that knows what it is made of, so that another process can translate it."""

    __slots__ = ("parts",)
    parts: Parts


def in_english(text: str) -> str:
    """Returns a text as programs are to read it: as it stood in the code, whatever was spoken."""
    return text.english if isinstance(text, Translated) else text


def tr(text: str, comment: str = "", n: int = -1, /, **values: object) -> str:
    """Returns a text for a person, translated, with its values filled in.

    Args:
        text: a literal, so that lupdate finds it. `{n}` stands for the number, and "(s)" for an
            English plural's end; other places are named: `{model}`.
        comment: what a translator must know.
        n: the number on which the plural form depends; -1 where there is none.
        values: what stands in the named places. Without any, braces are left as they are.
    """
    return _said(text, comment, n, values)


def speak_for_another() -> None:
    """Has all texts that are made from now on know what they are made of."""
    speak(_for_another)


def parts(text: str) -> str | Parts:
    """Returns what a text is made of, as JSON has it; the text itself where it knows nothing."""
    return text.parts if isinstance(text, InParts) else text


def from_parts(told: Any) -> Any:
    """Returns what another process told; of the parts of a text, the text as it is said here."""
    if not isinstance(told, list):
        return told
    text, comment, n, values = told
    return _said(text, comment, n, {name: from_parts(one) for name, one in values.items()})


def _for_another(text: str, comment: str, n: int) -> str:
    return english(text, comment, n)


def _said(text: str, comment: str, n: int, values: dict[str, object]) -> str:
    said = _filled(_translate(text, comment, n), n, values, _format)
    if _translate is english:
        return said
    if _translate is _for_another:
        made = InParts(said)
        made.parts = [text, comment, n, {name: _part(one) for name, one in values.items()}]
        return made
    translated = Translated(said)
    known = {name: _in_english(one) for name, one in values.items()}
    translated.english = _filled(english(text, comment, n), n, known, str.format)
    return translated


def _part(value: object) -> object:
    if isinstance(value, int | float):
        return value
    return parts(value if isinstance(value, str) else str(value))


def _in_english(value: object) -> object:
    if isinstance(value, Exception):
        value = str(value)
    return in_english(value) if isinstance(value, str) else value


def _filled(said: str, n: int, values: dict[str, object], form: Callable[..., str]) -> str:
    if n >= 0:
        said, values = said.replace("{n}", "{n:,}"), {**values, "n": n}
    return form(said, **values) if values else said


def number(value: float, form: str = ",") -> str:
    """Returns a number as text, by one of Python's formats, as the language writes it."""
    return _format(f"{{:{form}}}", value)
