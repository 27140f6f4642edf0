"""Models from the hub: found, fetched, checked and taken into the library."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from desktop.errors import AccessNeeded, ConfigError, KeyStoreFailed, NotOnHub
from desktop.language import tr
from desktop.models.gguf.file import LONGEST_CONTEXT, header_of
from desktop.models.gguf.fit import Fit, demand
from desktop.models.hardware import free_memory
from desktop.models.hub.client import Broken, Hub
from desktop.models.hub.fetching import Fetch, Member, Progress, discard, read_notes, unfinished
from desktop.models.hub.held import held
from desktop.models.hub.offers import local_names
from desktop.models.hub.origins import sha256_of
from desktop.models.hub.token import HubToken
from desktop.storage.aside import aside
from desktop.storage.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pydantic import SecretStr

    from desktop.models.hub.catalogue import Entry
    from desktop.models.hub.client import Offer, Repository
    from desktop.models.hub.fetching import Report, Unfinished
    from desktop.models.hub.origins import Origin
    from desktop.models.library import Library
    from desktop.storage.places import Places

T = TypeVar("T")

_HEADER = 4 << 20
_LONGEST_HEADER = 64 << 20
"""Bytes; a vocabulary of many languages takes about ten million."""


class Downloads:
    """What fetches models; a face asks it, and is told how far each one is."""

    def __init__(
        self,
        places: Places,
        library: Library,
        hub: Hub | None = None,
        pause: float = 1.0,
        settings: Callable[[], Settings] = Settings,
    ) -> None:
        """Takes where models go, and connects to nothing.

        Args:
            places: the folders of one person's Parley.
            library: takes in what was fetched.
            hub: where from; None is the one that the settings or the environment name.
            pause: seconds before a second try.
            settings: returns what holds at the moment.
        """
        self._folder = places.models
        self._library = library
        self._hub = hub or Hub.from_environment(settings, places.env_file)
        self.token = HubToken(library.providers.secrets, places.hub_file, self._hub.endpoint)
        """What the person gave for that hub."""
        self._pause = pause
        self._locked: tuple[int, str] | None = None
        """How the store failed, which is not asked again before a key has changed."""

    @property
    def address(self) -> str:
        """Where the hub is."""
        return self._hub.endpoint

    async def search(self, text: str, count: int = 20) -> list[Repository]:
        """Returns the repositories with GGUF files that fit a text.

        Raises:
            DownloadFailed: the hub does not tell.
        """
        return await self._ask(lambda: self._hub.search(text, count))

    async def offer(self, repo: str, revision: str | None = None) -> Offer:
        """Returns the models of a repository.

        Raises:
            DownloadFailed: the hub does not tell.
        """
        return await self._ask(lambda: self._hub.offer(repo, revision))

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
        names = ", ".join(one.file for one in found or offer.files) or tr(
            "none that Parley can use"
        )
        which = tr("several such files") if found else tr("no file {file!r}", file=file)
        raise NotOnHub(
            tr("{repo} has {which}. Its model files: {names}.", repo=repo, which=which, names=names)
        )

    async def wanted(self, entry: Entry) -> Origin:
        """Returns the files of a model of the catalogue.

        Raises:
            DownloadFailed: the hub does not tell, or has not the files that the catalogue knows.
        """
        try:
            offer = await self.offer(entry.repo, entry.commit)
        except NotOnHub:  # Histories are rewritten at times; whether the files stayed is seen.
            offer = await self.offer(entry.repo)
        return held(entry, offer)

    async def fit(self, origin: Origin) -> Fit | None:
        """Returns whether a file would fit, by its header alone; None where that cannot be read.

        Raises:
            DownloadFailed: the hub does not give the file.
        """
        return await self._ask(lambda: self._fit(origin))

    def unfinished(self) -> list[Unfinished]:
        """Returns what was broken off, by this Parley or an earlier one, and can go on."""
        return unfinished(self._folder)

    async def discard(self, origin: Origin) -> None:
        """Deletes what came of a download; one that still runs must have been cancelled before.

        Raises:
            DownloadFailed: another Parley is fetching it.
        """
        left = [one for one in self.unfinished() if one.origin == origin]
        for path in (path for one in left for path in one.paths):
            await aside(partial(discard, path))
            if not left[0].path.exists():  # The first comes last: without it, no other is of use.
                await aside(partial(path.unlink, missing_ok=True))

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
        paths = await aside(lambda: self._here(origin))
        if paths is None:
            paths = await aside(lambda: self._free_names(origin))
            await self._fetch_all(origin, paths, report)
        for path, piece in zip(paths, origin.files, strict=True):
            await self._library.origins.keep(path, piece)
        return await self._library.add(paths[0])

    async def _fetch_all(self, origin: Origin, paths: tuple[Path, ...], report: Report) -> None:
        """Fetches every file that is not here, the one that makes them a model last."""
        done = 0
        for path, piece in reversed([*zip(paths, origin.files, strict=True)]):
            if not await aside(partial(_is_there, path, piece)):
                member = Member(origin, paths, origin.size - done - piece.size)
                await self._fetch(piece, path, partial(_shifted, report, origin, done), member)
            done += piece.size

    async def _fetch(self, origin: Origin, path: Path, report: Report, member: Member) -> None:
        loop = asyncio.get_running_loop()
        fetch = Fetch(
            self._hub,
            origin,
            path,
            lambda progress: _tell(loop, report, progress),
            pause=self._pause,
        )
        fetch.belong(member)
        try:
            await self._ask(fetch.run)
        finally:
            fetch.stop()

    async def _ask(self, question: Callable[[], T]) -> T:
        """Returns what the hub tells, asked in the person's name.

        Where the token cannot be had, the hub is asked without it: most of what it has needs none.
        """
        try:
            self._hub.sign_in(await self._given())
        except ConfigError as error:
            self._hub.sign_out(str(error))
        try:
            return await aside(question)
        except (AccessNeeded, NotOnHub) as error:
            if not self._hub.unsigned:
                raise
            why = tr(" Your token was not sent. {error}", error=self._hub.unsigned)
            raise type(error)(f"{error}{why}") from None

    async def _given(self) -> SecretStr | None:
        """Returns the token that the person gave Parley.

        Raises:
            ConfigError: it cannot be had; the store may take minutes to say so, so it does it once.
        """
        changes = self.token.changes
        if self._locked and self._locked[0] == changes:
            raise KeyStoreFailed(self._locked[1])
        try:
            return await self.token.get()
        except KeyStoreFailed as error:
            self._locked = changes, str(error)
            raise

    def _here(self, origin: Origin) -> tuple[Path, ...] | None:
        """Returns the files where they lie already: Parley's folder, or the hub's own cache."""
        cached = [self._hub.cached(one) for one in origin.files]
        places: list[list[Path | None]] = [
            [*self._own_names(origin)],
            [*self._other_names(origin)],
            cached,
        ]
        for paths in places:
            found = [path for path in paths if path is not None]
            pairs = [*zip(found, origin.files, strict=False)]
            if len(pairs) == len(origin.files) and all(_is_there(*pair) for pair in pairs):
                return tuple(found)
        return None

    def _own_names(self, origin: Origin) -> tuple[Path, ...]:
        return tuple(self._folder / name for name in local_names(origin))

    def _other_names(self, origin: Origin) -> tuple[Path, ...]:
        """Returns the names of files where another one has the name of the first already."""
        return tuple(self._folder / name for name in local_names(origin, origin.sha256[:8]))

    def _free_names(self, origin: Origin) -> tuple[Path, ...]:
        paths = self._own_names(origin)
        for path, piece in zip(paths, origin.files, strict=True):
            notes = read_notes(path)
            wanted = (origin.repo, origin.file)
            other = notes is not None and (notes.origin.repo, notes.origin.file) != wanted
            if other or (path.exists() and not _is_there(path, piece)):
                return self._other_names(origin)
        return paths

    def _fit(self, origin: Origin) -> Fit | None:
        beginning, length = bytearray(), _HEADER
        try:
            with self._hub.opened(origin.files[0]) as answer:
                for piece in answer.pieces:
                    beginning += piece
                    if len(beginning) < min(length, origin.files[0].size):
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


def _is_there(path: Path, origin: Origin) -> bool:
    if not path.is_file() or path.stat().st_size != origin.size:
        return False
    return sha256_of(path) == origin.sha256


def _shifted(report: Report, origin: Origin, before: int, progress: Progress) -> None:
    """Reports how far a file has come as how far its model has."""
    report(replace(progress, origin=origin, done=before + progress.done))


def _tell(loop: asyncio.AbstractEventLoop, report: Report, progress: Progress) -> None:
    with suppress(RuntimeError):  # The loop is closed: nobody waits any more.
        loop.call_soon_threadsafe(report, progress)
