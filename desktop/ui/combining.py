"""The wish to let models answer together: its dialog, and what comes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.errors import ParleyError
from desktop.events import Notice
from desktop.language import tr
from desktop.models.strategies.config import parsed
from desktop.ui.dialogs.combine import CombineDialog

if TYPE_CHECKING:
    from desktop.models.library import Library
    from desktop.ui.main_window import MainWindow
    from desktop.ui.tasks import TaskOwner


class Combining:
    """Opens the dialog; what fails is said in it."""

    def __init__(self, library: Library, window: MainWindow, tasks: TaskOwner) -> None:
        self._library = library
        self._window = window
        self._tasks = tasks
        window.models.combine_requested.connect(self._open)

    def _open(self) -> None:
        models = [one for one in self._library.contexts() if not one.team]
        dialog = CombineDialog(models, self._window)
        dialog.combine_requested.connect(
            lambda name, entry: self._tasks.start(
                self._combine(dialog, name, entry), "combine models"
            )
        )
        dialog.open()

    async def _combine(self, dialog: CombineDialog, name: str, entry: dict[str, Any]) -> None:
        try:
            await self._library.combine(parsed(name, entry))
        except ParleyError as error:
            dialog.say(str(error))
            return
        dialog.finish()
        self._window.models.select(name)
        note = self._library.model(name).context.about
        self._window.show_notice(Notice(tr("{name} is in the list. {note}", name=name, note=note)))
