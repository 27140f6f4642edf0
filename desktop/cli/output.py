"""Text for a person at the terminal, with whatever would drive the terminal made visible."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO

    from desktop.cli.marks import Marks


def tell(text: str) -> None:
    """Prints what a person asked for, on the output stream."""
    _print(text, "\n", sys.stdout)


def say(text: str, end: str = "\n", marks: Marks | None = None) -> None:
    """Prints what accompanies it, on the error stream; it is no error if nobody is there.

    Args:
        text: what to print.
        end: what stands after it.
        marks: the marks in it, which become reverse video where the terminal has that.
    """
    try:
        _print(text, end, sys.stderr, marks)
    except OSError:
        return  # The terminal was closed; what has to be cleaned up is cleaned up all the same.


def _print(text: str, end: str, stream: TextIO | None, marks: Marks | None = None) -> None:
    if stream is None:  # The stream was closed from the start.
        return
    # Only here: the window starts by way of this module, and says nothing.
    from desktop.gateway.screening.hidden import reveal  # noqa: PLC0415

    shown = reveal(text).text
    if marks and _has_reverse_video(stream):
        shown = shown.replace(marks.opening, "\x1b[7m").replace(marks.closing, "\x1b[27m")
    encoding = stream.encoding or "utf-8"
    shown = shown.encode(encoding, "backslashreplace").decode(encoding)
    print(shown, end=end, file=stream, flush=True)


def _has_reverse_video(stream: TextIO) -> bool:
    """Returns whether a stream leads to a terminal that obeys, to a person who wants that."""
    if sys.platform == "win32" or not stream.isatty():  # Older Windows prints the codes.
        return False
    return os.environ.get("TERM", "dumb") != "dumb" and not os.environ.get("NO_COLOR")
