"""The terminal at which a person types an answer to a question."""

from __future__ import annotations

import asyncio
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass

from desktop.cli.output import say

READING_SECONDS = 1.0
"""A line that comes sooner after its question was meant for something else."""


def has_terminal() -> bool:
    """Whether there is somebody to ask; the input may be closed altogether."""
    return sys.stdin is not None and sys.stdin.isatty()


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    at: float
    """When it came, by the monotonic clock."""


class Terminal:
    """Asks one question at a time; a question that is cancelled leaves the terminal free."""

    def __init__(self) -> None:
        self._line: asyncio.Future[_Line] | None = None

    async def confirmed(self, question: str, seconds: float | None = None) -> bool:
        """Returns whether the person typed yes after there was time to read the question.

        Args:
            question: what is asked.
            seconds: how many seconds are left for an answer; the person may ask for as many more.

        Raises:
            TimeoutError: nothing was typed for so long.
        """
        return await self.answer_to(question, seconds) in ("y", "yes")

    async def answer_to(self, question: str, seconds: float | None, silence: str = "no") -> str:
        """Returns what the person typed after there was time to read the question.

        Args:
            question: what is asked.
            seconds: how many seconds are left for an answer; the person may ask for as many more.
            silence: what it counts as where nothing is typed, in a word.

        Raises:
            TimeoutError: nothing was typed for so long.
        """
        more = (
            "" if seconds is None else f"({silence} in {seconds:g} s, unless you type w to wait) "
        )
        while True:
            _forget_what_was_typed()
            say(f"{question}{more}", end="")
            asked = time.monotonic()
            if self._line is None or self._line.done():
                self._line = _next_line()
            # The line that a cancelled question still waits for is the answer to the next one.
            async with asyncio.timeout(seconds):
                line = await asyncio.shield(self._line)
            typed = line.text.strip().lower()
            if seconds is not None and typed in ("w", "wait"):
                continue
            if not line.text or line.at - asked >= READING_SECONDS:
                return typed
            say("That came too soon to be an answer to this. Please read it, and answer again.")

    async def typed(self, question: str, seconds: float | None = None) -> str | None:
        """Returns the line that the person typed, or None at the end of the input.

        Raises:
            TimeoutError: nothing was typed for so long.
        """
        _forget_what_was_typed()
        say(question, end="")
        if self._line is None or self._line.done():
            self._line = _next_line()
        async with asyncio.timeout(seconds):
            line = await asyncio.shield(self._line)
        return line.text.removesuffix("\n") if line.text else None


def _next_line() -> asyncio.Future[_Line]:
    loop, stream = asyncio.get_running_loop(), sys.stdin
    line: asyncio.Future[_Line] = loop.create_future()

    def read() -> None:
        text = stream.readline()
        with suppress(RuntimeError):  # The loop is closed: nobody waits any more.
            loop.call_soon_threadsafe(line.set_result, _Line(text, time.monotonic()))

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
