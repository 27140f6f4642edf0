"""How many programs that ask stand above this one, each asked by the one before."""

from __future__ import annotations

import os
from contextvars import ContextVar

VARIABLE = "PARLEY_DEPTH"
"""The variable by which a server that Parley runs, and all that it starts, knows its depth."""
HEADER = "x-parley-depth"
"""The header by which an endpoint knows the depth of the request for which it is asked."""
DEPTH: ContextVar[int] = ContextVar("DEPTH", default=0)
"""The depth of the request at hand; the gateway says so."""
MOST = 3
"""A request from deeper than this is refused: models that ask each other would never end."""


def own_depth() -> int:
    """Returns how many programs that ask stand above this process; 0 where a person started it."""
    return depth_in(os.environ.get(VARIABLE, ""))


def depth_in(told: str) -> int:
    """Returns the depth that a variable or a header tells; 0 where it tells none."""
    return int(told) if told.isascii() and told.isdigit() and len(told) < 4 else 0


def one_deeper() -> dict[str, str]:
    """Returns what a server finds in its environment, one deeper than this process."""
    return {VARIABLE: str(own_depth() + 1)}
