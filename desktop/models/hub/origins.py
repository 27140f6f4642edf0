"""Where model files came from, and whether they still are what came from there."""

from __future__ import annotations

import asyncio
import hashlib
import sys
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from desktop.errors import DamagedFile
from desktop.language import tr

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable

    from desktop.storage.database import Database

_KEEP = """
INSERT OR REPLACE INTO provenance (path, repo, commit_hash, file, sha256, size, modified)
VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_OF = "SELECT repo, commit_hash, file, sha256, size, modified FROM provenance WHERE path = ?"
_SEEN = "UPDATE provenance SET modified = ? WHERE path = ?"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Origin:
    """A file of a repository on the hub, as it is in one commit and no other."""

    repo: str
    commit: str
    file: str
    """Its path in the repository."""
    sha256: str
    size: int
    """Bytes; of a model of several files, those of all of them."""
    pieces: tuple[Origin, ...] = ()
    """The files of a model that has several, itself first; none of a model in one file."""

    @property
    def files(self) -> tuple[Origin, ...]:
        """Every file that is to be fetched."""
        return self.pieces or (self,)

    @property
    def name(self) -> str:
        """The file's name without its folders."""
        return PurePosixPath(self.file).name

    @property
    def target(self) -> str:
        """What `parley models get` takes for it."""
        return f"{self.repo}/{self.file}"


def together(first: Origin, others: Iterable[Origin]) -> Origin:
    """Returns a model of several files; one without others is what it is."""
    pieces = (*first.files, *others)
    if len(pieces) == len(first.files):
        return first
    return replace(first, size=sum(one.size for one in pieces), pieces=pieces)


class Origins:
    """The origin of every file that Parley fetched or checked."""

    def __init__(self, database: Database, folder: Path) -> None:
        """Takes where it is kept.

        Args:
            database: the open records.
            folder: Parley's own models, the only ones that it may rename.
        """
        self._database = database
        self._folder = folder

    async def keep(self, path: Path, origin: Origin) -> None:
        """Remembers where a file came from, whose content was just found to be right."""
        modified = await asyncio.to_thread(_modified, path)
        values = (origin.repo, origin.commit, origin.file, origin.sha256, origin.size)
        await self._database.write(_KEEP, (str(path), *values, modified))

    async def forget(self, path: Path) -> None:
        """Forgets where a file came from."""
        await self._database.write("DELETE FROM provenance WHERE path = ?", (str(path),))

    async def of(self, path: Path) -> Origin | None:
        """Returns where a file came from, or None where nobody knows."""
        found = await self._row(path)
        return found[0] if found else None

    async def vouch(self, path: Path) -> None:
        """Passes a file that has not changed since it was checked; any other is checked again.

        Raises:
            DamagedFile: its content is not what came from the hub.
        """
        found = await self._row(path)
        if found is None:
            return
        origin, modified = found
        if await asyncio.to_thread(_unchanged, path, origin.size, modified):
            return
        await self._check(path, origin)

    async def check(self, path: Path) -> Origin | None:
        """Reads a whole file; returns where it came from, or None where nobody knows.

        Raises:
            DamagedFile: its content is not what came from the hub.
        """
        found = await self._row(path)
        if found is None:
            return None
        await self._check(path, found[0])
        return found[0]

    async def _check(self, path: Path, origin: Origin) -> None:
        digest = await asyncio.to_thread(sha256_of, path)
        if digest == origin.sha256:
            await self._database.write(_SEEN, (_modified(path), str(path)))
            return
        own = path.parent == self._folder
        kept = await asyncio.to_thread(set_aside, path) if own else path
        raise DamagedFile(
            tr(
                "{name} is not what came from {repo}: it was damaged or swapped (its SHA-256 "
                "is {digest}, and should be {sha256}). It is not loaded",
                name=path.name,
                repo=origin.repo,
                digest=digest,
                sha256=origin.sha256,
            )
            + (
                tr(", and was kept aside as {kept}. ", kept=kept)
                if own
                else tr("; it was left at {kept}. ", kept=kept)
            )
            + tr("To fetch it again: parley models get {target}", target=origin.target)
        )

    async def _row(self, path: Path) -> tuple[Origin, int] | None:
        for repo, commit, file, sha256, size, modified in await self._database.rows(
            _OF, (str(path),)
        ):
            origin = Origin(str(repo), str(commit), str(file), str(sha256), int(size or 0))
            return origin, int(modified or 0)
        return None


def sha256_of(path: Path, wanted: Callable[[int], bool] = lambda _: True) -> str:
    """Returns the SHA-256 of a file; empty where it cannot be read or is not wanted any more.

    Args:
        path: the file.
        wanted: asked again and again, with the bytes that were read so far.
    """
    digest = hashlib.sha256()
    done = 0
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
                done += len(chunk)
                if not wanted(done):
                    return ""
    except OSError:
        return ""
    return digest.hexdigest()


def set_aside(path: Path) -> Path:
    """Renames a file so that nothing takes it for a model; returns what it is called then."""
    kept = path.with_name(f"{path.name.removesuffix('.part')}.damaged")
    path.replace(kept)
    return kept


def _modified(path: Path) -> int:
    return _changed_at(path.stat())


def _changed_at(status: os.stat_result) -> int:
    """Returns when a file was changed last."""
    # Whoever swaps a file can set its other time back, but not this one.
    return status.st_mtime_ns if sys.platform == "win32" else status.st_ctime_ns


def _unchanged(path: Path, size: int, modified: int) -> bool:
    try:
        status = path.stat()
    except OSError:
        return True  # That it is gone is said, better, by what would load it.
    return (status.st_size, _changed_at(status)) == (size, modified)
