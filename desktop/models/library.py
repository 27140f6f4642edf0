"""Every model that is known here, and which of them is in memory."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from itertools import chain, count
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from desktop.errors import LoadFailed, NoModel
from desktop.events import ModelRemoved, ModelStatus, Notice
from desktop.models.context import Candidate
from desktop.models.gguf import model_context
from desktop.models.local.process import LocalModel

if TYPE_CHECKING:
    from mcp_types import CreateMessageRequestParams

    from desktop.events import Publish
    from desktop.models.backend import Backend, Completion, OnText
    from desktop.models.context import ModelContext
    from desktop.storage.database import Database
    from desktop.storage.places import Places

STARTER = "parley-starter"
"""The id of the model that comes with Parley; no other one gets it."""


class Library:
    """The model that comes with Parley, those in its folder, and those named by the person."""

    def __init__(self, places: Places, database: Database, publish: Publish) -> None:
        self._places = places
        self._database = database
        self._publish = publish
        self._models: dict[str, Backend] = {}
        self._leaving: list[Backend] = []
        self._looking = asyncio.Lock()
        self._answering = asyncio.Lock()

    async def refresh(self) -> None:
        """Looks for models again; those that are known already stay as they are."""
        async with self._looking:
            await self._look()

    async def _look(self) -> None:
        await asyncio.to_thread(_clear_away, self._places.data / "random-stand-in.gguf")
        found = await self._found()
        known = {model.context.path for model in self._models.values()}
        gone = [model for model in self._models.values() if model.context.path not in found]
        for model in gone:
            self._take_out(model)
        for path, context in found.items():
            if path not in known:
                self.enlist(self._local_model(context))
        if gone:
            await self._end(gone)

    def _local_model(self, context: ModelContext) -> LocalModel:
        """Returns a file as a model whose id no other one here has."""
        if not context.starter:
            ids = chain([context.id], (f"{context.id}-{number}" for number in count(2)))
            unused = next(one for one in ids if one not in (STARTER, *self._models))
            context = replace(context, id=unused)
        return LocalModel(context, self._places.logs / "models.log", self._publish)

    def enlist(self, model: Backend) -> None:
        """Takes a model in."""
        self._models[model.context.id] = model
        self._publish(model.context.standing(ModelStatus.UNLOADED))

    def candidates(self) -> list[Candidate]:
        """Returns every model that may be chosen."""
        return [Candidate(model.context, model.loaded) for model in self._models.values()]

    def model(self, model_id: str) -> Backend:
        """Returns a model by its id.

        Raises:
            NoModel: it is not, or no longer, in the library.
        """
        try:
            return self._models[model_id]
        except KeyError:
            raise NoModel(f"The model {model_id} is no longer here. Choose another one.") from None

    async def complete(
        self, model: Backend, params: CreateMessageRequestParams, on_text: OnText
    ) -> Completion:
        """Lets a model answer in its turn, after taking the others out of memory.

        Raises:
            ModelError: the model could not answer.
        """
        async with self._answering:
            for other in list(self._models.values()):
                if other is not model and other.loaded:
                    await other.unload()
            return await model.complete(params, on_text)

    async def add(self, path: Path) -> str:
        """Takes in a model file where it lies and returns the model's id; nothing is copied.

        Raises:
            LoadFailed: the file is not a GGUF file, or is damaged.
        """
        path, context = await asyncio.to_thread(_read_file, path)
        if await asyncio.to_thread(_same, path, self._places.starter):
            path = self._places.starter
        else:
            await self._database.write(
                "INSERT OR IGNORE INTO model_files (path) VALUES (?)", (str(path),)
            )
        await self.refresh()
        ids = {model.context.path: model.context.id for model in self._models.values()}
        return ids.get(path, context.id)

    async def remove(self, model_id: str) -> None:
        """Takes a model out of the list; its file stays where it is.

        Args:
            model_id: the model's id; for an added file that cannot be read any more, its path
                or its name without the ending.

        Raises:
            NoModel: there is no such model.
            LoadFailed: it comes with Parley, or its file lies in Parley's own folder, where it
                would be found again.
        """
        if model_id in self._models and self._models[model_id].context.starter:
            raise LoadFailed(
                f"{model_id} comes with Parley and stays in the list. It is never chosen while "
                "another model can answer."
            )
        lost = None if model_id in self._models else await self._lost(model_id)
        path = lost or self.model(model_id).context.path
        if path is None or (path.parent == self._places.models and path.exists()):
            raise LoadFailed(
                f"{model_id} lies in Parley's own folder {self._places.models}. Delete or move "
                "the file there to take the model out of the list."
            )
        await self._database.write("DELETE FROM model_files WHERE path = ?", (str(path),))
        await self.refresh()

    async def close(self) -> None:
        """Ends every worker process."""
        models = [*self._models.values(), *self._leaving]
        await asyncio.gather(*(model.close() for model in models))

    async def _found(self) -> dict[Path, ModelContext]:
        """Returns every file that is a model, the starter first; each of the others is a notice."""
        found = await self._starter()
        named = await self._named()
        here = await asyncio.to_thread(_in_folder, self._places.models)
        for path in sorted(named | here):
            if await asyncio.to_thread(_same, path, self._places.starter):
                continue
            try:
                found[path] = await asyncio.to_thread(model_context, path)
            except LoadFailed as error:
                way_out = "" if path in here else _way_out(path)
                self._publish(Notice(f"{error}{way_out}", error=True))
        return found

    async def _starter(self) -> dict[Path, ModelContext]:
        """Returns the model that comes with Parley; one that cannot be read is a notice."""
        path = self._places.starter
        try:
            context = await asyncio.to_thread(model_context, path)
        except LoadFailed:
            self._publish(
                Notice(
                    f"The model that comes with Parley cannot be read: {path} is missing or "
                    "damaged. Other models go on working. Reinstall Parley to get it back.",
                    error=True,
                )
            )
            return {}
        return {path: replace(context, id=STARTER, starter=True)}

    async def _named(self) -> set[Path]:
        """Returns the files that the person added."""
        rows = await self._database.rows("SELECT path FROM model_files")
        return {Path(str(path)) for (path,) in rows}

    async def _lost(self, name: str) -> Path | None:
        """Returns an added file that is not in the library, by its path or else by its stem."""
        lost = await self._named() - {model.context.path for model in self._models.values()}
        if Path(name) in lost:
            return Path(name)
        return next((path for path in sorted(lost) if path.stem == name), None)

    def _take_out(self, model: Backend) -> None:
        del self._models[model.context.id]
        self._leaving.append(model)
        self._publish(ModelRemoved(model.context.id))

    async def _end(self, models: list[Backend]) -> None:
        """Ends models that were taken out, after the answers that were asked for before."""
        try:
            async with self._answering:
                await asyncio.gather(*(model.unload() for model in models))
        finally:
            await asyncio.gather(*(model.close() for model in models))
            self._leaving = [model for model in self._leaving if model not in models]


def _in_folder(folder: Path) -> set[Path]:
    return {path for path in folder.glob("*.gguf") if path.is_file()}


def _clear_away(stand_in: Path) -> None:
    """Deletes the model with random weights that Parley made before it had a starter."""
    with suppress(OSError):
        stand_in.unlink(missing_ok=True)


def _same(path: Path, other: Path) -> bool:
    """Returns whether two names lead to one file."""
    try:
        return path.samefile(other)
    except OSError:
        return False


def _way_out(path: Path) -> str:
    return f" To take it off the list instead: parley models remove {quote(str(path))}"


def _read_file(path: Path) -> tuple[Path, ModelContext]:
    whole = path.expanduser().absolute()
    return whole, model_context(whole)
