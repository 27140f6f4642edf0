"""Addresses that lead elsewhere than they seem to."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from desktop.gateway.screening.finding import Rule, Span, quoted
from desktop.gateway.screening.hidden import named
from desktop.gateway.screening.reading import LOOK_ALIKES, Text
from desktop.gateway.screening.scanning import matches
from desktop.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

_EAST_ASIAN = frozenset({"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "HANGUL", "BOPOMOFO"})
_SLASHES = "\u2044\u2215\u29f8\uff0f"
"""Characters that look like the slash which ends a host."""
_SCHEMES = re.compile(r"(?:https?|wss?|ftp)\Z", re.IGNORECASE)
_LONGEST_SCHEME = len("https")
_LONGEST_HOST = 255


def lookalikes(text: Text) -> Iterator[Span]:
    """Yields addresses whose host is not what a person takes it for.

    Sources: UTS #39 5.2 (mixed scripts, level "highly restrictive") and Chromium's policy for
    showing internationalised names (docs/idn.md); RFC 3986 7.6, rare forms of IP addresses, and
    7.6's user information that reads like a host.
    """
    for start, end, authority in _addresses(text):
        if why := _why(authority):
            address = quoted(text.raw[start:end])
            yield Span(
                Rule.HOST, start, end, tr("The address {address} {why}.", address=address, why=why)
            )


def odd_address(address: str) -> tuple[str, ...]:
    """Returns what is odd about an address to which a person is asked to go, in sentences."""
    text = Text(address)
    found = [span.says for span in lookalikes(text)]
    if text.hidden:
        found.append(
            tr("It has hidden characters: {named}.", named=named("".join(sorted(text.hidden))))
        )
    return tuple(found)


def _addresses(text: Text) -> Iterator[tuple[int, int, str]]:
    """Yields where each address begins, where its host ends, and the host."""
    if "://" in text.raw:
        for match in _pattern("://").finditer(text.raw):
            place = match.start()
            scheme = _SCHEMES.search(text.raw, max(0, place - _LONGEST_SCHEME), place)
            if scheme:
                yield scheme.start(), match.end(), match["authority"]
    if "www." in text.lower:
        bare = _pattern(r"[wW](?<![\w./@-].)(?=[wW]{2}\.)")
        for match in matches(bare, text.raw, _LONGEST_HOST + 1):
            yield *match.span(), match[0]


def _why(authority: str) -> str:
    """Returns what is wrong with a host, or nothing."""
    before, _, host = authority.rpartition("@")
    if "." in before:
        return tr(
            "leads to {quoted}, not to {quoted2}", quoted=quoted(host), quoted2=quoted(before)
        )
    if any(char in _SLASHES for char in host):
        return tr("has a slash in it that is none")
    if host.startswith("["):
        return _why_number(host[1:].partition("]")[0])
    labels = host.partition(":")[0].rstrip(".").split(".")
    if re.fullmatch(r"\d+|0[xX][0-9a-fA-F]+", labels[-1]):
        return _why_number(".".join(labels))
    return next(filter(None, (_why_label(label, labels[-1]) for label in labels)), "")


def _why_number(host: str) -> str:
    """Returns what is wrong with a host without a name; those of this network are ordinary."""
    try:
        public = ipaddress.ip_address(host).is_global
    except ValueError:
        return tr("hides its number in a rare notation")
    return tr("leads to a bare number instead of a name") if public else ""


def _why_label(label: str, last: str) -> str:
    if label.lower().startswith("xn--"):
        try:
            shown = label[4:].encode("ascii").decode("punycode")
        except UnicodeError:
            return tr("has a name in a notation that cannot be read")
        return tr("stands for a name in other letters: {quoted}", quoted=quoted(shown))
    if label.isascii():
        return ""
    scripts = {char: _script(char) for char in label if char.isalpha()}
    names = set(scripts.values())
    if len(names) > 1 and not names <= _EAST_ASIAN | {"LATIN"}:
        odd = named("".join(char for char, script in scripts.items() if script != "LATIN"))
        return tr(
            "mixes letters of {map} ({odd})",
            map=" and ".join(map(str.title, sorted(names))),
            odd=odd,
        )
    if label.translate(LOOK_ALIKES).isascii() and last.isascii():
        return tr(
            "looks like {quoted}, but is in other letters",
            quoted=quoted(label.translate(LOOK_ALIKES)),
        )
    simple = unicodedata.normalize("NFKC", label)
    return (
        tr("is written in odd letters for {quoted}", quoted=quoted(simple))
        if simple.isascii()
        else ""
    )


def _script(char: str) -> str:
    """Returns the script of a letter, which Unicode's names begin with."""
    return unicodedata.name(char, "UNKNOWN").partition(" ")[0]


@cache
def _pattern(beginning: str) -> re.Pattern[str]:
    # Punctuation of no alphabet ends a host: Chinese puts no space after an address.
    return re.compile(rf"{beginning}(?P<authority>[\w.:@%\-\[\]{_SLASHES}]{{1,{_LONGEST_HOST}}}+)")
