"""`parley resume`: the end of a pause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.cli.output import tell
from desktop.gateway.pause import Pause
from desktop.storage.places import Places

if TYPE_CHECKING:
    import argparse


async def run(options: argparse.Namespace) -> int:
    """Lets requests come in again and returns the exit code."""
    del options
    pause = Pause(Places.from_environment())
    was_paused = pause.on
    pause.end()
    tell("Resumed: requests come in again." if was_paused else "Nothing was paused.")
    return 0
