"""A line that a person types without its being shown, such as a key."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from desktop.cli.output import say
from desktop.cli.terminal import has_terminal
from desktop.storage.aside import aside

if TYPE_CHECKING:
    from collections.abc import Iterator


async def hidden_line(question: str) -> str:
    """Returns what was typed; where there is no terminal, the first line of the input.

    A key is never taken from the command line, which other programs and the shell's history see.
    """
    if sys.stdin is None:
        return ""
    if not has_terminal():
        return await aside(sys.stdin.readline)
    if sys.platform == "win32":
        from getpass import getpass  # noqa: PLC0415

        return await aside(lambda: getpass(question))
    with _unseen(sys.stdin.fileno()):
        say(question, end="")
        try:
            return await aside(sys.stdin.readline)
        finally:
            say("")


@contextmanager
def _unseen(terminal: int) -> Iterator[None]:
    """Keeps a terminal from showing what is typed, and leaves it as it was."""
    if sys.platform == "win32":
        raise RuntimeError("the consoles of Windows have no such setting")
    import termios  # noqa: PLC0415

    before = termios.tcgetattr(terminal)
    unseen = [*before]
    unseen[3] &= ~termios.ECHO
    termios.tcsetattr(terminal, termios.TCSAFLUSH, unseen)
    try:
        yield
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)
