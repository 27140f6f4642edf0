"""Every model that is known here, and which of them is in memory."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from itertools import chain, count
from shlex import quote
from typing import TYPE_CHECKING

from desktop.errors import DamagedFile, LoadFailed, ModelError, NoModel
from desktop.events import ModelRemoved, ModelStatus, Notice
from desktop.language import tr
from desktop.models.allowance import Allowance
from desktop.models.context import Candidate, Location, loaded_on
from desktop.models.crashes import Crashes
from desktop.models.discarding import discard, erase
from desktop.models.files import STARTER, ModelFiles, clear_away, same_file
from desktop.models.gguf.context import model_context
from desktop.models.hardware import free_memory
from desktop.models.hub.origins import Origins
from desktop.models.local.process import LocalModel
from desktop.models.remote.providers import Providers
from desktop.models.residents import Residents
from desktop.models.speed import Speeds, Stopwatch, throughput
from desktop.models.strategies.strategy import Strategy
from desktop.models.strategies.team import Strategies
from desktop.models.turns import Turns
from desktop.storage.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from mcp_types import CreateMessageRequestParams

    from desktop.events import Publish
    from desktop.models.backend import Backend, Completion, OnPart, OnText
    from desktop.models.context import ModelContext
    from desktop.models.strategies.config import StrategySpec
    from desktop.storage.database import Database
    from desktop.storage.places import Places


class Library:
    """The model that comes with Parley, those in its folder, and those that the person named.

    The last may be files, models of providers, or some of these that answer together.
    """

    def __init__(
        self,
        places: Places,
        database: Database,
        publish: Publish,
        settings: Callable[[], Settings] = Settings,
    ) -> None:
        self._places = places
        self._database = database
        self._publish = publish
        self.providers = Providers(places)
        """Of the models that are not on this computer."""
        self.origins = Origins(database, places.models)
        """Where the files came from that were fetched."""
        self._allowed = allowed = Allowance(settings)
        self.strategies = Strategies(places, self._plain, self._ask, allowed.seen)
        """The models that answer together."""
        self._files = ModelFiles(places, database, self._complain)
        self._crashes = Crashes(database)
        self._models: dict[str, Backend] = {}
        self._leaving: list[Backend] = []
        self._speeds = Speeds(database)
        self._looking = asyncio.Lock()
        self._turns = Turns()
        self._residents = Residents(free_memory, allowed.idle, allowed.most)

    async def refresh(self) -> None:
        """Looks for models again; those that are known already stay as they are."""
        async with self._looking:
            await self._speeds.refresh()
            await self._crashes.refresh()
            await self._look()

    async def _look(self) -> None:
        await asyncio.to_thread(clear_away, self._places.data / "random-stand-in.gguf")
        found = await self._files.found()
        remote = await self.providers.refresh(self._complain)
        together = await self.strategies.read(self._complain)
        here = [one for one in self._models.values() if not isinstance(one, Strategy)]
        known = {model.context.path for model in here}
        gone = [one for one in here if one not in remote and one.context.path not in found]
        for model in gone:
            self._take_out(model)
        for path, context in found.items():
            if path not in known:
                self.enlist(self._local_model(context))
        for model in remote:
            if model not in here:
                self.enlist(model)
        self._enlist_strategies(together)
        if gone:
            await self._end(gone)

    def _enlist_strategies(self, specs: Sequence[StrategySpec]) -> None:
        """Lists the models that answer together, as the plain ones are now."""
        wanted = self.strategies.models(specs, self._plain_contexts(), self._complain)
        kept = {model.spec.name for model in wanted}
        for name, model in list(self._models.items()):
            if isinstance(model, Strategy) and name not in kept:
                del self._models[name]
                self._publish(ModelRemoved(name))
        for model in wanted:
            self.enlist(model)

    async def combine(self, spec: StrategySpec) -> None:
        """Lets models of the library answer together, under a name of its own.

        Raises:
            ConfigError: its name is taken, or one of its models is not there.
        """
        await self.strategies.add(spec, self._plain_contexts())
        await self.refresh()

    def _plain_contexts(self) -> dict[str, ModelContext]:
        models = self._models.values()
        contexts = (one.context for one in models if not isinstance(one, Strategy))
        return {context.id: context for context in contexts}

    def _complain(self, problem: str) -> None:
        self._publish(Notice(problem, error=True))

    def _local_model(self, context: ModelContext) -> LocalModel:
        """Returns a file as a model whose id no other one here has."""
        if not context.starter:
            ids = chain([context.id], (f"{context.id}-{number}" for number in count(2)))
            unused = next(one for one in ids if one not in (STARTER, *self._models))
            context = replace(context, id=unused)
        if path := context.path:
            context = replace(context, ready=self._crashes.why(path, context.id))

        def crashed(how: str) -> None:
            self._note_crash(model, how)

        log = self._places.logs / "models.log"
        model = LocalModel(
            context, log, self._publish, on_crash=crashed, states=self._places.states
        )
        self._allowed.fit_out(model)
        return model

    def _note_crash(self, model: LocalModel, how: str) -> None:
        context = model.context
        if context.path is not None:
            self._crashes.count(context.path, how)
            if why := self._crashes.why(context.path, context.id):
                model.set_aside(why)

    async def try_again(self, model_id: str) -> bool:
        """Lets a model be asked again that was set aside; returns whether it was.

        Raises:
            NoModel: it is not, or no longer, in the library.
        """
        model = self.model(model_id)
        if not isinstance(model, LocalModel) or not model.context.ready:
            return False
        if model.context.path is not None:
            await self._crashes.forget(model.context.path)
        model.set_aside("")
        return True

    def enlist(self, model: Backend) -> None:
        """Takes a model in."""
        self._models[model.context.id] = model
        self._publish(self._allowed.seen(model.context).standing(ModelStatus.UNLOADED))

    def heed(self) -> None:
        """Takes other settings; what is loaded leaves where it would be loaded in another way."""
        for model in self._models.values():
            if self._allowed.fit_out(model) and model.loaded:
                self._residents.let_go(model)
            if model.context.location is Location.REMOTE:
                self._publish(self._allowed.seen(model.context).standing(ModelStatus.UNLOADED))
        self._residents.heed()

    def contexts(self) -> list[ModelContext]:
        """Returns every model there is, as it stands, with what was measured of it."""
        return [self._seen(model) for model in self._models.values()]

    def _seen(self, model: Backend) -> ModelContext:
        context = self._speeds.seen(self._allowed.seen(model.context))
        in_memory = context.loaded is not None and model.loaded
        return loaded_on(context, model.device) if in_memory else context

    def candidates(self) -> list[Candidate]:
        """Returns every model there is, and how this computer stands to it at the moment."""
        contexts = self.contexts()
        here = [one for one in contexts if one.location is Location.LOCAL and not one.team]
        read, free = throughput(here), free_memory()
        if free is not None:  # Where one needs the room, the others are unloaded.
            free += sum(one.memory or one.size for one in here if one.loaded)
        room = self._allowed.room(free)
        return [Candidate(one, room, read) for one in contexts]

    def model(self, model_id: str) -> Backend:
        """Returns a model by its id.

        Raises:
            NoModel: it is not, or no longer, in the library.
        """
        try:
            return self._models[model_id]
        except KeyError:
            raise NoModel(
                tr("The model {model_id} is no longer here. Choose another one.", model_id=model_id)
            ) from None

    def _plain(self, model_id: str) -> Backend:
        """Returns a model that answers by itself.

        Raises:
            NoModel: there is none of that id.
        """
        model = self.model(model_id)
        if isinstance(model, Strategy):
            raise NoModel(tr("{model_id} does not answer by itself.", model_id=model_id))
        return model

    async def complete(
        self,
        model: Backend,
        params: CreateMessageRequestParams,
        on_text: OnText,
        caller: str = "",
        on_part: OnPart = lambda _: None,
    ) -> Completion:
        """Lets a model answer, one of this computer in its turn and with room in memory.

        Args:
            model: one of the library's.
            params: the request.
            on_text: receives each new piece of the answer.
            caller: who asks; one who floods a model keeps no other caller waiting.
            on_part: receives what each one did of several models that answer together.

        Raises:
            ModelError: the model could not answer.
        """
        if isinstance(model, Strategy):
            return await model.complete(params, on_text, caller, on_part)
        return await self._ask(model, params, on_text, caller)

    async def _ask(
        self, model: Backend, params: CreateMessageRequestParams, on_text: OnText, caller: str
    ) -> Completion:
        """Lets a plain model answer."""
        if model.context.location is Location.REMOTE:
            self._allowed.check(model.context)
            return await self._timed(model, params, on_text)
        if model.context.ready:
            raise ModelError(
                tr(
                    "{name} cannot be asked now: {ready}.",
                    name=model.context.name,
                    ready=model.context.ready,
                )
            )
        try:
            async with self._turns.of(caller):
                await self._residents.make_room(model, list(self._models.values()))
                if model.context.path is not None and not model.loaded:
                    for path in model.context.files:
                        await self.origins.vouch(path)
                with self._residents.using(model):
                    return await self._timed(model, params, on_text)
        except DamagedFile:
            await self.refresh()
            raise

    async def _timed(
        self, model: Backend, params: CreateMessageRequestParams, on_text: OnText
    ) -> Completion:
        """Returns a model's answer, and keeps how fast it came."""
        watch, context = Stopwatch(on_text), model.context
        completion = await model.complete(params, watch)
        usage = completion.usage
        written = usage.output_tokens - usage.thought_tokens
        rate = watch.rate(written, context.location)
        # Of a call, the tokens are counted and its time is not: it is no text.
        if rate is not None and completion.result.stop_reason != "toolUse":
            self._speeds.note(context, rate)
        return completion

    async def add(self, path: Path, name: str = "") -> str:
        """Takes in a model file where it lies and returns the model's id; nothing is copied.

        Args:
            path: the file.
            name: the id that it is to have, if not the file's name.

        Raises:
            LoadFailed: the file is not a GGUF file, or is damaged.
        """
        path, context = await asyncio.to_thread(_read_file, path)
        if await asyncio.to_thread(same_file, path, self._places.starter):
            path = self._places.starter
        elif path.parent != self._places.models:
            await self._database.write(
                "INSERT OR IGNORE INTO model_files (path, name) VALUES (?, ?)", (str(path), name)
            )
        await self.refresh()
        ids = {model.context.path: model.context.id for model in self._models.values()}
        if path in ids:
            await self.try_again(ids[path])
        return ids.get(path, context.id)

    async def remove(self, model_id: str) -> None:
        """Takes a model out of the list; its file, or what it is made of, stays where it is.

        Args:
            model_id: the model's id; for an added file that cannot be read any more, its path
                or its name without the ending.

        Raises:
            NoModel: there is no such model.
            LoadFailed: it comes with Parley, or its file lies in Parley's own folder, where it
                would be found again.
        """
        if isinstance(self._models.get(model_id), Strategy):
            await self.strategies.remove(model_id)
            await self.refresh()
            return
        if model_id in self._models and self._models[model_id].context.starter:
            raise LoadFailed(
                tr(
                    "{model_id} comes with Parley and stays in the list. It is never chosen while "
                    "another model can answer.",
                    model_id=model_id,
                )
            )
        known = model_id in self._models
        lost = None if known else await self._files.lost(model_id, self._models.values())
        path = lost or self.model(model_id).context.path
        if path is None or (path.parent == self._places.models and path.exists()):
            raise _in_own_folder(model_id, self._places.models)
        await self._database.write("DELETE FROM model_files WHERE path = ?", (str(path),))
        await self.refresh()

    async def delete(self, model_id: str) -> None:
        """Deletes the files of a model that Parley fetched, and takes it out of the list.

        Raises:
            NoModel: there is no such model.
            LoadFailed: Parley did not fetch the file, so it is not Parley's to delete.
        """
        await erase(self.origins, await discard(self, model_id, self._places))

    async def close(self) -> None:
        """Ends every worker process."""
        await self._residents.close()
        models = [*self._models.values(), *self._leaving]
        await asyncio.gather(*(model.close() for model in models))

    def _take_out(self, model: Backend) -> None:
        del self._models[model.context.id]
        self._leaving.append(model)
        self._publish(ModelRemoved(model.context.id))

    async def _end(self, models: list[Backend]) -> None:
        """Ends models that were taken out, after the answers that were asked for before.

        What a provider is answering meanwhile is given up: its entry has changed.
        """
        try:
            async with self._turns.of(None):
                await asyncio.gather(*(model.unload() for model in models))
        finally:
            for model in models:
                self._residents.forget(model)
            await asyncio.gather(*(model.close() for model in models))
            self._leaving = [model for model in self._leaving if model not in models]


def _read_file(path: Path) -> tuple[Path, ModelContext]:
    whole = path.expanduser().absolute()
    return whole, model_context(whole)


def _in_own_folder(model_id: str, folder: Path) -> LoadFailed:
    """Returns the error for a model that would be found again at once."""
    return LoadFailed(
        tr(
            "{id} lies in Parley's own folder {folder}. Delete or move the file there to take the "
            "model out of the list. One that Parley fetched is deleted by: parley models remove "
            "{quoted} --delete",
            id=model_id,
            folder=folder,
            quoted=quote(model_id),
        )
    )
