"""How far a tool call has come, in one line of the terminal that is written over."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from desktop.cli.output import say
from desktop.gateway.screening.hidden import on_one_line

if TYPE_CHECKING:
    from desktop.events import CallProgressed

WIDTH = 20
LONGEST = 60


class ProgressLine:
    """A bar with the server's message; only a terminal gets it."""

    def show(self, event: CallProgressed) -> None:
        """Writes how far it is, over what was written before."""
        if sys.stderr is None or not sys.stderr.isatty():
            return
        line = f"{event.tool} {bar(event.done, event.total)} {on_one_line(event.message)[:LONGEST]}"
        done = event.total is not None and event.done >= event.total
        say(f"{line.rstrip():<79}")
        if not done and sys.platform != "win32":
            print("\x1b[1A\r", end="", file=sys.stderr, flush=True)


def bar(done: float, total: float | None) -> str:
    """Returns a bar and a percentage, or the bare number where the end is not known."""
    if not total or total <= 0:
        return f"{done:g}"
    share = max(0.0, min(1.0, done / total))
    full = round(share * WIDTH)
    return f"[{'#' * full}{'.' * (WIDTH - full)}] {share:.0%}"
