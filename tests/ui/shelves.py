"""A window before a real library, for what is done with models."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from desktop.models.library import Library
from desktop.storage.database import Database
from desktop.ui.approvals import DialogApprover
from desktop.ui.bridge import Bridge
from desktop.ui.controller import Controller, follow
from desktop.ui.main_window import MainWindow, Page
from desktop.ui.tasks import TaskOwner
from tests.ui.fakes import FakeApp
from tests.waiting import until

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from desktop.app import App
    from desktop.storage.places import Places
    from desktop.ui.pages.models import ModelsPage
    from tests.ui.fakes import FakeLibrary


@dataclass
class Shelves:
    """A window, its page of models, and the library behind it."""

    window: MainWindow
    library: Library

    @property
    def page(self) -> ModelsPage:
        return self.window.models

    @property
    def names(self) -> list[str]:
        table = self.page.table.model()
        return [table.index(row, 0).data() for row in range(table.rowCount())]


@asynccontextmanager
async def shelves(places: Places) -> AsyncGenerator[Shelves]:
    """Opens a window at its page of models, and closes it and the library at the end."""
    places.prepare()
    app, window, bridge = FakeApp(places), MainWindow(), Bridge()
    database = Database(places.database)
    await database.open()
    library = Library(places, database, bridge.publish)
    app.library = cast("FakeLibrary", library)
    follow(bridge, window)
    tasks = TaskOwner(bridge.publish)
    controller = Controller(cast("App", app), window, DialogApprover(window), tasks)
    try:
        await library.refresh()
        window.show()
        window.show_page(Page.MODELS)
        window.set_ready()
        # Between a fixture and its test Qt runs without the loop, which no task may see.
        await until(lambda: not tasks._tasks)
        yield Shelves(window, library)
    finally:
        del controller
        await tasks.close()
        await library.close()
        await database.close()
        window.hide()
        window.deleteLater()
