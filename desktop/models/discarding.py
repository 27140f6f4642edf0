"""Model files that Parley fetched, put aside: brought back, or erased for good."""

from __future__ import annotations

import asyncio
import shutil
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass
from shlex import quote
from typing import TYPE_CHECKING

from desktop.errors import LoadFailed
from desktop.language import tr

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desktop.models.hub.origins import Origins
    from desktop.models.library import Library
    from desktop.storage.places import Places

_LEFT_SECONDS = 3600.0
"""What is aside for so long was left by a Parley that came to no good end."""


@dataclass(frozen=True, slots=True)
class Discarded:
    """What was put aside of one model."""

    paths: tuple[Path, ...]
    """Where its files were."""
    aside: Path
    """The folder that they are in."""


async def discard(library: Library, model_id: str, places: Places) -> Discarded:
    """Puts the files of a model that Parley fetched aside, and takes it out of the list.

    Args:
        library: every model.
        model_id: which.
        places: where Parley's own models are, and what is put aside of them.

    Raises:
        NoModel: there is no such model.
        LoadFailed: Parley did not fetch the file, so it is not Parley's to delete; or it cannot
            be moved.
    """
    model = library.model(model_id)
    path = model.context.path
    if path is None or path.parent != places.models or not await library.origins.of(path):
        raise LoadFailed(
            tr(
                "{model_id} was not fetched by Parley, so its file is not deleted. To take it "
                "out of the list: parley models remove {quote}",
                model_id=model_id,
                quote=quote(model_id),
            )
        )
    await model.unload()
    shared = {one.projector for one in library.contexts() if one.id != model_id}
    own = [one for one in model.context.files if one not in shared]
    fetched = tuple([one for one in own if await library.origins.of(one)])
    gone = Discarded(fetched, places.discarded / uuid.uuid4().hex)
    await asyncio.to_thread(_put_aside, gone)
    await library.refresh()
    return gone


async def bring_back(library: Library, gone: Discarded) -> None:
    """Puts a model's files back where they were, and the model into the list.

    Raises:
        LoadFailed: one of them is gone for good; the others are back.
    """
    try:
        await asyncio.to_thread(_put_back, gone)
    finally:
        await library.refresh()


async def erase(origins: Origins, gone: Discarded) -> None:
    """Deletes a model's files for good, and forgets where they came from."""
    await asyncio.to_thread(_clear, gone.aside)
    for path in gone.paths:
        if not path.exists():  # It may have been fetched again meanwhile.
            await origins.forget(path)


async def erase_left(library: Library, places: Places) -> None:
    """Deletes what an earlier Parley put aside and could not erase any more."""
    for gone in await asyncio.to_thread(_left, places):
        await erase(library.origins, gone)


def _put_aside(gone: Discarded) -> None:
    try:
        gone.aside.mkdir(parents=True)
        for path in gone.paths:
            with suppress(FileNotFoundError):
                path.rename(gone.aside / path.name)
    except OSError as error:
        _put_back(gone)
        raise LoadFailed(
            tr(
                "{file} cannot be deleted: {reason}. Nothing was changed.",
                file=gone.paths[0],
                reason=error.strerror,
            )
        ) from error


def _put_back(gone: Discarded) -> None:
    lost: list[tuple[Path, OSError]] = []
    for path in gone.paths:
        try:
            if not path.exists():
                (gone.aside / path.name).rename(path)
        except OSError as error:
            lost.append((path, error))
    if lost:
        first, why = lost[0]
        raise LoadFailed(
            tr(
                "{file} cannot be brought back: {reason}. Fetch it again.",
                file=first.name,
                reason=why.strerror,
            )
        ) from why
    _clear(gone.aside)


def _clear(aside: Path) -> None:
    shutil.rmtree(aside, ignore_errors=True)
    with suppress(OSError):
        aside.parent.rmdir()  # Unless another model's files are in it.


def _left(places: Places) -> Sequence[Discarded]:
    """Returns what was put aside long ago."""
    before = time.time() - _LEFT_SECONDS
    with suppress(OSError):
        return [
            Discarded(tuple(places.models / one.name for one in aside.iterdir()), aside)
            for aside in places.discarded.iterdir()
            if aside.is_dir() and aside.stat().st_mtime < before
        ]
    return []
