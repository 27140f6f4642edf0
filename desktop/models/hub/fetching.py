"""One file on its way from the hub to the disk: as much of it as came stays, whatever happens."""

from __future__ import annotations

import errno
import json
import shutil
import time
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from enum import Enum
from threading import Event
from typing import TYPE_CHECKING, BinaryIO

from desktop.errors import DamagedFile, DownloadFailed, HubBusy, HubUnreachable, NoSpace
from desktop.language import tr
from desktop.models.hub.client import Broken, WeakFileLock
from desktop.models.hub.origins import Origin, set_aside, sha256_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from desktop.models.hub.client import Hub

    Report = Callable[["Progress"], None]

_SPARE = 64 << 20
"""Bytes of the disk that are left to everybody else."""
_TRIES = 5
"""Without a byte more, one after the other."""
_LONGEST_WAIT = 60.0
"""Seconds; a hub that wants one to wait longer is left to the person."""
_BETWEEN = 0.25
"""Seconds between two reports."""
_PATIENCE = 15.0
"""Seconds in which a fetch that was stopped lets go of its file."""


class Phase(Enum):
    """What is being done."""

    FETCHING = "fetching"
    WAITING = "waiting to try again"
    CHECKING = "checking"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a download has come."""

    origin: Origin
    done: int
    """Bytes, those of earlier tries too."""
    speed: float = 0.0
    """Bytes a second, lately."""
    phase: Phase = Phase.FETCHING
    detail: str = ""
    """Why it waits."""

    @property
    def seconds_left(self) -> float | None:
        """Seconds until the end, as it goes now; None while nobody can say."""
        return (self.origin.size - self.done) / self.speed if self.speed else None


class Stopped(Exception):  # noqa: N818  (an outcome that was asked for)
    """The download was stopped; what came is kept."""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A download that was broken off, and can go on."""

    origin: Origin
    paths: tuple[Path, ...]
    """Where its files will be, or are."""
    done: int

    @property
    def path(self) -> Path:
        """Where the file will be that is loaded."""
        return self.paths[0]


@dataclass(frozen=True, slots=True)
class Member:
    """The model to which a file belongs that is fetched."""

    origin: Origin
    paths: tuple[Path, ...]
    """Where its files will be."""
    further: int = 0
    """Bytes of those that are fetched after this one."""

    @property
    def text(self) -> str:
        """What is noted beside an incomplete file."""
        return json.dumps(asdict(self.origin) | {"names": [path.name for path in self.paths]})

    def sha256_of(self, path: Path) -> str:
        """Returns what one of the files must be; empty where it is none of them."""
        files = zip(self.paths, self.origin.files, strict=False)
        return next((file.sha256 for place, file in files if place.name == path.name), "")


class Fetch:
    """One download; `run` belongs in a thread, and `stop` may be called from any other."""

    def __init__(
        self,
        hub: Hub,
        origin: Origin,
        path: Path,
        report: Report,
        free: Callable[[Path], int] = lambda folder: shutil.disk_usage(folder).free,
        pause: float = 1.0,
    ) -> None:
        """Takes what is fetched, and where to; nothing is done before `run`.

        Args:
            hub: where from.
            origin: the file.
            path: where it is to be.
            report: told how far it came, in the thread of `run`.
            free: how many bytes a folder has room for.
            pause: seconds before the second try; longer before each further one.
        """
        self._hub = hub
        self._member = Member(origin, (path,))
        self._origin = origin
        self._path = path
        self._part = part_of(path)
        self._report = report
        self._free = free
        self._pause = pause
        self._stop = Event()
        self._told = self._since = 0.0
        self._at = 0
        self._speed = 0.0

    def belong(self, member: Member) -> None:
        """Takes the model to which the file belongs, where that has several."""
        self._member = member

    def stop(self) -> None:
        """Ends the download as soon as may be; nothing is written after it."""
        self._stop.set()

    def run(self) -> None:
        """Fetches the file, what is missing of it, and checks it.

        Raises:
            Stopped: `stop` was called.
            NoSpace: the disk has no room for it.
            DamagedFile: what came is not what was announced; it was kept aside.
            DownloadFailed: the hub does not give it; what came is kept.
        """
        try:
            with _alone(self._path):
                self._complete()
        except OSError as error:
            raise self._disk_failure(error) from error

    def _complete(self) -> None:
        if self._path.exists() and sha256_of(self._path) == self._origin.sha256:
            return  # Another Parley has fetched it meanwhile.
        self._fetch()
        self._check()
        self._part.replace(self._path)
        notes_of(self._path).unlink(missing_ok=True)

    def _fetch(self) -> None:
        self._begin()
        tries = 0
        while (before := self._done()) < self._origin.size:
            self._check_space(self._origin.size - before + self._member.further)
            try:
                self._go_on(before)
            except Broken as error:
                tries = 1 if self._done() > before else tries + 1
                self._wait(error, tries)
            else:
                tries = 0 if self._done() > before else tries + 1
                if tries > _TRIES:
                    raise self._given_up(tr("it sends less than it announces"))

    def _begin(self) -> None:
        """Keeps the part of an earlier try only if it is one of this very file."""
        notes = read_notes(self._path)
        same = notes is not None and notes.sha256_of(self._path) == self._origin.sha256
        if not same or self._done() > self._origin.size:
            self._part.unlink(missing_ok=True)
        notes_of(self._path).write_text(self._member.text, "utf-8")
        self._since, self._at = time.monotonic(), self._done()

    def _done(self) -> int:
        return self._part.stat().st_size if self._part.exists() else 0

    def _go_on(self, start: int) -> None:
        with self._hub.opened(self._origin, start) as answer:
            if answer.start not in (0, start):  # The hub does not know this position.
                self._part.unlink(missing_ok=True)
                return
            with self._part.open("r+b" if start else "wb") as file:
                file.seek(answer.start)
                file.truncate()
                for piece in answer.pieces:
                    self._take(file, piece)

    def _take(self, file: BinaryIO, piece: bytes) -> None:
        if self._stop.is_set():
            raise Stopped
        if file.tell() + len(piece) > self._origin.size:
            raise self._damaged(tr("it is longer than announced"))
        file.write(piece)
        file.flush()  # What the system has, a process that is killed does not lose.
        self._tell(file.tell())

    def _tell(self, done: int) -> None:
        now = time.monotonic()
        if now - self._told < _BETWEEN:
            return
        took = now - self._since
        if took > _BETWEEN:
            speed = max(0, done - self._at) / took
            self._speed = speed if not self._speed else 0.7 * self._speed + 0.3 * speed
            self._since, self._at = now, done
        self._told = now
        self._report(Progress(self._origin, done, self._speed))

    def _wait(self, error: Broken, tries: int) -> None:
        if tries > _TRIES:
            raise self._given_up(str(error)) from error
        if error.wait > _LONGEST_WAIT:
            raise HubBusy(
                tr(
                    "The hub was asked too often. Try again in {wait:.0f} seconds. {kept}",
                    wait=error.wait,
                    kept=self._kept(),
                )
            ) from error
        seconds = error.wait or self._pause * 2 ** (tries - 1)
        self._report(Progress(self._origin, self._done(), 0.0, Phase.WAITING, str(error)))
        if self._stop.wait(seconds):
            raise Stopped

    def _check(self) -> None:
        def wanted(done: int) -> bool:
            if time.monotonic() - self._told >= _BETWEEN:
                self._told = time.monotonic()
                self._report(Progress(self._origin, done, 0.0, Phase.CHECKING))
            return not self._stop.is_set()

        self._report(Progress(self._origin, 0, 0.0, Phase.CHECKING))
        digest = sha256_of(self._part, wanted)
        if self._stop.is_set():
            raise Stopped
        if digest != self._origin.sha256:
            raise self._damaged(
                tr(
                    "its SHA-256 is {digest}, and should be {sha256}",
                    digest=digest,
                    sha256=self._origin.sha256,
                )
            )

    def _damaged(self, why: str) -> DamagedFile:
        kept = set_aside(self._part)
        notes_of(self._path).unlink(missing_ok=True)
        return DamagedFile(
            tr(
                "{file} came damaged: {why}. It is not loaded, and was kept aside as {kept}. "
                "To fetch it again: parley models get {target}",
                file=self._origin.file,
                why=why,
                kept=kept,
                target=self._origin.target,
            )
        )

    def _check_space(self, missing: int) -> None:
        free = self._free(self._path.parent)
        if missing + _SPARE > free:
            raise NoSpace(
                tr(
                    "{name} needs {value:.2f} GB more, and the disk of {parent} has {value2:.2f} "
                    "GB free. {kept} Make room, then try again.",
                    name=self._origin.name,
                    value=missing / 1e9,
                    parent=self._path.parent,
                    value2=free / 1e9,
                    kept=self._kept(),
                )
            )

    def _given_up(self, why: str) -> HubUnreachable:
        return HubUnreachable(
            tr(
                "The connection to the hub does not hold ({why}). {kept} To go on: "
                "parley models get {target}",
                why=why,
                kept=self._kept(),
                target=self._origin.target,
            )
        )

    def _disk_failure(self, error: OSError) -> DownloadFailed:
        kind = NoSpace if error.errno in (errno.ENOSPC, errno.EDQUOT) else DownloadFailed
        return kind(
            tr(
                "{path} cannot be written: {value}. {kept} Mend that, then try again: it goes "
                "on where it was.",
                path=self._path,
                value=error.strerror or error,
                kept=self._kept(),
            )
        )

    def _kept(self) -> str:
        return tr("{value:.0f} MB of it are kept.", value=self._done() / 1e6)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Keeps every other fetch of the same file away."""
    lock = path.with_name(f"{path.name}.lock")
    try:
        with WeakFileLock(lock, timeout=_PATIENCE):
            try:
                yield
            finally:
                lock.unlink(missing_ok=True)
    except TimeoutError as error:
        raise DownloadFailed(
            tr("{name} is being fetched by another Parley. Nothing was changed.", name=path.name)
        ) from error


def discard(path: Path) -> None:
    """Deletes what came of a file that is not complete, once nobody fetches it any more.

    Raises:
        DownloadFailed: another Parley is fetching it, or it cannot be deleted.
    """
    try:
        with _alone(path):
            part_of(path).unlink(missing_ok=True)
            notes_of(path).unlink(missing_ok=True)
    except OSError as error:
        raise DownloadFailed(
            tr(
                "{part_of} cannot be deleted: {value}. Delete it yourself.",
                part_of=part_of(path),
                value=error.strerror or error,
            )
        ) from error


def part_of(path: Path) -> Path:
    """Returns where a file lies while it is not complete."""
    return path.with_name(f"{path.name}.part")


def notes_of(path: Path) -> Path:
    """Returns where it is noted what an incomplete file is to become."""
    return path.with_name(f"{path.name}.part.json")


def read_notes(path: Path) -> Member | None:
    """Returns what the incomplete file of a path is to become; None where nobody knows."""
    try:
        told = json.loads(notes_of(path).read_text("utf-8"))
        names = told.pop("names", [path.name])
        pieces = tuple(Origin(**{**one, "pieces": ()}) for one in told.pop("pieces", ()))
        origin = Origin(**told, pieces=pieces)
        return Member(origin, tuple(path.with_name(name) for name in names))
    except (OSError, ValueError, TypeError, AttributeError):
        return None


def unfinished(folder: Path) -> list[Unfinished]:
    """Returns the downloads into a folder that can go on."""
    found = {}
    for notes in sorted(folder.glob("*.part.json")):
        member = read_notes(notes.with_name(notes.name.removesuffix(".part.json")))
        if member is not None:
            done = sum(_size(path) or _size(part_of(path)) for path in member.paths)
            found[member.paths] = Unfinished(member.origin, member.paths, done)
    return list(found.values())


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
