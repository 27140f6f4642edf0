"""Text for a person at the terminal, with whatever would drive the terminal made visible."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from desktop.gateway.screening.hidden import reveal

if TYPE_CHECKING:
    from typing import TextIO


def tell(text: str) -> None:
    """Prints what a person asked for, on the output stream."""
    _print(text, "\n", sys.stdout)


def say(text: str, end: str = "\n") -> None:
    """Prints what accompanies it, on the error stream; it is no error if nobody is there."""
    try:
        _print(text, end, sys.stderr)
    except OSError:
        return  # The terminal was closed; what has to be cleaned up is cleaned up all the same.


def _print(text: str, end: str, stream: TextIO | None) -> None:
    if stream is None:  # The stream was closed from the start.
        return
    encoding = stream.encoding or "utf-8"
    shown = reveal(text).text.encode(encoding, "backslashreplace").decode(encoding)
    print(shown, end=end, file=stream, flush=True)
