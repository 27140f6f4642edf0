"""`parley pause`: every request refused, here and in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.cli.output import tell
from desktop.gateway.pause import Pause
from desktop.storage.places import Places

if TYPE_CHECKING:
    import argparse


async def run(options: argparse.Namespace) -> int:
    """Pauses every Parley of this person and returns the exit code."""
    del options
    places = Places.from_environment()
    places.prepare()
    Pause(places).begin()
    tell("Paused: every request is refused, here and in the window, until `parley resume`.")
    return 0
