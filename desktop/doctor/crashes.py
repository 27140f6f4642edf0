"""What is told of a fault of Parley's own: where it happened, and nothing that anybody wrote."""

from __future__ import annotations

import faulthandler
import platform
import traceback
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO

from desktop import __version__
from desktop.doctor.masking import at_home

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = "parley-crash.log"
"""Where a process that the system ends says where it was; it is there only while one runs."""

EARLIER = "parley-crash.1.log"
"""What the last such process said."""

LONGEST = 20_000
"""Characters that are read of it: many threads, each with where it was."""


def versions() -> str:
    """Returns what Parley runs on, in a line."""
    system = platform.platform(terse=True)
    return f"Parley {__version__}, Python {platform.python_version()}, {system}"


def details(error: BaseException) -> str:
    """Returns where an error happened, without its words: they may repeat a request or a key."""
    told = traceback.TracebackException.from_exception(error)
    return at_home("".join([f"{versions()}\n\n", *_places(told)]))


def place_of(error: BaseException) -> tuple[str, str, int]:
    """Returns what is the same of two errors that come of the same fault."""
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1] if frames else None
    return type(error).__name__, last.filename if last else "", (last.lineno or 0) if last else 0


def _places(told: traceback.TracebackException) -> Iterator[str]:
    cause = told.__cause__ or (None if told.__suppress_context__ else told.__context__)
    if cause:
        yield from _places(cause)
        yield "\nThen:\n\n"
    yield from told.stack.format()
    kind = told.exc_type.__qualname__ if told.exc_type else "Error"
    yield f"{kind} (its words stand in parley.log alone)\n"
    for part in told.exceptions or ():
        yield "\nOne of those in it:\n\n"
        yield from _places(part)


class CrashFile:
    """A file into which Python writes where each thread is when the system ends the process."""

    def __init__(self, folder: Path) -> None:
        """Takes the folder of the logs, and opens nothing."""
        self._path = folder / NAME
        self._earlier = folder / EARLIER
        self._file: TextIO | None = None

    def begin(self) -> str:
        """Returns what the last process said when it was ended so, and stands ready for this one.

        Without a file, since the folder cannot be written, nothing is kept.
        """
        said = ""
        try:
            if self._path.exists() and self._path.stat().st_size:
                self._path.replace(self._earlier)
                said = self._earlier.read_text("utf-8", "replace")[:LONGEST]
            self._file = self._path.open("w", encoding="utf-8")
            faulthandler.enable(self._file)
        except OSError:
            self.end()
        return at_home(said)

    def end(self) -> None:
        """Takes the file away: the process ends as it should."""
        if self._file is not None:
            faulthandler.disable()
            self._file.close()
            self._file = None
            with suppress(OSError):
                self._path.unlink()
