"""The files that are models here: Parley's own, those in its folder, those that were added."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from desktop.errors import LoadFailed
from desktop.language import tr
from desktop.models.context import Source
from desktop.models.gguf.context import model_context
from desktop.models.gguf.parts import is_later_part
from desktop.models.gguf.projectors import looks_like_projector
from desktop.models.hub.catalogue import read_catalogue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from desktop.models.backend import Backend
    from desktop.models.context import ModelContext
    from desktop.storage.database import Database
    from desktop.storage.places import Places

STARTER = "parley-starter"
"""The id of the model that comes with Parley; no other one gets it."""


class ModelFiles:
    """What lies on this computer, read anew each time."""

    def __init__(self, places: Places, database: Database, complain: Callable[[str], None]) -> None:
        self._places = places
        self._database = database
        self._complain = complain

    async def found(self) -> dict[Path, ModelContext]:
        """Returns every file that is a model, the starter first; each of the others is a notice."""
        found = await self._starter()
        named = await self._named()
        here = await asyncio.to_thread(_in_folder, self._places.models)
        for path in sorted(named.keys() | here):
            if await asyncio.to_thread(same_file, path, self._places.starter):
                continue
            try:
                context = await asyncio.to_thread(self._read, path)
                found[path] = _named(context, named.get(path, ""))
            except LoadFailed as error:
                way_out = "" if path in here else _way_out(path)
                self._complain(f"{error}{way_out}")
        return found

    async def _starter(self) -> dict[Path, ModelContext]:
        """Returns the model that comes with Parley; one that cannot be read is a notice."""
        path = self._places.starter
        try:
            context = await asyncio.to_thread(model_context, path)
        except LoadFailed:
            self._complain(
                tr(
                    "The model that comes with Parley cannot be read: {path} is missing or "
                    "damaged. Other models go on working. Reinstall Parley to get it back.",
                    path=path,
                )
            )
            return {}
        return {path: replace(context, id=STARTER, starter=True)}

    async def _named(self) -> dict[Path, str]:
        """Returns the files that the person added, with the ids that some were given."""
        rows = await self._database.rows("SELECT path, name FROM model_files")
        return {Path(str(path)): str(name) for path, name in rows}

    async def lost(self, name: str, known: Iterable[Backend]) -> Path | None:
        """Returns an added file that is not in the library, by its path or else by its stem."""
        lost = set(await self._named()) - {one.context.path for one in known}
        if Path(name) in lost:
            return Path(name)
        return next((path for path in sorted(lost) if path.stem == name), None)

    def _read(self, path: Path) -> ModelContext:
        """Returns a file as a model, with what the catalogue tells of it besides."""
        context = model_context(path)
        try:
            entries = read_catalogue(self._places.resources)
        except LoadFailed:  # It is told where somebody looks for a model in it.
            return context
        name = path.name.casefold()
        entry = next((one for one in entries if Path(one.file).name.casefold() == name), None)
        if entry is None:
            return context
        sources = dict.fromkeys(("languages", "strengths", "capability"), Source.CATALOGUE)
        if not context.licence:
            sources["licence"] = Source.CATALOGUE
        return replace(
            context,
            languages=entry.languages,
            strengths=entry.strengths,
            capability=entry.capability,
            licence=context.licence or entry.licence,
            sources={**context.sources, **sources},
        )


def _named(context: ModelContext, name: str) -> ModelContext:
    """Returns a model under the id that the person gave it, if any."""
    if not name:
        return context
    return replace(context, id=name, sources={**context.sources, "id": Source.PERSON})


def _in_folder(folder: Path) -> set[Path]:
    return {path for path in folder.glob("*.gguf") if path.is_file() and _is_model(path.name)}


def _is_model(name: str) -> bool:
    return not (looks_like_projector(name) or is_later_part(name))


def clear_away(stand_in: Path) -> None:
    """Deletes the model with random weights that Parley made before it had a starter."""
    with suppress(OSError):
        stand_in.unlink(missing_ok=True)


def same_file(path: Path, other: Path) -> bool:
    """Returns whether two names lead to one file."""
    try:
        return path.samefile(other)
    except OSError:
        return False


def _way_out(path: Path) -> str:
    return tr(
        " To take it off the list instead: parley models remove {quote}", quote=quote(str(path))
    )
