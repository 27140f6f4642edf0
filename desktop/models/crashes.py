"""Which model files have crashed their process, and which are set aside for it."""

from __future__ import annotations

from dataclasses import dataclass
from shlex import quote
from typing import TYPE_CHECKING

from desktop.language import tr

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.storage.database import Database

_MOST = 2
"""Crashes of one file, after which it is not asked again."""
_ALL = "SELECT path, size, modified, times, reason FROM crashes"
_KEEP = """
INSERT OR REPLACE INTO crashes (path, size, modified, times, reason) VALUES (?, ?, ?, ?, ?)
"""
_FORGET = "DELETE FROM crashes WHERE path = ?"


@dataclass(frozen=True, slots=True)
class _Record:
    size: int
    modified: int
    times: int
    reason: str


class Crashes:
    """The crashes of each file, kept over restarts; another file of the same name has none."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._records: dict[str, _Record] = {}

    async def refresh(self) -> None:
        """Reads what is kept; must come before anything else is asked."""
        for path, size, modified, times, reason in await self._database.rows(_ALL):
            record = _Record(int(size or 0), int(modified or 0), int(times or 0), str(reason))
            self._records.setdefault(str(path), record)

    def count(self, path: Path, reason: str) -> None:
        """Takes a crash down.

        Args:
            path: the file.
            reason: how the process ended, "ended by SIGSEGV" for example.
        """
        size, modified = _state(path)
        before = self._of(path)
        record = _Record(size, modified, (before.times if before else 0) + 1, reason)
        self._records[str(path)] = record
        kept = (str(path), size, modified, record.times, reason)
        self._database.write_soon(_KEEP, kept)

    def why(self, path: Path, model_id: str) -> str:
        """Returns why a model is set aside, and what to do about it; empty where it is not."""
        record = self._of(path)
        if record is None or record.times < _MOST:
            return ""
        return tr(
            "it crashed {times} times ({rstrip}), so it is set aside; to try it again: "
            "parley models check {quote}",
            times=record.times,
            rstrip=record.reason.rstrip("."),
            quote=quote(model_id),
        )

    async def forget(self, path: Path) -> None:
        """Forgets a file's crashes, so that it may be tried again."""
        self._records.pop(str(path), None)
        await self._database.write(_FORGET, (str(path),))

    def _of(self, path: Path) -> _Record | None:
        record = self._records.get(str(path))
        return record if record and (record.size, record.modified) == _state(path) else None


def _state(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_size, found.st_mtime_ns
