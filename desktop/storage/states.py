"""Where models keep what they knew of conversations: for each file a folder of its own.

A model sees its own folder alone: a file that is made to do harm must not read what others were
told.
"""

from __future__ import annotations

import hashlib
import time
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

KEPT_DAYS = 7.0
_MOST = 2 << 30
"""Bytes of all models together."""
_DAY = 86_400.0


def states_folder(root: Path, model: Path) -> Path:
    """Returns the folder of a model's file, which nobody else on this computer may enter.

    Raises:
        OSError: it cannot be made.
    """
    folder = root / hashlib.sha256(str(model).encode()).hexdigest()[:16]
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def prune_states(root: Path, days: float = KEPT_DAYS, most: int = _MOST) -> None:
    """Deletes what was not used for so long, and then the oldest until the rest is small enough.

    Args:
        root: where the models' folders are.
        days: since the last use.
        most: bytes that may stay.
    """
    kept = 0
    for used, size, path in sorted(_files(root), reverse=True):
        kept += size
        if kept > most or used < time.time() - days * _DAY:
            with suppress(OSError):
                path.unlink(missing_ok=True)
    for folder in root.glob("*/"):
        with suppress(OSError):
            folder.rmdir()  # Only an empty one goes.


def state_files(root: Path) -> list[Path]:
    """Returns every file of every model, what was not finished too."""
    return [path for ending in ("state", "new") for path in root.glob(f"*/*.{ending}")]


def _files(root: Path) -> list[tuple[float, int, Path]]:
    found = []
    for path in state_files(root):
        with suppress(OSError):  # Another Parley, or the model itself, may have deleted it.
            about = path.stat()
            found.append((about.st_mtime, about.st_size, path))
    return found
