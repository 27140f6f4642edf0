"""What tells that a file has changed."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def stamp(path: Path) -> object:
    """Returns what changes with a file; None where it is not there."""
    with suppress(OSError):
        told = path.stat()
        # Each change makes another file: two of one length may bear the same time.
        return told.st_ino, told.st_mtime_ns, told.st_size
    return None
