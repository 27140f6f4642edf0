"""What a person wishes of the hub in the window: sought, chosen, looked into."""

from __future__ import annotations

import asyncio
import importlib
import shutil
from typing import TYPE_CHECKING

from desktop.errors import ParleyError
from desktop.models.hardware import main_memory
from desktop.models.hub.catalogue import read_catalogue
from desktop.models.speed import throughput
from desktop.models.suited import suited
from desktop.ui.tasks import UNEXPECTED
from desktop.ui.widgets.gettable_facts import Room

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from typing import Any

    from desktop.app import App
    from desktop.models.hub.downloads import Downloads
    from desktop.models.suited import Suited
    from desktop.ui.main_window import MainWindow
    from desktop.ui.tasks import TaskOwner


async def hub_of(app: App) -> Downloads:
    """Returns what asks the hub, in the name of whoever the person is there by now."""
    # Imported in a thread, and only here: the hub's client takes half a second.
    module = await asyncio.to_thread(importlib.import_module, "desktop.models.hub.downloads")
    downloads: Downloads = module.Downloads(
        app.places, app.library, settings=lambda: app.settings.values
    )
    return downloads


async def room_of(app: App, hub: str = "") -> Room:
    """Returns what there is for one more model.

    Args:
        app: whose models it would join.
        hub: the address of the hub, once that is known.
    """
    folder = app.places.models
    # A model that a card has no room for is computed by the processor.
    memory, disk = await asyncio.to_thread(lambda: (main_memory(), shutil.disk_usage(folder).free))
    return Room(memory, disk, str(folder), hub)


async def suited_to(room: Room, app: App) -> list[Suited]:
    """Returns the catalogue, with what suits this computer best first."""
    entries = await asyncio.to_thread(read_catalogue, app.places.resources)
    return suited(entries, room.memory, throughput(app.library.contexts()))


class Getting:
    """Fills the view in which a person finds a model; what fails is said there."""

    def __init__(self, app: App, window: MainWindow, tasks: TaskOwner) -> None:
        self._app = app
        self._view = window.models.get_view
        self._tasks = tasks
        self._hub = ""
        """Its address, once it was asked."""
        self._asked: set[str] = set()
        """The repositories whose files are being asked for."""
        self._search: asyncio.Task[None] | None = None
        self._view.catalogue_requested.connect(self._open)
        self._view.search_requested.connect(self._seek)
        self._view.offer_requested.connect(self._look_into)

    def _start(self, work: Coroutine[Any, Any, None], name: str) -> asyncio.Task[None]:
        return self._tasks.start(work, name)

    def _open(self) -> None:
        self._start(self._show_catalogue(), "read the catalogue")

    async def _show_catalogue(self) -> None:
        room = await self._room()
        here = {one.path.name.lower() for one in self._app.library.contexts() if one.path}
        self._view.show_room(room)
        self._view.show_catalogue(await suited_to(room, self._app), here)

    async def _room(self) -> Room:
        return await room_of(self._app, self._hub)

    def _seek(self, text: str) -> None:
        if self._search:
            self._search.cancel()
        self._search = self._start(self._said("", self._find(text)), "search the hub")

    async def _find(self, text: str) -> None:
        downloads = await hub_of(self._app)
        self._hub = downloads.address
        self._view.show_room(await self._room())
        self._view.show_repositories(text, await downloads.search(text))

    def _look_into(self, repo: str) -> None:
        if repo not in self._asked:
            self._asked.add(repo)
            self._start(self._said(repo, self._offer(repo)), "list the files of a repository")

    async def _offer(self, repo: str) -> None:
        try:
            self._view.show_offer(await (await hub_of(self._app)).offer(repo))
        finally:
            self._asked.discard(repo)

    async def _said(self, repo: str, work: Coroutine[Any, Any, None]) -> None:
        """Says what went wrong where it was wished."""
        try:
            await work
        except ParleyError as error:
            self._view.show_problem(repo, str(error))
        except Exception:
            self._view.show_problem(repo, UNEXPECTED)
            raise
