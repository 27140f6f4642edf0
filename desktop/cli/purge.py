"""`parley purge`: deletes what Parley keeps of a person, which no package manager may."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from desktop.cli.exit_codes import ExitCode
from desktop.cli.output import say, tell
from desktop.cli.terminal import Terminal, has_terminal
from desktop.errors import ConfigError
from desktop.models.hub.token import forget_tokens
from desktop.models.remote.providers import Providers
from desktop.storage.belongings import belongings, erase, must_be_idle, remains
from desktop.storage.places import Places

if TYPE_CHECKING:
    import argparse
    from pathlib import Path


async def run(options: argparse.Namespace) -> int:
    """Lists everything, asks, deletes, and returns the exit code: 3 where the person said no."""
    places = Places.from_environment()
    await asyncio.to_thread(must_be_idle, places)
    files = belongings(places)
    _list(files)
    if files and not options.yes and not await _confirmed():
        say("Nothing was deleted.")
        return ExitCode.DECLINED
    await _forget_keys(places)
    await asyncio.to_thread(erase, places, files)
    if files:
        tell("All of it is deleted.")
    for folder in remains(places):
        tell(f"{folder} is left: there is something in it that Parley did not make.")
    return ExitCode.DONE


async def _forget_keys(places: Places) -> None:
    """Takes what Parley put into the system's store out of it, while it is known what that is."""
    for whose, forget in (
        ("Keys of providers", Providers(places).forget_keys()),
        ("Your token for the hub", forget_tokens(places)),
    ):
        try:
            await forget
        except ConfigError as error:
            say(f"parley: {error} {whose} may still be in the system's store.")


def _list(files: list[Path]) -> None:
    if not files:
        tell("There is nothing of yours that Parley keeps.")
        return
    sizes = [path.lstat().st_size for path in files]
    for path, size in zip(files, sizes, strict=True):
        tell(f"{size / 1e3:12,.0f} kB  {path}")
    tell(f"{sum(sizes) / 1e3:12,.0f} kB  in all: servers, models, journal, permissions and logs")


async def _confirmed() -> bool:
    if not has_terminal():
        say("There is no terminal to ask at. Use --yes to delete it without being asked.")
        return False
    return await Terminal().confirmed("Delete all of this for good? [y/N] ")
