"""Bundles and links that come to the window: looked at, and added only by the person's own hand."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog

from desktop.errors import ConfigError, StorageError
from desktop.events import Notice
from desktop.language import tr
from desktop.ui import wording
from desktop.ui.dialogs.add_server import AddServerDialog
from desktop.ui.main_window import Page

if TYPE_CHECKING:
    from desktop.app import App
    from desktop.servers.bundles.installing import Choice
    from desktop.ui.dialogs.add_bundle import AddBundleDialog
    from desktop.ui.main_window import MainWindow
    from desktop.ui.tasks import TaskOwner


class Opening:
    """Opens one dialog at a time, however many files and links come; nothing is run by any."""

    def __init__(self, app: App, window: MainWindow, tasks: TaskOwner) -> None:
        self._app = app
        self._window = window
        self._tasks = tasks
        self._dialog: QDialog | None = None
        self._looking = False
        window.servers.bundle_requested.connect(self._ask_for_bundle)
        window.bundles_dropped.connect(self._open_first)

    def open(self, target: str) -> None:
        """Looks at a file, or at what a link proposes."""
        if self._looking or self._dialog:
            if self._dialog:
                self._dialog.raise_()
                self._dialog.activateWindow()
            self._refuse(
                tr("Another bundle or link waits for you. Finish with that, and open it again.")
            )
            return
        self._looking = True
        self._tasks.start(self._look(target), "open")

    def _ask_for_bundle(self) -> None:
        dialog = QFileDialog(
            self._window, tr("Add a bundle"), str(Path.home()), tr("Bundles (*.mcpb *.dxt)")
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.open)
        dialog.open()

    def _open_first(self, paths: list[str]) -> None:
        if paths:
            self.open(paths[0])
        if len(paths) > 1:
            self._refuse(tr("Bundles are added one by one: the others were left out."))

    async def _look(self, target: str) -> None:
        from desktop.servers.links import is_link  # noqa: PLC0415  (after the window is there)

        try:
            await (self._show_link(target) if is_link(target) else self._show_bundle(Path(target)))
        except ConfigError as error:
            self._refuse(str(error))
        finally:
            self._looking = False

    async def _show_bundle(self, path: Path) -> None:
        from desktop.servers.bundles import bundle  # noqa: PLC0415
        from desktop.servers.bundles.installing import earlier  # noqa: PLC0415
        from desktop.servers.sandbox import bounds  # noqa: PLC0415
        from desktop.ui.dialogs.add_bundle import AddBundleDialog  # noqa: PLC0415

        self._window.show_busy(tr("Looking at {name}…", name=wording.one_line(path.name)))
        try:
            found = await asyncio.to_thread(bundle.read, path)
            missing = await asyncio.to_thread(bounds.missing)
        finally:
            self._window.show_busy("")
        before = earlier(found, self._app.supervisor.specs())
        held = before.sandbox if before else None if missing else bounds.Sandbox(network=True)
        dialog = AddBundleDialog(found, before, held, missing, self._window)
        dialog.install_requested.connect(
            lambda choice: self._tasks.start(self._install(dialog, choice), "install a bundle")
        )
        self._bring_up(dialog)

    async def _install(self, dialog: AddBundleDialog, choice: Choice) -> None:
        from desktop.servers.bundles.installing import put_in  # noqa: PLC0415

        try:
            await put_in(choice, self._app.supervisor, self._app.places)
        except (ConfigError, StorageError) as error:
            dialog.say(str(error))
            return
        dialog.finish()
        self._window.servers.select(choice.name)
        name = wording.one_line(choice.name)
        self._window.show_notice(
            Notice(tr("{name} is installed. Start it to see what it would run.", name=name))
        )

    async def _show_link(self, link: str) -> None:
        from desktop.servers.links import proposal  # noqa: PLC0415

        proposed = proposal(link)
        dialog = AddServerDialog(self._window)
        dialog.propose(proposed.name, proposed.target)
        dialog.add_requested.connect(self._take_over)
        self._bring_up(dialog)

    def _take_over(self, name: str, entry: dict[str, object]) -> None:
        """Adds what a link proposed, as what another program has: it is neither run nor trusted."""
        from desktop.servers.importers import Found, Source  # noqa: PLC0415

        try:
            self._app.supervisor.take_over([Found(name, entry, Source(tr("a link"), Path()))])
        except ConfigError as error:
            self._refuse(str(error))
            return
        self._window.servers.select(name)
        told = tr(
            "{name} is added. Start it to see what it would run.", name=wording.one_line(name)
        )
        self._window.show_notice(Notice(told))

    def _bring_up(self, dialog: QDialog) -> None:
        self._dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(lambda: self._forget(dialog))
        self._window.show_page(Page.SERVERS)
        dialog.open()

    def _forget(self, dialog: QDialog) -> None:
        if self._dialog is dialog:
            self._dialog = None

    def _refuse(self, text: str) -> None:
        self._window.show_notice(Notice(text, error=True))
