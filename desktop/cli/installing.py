"""Parley in another host's settings, by one command: shown, asked about, written or taken out."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.exit_codes import ExitCode
from desktop.cli.output import say, tell
from desktop.cli.terminal import Terminal, has_terminal
from desktop.servers.host_files import carry_out, hosts, planned

if TYPE_CHECKING:
    import argparse


async def install(options: argparse.Namespace) -> int:
    """Shows what changes, asks, writes it, and returns the exit code: 3 where the answer is no.

    Raises:
        ConfigError: the host's settings cannot be read or written.
    """
    wanted = options.install or options.remove
    known = await asyncio.to_thread(hosts, Path.home(), os.environ, sys.platform)
    host = next(one for one in known if one.id == wanted)
    words = [word for name in ("model", "server") for word in _told(options, name)]
    words += ["--headless"] if options.headless else []
    subject, remove = options.model or options.server, bool(options.remove)
    change = await asyncio.to_thread(planned, host, subject, words, remove=remove)
    if not change.is_needed:
        tell(f"{host.path} is as it should be; nothing was changed.")
        return ExitCode.DONE
    tell(f"In {host.path}:\n\n{change.shown}\n")
    if not options.yes and not await _confirmed():
        say("Nothing was changed.")
        return ExitCode.DECLINED
    await asyncio.to_thread(carry_out, change)
    did = "has no entry of Parley any more" if options.remove else "can ask Parley's models now"
    tell(f"{host.name} {did}; start it anew, if it runs.")
    if change.before:
        tell(f"The file as it was is {host.path.name}.bak, beside it.")
    return ExitCode.DONE


def _told(options: argparse.Namespace, name: str) -> tuple[str, ...]:
    value = getattr(options, name)
    return (f"--{name}", value) if value else ()


async def _confirmed() -> bool:
    if not has_terminal():
        say("There is no terminal to ask at. Use --yes to write it without being asked.")
        return False
    return await Terminal().confirmed("Write this? [y/N] ")
