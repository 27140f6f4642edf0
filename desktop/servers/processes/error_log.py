"""A server's error output, in a file that is kept short."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from desktop.errors import StartFailed
from desktop.language import tr

if TYPE_CHECKING:
    from pathlib import Path

TAIL_BYTES = 2_000
LOG_BYTES = 1_000_000


class ErrorLog:
    """A server's error output in a file, kept short, whose newest end can be shown."""

    def __init__(self, path: Path) -> None:
        """Names the file; it is opened by entering the log."""
        self._path = path

    def __enter__(self) -> ErrorLog:
        """Opens the file to be written on.

        Raises:
            StartFailed: it cannot be written.
        """
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self.file = self._path.open("a", encoding="utf-8")
        except OSError as error:
            raise StartFailed(
                tr("The log {path} cannot be written: {error}.", path=self._path, error=error)
            ) from error
        self.trim()
        self._start = self.file.seek(0, os.SEEK_END)
        return self

    def __exit__(self, *_: object) -> None:
        """Closes the file."""
        self.file.close()

    def trim(self) -> None:
        """Empties the file when it has grown too long; the server writes on at its start."""
        if os.fstat(self.file.fileno()).st_size > LOG_BYTES:
            os.ftruncate(self.file.fileno(), 0)
            self._start = 0

    def add(self, line: str) -> None:
        """Writes a line between those of the server."""
        with suppress(OSError, ValueError):  # It is full, or closed: nothing hangs on it.
            print(line, file=self.file, flush=True)

    def tail(self) -> str:
        """Returns the end of what was written since the log was opened."""
        with self._path.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(max(self._start, size - TAIL_BYTES))
            return file.read().decode("utf-8", "replace").strip()
