"""`parley demo`: the main job from start to end, in the terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from desktop.cli.call import call
from desktop.cli.session import Session
from desktop.servers.config import BUNDLED

if TYPE_CHECKING:
    import argparse


async def run(options: argparse.Namespace) -> int:
    """Runs the bundled server's tool, asks or answers as told, and shows the tool's result."""
    print(
        "A server that comes with Parley is started, and its tool `summarize` is run.\n"
        "The tool has no model of its own: it asks Parley, and Parley asks you.",
        file=sys.stderr,
    )
    async with Session(options.approve) as session:
        return await call(session, BUNDLED, "summarize", {})
