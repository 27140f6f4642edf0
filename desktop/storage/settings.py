"""What a person may set, declared once: its words, its bounds and what holds unless it is set.

The page of settings, the file, the command and docs/settings.md are all made from this. Words are
made when they are asked for: the language is itself one of the settings.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, TypeVar, cast
from urllib.parse import urlsplit

from desktop.errors import ConfigError
from desktop.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Value = bool | int | str
_AnyValue = TypeVar("_AnyValue", bool, int, str)
_AnyGroup = TypeVar("_AnyGroup")
LANGUAGES = ("en", "de")


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
class _Declared:
    words: Callable[[], Words]
    bounds: Bounds | None = None
    elsewhere: bool = False


def _setting(
    default: _AnyValue,
    words: Callable[[], Words],
    bounds: Bounds | None = None,
    *,
    elsewhere: bool = False,
) -> _AnyValue:
    return field(default=default, metadata={"": _Declared(words, bounds, elsewhere)})


def _group(default: _AnyGroup, words: Callable[[], Words]) -> _AnyGroup:
    return field(default=default, metadata={"": words})


@dataclass(frozen=True, slots=True)
class Appearance:
    """How the window looks and speaks."""

    theme: str = _setting(
        "system",
        lambda: Words(
            tr("Colours"),
            tr("High contrast is black with white and yellow."),
            {
                "system": tr("As the system has them"),
                "light": tr("Light"),
                "dark": tr("Dark"),
                "contrast": tr("High contrast"),
            },
        ),
    )
    text_size: int = _setting(
        100,
        lambda: Words(
            tr("Size of text"),
            tr("Of the size that the system has. Everything grows with it."),
            unit="%",
        ),
        Bounds(80, 200, 10, slides=True),
    )
    motion: bool = _setting(
        True,
        lambda: Words(
            tr("Let things move"),
            tr("Fading menus, bars that move to and fro, and a cursor that blinks."),
        ),
    )
    language: str = _setting(
        "system",
        lambda: Words(
            tr("Language"),
            tr("It holds from the next start. The terminal speaks English."),
            {"system": tr("As the system has it"), "en": "English", "de": "Deutsch"},
        ),
    )


@dataclass(frozen=True, slots=True)
class Start:
    """When Parley runs."""

    when_closed: str = _setting(
        "auto",
        lambda: Words(
            tr("When the window is closed"),
            tr("While Parley runs, servers can ask. The File menu has the same switch."),
            {
                "auto": tr("Keep running where there is a tray"),
                "stay": tr("Keep running"),
                "quit": tr("Quit"),
            },
        ),
    )
    at_login: bool = _setting(
        False,
        lambda: Words(
            tr("Start in the background at login"),
            tr("The system keeps this among what starts at login, and not settings.toml."),
        ),
        elsewhere=True,
    )


@dataclass(frozen=True, slots=True)
class Notifications:
    """How a person is called."""

    show: bool = _setting(
        True,
        lambda: Words(
            tr("Say who asks while the window is away"),
            tr("Without it, the tray alone shows that something waits. No answer is given by it."),
        ),
    )


@dataclass(frozen=True, slots=True)
class Chat:
    """How one talks to a model."""

    enter_sends: bool = _setting(
        True,
        lambda: Words(
            tr("Send with Enter"),
            tr("Shift+Enter begins a new line. Without it, Enter does, and Ctrl+Enter sends."),
        ),
    )


@dataclass(frozen=True, slots=True)
class Models:
    """How models of this computer are run."""

    memory: int = _setting(
        0,
        lambda: Words(
            tr("Memory for models"),
            tr("What loaded models may take together. One that needs more is not chosen."),
            unit=tr("GB"),
            zero=tr("what is free"),
        ),
        Bounds(0, 1_024),
    )
    idle_minutes: int = _setting(
        10,
        lambda: Words(
            tr("Unload a model after"),
            tr("Minutes without a request. The next one loads it again."),
            unit=tr("min"),
        ),
        Bounds(1, 1_440),
    )
    threads: int = _setting(
        0,
        lambda: Words(
            tr("Threads that compute"),
            tr("By itself, Parley leaves one core to your other programs."),
            zero=tr("by itself"),
        ),
        Bounds(0, 256),
    )
    gpu: bool = _setting(
        True,
        lambda: Words(
            tr("Compute on the graphics card"),
            tr("Where there is one, with as many layers as its memory holds."),
        ),
    )


@dataclass(frozen=True, slots=True)
class Network:
    """What Parley reaches for models."""

    offline: bool = _setting(
        False,
        lambda: Words(
            tr("Stay offline"),
            tr("No model is asked over the network, and none is fetched. Servers are not held."),
        ),
    )
    hub: str = _setting(
        "",
        lambda: Words(
            tr("Address of the hub"),
            tr("Where models are fetched. Empty: as HF_ENDPOINT says, or the Hugging Face hub."),
        ),
    )


@dataclass(frozen=True, slots=True)
class Journal:
    """How much of the record is kept."""

    keep_days: int = _setting(
        365,
        lambda: Words(
            tr("Keep records for"),
            tr("Older ones are deleted, with what models remember of them."),
            unit=tr("days"),
        ),
        Bounds(1, 36_500),
    )
    keep_megabytes: int = _setting(
        500,
        lambda: Words(
            tr("Keep records up to"),
            tr("The oldest are deleted where there are more."),
            unit=tr("MB"),
        ),
        Bounds(10, 1_000_000, 10),
    )


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, as they hold."""

    appearance: Appearance = _group(
        Appearance(), lambda: Words(tr("Appearance"), tr("How the window looks and speaks."))
    )
    start: Start = _group(Start(), lambda: Words(tr("Start and end"), tr("When Parley runs.")))
    notifications: Notifications = _group(
        Notifications(), lambda: Words(tr("Notifications"), tr("How you are called."))
    )
    chat: Chat = _group(Chat(), lambda: Words(tr("Chat"), tr("How you talk to a model.")))
    models: Models = _group(
        Models(), lambda: Words(tr("Models on this computer"), tr("How much they may take."))
    )
    network: Network = _group(
        Network(), lambda: Words(tr("Network"), tr("What Parley reaches for models."))
    )
    journal: Journal = _group(
        Journal(), lambda: Words(tr("Journal"), tr("How much of the record is kept."))
    )

    def value(self, setting: Setting) -> Value:
        """Returns what holds for a setting."""
        found: Value = getattr(getattr(self, setting.group), setting.name)
        return found

    def with_value(self, setting: Setting, value: Value) -> Settings:
        """Returns these settings with another value, which must fit."""
        part: Any = getattr(self, setting.group)
        return replace(self, **{setting.group: replace(part, **{setting.name: value})})


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
        if type(value) is not type(self.default) or self._wrong(cast("Value", value)):
            raise ConfigError(tr("{key} must be {what}.", key=self.key, what=self.fits))
        return cast("Value", value)

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
            return "true, false"
        if self.bounds:
            low, high = self.bounds.low, self.bounds.high
            return tr("a whole number from {low} to {high}", low=f"{low:,}", high=f"{high:,}")
        if choices := self.words.choices:
            return ", ".join(f'"{choice}"' for choice in choices)
        return tr("an address that begins with https:// or http://, or nothing")

    def _wrong(self, value: Value) -> bool:
        if isinstance(value, bool):
            return False
        if isinstance(value, int):
            return self.bounds is None or not self.bounds.low <= value <= self.bounds.high
        if choices := self.words.choices:
            return value not in choices
        return bool(value) and not _is_address(value)


def settings_of(group: str) -> tuple[Setting, ...]:
    """Returns the settings of a group, in the order in which they are shown."""
    (part,) = [one for one in fields(Settings) if one.name == group]
    return tuple(
        Setting(group, one.name, one.default, told.bounds, told.elsewhere, told.words)
        for one in fields(part.default)
        for told in [one.metadata[""]]
    )


def groups() -> dict[str, Words]:
    """Returns what a person reads of each group, in the order in which they are shown."""
    return {one.name: one.metadata[""]() for one in fields(Settings)}


def all_settings() -> dict[str, Setting]:
    """Returns every setting by its key."""
    return {one.key: one for group in fields(Settings) for one in settings_of(group.name)}


def language(settings: Settings, of_system: Iterable[str]) -> str:
    """Returns the language in which the window speaks, as a code of two letters.

    Args:
        settings: as they hold.
        of_system: the codes of what the person reads, the dearest first, as "de-AT".
    """
    chosen = settings.appearance.language
    if chosen != "system":
        return chosen
    wanted = (code.replace("_", "-").partition("-")[0].lower() for code in of_system)
    return next((code for code in wanted if code in LANGUAGES), LANGUAGES[0])


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("https", "http") and bool(parts.hostname) and text.isprintable()
