"""`parley settings`: what a person may set, shown and changed at the terminal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, assert_never

from desktop.cli.exit_codes import ExitCode
from desktop.cli.output import say, tell
from desktop.errors import ConfigError
from desktop.storage.places import Places
from desktop.storage.settings import all_settings, groups, settings_of
from desktop.storage.settings_store import load_settings, store_settings

if TYPE_CHECKING:
    import argparse
    from typing import Literal

    from desktop.storage.setting import Setting, Value
    from desktop.storage.settings import Settings


async def run(options: argparse.Namespace) -> int:
    """Shows or changes settings, and returns the exit code.

    Raises:
        ConfigError: there is no such setting, a value does not fit, or the file cannot be used.
    """
    places = Places.from_environment()
    action: Literal["list", "get", "set", "reset"] = options.action
    match action:
        case "list":
            _list(_held(places), as_json=options.json)
        case "get":
            tell(_written(_held(places).value(_setting(options.key))))
        case "set":
            one = _setting(options.key)
            _set(places, {one.key: one.parsed(options.value)})
        case "reset":
            _set(places, {one.key: one.default for one in _settings(options.what)})
        case _:
            assert_never(action)
    return ExitCode.DONE


def _held(places: Places) -> Settings:
    values, _, problems = load_settings(places)
    for problem in problems:
        say(f"parley: {problem}")
    return values


def _set(places: Places, changes: dict[str, Value]) -> None:
    store_settings(places, changes)
    values = _held(places)
    for key in changes:
        tell(f"{key} = {_written(values.value(_setting(key)))}")


def _list(values: Settings, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps({key: values.value(one) for key, one in all_settings().items()}))
        return
    for group, words in groups().items():
        tell(f"{words.label}")
        for one in settings_of(group):
            value = values.value(one)
            usual = "" if value == one.default else f"  (usually {_written(one.default)})"
            tell(f"  {one.key} = {_written(value)}{usual}")
            tell(f"      {one.words.label}: {one.fits}. {one.words.help}")


def _setting(key: str) -> Setting:
    try:
        return all_settings()[key]
    except KeyError:
        raise ConfigError(
            f"There is no setting {key!r}. `parley settings list` tells them all."
        ) from None


def _settings(what: str) -> tuple[Setting, ...]:
    return settings_of(what) if what in groups() else (_setting(what),)


def _written(value: Value) -> str:
    return json.dumps(value, ensure_ascii=False)
