"""Long stretches of data in letters, which a person cannot read."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from desktop.gateway.screening.finding import Rule, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.gateway.screening.reading import Text

LONG = 200
"""Characters from which on data is flagged: longer than keys, digests and signatures in use."""
_LINE = 60
"""Characters in a line of data: PEM breaks it after 64, MIME after 76."""


def encoded(text: Text) -> Iterator[Span]:
    """Yields long stretches of base64, in data URIs or bare, also broken into lines.

    Sources: RFC 2397 and RFC 4648; MITRE ATT&CK T1132, "Data Encoding".
    """
    if max(map(len, text.raw.split()), default=0) < _LINE:
        return
    for match in _pattern().finditer(text.raw):
        data = match["data"]
        if len(data) >= LONG and all(re.search(kind, data) for kind in ("[A-Z]", "[a-z]", r"\d")):
            kind = "a data URI" if match["uri"] else "base64"
            says = f"{len(data):,} characters of {kind}, which nobody can read here."
            yield Span(Rule.ENCODED, *match.span(), says)


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        r"(?<![A-Za-z0-9+/_-])"
        r"(?P<uri>data:[\w.+/-]{0,80}+(?:;[\w.+=-]{1,40}+){0,4}+,)?+"
        r"(?P<data>[A-Za-z0-9+/_-]{60,}+(?:\r?\n[A-Za-z0-9+/_-]{4,}+)*+)={0,2}"
    )
