"""The terminal at which a person types an answer to a question."""

from __future__ import annotations

import asyncio
import sys
import threading
from contextlib import suppress


class Terminal:
    """Asks one question at a time; a question that is cancelled leaves the terminal free."""

    def __init__(self) -> None:
        self._line: asyncio.Future[str] | None = None

    async def confirmed(self, question: str) -> bool:
        """Returns whether the person typed yes after the question was asked."""
        _forget_what_was_typed()
        print(question, end="", file=sys.stderr, flush=True)
        if self._line is None or self._line.done():
            self._line = _next_line()
        # The line that a cancelled question still waits for is the answer to the next one.
        line = await asyncio.shield(self._line)
        return line.strip().lower() in ("y", "yes")


def _next_line() -> asyncio.Future[str]:
    loop, stream = asyncio.get_running_loop(), sys.stdin
    line: asyncio.Future[str] = loop.create_future()

    def read() -> None:
        text = stream.readline()
        with suppress(RuntimeError):  # The loop is closed: nobody waits any more.
            loop.call_soon_threadsafe(line.set_result, text)

    # A daemon: nothing can interrupt a thread that waits for a line.
    threading.Thread(target=read, daemon=True).start()
    return line


def _forget_what_was_typed() -> None:
    """Drops the keys that were pressed before the question: they cannot be meant for it."""
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415

        while msvcrt.kbhit():
            msvcrt.getwch()
    else:
        import termios  # noqa: PLC0415

        termios.tcflush(sys.stdin, termios.TCIFLUSH)
