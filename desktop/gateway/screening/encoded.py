"""Long stretches of data in letters, which a person cannot read."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from desktop.gateway.screening.finding import Rule, Span
from desktop.gateway.screening.scanning import matches
from desktop.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.gateway.screening.reading import Text

LONG = 200
"""Characters from which on data is flagged: longer than keys, digests and signatures in use."""
_LINE = 60
"""Characters in a line of data: PEM breaks it after 64, MIME after 76."""
_LONGEST_HEAD = 256
"""Characters in the longest head of a data URI that is looked for."""
_CHAR = "[A-Za-z0-9+/_-]"


def encoded(text: Text) -> Iterator[Span]:
    """Yields long stretches of base64, in data URIs or bare, also broken into lines.

    Sources: RFC 2397 and RFC 4648; MITRE ATT&CK T1132, "Data Encoding".
    """
    if text.longest < _LINE:
        return
    done = 0
    for beginning in matches(_beginning(), text.raw, _LINE + 1):
        start = beginning.start()
        if start >= done and (match := _data().match(text.raw, start)):
            done = match.end()
            yield from _said(text.raw, match)


def _said(raw: str, match: re.Match[str]) -> Iterator[Span]:
    data, (start, end) = match["data"], match.span()
    if len(data) >= LONG and all(re.search(kind, data) for kind in ("[A-Z]", "[a-z]", r"\d")):
        head = _head().search(raw, max(0, start - _LONGEST_HEAD), start)
        kind = tr("a data URI") if head else "base64"
        says = tr(
            "{data:,} characters of {kind}, which nobody can read here.", data=len(data), kind=kind
        )
        yield Span(Rule.ENCODED, head.start() if head else start, end, says)


@cache
def _beginning() -> re.Pattern[str]:
    # That a line begins here is asked of its first character and not before it: in that order,
    # `re` skips what cannot begin one four times as fast.
    return re.compile(f"{_CHAR}(?<!{_CHAR}{_CHAR}){_CHAR}{{{_LINE - 1}}}")


@cache
def _data() -> re.Pattern[str]:
    return re.compile(rf"(?P<data>{_CHAR}{{{_LINE},}}+(?:\r?\n{_CHAR}{{4,}}+)*+)={{0,2}}")


@cache
def _head() -> re.Pattern[str]:
    return re.compile(rf"(?<!{_CHAR})data:[\w.+/-]{{0,80}}+(?:;[\w.+=-]{{1,40}}+){{0,4}}+,\Z")
