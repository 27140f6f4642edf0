"""`parley servers sandbox`: what a server may touch, shown and changed at the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, assert_never

from desktop.cli.output import tell
from desktop.cli.trusting import carry_over, known
from desktop.errors import ConfigError
from desktop.servers.entries import set_part
from desktop.servers.sandbox.bounds import Sandbox, missing
from desktop.servers.trust import command_of

if TYPE_CHECKING:
    import argparse

    from desktop.storage.places import Places

Level = Literal["off", "home-hidden", "no-network"]
LEVELS: tuple[Level, ...] = ("off", "home-hidden", "no-network")


async def sandbox(options: argparse.Namespace, places: Places) -> None:
    """Tells what a server may touch, and changes that where the words say so.

    Raises:
        ConfigError: it has no command or no entry, a folder is none, or there is no sandbox here.
        UnknownServer: there is no such server.
    """
    spec = known(options.name, places)
    if not spec.command:
        raise ConfigError(f"{spec.name} runs elsewhere: there is nothing to hold in here.")
    if options.level or options.read or options.write:
        changed = chosen(options.level, options.read, options.write, spec.sandbox)
        told = changed.entry() if changed else None
        set_part(places.config_file, spec.name, "sandbox", told)
        after = spec.model_copy(update={"sandbox": changed})
        await carry_over(spec, after, places)
        spec = after
    tell(f"{spec.name}: {command_of(spec, unsandboxed=missing()).touches}")


def chosen(
    level: Level | None, read: list[str], write: list[str], before: Sandbox | None
) -> Sandbox | None:
    """Returns the sandbox that a command line names; folders are added to those that were there.

    Raises:
        ConfigError: a folder is none, or this computer has no sandbox.
    """
    if level == "off" and not (read or write):
        return None
    if why := missing():
        raise ConfigError(f"Nothing can be held in here: {why}. Nothing was changed.")
    start = before or Sandbox(network=True)
    network = start.network
    match level:
        case "off":
            raise ConfigError("Without a sandbox every folder is there: leave --read and --write.")
        case "home-hidden":
            network = True
        case "no-network":
            network = False
        case None:
            pass
        case _:
            assert_never(level)
    change = _together(start.allow_write, write)
    only_read = tuple(one for one in _together(start.allow_read, read) if one not in change)
    return Sandbox(network=network, allow_read=only_read, allow_write=change)


def _together(before: tuple[str, ...], more: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*before, *map(_folder, more))))


def _folder(name: str) -> str:
    path = Path(name).expanduser().absolute()
    if not path.exists():
        raise ConfigError(f"{path} is not there. Nothing was changed.")
    return str(path)
