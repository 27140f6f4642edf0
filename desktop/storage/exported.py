"""What the record is exported into: a new file of the person's, or the output of a command."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from desktop.errors import StorageError
from desktop.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path


@contextmanager
def new_file(path: Path) -> Generator[Callable[[str], object]]:
    """Gives what writes a line into a file that the person alone can read.

    Raises:
        StorageError: the file cannot be written.
    """
    try:
        path.touch(0o600)  # It holds what people wrote.
        with path.open("w", encoding="utf-8", newline="\n") as file:
            yield telling(file.write, str(path))
    except OSError as error:
        raise _unwritable(str(path), error) from error


def telling(write: Callable[[str], object], what: str) -> Callable[[str], object]:
    """Returns how to write a line; that the disk is full there is no fault of the records."""

    def line(text: str) -> None:
        try:
            write(text)
        except OSError as error:
            raise _unwritable(what, error) from error

    return line


def _unwritable(what: str, error: OSError) -> StorageError:
    return StorageError(
        tr(
            "{path} cannot be written: {reason}. The journal was only read. Choose another place, "
            "or make room there.",
            path=what,
            reason=error.strerror,
        )
    )
