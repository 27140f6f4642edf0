"""`parley updates`: whether there is a newer release; nothing is installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.cli.exit_codes import ExitCode
from desktop.cli.output import tell
from desktop.storage.places import Places
from desktop.storage.releases import look

if TYPE_CHECKING:
    import argparse


async def run(options: argparse.Namespace) -> int:
    """Looks, says what there is, and returns the exit code."""
    del options
    tell(str(await look(Places.from_environment())))
    return ExitCode.DONE
