"""The person's settings while Parley runs: as they hold now, heeded when their file changes."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from desktop.errors import ConfigError
from desktop.events import Notice, SettingsChanged
from desktop.language import tr
from desktop.storage.autostart import set_start_at_login, starts_at_login
from desktop.storage.json_file import read_document
from desktop.storage.replacing import replace_text
from desktop.storage.setting import Value
from desktop.storage.settings import Settings, all_settings, settings_of
from desktop.storage.settings_file import change_settings, read_settings, whole
from desktop.storage.stamp import stamp

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from desktop.events import Publish
    from desktop.storage.places import Places

AT_LOGIN = "start.at_login"
_JOURNAL = {"journal.keep_days": "keepDays", "journal.keep_megabytes": "keepMegabytes"}
"""What older versions of Parley had in mcp.json."""
_STAYS = {True: "stay", False: "quit"}
"""What they remembered of the window."""


class SettingsStore:
    """What is set; every change is written at once, and told to all who heed it."""

    def __init__(self, places: Places, publish: Publish) -> None:
        """Takes where they are kept, and reads nothing: until `heed`, what is usual holds."""
        self.values = Settings()
        self.path = places.settings_file
        self.on_change: Callable[[], None] = lambda: None
        """Called before the change is told to all."""
        self._places = places
        self._publish = publish
        self._seen: object = ()
        self._turn = asyncio.Lock()
        self._writing = asyncio.Lock()
        self._told: frozenset[str] = frozenset()
        """What is set, and not merely usual."""

    async def heed(self) -> None:
        """Takes what the file has come to say; what is wrong in it is a notice."""
        async with self._turn:
            if (now := await asyncio.to_thread(self._stamp)) == self._seen:
                return
            self._seen = now
            try:
                values, told, problems = await asyncio.to_thread(load_settings, self._places)
            except ConfigError as error:
                # What held before holds on: at the start, that is what is usual.
                self._publish(Notice(str(error), error=True))
                return
        for problem in problems:
            self._publish(Notice(problem, error=True))
        self._told = told
        if values != self.values:
            self.values = values
            self.on_change()
            self._publish(SettingsChanged())

    async def change(self, changes: Mapping[str, Value]) -> None:
        """Sets values by their keys, at once.

        Raises:
            ConfigError: one does not fit, or it cannot be written; then nothing is set.
        """
        async with self._writing:
            await asyncio.to_thread(store_settings, self._places, changes)
            await self.heed()

    async def reset(self, group: str) -> dict[str, Value]:
        """Takes a group back to what is usual, and returns what was set in it before.

        Raises:
            ConfigError: it cannot be written.
        """
        before = self.values
        of_group = settings_of(group)
        await self.change({one.key: one.default for one in of_group})
        return {one.key: before.value(one) for one in of_group if before.value(one) != one.default}

    def exported(self) -> str:
        """Returns a whole settings.toml; there is nothing secret among the settings."""
        return whole(self.values, self._told)

    async def make_file(self) -> Path:
        """Returns the file, which tells of every setting where it was not there before.

        Raises:
            ConfigError: it cannot be written.
        """
        if not self.path.exists():
            await asyncio.to_thread(replace_text, self.path, self.exported())
        return self.path

    def _stamp(self) -> object:
        files = self.path, self._places.config_file
        return (*map(stamp, files), starts_at_login())


def load_settings(places: Places) -> tuple[Settings, frozenset[str], tuple[str, ...]]:
    """Returns what is set, the keys of what is not merely usual, and what is wrong in the file.

    Raises:
        ConfigError: the file cannot be read.
    """
    file, known = read_settings(places.settings_file), all_settings()
    before, wrong = _of_before(places)
    told = {**before, **file.values}
    values = Settings().with_value(known[AT_LOGIN], starts_at_login())
    for key, value in told.items():
        values = values.with_value(known[key], value)
    return values, frozenset(told), (*file.problems, *wrong)


def store_settings(places: Places, changes: Mapping[str, Value]) -> None:
    """Sets values by their keys, each where it is kept.

    Raises:
        ConfigError: one does not fit, or it cannot be written.
    """
    known = all_settings()
    checked = {key: known[key].checked(value) for key, value in changes.items()}
    at_login = checked.pop(AT_LOGIN, None)
    before, _ = _of_before(places)
    change_settings(
        places.settings_file,
        {
            # What is usual is not written, unless an older place says something else.
            key: None if value == known[key].default and key not in before else value
            for key, value in checked.items()
        },
    )
    if at_login is not None and at_login != starts_at_login():
        set_start_at_login(on=bool(at_login))


def _of_before(places: Places) -> tuple[dict[str, Value], tuple[str, ...]]:
    """Returns what older versions kept elsewhere, and what is wrong with it.

    What settings.toml says goes before it.
    """
    known, found, wrong = all_settings(), dict[str, Value](), list[str]()
    rules: object = None
    with suppress(ConfigError):  # Whoever reads the servers in mcp.json says what is wrong with it.
        rules = read_document(places.config_file).get("journal")
    for key, name in _JOURNAL.items():
        if not isinstance(rules, dict) or name not in rules:
            continue
        try:
            value = rules[name]
            whole_number = int(value) if isinstance(value, float) and value.is_integer() else value
            found[key] = known[key].checked(whole_number)
        except ConfigError as error:
            wrong.append(
                tr("{path}: {error} What is usual holds.", path=places.config_file, error=error)
            )
    stays = _view(places.view).get("stays")
    if isinstance(stays, bool):
        found["start.when_closed"] = _STAYS[stays]
    return found, tuple(wrong)


def _view(path: Path) -> dict[str, Any]:
    with suppress(OSError, ValueError, RecursionError):
        told = json.loads(path.read_text("utf-8"))
        return told if isinstance(told, dict) else {}
    return {}
