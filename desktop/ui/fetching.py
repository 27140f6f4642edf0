"""The downloads of models in the window: begun, paused, resumed, given up, each in its line."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.errors import AccessNeeded, NotOnHub, ParleyError
from desktop.events import Notice
from desktop.language import tr
from desktop.models.gguf.fit import Verdict
from desktop.models.hub.catalogue import Entry
from desktop.ui.getting import hub_of
from desktop.ui.tables.gettable import fit_in_words
from desktop.ui.tasks import UNEXPECTED
from desktop.ui.widgets.download_list import Download, Stage

if TYPE_CHECKING:
    from desktop.app import App
    from desktop.models.hub.downloads import Downloads
    from desktop.models.hub.fetching import Progress
    from desktop.models.hub.origins import Origin
    from desktop.ui.main_window import MainWindow
    from desktop.ui.tasks import TaskOwner


@dataclass
class _Coming:
    """One download: what is wanted, how it stands, and who works at it."""

    line: Download
    entry: Entry | None = None
    origin: Origin | None = None
    anyway: bool = False
    """Whether it is wanted although it is too big."""
    task: asyncio.Task[None] | None = None
    model: str = ""
    """What it is called in the library."""


class Fetching:
    """Every download is a task of its own; one that ends early keeps what came, and its line."""

    def __init__(self, app: App, window: MainWindow, tasks: TaskOwner) -> None:
        self._app = app
        self._window = window
        self._page = window.models
        self._tasks = tasks
        self._coming: dict[str, _Coming] = {}
        downloads = self._page.downloads
        self._page.get_view.get_requested.connect(self._get)
        self._page.unfinished_wanted.connect(
            lambda: tasks.start(self._list_unfinished(), "look for unfinished downloads")
        )
        downloads.pause_requested.connect(self._pause)
        downloads.go_on_requested.connect(self._go_on)
        downloads.show_requested.connect(self._show_model)
        downloads.leave_requested.connect(self._leave)

    async def _list_unfinished(self) -> None:
        """Shows what an earlier run left unfinished."""
        folder = self._app.places.models
        if not await asyncio.to_thread(lambda: any(folder.glob("*.part.json"))):
            return
        left = (await hub_of(self._app)).unfinished()
        for one in left:
            key = one.origin.target
            line = Download(key, one.origin.name, Stage.PAUSED, one.done, one.origin.size)
            self._coming.setdefault(key, _Coming(line, origin=one.origin))
        self._show()

    def _get(self, wish: Entry | Origin) -> None:
        entry = wish if isinstance(wish, Entry) else None
        key = f"{wish.repo}/{wish.file}"
        one = self._coming.get(key)
        if one is None or one.line.stage is Stage.DONE:
            name = entry.name if entry else wish.file.rpartition("/")[2]
            origin = None if isinstance(wish, Entry) else wish
            one = self._coming[key] = _Coming(
                Download(key, name, Stage.ASKING), entry=entry, origin=origin
            )
        self._begin(one)

    def _begin(self, one: _Coming) -> None:
        if one.task is None or one.task.done() or one.task.cancelling():
            one.task = self._tasks.start(self._fetch(one), f"fetch {one.line.name}")

    def _pause(self, key: str) -> None:
        one = self._coming[key]
        if one.task and not one.task.done():
            one.task.cancel()
            self._say(one, Stage.PAUSED)

    def _go_on(self, key: str) -> None:
        one = self._coming[key]
        one.anyway = one.anyway or one.line.stage is Stage.HELD
        self._begin(one)

    def _show_model(self, key: str) -> None:
        self._page.select(self._coming[key].model)
        self._forget(key)

    def _leave(self, key: str) -> None:
        one = self._coming[key]
        if one.line.stage is Stage.DONE:
            self._forget(key)
        else:
            self._tasks.start(self._discard(one), f"discard {one.line.name}")

    async def _discard(self, one: _Coming) -> None:
        """Ends a download and deletes what came of it."""
        self._pause(one.line.key)
        if one.task:
            await asyncio.wait([one.task])
        if one.origin:
            self._say(one, Stage.PAUSED, tr("deleting what came…"))
            await (await hub_of(self._app)).discard(one.origin)
        self._forget(one.line.key)

    async def _fetch(self, one: _Coming) -> None:
        task = asyncio.current_task()

        def report(progress: Progress) -> None:
            if one.task is task and task is not None and not task.done():
                self._tell(one, Stage[progress.phase.name], progress)

        try:
            self._say(one, Stage.ASKING)
            downloads = await hub_of(self._app)
            if one.origin is None and one.entry is not None:
                one.origin = await downloads.wanted(one.entry)
            if one.origin is not None and await self._may_begin(one, one.origin, downloads):
                one.model = await downloads.get(one.origin, report)
                self._tell_done(one)
        except asyncio.CancelledError:
            if one.task is task:
                self._say(one, Stage.PAUSED)
            raise
        except ParleyError as error:
            stage = Stage.REFUSED if isinstance(error, AccessNeeded) else Stage.FAILED
            self._say(one, stage, f"{error}{_way_out(error, one)}")
        except Exception:
            self._say(one, Stage.FAILED, UNEXPECTED)
            raise

    def _tell_done(self, one: _Coming) -> None:
        self._say(one, Stage.DONE, tr("It is in your list now, as {model}.", model=one.model))
        if not self._page.isVisible():
            self._window.show_notice(
                Notice(tr("{name} was fetched, and can answer now.", name=one.line.name))
            )

    async def _may_begin(self, one: _Coming, origin: Origin, downloads: Downloads) -> bool:
        """Returns whether a file is to be fetched; of one that is too big, the person decides."""
        self._tell(one, Stage.ASKING)
        if one.anyway or one.line.done:
            return True
        fit = await downloads.fit(origin)
        if fit is None or fit.verdict is not Verdict.TOO_BIG:
            return True
        self._say(one, Stage.HELD, fit_in_words(fit, about=False))
        return False

    def _tell(self, one: _Coming, stage: Stage, progress: Progress | None = None) -> None:
        size = one.origin.size if one.origin else 0
        line = replace(one.line, stage=stage, size=size, detail="")
        if progress:
            line = replace(
                line,
                done=progress.done,
                speed=progress.speed,
                seconds_left=progress.seconds_left,
                detail=progress.detail,
            )
        one.line = line
        self._show()

    def _say(self, one: _Coming, stage: Stage, detail: str = "") -> None:
        one.line = replace(one.line, stage=stage, detail=detail)
        self._show()

    def _forget(self, key: str) -> None:
        self._coming.pop(key, None)
        self._show()

    def _show(self) -> None:
        self._page.downloads.show_downloads(one.line for one in self._coming.values())


def _way_out(error: ParleyError, one: _Coming) -> str:
    """Returns what else a person can do about a download that failed."""
    if isinstance(error, NotOnHub) and one.entry:
        return tr(" To choose another file, search the hub for {repo}.", repo=one.entry.repo)
    return ""
