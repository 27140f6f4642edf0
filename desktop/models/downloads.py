"""Models from the hub: found, fetched, checked and taken into the library."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from desktop.errors import NotOnHub
from desktop.models.fetching import Fetch, Progress, read_notes, unfinished
from desktop.models.fit import Fit, demand
from desktop.models.gguf import LONGEST_CONTEXT, header_of
from desktop.models.hardware import free_memory
from desktop.models.hub import Broken, Hub
from desktop.models.origins import sha256_of
from desktop.storage.aside import aside

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.models.fetching import Report, Unfinished
    from desktop.models.hub import Offer, Repository
    from desktop.models.library import Library
    from desktop.models.origins import Origin
    from desktop.storage.places import Places

_HEADER = 4 << 20
_LONGEST_HEADER = 64 << 20
"""Bytes; a vocabulary of many languages takes about ten million."""


class Downloads:
    """What fetches models; a face asks it, and is told how far each one is."""

    def __init__(
        self, places: Places, library: Library, hub: Hub | None = None, pause: float = 1.0
    ) -> None:
        """Takes where models go, and connects to nothing.

        Args:
            places: the folders of one person's Parley.
            library: takes in what was fetched.
            hub: where from; None is the one that the environment names.
            pause: seconds before a second try.
        """
        self._folder = places.models
        self._library = library
        self._hub = hub or Hub.from_environment()
        self._pause = pause

    async def search(self, text: str, count: int = 20) -> list[Repository]:
        """Returns the repositories with GGUF files that fit a text.

        Raises:
            DownloadFailed: the hub does not tell.
        """
        return await aside(lambda: self._hub.search(text, count))

    async def offer(self, repo: str, revision: str | None = None) -> Offer:
        """Returns the models of a repository.

        Raises:
            DownloadFailed: the hub does not tell.
        """
        return await aside(lambda: self._hub.offer(repo, revision))

    async def find(self, repo: str, file: str) -> Origin:
        """Returns a file of a repository as it is now; `file` may be a part of its name.

        Raises:
            NotOnHub: there is no such file, or several.
            DownloadFailed: the hub does not tell.
        """
        offer = await self.offer(repo)
        exact = [one for one in offer.files if one.file == file]
        found = exact or [one for one in offer.files if file.lower() in one.file.lower()]
        if len(found) == 1:
            return found[0]
        names = ", ".join(one.file for one in found or offer.files) or "none that Parley can use"
        which = "several such files" if found else f"no file {file!r}"
        raise NotOnHub(f"{repo} has {which}. Its model files: {names}.")

    async def fit(self, origin: Origin) -> Fit | None:
        """Returns whether a file would fit, by its header alone; None where that cannot be read.

        Raises:
            DownloadFailed: the hub does not give the file.
        """
        return await aside(lambda: self._fit(origin))

    def unfinished(self) -> list[Unfinished]:
        """Returns what was broken off, by this Parley or an earlier one, and can go on."""
        return unfinished(self._folder)

    async def get(self, origin: Origin, report: Callable[[Progress], None]) -> str:
        """Returns the id of a model, fetched if it is not here; cancelling pauses the fetch.

        Args:
            origin: the file.
            report: told how far it is, in the loop.

        Raises:
            DamagedFile: what came is not what was announced.
            DownloadFailed: it cannot be fetched; what came is kept.
            LoadFailed: it is no model that Parley can read.
        """
        path = await aside(lambda: self._here(origin))
        if path is None:
            path = await aside(lambda: self._free_name(origin))
            await self._fetch(origin, path, report)
        await self._library.origins.keep(path, origin)
        return await self._library.add(path)

    async def _fetch(self, origin: Origin, path: Path, report: Report) -> None:
        loop = asyncio.get_running_loop()
        fetch = Fetch(
            self._hub,
            origin,
            path,
            lambda progress: _tell(loop, report, progress),
            pause=self._pause,
        )
        try:
            await aside(fetch.run)
        finally:
            fetch.stop()

    def _here(self, origin: Origin) -> Path | None:
        """Returns the file where it lies already: Parley's folder, or the hub's own cache."""
        places = [self._own_name(origin), self._other_name(origin), self._hub.cached(origin)]
        for path in places:
            if path is None or not path.is_file() or path.stat().st_size != origin.size:
                continue
            if sha256_of(path) == origin.sha256:
                return path
        return None

    def _own_name(self, origin: Origin) -> Path:
        return self._folder / origin.name

    def _other_name(self, origin: Origin) -> Path:
        """Returns the name of a file where another one has its name already."""
        stem, dot, ending = origin.name.rpartition(".")
        return self._folder / f"{stem}-{origin.sha256[:8]}{dot}{ending}"

    def _free_name(self, origin: Origin) -> Path:
        path = self._own_name(origin)
        notes = read_notes(path)
        other = notes is not None and (notes.repo, notes.file) != (origin.repo, origin.file)
        return self._other_name(origin) if path.exists() or other else path

    def _fit(self, origin: Origin) -> Fit | None:
        beginning, length = bytearray(), _HEADER
        try:
            with self._hub.opened(origin) as answer:
                for piece in answer.pieces:
                    beginning += piece
                    if len(beginning) < min(length, origin.size):
                        continue
                    header = header_of(bytes(beginning), origin.size)
                    if header is not None:
                        trained = header.context_length or LONGEST_CONTEXT
                        needed = demand(header, min(trained, LONGEST_CONTEXT))
                        return Fit(needed, free_memory())
                    length *= 2
                    if length > _LONGEST_HEADER:
                        break
        except Broken:
            return None
        return None


def _tell(loop: asyncio.AbstractEventLoop, report: Report, progress: Progress) -> None:
    with suppress(RuntimeError):  # The loop is closed: nobody waits any more.
        loop.call_soon_threadsafe(report, progress)
