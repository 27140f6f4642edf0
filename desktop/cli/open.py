"""`parley open`: a file or a link, looked at in the window, or here where there is no display."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from desktop.cli.bundles import ask_about
from desktop.cli.display import has_display
from desktop.cli.exit_codes import ExitCode
from desktop.cli.output import tell
from desktop.errors import LinkRefused
from desktop.gateway.screening.hidden import on_one_line
from desktop.servers.links import is_link, proposal
from desktop.storage.places import Places
from desktop.storage.programs import own_window

if TYPE_CHECKING:
    import argparse


async def run(options: argparse.Namespace) -> int:
    """Has the window show it, the one that runs or a new one, or shows it here.

    Raises:
        ConfigError: the link or the file is refused; nothing was added.
    """
    target = absolute(options.target)
    if has_display():
        command = (*own_window(), "--open", target)
        sys.stdout.flush()
        os.execv(command[0], command)
    if is_link(target):
        _review(target)
    else:
        await ask_about(Path(target), Places.from_environment())
    return ExitCode.DONE


def absolute(target: str) -> str:
    """Returns what to open as every program understands it, wherever that runs.

    Raises:
        LinkRefused: it is an address that is not one of Parley's.
    """
    if is_link(target):
        return target
    if target.lower().startswith("file://"):
        return url2pathname(unquote(urlsplit(target).path))
    if "://" in target:
        raise LinkRefused("Only files of this computer and links to Parley are opened.")
    return str(Path(target).absolute())


def _review(link: str) -> None:
    """Says what a link proposes; to add it is the person's own doing."""
    proposed = proposal(link)
    tell(
        f"The link proposes a server. Whoever made it chose every word of this:\n"
        f"  name     {on_one_line(proposed.name)}\n"
        f"  target   {on_one_line(proposed.target)}\n"
        "Nothing was added. If you know where it comes from, add it with `parley servers add`."
    )
