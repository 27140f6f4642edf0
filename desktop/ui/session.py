"""One run of the window, from the moment it is on the screen until every process is stopped."""

from __future__ import annotations

import asyncio
import importlib
import logging
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.doctor.logs import kept_log
from desktop.errors import ParleyError
from desktop.events import Notice
from desktop.language import tr
from desktop.storage.programs import PACKAGED
from desktop.ui.approvals import DialogApprover
from desktop.ui.bridge import Bridge
from desktop.ui.controller import Controller, follow
from desktop.ui.crashing import Crashing
from desktop.ui.one_window import SHOW, heed_token
from desktop.ui.presence import Presence
from desktop.ui.remembered import remembered
from desktop.ui.tasks import TaskOwner
from desktop.ui.upgrade import ProgramWatch

if TYPE_CHECKING:
    from desktop.app import App
    from desktop.inbound.reception import Visitor
    from desktop.storage.places import Places
    from desktop.ui.application import Application
    from desktop.ui.main_window import MainWindow

logger = logging.getLogger(__name__)


class Session:
    """The window's side of the app: it starts the services, and stops them at the end."""

    def __init__(
        self,
        application: Application,
        window: MainWindow,
        target: str = "",
        *,
        first_steps: bool = False,
    ) -> None:
        """Takes what it needs, and starts nothing.

        Args:
            application: whose wish to end is heeded.
            window: the window that is on the screen already.
            target: what is looked at once all is ready.
            first_steps: whether they are shown where Parley was never used.
        """
        self._application, self._window = application, window
        self._target = target
        self._first_steps = first_steps
        self._ended = asyncio.Event()
        self._bridge = Bridge()
        self._tasks = TaskOwner(self._bridge.publish)
        self._crashing = Crashing(window, self._tasks)
        self._approver = DialogApprover(window)
        self._app: App | None = None
        window.fill()
        follow(self._bridge, window)
        self._presence = Presence(window, self._approver, self._bridge)
        if PACKAGED:
            ProgramWatch(Path(sys.executable), self._bridge.publish, window)
        window.close_requested.connect(self._ended.set)
        application.quit_requested.connect(self._ended.set)
        if window.leaving:  # closed in the moment between its first showing and this
            self._ended.set()

    async def run(self) -> int:
        """Lives until the window is closed or the process is asked to end."""
        self._listen_to_signals()
        with self._crashing.watching():
            await self._live()
        return 0

    async def _live(self) -> None:
        self._tasks.start(self._start(), "start")
        self._presence.begin(self._tasks)
        await self._ended.wait()
        self._keep_view()
        self._window.hide()
        self._approver.withdraw_all()
        self._presence.end()
        await asyncio.sleep(0)  # What is offered back in this moment begins to wait, as it must.
        await self._tasks.close()
        remembered().save()  # What could not go out any more is a draft again.
        if self._app:
            try:
                await self._app.stop()
            except ParleyError:
                logger.exception("Stopping")

    async def _start(self) -> None:
        try:
            await self._start_app()
        finally:
            self._window.show_busy("")

    async def _start_app(self) -> None:
        # In a thread, since importing mcp takes a second or two in which the window must paint.
        app_module = await asyncio.to_thread(importlib.import_module, "desktop.app")
        places_module = await asyncio.to_thread(importlib.import_module, "desktop.storage.places")
        places: Places = places_module.Places.from_environment()
        self._keep_log(places.logs)
        self._crashing.begin(places.logs)
        app: App = app_module.App(
            places,
            self._approver,
            self._approver,
            self._bridge.publish,
        )
        self._app = app
        controller = Controller(app, self._window, self._approver, self._tasks)
        self._bridge.request_changed.connect(controller.follow_request)
        controller.calling.follow(self._bridge)
        controller.chatting.follow(self._bridge)
        controller.preferences.follow(self._bridge, self._presence, self._application)
        self._crashing.show_log = controller.diagnosing.show_log
        app.reception.grants[SHOW] = self._show_window
        self._open = controller.open
        await app.start()
        controller.preferences.begin()
        self._window.set_ready()
        self._presence.tray.set_ready()
        if self._target:
            self._open(self._target)
        elif self._first_steps:
            await controller.first_run.offer()

    async def _show_window(self, visitor: Visitor) -> None:
        """Brings the window to the front: the person has started Parley once more."""
        heed_token(visitor.hello.get("activation"))
        self._presence.open_window()
        await visitor.grant()
        target = visitor.hello.get("target")
        if isinstance(target, str) and target:
            self._open(target)

    def _keep_view(self) -> None:
        memory = remembered()
        memory.keep("page", self._window.page.name)
        memory.keep_place(self._window)
        memory.save()

    def _keep_log(self, folder: Path) -> None:
        """Keeps what goes wrong in a file, since a window has no terminal to write to."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
            logging.basicConfig(handlers=[kept_log(folder)], level=logging.WARNING)
        except OSError as error:
            self._bridge.publish(
                Notice(
                    tr(
                        "No log can be kept in {folder}: {strerror}.",
                        folder=folder,
                        strerror=error.strerror,
                    )
                )
            )

    def _listen_to_signals(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            try:
                loop.add_signal_handler(number, self._ended.set)
            except NotImplementedError:  # Windows' loop has none
                signal.signal(number, lambda *_: loop.call_soon_threadsafe(self._ended.set))
