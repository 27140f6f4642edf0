"""The first steps in the window: shown once where Parley was never used, and when they are wished.

The hub is asked whether it can be reached only once the person has come to the choice of a model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.errors import ConfigError, ParleyError
from desktop.language import tr
from desktop.models.gguf.fit import Verdict
from desktop.ui import wording
from desktop.ui.importing import servers_of_others
from desktop.ui.remembered import remembered

if TYPE_CHECKING:
    from desktop.app import App
    from desktop.models.hub.catalogue import Entry
    from desktop.servers.importers import Found
    from desktop.ui.dialogs.first_run import FirstRunDialog
    from desktop.ui.main_window import MainWindow
    from desktop.ui.tasks import TaskOwner

_SHOWN = "first-steps"
"""Under this name it is remembered that they were shown."""
_MODELS = 3


class FirstRun:
    """Opens the dialog, fills it, and passes on what is wished in it; nothing waits for it."""

    def __init__(self, app: App, window: MainWindow, tasks: TaskOwner) -> None:
        self._app = app
        self._window = window
        self._tasks = tasks
        self._dialog: FirstRunDialog | None = None
        self._asked = False
        """Whether the hub was asked in this dialog."""
        window.first_steps_requested.connect(self.open)
        window.close_requested.connect(self._close)

    async def offer(self) -> None:
        """Shows the steps where Parley was never used, as soon as its window is looked at."""
        if remembered().get(_SHOWN) or await self._was_used():
            return
        if self._is_seen():
            self.open()
        else:
            _application().focusWindowChanged.connect(self._heed_arrival)

    def open(self) -> None:
        """Shows the steps, or brings them to the front where they are shown already."""
        from desktop.ui.dialogs.first_run import FirstRunDialog  # noqa: PLC0415  (rarely needed)

        if self._dialog:
            self._dialog.raise_()
            self._dialog.activateWindow()
            return
        dialog = self._dialog = FirstRunDialog(self._window)
        self._asked = False
        dialog.import_requested.connect(self._take_over)
        dialog.get_requested.connect(self._get)
        dialog.provider_requested.connect(self._window.models.add_provider_requested)
        dialog.models_shown.connect(self._ask_hub)
        dialog.try_requested.connect(self._window.activity.try_requested)
        dialog.finished.connect(self._forget)
        # A question keeps the keyboard, and so does whoever has gone on to another program.
        away = QApplication.activeWindow() is not self._window
        dialog.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, away)
        dialog.show()
        remembered().keep(_SHOWN, value=True)
        remembered().save()
        self._tasks.start(self._fill(dialog), "fill the first steps")

    async def _was_used(self) -> bool:
        app = self._app
        return (
            any(not spec.bundled for spec in app.supervisor.specs())
            or any(not model.starter for model in app.library.contexts())
            or bool(await app.journal.latest(1))
        )

    def _is_seen(self) -> bool:
        return self._window.isVisible() and not self._window.isMinimized()

    def _heed_arrival(self) -> None:
        if self._is_seen():
            _application().focusWindowChanged.disconnect(self._heed_arrival)
            self._tasks.start(self.offer(), "offer the first steps")  # It may be in use by now.

    async def _fill(self, dialog: FirstRunDialog) -> None:
        await self._show_servers(dialog)
        await self._show_models(dialog)

    async def _show_servers(self, dialog: FirstRunDialog) -> None:
        found, problems = await servers_of_others(self._app)
        if self._dialog is dialog:
            dialog.servers.show_found(found, problems)

    async def _show_models(self, dialog: FirstRunDialog) -> None:
        from desktop.ui.getting import room_of, suited_to  # noqa: PLC0415  (the window comes first)

        room = await room_of(self._app)
        here = {one.path.name.lower() for one in self._app.library.contexts() if one.path}
        models = [
            one
            for one in await suited_to(room, self._app)
            if one.fit.verdict is not Verdict.TOO_BIG
            and one.size < room.disk
            and one.entry.file.rpartition("/")[2].lower() not in here
        ]
        if self._dialog is dialog:
            dialog.models.show_models(models[:_MODELS])

    def _ask_hub(self) -> None:
        if self._dialog and not self._asked:
            self._asked = True
            self._tasks.start(self._try_hub(self._dialog), "ask whether the hub can be reached")

    async def _try_hub(self, dialog: FirstRunDialog) -> None:
        from desktop.ui.getting import hub_of  # noqa: PLC0415  (as above)

        try:
            await (await hub_of(self._app)).search("gguf", 1)
        except ParleyError as error:
            if self._dialog is dialog:
                dialog.models.show_offline(str(error))

    def _take_over(self, chosen: list[Found]) -> None:
        dialog = self._dialog
        if dialog is None:
            return
        try:
            self._app.supervisor.take_over(chosen)
        except ConfigError as error:
            dialog.servers.complain(str(error))
            return
        self._window.servers.select(chosen[0].name)
        dialog.last.tell(
            tr(
                "{n} server(s) added. The page Servers starts what you want; each asks first.",
                "",
                len(chosen),
            )
        )
        dialog.go_on()
        self._tasks.start(self._show_servers(dialog), "look for servers")

    def _get(self, entry: Entry) -> None:
        self._window.models.get_view.get_requested.emit(entry)
        if self._dialog:
            self._dialog.last.tell(
                tr(
                    "{model} is being fetched; the page Models shows how far it is.",
                    model=wording.one_line(entry.name),
                )
            )

    def _close(self) -> None:
        if self._dialog:
            self._dialog.close()

    def _forget(self) -> None:
        self._dialog = None


def _application() -> QApplication:
    return cast("QApplication", QApplication.instance())
