"""How many programs that ask stand above this one, each asked by the one before."""

from __future__ import annotations

import os

VARIABLE = "PARLEY_DEPTH"
"""The variable by which a server that Parley runs, and all that it starts, knows its depth."""
MOST = 3
"""A request from deeper than this is refused: models that ask each other would never end."""


def own_depth() -> int:
    """Returns how many programs that ask stand above this process; 0 where a person started it."""
    told = os.environ.get(VARIABLE, "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 4 else 0


def one_deeper() -> dict[str, str]:
    """Returns what a server finds in its environment, one deeper than this process."""
    return {VARIABLE: str(own_depth() + 1)}
