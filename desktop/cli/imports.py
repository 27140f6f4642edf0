"""`parley servers import`: the servers of other programs, chosen one by one."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.output import say, tell
from desktop.cli.terminal import Terminal, has_terminal
from desktop.errors import ConfigError
from desktop.servers import importers
from desktop.servers.config import read_servers

if TYPE_CHECKING:
    import argparse

    from desktop.servers.importers import Found
    from desktop.storage.places import Places


async def import_servers(options: argparse.Namespace, places: Places) -> None:
    """Lists what other programs have, takes over what is wanted, and starts nothing.

    Raises:
        ConfigError: a name is not among them, a file cannot be read, or nobody says which.
    """
    found = await asyncio.to_thread(_look, options.source, places)
    if not found:
        tell("No server of another program was found.")
        return
    chosen = await _chosen(found, options)
    if not chosen:
        tell("Nothing was taken over.")
        return
    for spec in importers.add_found(places.config_file, chosen):
        tell(f"Added {spec.name}: {spec.target}")
    tell(
        f"They are kept in {places.config_file}. None was started: each asks first whether its "
        "command may run."
    )


def _look(source: str, places: Places) -> list[Found]:
    here = read_servers(places.config_file).servers
    if source and source not in importers.PROGRAMS:
        found = importers.read(importers.source_of(_file(source)))
    else:
        there = importers.sources(Path.home(), os.environ, sys.platform, Path.cwd())
        wanted = [file for program, file in there if source in ("", program)]
        found, problems = importers.look(wanted)
        for problem in problems:
            say(f"parley: {problem}")
    return importers.without_clashes(found, here)


def _file(name: str) -> Path:
    path = Path(name)
    if not path.is_file():
        known = ", ".join(importers.PROGRAMS)
        raise ConfigError(f"{name} is no file, and none of {known}.")
    return path


async def _chosen(found: list[Found], options: argparse.Namespace) -> list[Found]:
    offered = {one.name: one for one in found if not one.problem}
    for one in found:
        line = one.spec.target if one.spec else ""
        why = f"\n    left out: {one.problem}" if one.problem else ""
        tell(f"{one.name}  ({one.source.program})\n    {line}{why}")
    if options.all:
        return list(offered.values())
    if options.names:
        return [_named(name, offered, found) for name in options.names]
    if not has_terminal():
        raise ConfigError("Say which: name those that you want, or --all. Nothing was changed.")
    terminal = Terminal()
    return [
        one
        for one in offered.values()
        if await terminal.confirmed(f"Take over {one.name} of {one.source.program}? [y/N] ")
    ]


def _named(name: str, offered: dict[str, Found], found: list[Found]) -> Found:
    if name in offered:
        return offered[name]
    reasons = [one.problem for one in found if one.name == name]
    raise ConfigError(
        f"{name} cannot be taken over: {reasons[0]} Nothing was changed."
        if reasons
        else f"There is no server named {name!r} among those that were found."
    )
