"""What a person may set, declared once: its words, its bounds and what holds unless it is set.

The page of settings, the file, the command and docs/settings.md are all made from this. Words are
made when they are asked for: the language is itself one of the settings.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

from desktop.language import tr
from desktop.storage.setting import Bounds, Setting, Words, setting

if TYPE_CHECKING:
    from desktop.storage.setting import Value


@dataclass(frozen=True, slots=True)
class Appearance:
    """How the window looks and speaks."""

    theme: str = setting(
        default="system",
        words=lambda: Words(
            tr("Colours"),
            tr("High contrast is black with white and yellow."),
            {
                "system": tr("System"),
                "light": tr("Light"),
                "dark": tr("Dark"),
                "contrast": tr("High contrast"),
            },
        ),
    )
    text_size: int = setting(
        default=100,
        words=lambda: Words(
            tr("Size of text"),
            tr("Of the size that the system has. Everything grows with it."),
            unit="%",
        ),
        bounds=Bounds(80, 200, 10, slides=True),
    )
    motion: bool = setting(
        default=True,
        words=lambda: Words(
            tr("Let things move"),
            tr("Fading menus, bars that move to and fro, and a cursor that blinks."),
        ),
    )
    language: str = setting(
        default="system",
        words=lambda: Words(
            tr("Language"),
            tr("It holds from the next start. The terminal speaks English."),
            {"system": tr("System"), "en": "English", "de": "Deutsch"},
        ),
    )


@dataclass(frozen=True, slots=True)
class Start:
    """When Parley runs."""

    when_closed: str = setting(
        default="auto",
        words=lambda: Words(
            tr("When the window is closed"),
            tr("Where there is no tray, the first of these quits. The File menu has it too."),
            {
                "auto": tr("Keep running in the tray"),
                "stay": tr("Keep running"),
                "quit": tr("Quit"),
            },
        ),
    )
    at_login: bool = setting(
        default=False,
        words=lambda: Words(
            tr("Start in the background at login"),
            tr("The system keeps this among what starts at login, and not settings.toml."),
        ),
        elsewhere=True,
    )


@dataclass(frozen=True, slots=True)
class Notifications:
    """How a person is called."""

    show: bool = setting(
        default=True,
        words=lambda: Words(
            tr("Say who asks while the window is away"),
            tr("Without it, only the tray shows that something waits."),
        ),
    )


@dataclass(frozen=True, slots=True)
class Chat:
    """How one talks to a model."""

    enter_sends: bool = setting(
        default=True,
        words=lambda: Words(
            tr("Send with Enter"),
            tr("Shift+Enter begins a new line. Without it, Enter does, and Ctrl+Enter sends."),
        ),
    )


@dataclass(frozen=True, slots=True)
class Models:
    """How models of this computer are run."""

    memory: int = setting(
        default=0,
        words=lambda: Words(
            tr("Memory for models"),
            tr("What loaded models may take together. One that needs more is not chosen."),
            unit=tr("GB"),
            zero=tr("what is free"),
        ),
        bounds=Bounds(0, 1_024),
    )
    idle_minutes: int = setting(
        default=10,
        words=lambda: Words(
            tr("Unload a model after"),
            tr("Minutes without a request. The next one loads it again."),
            unit=tr("min"),
        ),
        bounds=Bounds(1, 1_440),
    )
    threads: int = setting(
        default=0,
        words=lambda: Words(
            tr("Threads that compute"),
            tr("By itself, Parley leaves one core to your other programs."),
            zero=tr("by itself"),
        ),
        bounds=Bounds(0, 256),
    )
    gpu: bool = setting(
        default=True,
        words=lambda: Words(
            tr("Compute on the graphics card"),
            tr("Where there is one, with as many layers as its memory holds."),
        ),
    )


@dataclass(frozen=True, slots=True)
class Network:
    """What Parley reaches for models."""

    offline: bool = setting(
        default=False,
        words=lambda: Words(
            tr("Stay offline"),
            tr(
                "No model is asked over the network, and none is fetched. Servers go on as they do."
            ),
        ),
    )
    hub: str = setting(
        default="",
        words=lambda: Words(
            tr("Address of the hub"),
            tr(
                "Where models are fetched. Empty: as HF_ENDPOINT says, or the Hugging Face hub. "
                "Only a token that you gave Parley for the address that stands here goes there."
            ),
        ),
    )


@dataclass(frozen=True, slots=True)
class Journal:
    """How much of the record is kept."""

    keep_days: int = setting(
        default=365,
        words=lambda: Words(
            tr("Keep records for"),
            tr("Older ones are deleted, with what models remember of them."),
            unit=tr("days"),
        ),
        bounds=Bounds(1, 36_500),
    )
    keep_megabytes: int = setting(
        default=500,
        words=lambda: Words(
            tr("Keep records up to"),
            tr("The oldest are deleted where there are more."),
            unit=tr("MB"),
        ),
        bounds=Bounds(10, 1_000_000, 10),
    )


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, as they hold."""

    appearance: Appearance = field(
        default=Appearance(),
        metadata={"": lambda: Words(tr("Appearance"), tr("How the window looks and speaks."))},
    )
    start: Start = field(
        default=Start(), metadata={"": lambda: Words(tr("Start and end"), tr("When Parley runs."))}
    )
    notifications: Notifications = field(
        default=Notifications(),
        metadata={"": lambda: Words(tr("Notifications"), tr("How you are called."))},
    )
    chat: Chat = field(
        default=Chat(), metadata={"": lambda: Words(tr("Chat"), tr("How you talk to a model."))}
    )
    models: Models = field(
        default=Models(),
        metadata={"": lambda: Words(tr("Models on this computer"), tr("How much they may take."))},
    )
    network: Network = field(
        default=Network(),
        metadata={"": lambda: Words(tr("Network"), tr("What Parley reaches for models."))},
    )
    journal: Journal = field(
        default=Journal(),
        metadata={"": lambda: Words(tr("Journal"), tr("How much of the record is kept."))},
    )

    def value(self, one: Setting) -> Value:
        """Returns what holds for a setting."""
        found: Value = getattr(getattr(self, one.group), one.name)
        return found

    def with_value(self, one: Setting, value: Value) -> Settings:
        """Returns these settings with another value, which must fit."""
        part: Any = getattr(self, one.group)
        return replace(self, **{one.group: replace(part, **{one.name: value})})


def settings_of(group: str) -> tuple[Setting, ...]:
    """Returns the settings of a group, in the order in which they are shown."""
    part: Any = getattr(Settings(), group)
    return tuple(
        Setting(group, one.name, getattr(part, one.name), told.bounds, told.elsewhere, told.words)
        for one in fields(part)
        for told in [one.metadata[""]]
    )


def groups() -> dict[str, Words]:
    """Returns what a person reads of each group, in the order in which they are shown."""
    return {one.name: one.metadata[""]() for one in fields(Settings)}


def all_settings() -> dict[str, Setting]:
    """Returns every setting by its key."""
    return {one.key: one for group in fields(Settings) for one in settings_of(group.name)}
