"""Every model that is known here, and which of them is in memory."""

from __future__ import annotations

import asyncio
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
from desktop.models.standin import write_stand_in

if TYPE_CHECKING:
    from mcp_types import CreateMessageRequestParams

    from desktop.events import Publish
    from desktop.models.backend import Backend, Completion, OnText
    from desktop.models.context import ModelContext
    from desktop.storage.database import Database
    from desktop.storage.places import Places

STAND_IN = "random-stand-in.gguf"


class Library:
    """The models in Parley's folder, those named by the person, and a stand-in where none is."""

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
        found = await self._found()
        if not found:
            path = self._places.data / STAND_IN
            found[path] = await asyncio.to_thread(_stand_in, path)
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
        ids = chain([context.id], (f"{context.id}-{number}" for number in count(2)))
        unused = next(one for one in ids if one not in self._models)
        log = self._places.logs / "models.log"
        return LocalModel(replace(context, id=unused), log, self._publish)

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
            LoadFailed: its file lies in Parley's own folder, where it would be found again.
        """
        lost = None if model_id in self._models else await self._lost(model_id)
        path = lost or self.model(model_id).context.path
        own = (self._places.models, self._places.data)
        if path is None or (path.parent in own and path.exists()):
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
        """Returns every file that is a model; each of the others is a notice."""
        named = await self._named()
        here = await asyncio.to_thread(_in_folder, self._places.models)
        found = {}
        for path in sorted(named | here):
            try:
                found[path] = await asyncio.to_thread(model_context, path)
            except LoadFailed as error:
                way_out = "" if path in here else _way_out(path)
                self._publish(Notice(f"{error}{way_out}", error=True))
        return found

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


def _stand_in(path: Path) -> ModelContext:
    """Returns the stand-in, written anew where it is missing or damaged."""
    try:
        return model_context(path)
    except LoadFailed:
        write_stand_in(path)
        return model_context(path)


def _way_out(path: Path) -> str:
    return f" To take it off the list instead: parley models remove {quote(str(path))}"


def _read_file(path: Path) -> tuple[Path, ModelContext]:
    whole = path.expanduser().absolute()
    return whole, model_context(whole)
