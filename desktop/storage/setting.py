"""One setting as it is declared: its words, its bounds, and what fits."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from desktop.errors import ConfigError
from desktop.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Value = bool | int | str
_AnyValue = TypeVar("_AnyValue", bool, int, str)


@dataclass(frozen=True, slots=True)
class Words:
    """What a person reads of a setting, or of a group of them."""

    label: str
    help: str
    choices: Mapping[str, str] = field(default_factory=dict)
    """What may be chosen, each with its words; empty where nothing is chosen."""
    unit: str = ""
    zero: str = ""
    """What 0 means, where it means something else than none."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How small and how large a number may be, and by what it grows."""

    low: int
    high: int
    step: int = 1
    slides: bool = False
    """Whether it is chosen by its place between the two, and not as a number."""


@dataclass(frozen=True, slots=True)
class Declared:
    """What is said of a setting beside its default."""

    words: Callable[[], Words]
    bounds: Bounds | None = None
    elsewhere: bool = False


def setting(
    words: Callable[[], Words],
    *,
    default: _AnyValue,
    bounds: Bounds | None = None,
    elsewhere: bool = False,
) -> _AnyValue:
    """Returns a field of a group of settings.

    Args:
        words: makes what a person reads of it, in the language that holds then.
        default: what holds unless it is set.
        bounds: how small and how large it may be, where it is a number.
        elsewhere: whether the system keeps it, and settings.toml does not.
    """
    return field(default=default, metadata={"": Declared(words, bounds, elsewhere)})


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting, as it is declared."""

    group: str
    name: str
    default: Value
    bounds: Bounds | None
    elsewhere: bool
    """Whether the system keeps it, and settings.toml does not."""
    make_words: Callable[[], Words]

    @property
    def key(self) -> str:
        """What it is called in the file and at the terminal."""
        return f"{self.group}.{self.name}"

    @property
    def words(self) -> Words:
        """What a person reads of it."""
        return self.make_words()

    def checked(self, value: object) -> Value:
        """Returns a value that fits.

        Raises:
            ConfigError: this one does not; the message says what would.
        """
        if not isinstance(value, bool | int | str) or self._wrong(value):
            raise ConfigError(tr("{key} must be {what}.", key=self.key, what=self.fits))
        return value

    def parsed(self, text: str) -> Value:
        """Returns what is typed, as a value that fits.

        Raises:
            ConfigError: it does not.
        """
        typed: object = text.strip()
        if isinstance(self.default, bool):
            typed = {"true": True, "on": True, "false": False, "off": False}.get(text.lower())
        elif isinstance(self.default, int) and text.strip().removeprefix("-").isdecimal():
            typed = int(text)
        return self.checked(typed)

    @property
    def fits(self) -> str:
        """What its values are, for a person."""
        if isinstance(self.default, bool):
            return tr("true or false")
        if self.bounds:
            low, high = f"{self.bounds.low:,}", f"{self.bounds.high:,}"
            if zero := self.words.zero:
                return tr(
                    "a whole number from {low} to {high}; 0: {zero}", low=low, high=high, zero=zero
                )
            return tr("a whole number from {low} to {high}", low=low, high=high)
        if choices := self.words.choices:
            names = ", ".join(choices)
            return tr("one of {names}", names=names)
        return tr("an address that begins with https:// or http://, or nothing")

    def _wrong(self, value: Value) -> bool:
        if type(value) is not type(self.default):
            return True
        if isinstance(value, bool):
            return False
        if isinstance(value, int):
            return self.bounds is None or not self.bounds.low <= value <= self.bounds.high
        if choices := self.words.choices:
            return value not in choices
        return bool(value) and not _is_address(value)


def _is_address(text: str) -> bool:
    from urllib.parse import urlsplit  # noqa: PLC0415  # most people set none, and a start is short

    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    known = parts.scheme in ("https", "http") and bool(parts.hostname)
    # A name and a password in it would be a secret, of which there is none among the settings.
    return known and "@" not in parts.netloc and text.isprintable()
