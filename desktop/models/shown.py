"""How a field of what is known of a model is shown: its label, and its value in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_type_hints

from desktop.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from enum import Enum


@dataclass(frozen=True, slots=True)
class Shown:
    """What a field's annotation says of it; a field without it is for Parley alone."""

    label: str
    words: Callable[[Any], str] = str


def shown_fields(kind: type) -> dict[str, Shown]:
    """Returns how the fields of a class are shown, by their names and in their order."""
    hints = get_type_hints(kind, include_extras=True)
    return {
        name: one
        for name, hint in hints.items()
        for one in getattr(hint, "__metadata__", ())
        if isinstance(one, Shown)
    }


def tokens(number: int) -> str:
    """Returns a number of tokens in words."""
    return tr("{number:,} tokens", number=number)


def octets(number: int) -> str:
    """Returns a size in words."""
    return f"{number / 1e9:.1f} GB" if number >= 1e9 else f"{number / 1e6:.1f} MB"


def listed(words: Iterable[str]) -> str:
    """Returns words one after the other."""
    return ", ".join(words)


def sorted_out(words: Iterable[str]) -> str:
    """Returns words that have no order, in one."""
    return listed(sorted(words))


def meaning(one: Enum) -> str:
    """Returns what one of several words means."""
    return str(one.value)


def yes_or_no(value: bool) -> str:  # noqa: FBT001 - it is the value
    """Returns whether something is so, in a word."""
    return tr("yes") if value else tr("no")


def for_a_million(price: float) -> str:
    """Returns the price of a million tokens in words."""
    return tr("${price:g} for a million tokens", price=price)


def billions(number: float) -> str:
    """Returns how able a model is, in words."""
    return tr("a model of {number:g} billion parameters", number=number)


def a_second(rate: float) -> str:
    """Returns a speed in words."""
    return tr("{rate:.1f} tokens a second", rate=rate)


def numbered(ids: Mapping[str, int]) -> str:
    """Returns special tokens with their numbers."""
    return ", ".join(f"{name} {token}" for name, token in ids.items())
