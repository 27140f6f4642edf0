"""A person's token for the hub in the window: given where it is needed, and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.errors import KeyStoreFailed
from desktop.events import Notice
from desktop.language import tr
from desktop.ui.dialogs.hub_token import HubTokenDialog
from desktop.ui.getting import hub_of
from desktop.ui.providers import waiting

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Coroutine
    from typing import Any

    from desktop.app import App
    from desktop.models.hub.token import HubToken
    from desktop.ui.main_window import MainWindow
    from desktop.ui.tasks import TaskOwner
    from desktop.ui.undo import Undo


class HubTokenDesk:
    """Opens the dialog; a download that was refused for want of a token goes on after it."""

    def __init__(self, app: App, window: MainWindow, tasks: TaskOwner, undo: Undo) -> None:
        self._app, self._window, self._tasks, self._undo = app, window, tasks, undo
        self._downloads = window.models.downloads
        window.models.get_view.token_requested.connect(self._wish)
        self._downloads.token_requested.connect(self._wish)

    def _wish(self, download: str = "") -> None:
        self._start(self._open(download), "open the dialog for a token")

    def _start(self, work: Coroutine[Any, Any, None], name: str) -> asyncio.Task[None]:
        return self._tasks.start(work, name)

    async def _open(self, download: str) -> None:
        token = (await hub_of(self._app)).token
        dialog = HubTokenDialog(token.address, token.page, self._window)
        dialog.show_kept(kept=await token.kept(), for_this_run=token.for_this_run)
        dialog.token_requested.connect(
            lambda text: self._start(self._keep(dialog, token, text, download), "keep a token")
        )
        dialog.remove_requested.connect(
            lambda: self._start(self._remove(dialog, token), "remove a token")
        )
        dialog.open()
        looking = self._start(self._tell_store(dialog, token), "look for the store for keys")
        dialog.rejected.connect(looking.cancel)

    async def _tell_store(self, dialog: HubTokenDialog, token: HubToken) -> None:
        dialog.key.show_store(await token.store())

    async def _keep(
        self, dialog: HubTokenDialog, token: HubToken, text: str, download: str
    ) -> None:
        with waiting(dialog, tr("Keeping the token…")):
            await self._keep_somewhere(token, text)
            dialog.finish()
            if download in self._downloads.lines:
                self._downloads.go_on_requested.emit(download)

    async def _keep_somewhere(self, token: HubToken, text: str) -> None:
        """Keeps a token; one that only lives until the end is a notice."""
        try:
            await token.keep(text)
        except KeyStoreFailed as error:
            self._window.show_notice(Notice(str(error), error=True))

    async def _remove(self, dialog: HubTokenDialog, token: HubToken) -> None:
        with waiting(dialog, tr("Removing the token…")):
            gone = await token.forget()
            dialog.finish()
            if gone is None:
                return  # Somebody else took it out of the store.
            self._undo.offer(
                tr("Your token for the hub was removed."),
                lambda: self._keep_somewhere(token, gone.get_secret_value()),
            )
