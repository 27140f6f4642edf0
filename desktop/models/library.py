"""Every model that is known here, and which of them is in memory."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from itertools import chain, count
from pathlib import Path
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
        self._looking = asyncio.Lock()
        self._answering = asyncio.Lock()

    async def refresh(self) -> None:
        """Looks for models again; those that are known already stay as they are."""
        async with self._looking:
            await self._look()

    async def _look(self) -> None:
        found = {path: one for path in await self._files() if (one := await self._read(path))}
        if not found:
            path = self._places.data / STAND_IN
            if not path.exists():
                await asyncio.to_thread(write_stand_in, path)
            found[path] = model_context(path)
        known = {model.context.path for model in self._models.values()}
        for model in [one for one in self._models.values() if one.context.path not in found]:
            await self._drop(model)
        for path, context in found.items():
            if path not in known:
                self.enlist(self._local_model(context))

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

        Raises:
            NoModel: there is no such model.
            LoadFailed: its file lies in Parley's own folder, where it would be found again.
        """
        path = self.model(model_id).context.path
        if path is None or path.parent in (self._places.models, self._places.data):
            raise LoadFailed(
                f"{model_id} lies in Parley's own folder {self._places.models}. Delete or move "
                "the file there to take the model out of the list."
            )
        await self._database.write("DELETE FROM model_files WHERE path = ?", (str(path),))
        await self.refresh()

    async def close(self) -> None:
        """Ends every worker process."""
        await asyncio.gather(*(model.close() for model in self._models.values()))

    async def _files(self) -> list[Path]:
        rows = await self._database.rows("SELECT path FROM model_files")
        named = {Path(str(path)) for (path,) in rows}
        return sorted(named | await asyncio.to_thread(_in_folder, self._places.models))

    async def _read(self, path: Path) -> ModelContext | None:
        try:
            return await asyncio.to_thread(model_context, path)
        except LoadFailed as error:
            self._publish(Notice(str(error), error=True))
            return None

    async def _drop(self, model: Backend) -> None:
        await model.close()
        del self._models[model.context.id]
        self._publish(ModelRemoved(model.context.id))


def _in_folder(folder: Path) -> set[Path]:
    return set(folder.glob("*.gguf"))


def _read_file(path: Path) -> tuple[Path, ModelContext]:
    whole = path.expanduser().absolute()
    return whole, model_context(whole)
