"""Parley's logs: kept within bounds, and read from their end."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from enum import IntEnum
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING

from desktop.gateway.screening.hidden import reveal
from desktop.servers.transport.traffic import MASKED

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import BinaryIO

NAME = "parley.log"
"""Parley's own log; each server has one too, and the models share one."""

KEPT_BYTES = 1_000_000
"""What Parley's own log may grow to before it is put aside, and what is read of any."""

KEPT_FILES = 2
"""How many that were put aside are kept."""

LONGEST_LINE = 4_000
"""Characters that are shown of one line: Qt takes long to lay out a longer one."""

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_LEVEL = re.compile(
    r"(?:[\d-]{8,10}[ T][\d:,.]{8,15}Z? +)?\[?(DEBUG|INFO|WARN(?:ING)?|ERROR|CRITICAL|FATAL)\b",
    re.IGNORECASE,
)


class Level(IntEnum):
    """How much a line matters; a line that does not say belongs to the one before it."""

    ANY = 0
    INFORMATION = logging.INFO
    WARNING = logging.WARNING
    ERROR = logging.ERROR


_LEVELS = {
    "INFO": Level.INFORMATION,
    "WARN": Level.WARNING,
    "WARNING": Level.WARNING,
    "ERROR": Level.ERROR,
    "CRITICAL": Level.ERROR,
    "FATAL": Level.ERROR,
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a log, without secrets."""

    text: str
    level: Level


@dataclass(frozen=True, slots=True)
class News:
    """What came into a log since the last look."""

    lines: tuple[Line, ...] = ()
    afresh: bool = False
    """Whether these are all the lines there are to show, and not those after the ones before."""
    cut: bool = False
    """Whether the log is longer than what is shown of it."""
    problem: str = ""
    """Why it cannot be read."""


def kept_log(folder: Path) -> RotatingFileHandler:
    """Returns what writes Parley's own log, and puts it aside when it has grown long."""
    handler = RotatingFileHandler(
        folder / NAME,
        maxBytes=KEPT_BYTES,
        backupCount=KEPT_FILES,
        encoding="utf-8",
        delay=True,
        errors="backslashreplace",
    )
    handler.setFormatter(logging.Formatter(FORMAT))
    handler.namer = _aside
    return handler


def _aside(name: str) -> str:
    """Returns a name that still ends as a log's does: parley.1.log for parley.log.1."""
    return re.sub(r"\.log\.(\d+)$", r".\1.log", name)


def log_files(folder: Path) -> list[Path]:
    """Returns the logs that there are, Parley's own first."""
    found = sorted(folder.glob("*.log"), key=lambda path: path.name.casefold())
    return sorted(found, key=lambda path: path.name != NAME)


class Tail:
    """The end of a log that may grow, begin anew or vanish meanwhile; its reading blocks."""

    def __init__(self, path: Path, mask: Callable[[str], str]) -> None:
        """Takes the file, and what hides the secrets in it."""
        self._path = path
        self._mask = mask
        self._at = -1
        """Up to where it was read; -1 before the first look."""
        self._size = -1
        """How long it was at the last look."""
        self._file = 0
        self._level = Level.ANY

    def read(self) -> News:
        """Returns what came since the last look, in whole lines.

        A last line that is not at its end is shown once it has rested, and is read anew with the
        rest of it should that come after all: half a secret could not be known as one.
        """
        try:
            with self._path.open("rb") as file:
                size = file.seek(0, 2)
                number = self._path.stat().st_ino
                afresh = self._at < 0 or size < self._at or number != self._file
                if size - self._at > KEPT_BYTES or (size > self._at and self._ends_within(file)):
                    afresh = True
                begin = max(0, size - KEPT_BYTES) if afresh else self._at
                file.seek(begin)
                octets = file.read(size - begin)
        except OSError as error:
            self._at = -1
            return News(afresh=True, problem=str(error.strerror or error))
        cut = afresh and begin > 0
        if cut:  # The first line is not whole.
            octets = octets.partition(b"\n")[2]
        rests = (size, number) == (self._size, self._file)
        whole = octets if rests else octets[: octets.rfind(b"\n") + 1]
        self._file, self._size, self._at = number, size, size - (len(octets) - len(whole))
        return News(self._lines(whole, afresh=afresh), afresh=afresh, cut=cut)

    def _ends_within(self, file: BinaryIO) -> bool:
        """Whether what was read so far ends within a line."""
        if self._at <= 0:
            return False
        file.seek(self._at - 1)
        return file.read(1) != b"\n"

    def _lines(self, octets: bytes, *, afresh: bool) -> tuple[Line, ...]:
        if afresh:
            self._level = Level.ANY
        text = octets.decode("utf-8", "replace").replace("\r\n", "\n").removesuffix("\n")
        return tuple(map(self._line, text.split("\n"))) if text else ()

    def _line(self, line: str) -> Line:
        masked = self._mask(line[: 2 * LONGEST_LINE])
        if len(line) > 2 * LONGEST_LINE:  # A secret that was cut in two here is not known as one.
            masked = masked[:-LONGEST_LINE] or MASKED
        shown = reveal(masked).text[:LONGEST_LINE]
        if found := _LEVEL.match(shown):
            self._level = _LEVELS.get(found[1].upper(), Level.ANY)
        return Line(shown, self._level)
