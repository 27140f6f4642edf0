"""Taking over servers of other programs in the window: looked for, chosen, added."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.errors import ConfigError
from desktop.events import Notice
from desktop.language import tr
from desktop.ui.dialogs.import_servers import ImportServersDialog

if TYPE_CHECKING:
    from desktop.app import App
    from desktop.servers.importers import Found
    from desktop.ui.main_window import MainWindow
    from desktop.ui.tasks import TaskOwner


async def servers_of_others(app: App) -> tuple[list[Found], list[str]]:
    """Returns the servers that other programs have, and which of their files cannot be read."""
    # Imported only here: the window is on the screen before the MCP library is.
    from desktop.servers import importers  # noqa: PLC0415

    there = await asyncio.to_thread(importers.sources, Path.home(), os.environ, sys.platform)
    found, problems = await asyncio.to_thread(importers.look, [file for _, file in there])
    return importers.without_clashes(found, app.supervisor.specs()), problems


class Importing:
    """Opens the dialog, fills it, and adds what was ticked; nothing is started."""

    def __init__(self, app: App, window: MainWindow, tasks: TaskOwner) -> None:
        self._app = app
        self._window = window
        self._tasks = tasks
        window.servers.import_requested.connect(self._open)

    def _open(self) -> None:
        dialog = ImportServersDialog(self._window)
        dialog.import_requested.connect(lambda chosen: self._take_over(dialog, chosen))
        dialog.open()
        dialog.wait(tr("Looking for the servers of other programs…"))
        self._tasks.start(self._fill(dialog), "look for servers")

    async def _fill(self, dialog: ImportServersDialog) -> None:
        found, problems = await servers_of_others(self._app)
        dialog.show_found(found, problems)

    def _take_over(self, dialog: ImportServersDialog, chosen: list[Found]) -> None:
        try:
            self._app.supervisor.take_over(chosen)
        except ConfigError as error:
            dialog.say(str(error))
            return
        dialog.finish()
        told = tr("{n} server(s) added. Start (it|one) to see what it would run.", "", len(chosen))
        self._window.show_notice(Notice(told))
        self._window.servers.select(chosen[0].name)
