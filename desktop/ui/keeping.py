"""What a person wishes of the models that are here: taken in, looked at, measured, taken out."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.errors import DamagedFile, LoadFailed, ParleyError
from desktop.events import Notice
from desktop.language import tr
from desktop.models.discarding import bring_back, discard, erase, erase_left
from desktop.models.found import found_models
from desktop.models.strategies.strategy import Strategy
from desktop.models.suited import fit_here
from desktop.ui.dialogs.found_models import FoundModelsDialog
from desktop.ui.tasks import UNEXPECTED
from desktop.ui.widgets.model_details import ModelDetails

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from typing import Any

    from desktop.app import App
    from desktop.models.bench import Measured
    from desktop.models.found import Found
    from desktop.ui.main_window import MainWindow
    from desktop.ui.tasks import TaskOwner
    from desktop.ui.undo import Undo


class Keeping:
    """Passes the page's wishes to the library, and what is known of a model to the page."""

    def __init__(self, app: App, window: MainWindow, tasks: TaskOwner, undo: Undo) -> None:
        self._undo = undo
        self._app, self._library = app, app.library
        self._window, self._page = window, window.models
        self._tasks = tasks
        page, details = self._page, self._page.details
        page.unfinished_wanted.connect(
            lambda: self._start(erase_left(app.library, app.places), "erase")
        )
        page.add_requested.connect(lambda file: self._start(self._add([file]), "add a model"))
        page.drop_requested.connect(lambda files: self._start(self._add(files), "add models"))
        page.found_requested.connect(self._open_found)
        page.details_wanted.connect(lambda model: self._start(self._tell(model), "look at a model"))
        details.remove_requested.connect(
            lambda model: self._start(self._remove(model), "remove a model")
        )
        details.delete_requested.connect(
            lambda model: self._start(self._delete(model), "delete a model")
        )
        details.try_again_requested.connect(
            lambda model: self._start(self._try_again(model), "try a model again")
        )
        details.load_requested.connect(lambda model: self._start(self._load(model), "load a model"))
        details.unload_requested.connect(
            lambda model: self._start(self._unload(model), "unload a model")
        )
        details.bench_requested.connect(
            lambda model: self._start(self._said(model, tr("Speed"), self._bench(model)), "measure")
        )
        details.check_requested.connect(
            lambda model: self._start(self._said(model, tr("Check"), self._check(model)), "check")
        )

    def _start(self, work: Coroutine[Any, Any, None], name: str) -> None:
        self._tasks.start(work, name)

    async def _add(self, files: list[str]) -> None:
        """Takes files in where they lie; each that cannot be is told by itself."""
        added = []
        for file in files:
            if not file:
                text = tr("Only files of this computer can be dragged here. Nothing was added.")
                self._window.show_notice(Notice(text, error=True))
                continue
            try:
                added.append(await self._library.add(Path(file)))
            except ParleyError as error:
                self._window.show_notice(Notice(str(error), error=True))
        if added:
            self._page.select(added[-1])

    async def _remove(self, model: str) -> None:
        """Takes a model out of the list; its file stays, and what it was made of."""
        library = self._library
        known = library.model(model)
        path = known.context.path
        await library.remove(model)

        async def undo() -> None:
            if isinstance(known, Strategy):
                await library.combine(known.spec)
            elif path:
                await library.add(path, model)
            self._page.select(model)

        self._undo.offer(tr("{model} was taken out of the list.", model=model), undo)

    async def _delete(self, model: str) -> None:
        library = self._library
        gone = await discard(library, model, self._app.places)

        async def undo() -> None:
            await bring_back(library, gone)
            self._page.select(model)

        self._undo.offer(
            tr("{model} was deleted from this computer.", model=model),
            undo,
            lambda: erase(library.origins, gone),
        )

    def _open_found(self) -> None:
        dialog = FoundModelsDialog(self._window)
        dialog.add_requested.connect(
            lambda chosen: self._start(self._take_in(dialog, chosen), "use models of others")
        )
        dialog.open()
        dialog.wait(tr("Looking for the models of other programs…"))
        self._start(self._fill(dialog), "look for models")

    async def _fill(self, dialog: FoundModelsDialog) -> None:
        found = await asyncio.to_thread(found_models)
        known = {context.path for context in self._library.contexts()}
        dialog.show_found(one for one in found if one.path not in known)

    async def _take_in(self, dialog: FoundModelsDialog, chosen: list[Found]) -> None:
        dialog.wait(tr("Looking at the files…"))
        added, problems = [], []
        for one in chosen:
            try:
                added.append(await self._library.add(one.path, one.name))
            except LoadFailed as error:
                problems.append(str(error))
        if added:
            self._page.select(added[-1])
        if problems:
            dialog.say("\n".join(problems))
        else:
            dialog.finish()

    async def _tell(self, model: str) -> None:
        known = [one for one in self._library.contexts() if one.id == model]
        if not known:
            return
        context, path = known[0], known[0].path
        details = ModelDetails(context)
        if path is not None:
            origin = await self._library.origins.of(path)
            fit = await asyncio.to_thread(fit_here, context)
            own = path.parent == self._app.places.models
            details = replace(details, fit=fit, origin=origin, own=own)
        self._page.details.show_details(details)

    async def _try_again(self, model: str) -> None:
        if await self._library.try_again(model):
            self._window.show_notice(Notice(tr("{model} may be asked again.", model=model)))

    async def _load(self, model: str) -> None:
        from desktop.models.loading import load  # noqa: PLC0415  (as below)

        await load(self._library, model)

    async def _unload(self, model: str) -> None:
        await self._library.model(model).unload()

    async def _bench(self, model: str) -> str:
        # Imported only here: the window is on the screen before what it needs is.
        from desktop.models.bench import bench  # noqa: PLC0415

        self._page.details.tell(
            model, tr("Speed"), tr("Measuring it: it reads and writes a few times…")
        )
        return _measured(await bench(self._library, model))

    async def _check(self, model: str) -> str:
        path = self._library.model(model).context.path
        if path is None:
            return ""
        self._page.details.tell(model, tr("Check"), tr("Reading the whole file…"))
        origin = await self._library.origins.check(path)
        if origin is None:
            return tr("It did not come from the hub, so nobody knows what its content must be.")
        return tr(
            "The file is what {repo} gave at commit {commit}.",
            repo=origin.repo,
            commit=origin.commit,
        )

    async def _said(self, model: str, title: str, work: Coroutine[Any, Any, str]) -> None:
        """Shows what came of some work, or what went wrong, with the model's facts."""
        text = UNEXPECTED
        try:
            text = await work
        except DamagedFile as error:
            text = str(error)
            self._window.show_notice(Notice(text, error=True))
            await self._library.refresh()  # It is no model of the list any more.
        except ParleyError as error:
            text = str(error)
        except asyncio.CancelledError:
            text = ""
            raise
        finally:
            self._page.details.tell(model, title, text)


def _measured(found: Measured) -> str:
    writes = (
        tr("it writes {written:,.1f} tokens a second", written=found.written)
        if found.written is not None
        else tr("it answers too shortly to tell how fast it writes")
    )
    reads = tr("reads {read:,.1f} tokens a second", read=found.read)
    return tr(
        "Measured: {writes}, and {reads}, on the {device}.",
        writes=writes,
        reads=reads,
        device=found.device,
    )
