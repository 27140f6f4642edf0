"""What a person takes away from servers and programs, and can have back for a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.language import tr
from desktop.ui import wording

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable
    from typing import Any

    from desktop.app import App
    from desktop.gateway.consent import Grant
    from desktop.servers.removal import TakenOut
    from desktop.ui.main_window import MainWindow
    from desktop.ui.tasks import TaskOwner
    from desktop.ui.undo import Undo


class Removing:
    """Does it at once, and says in the window's strip what was done."""

    def __init__(
        self,
        app: App,
        window: MainWindow,
        tasks: TaskOwner,
        undo: Undo,
        refresh: Callable[[], None],
    ) -> None:
        """Takes what it needs, and connects the pages' wishes.

        Args:
            app: the services.
            window: shows.
            tasks: runs what is wished.
            undo: offers it back.
            refresh: shows anew what the permissions are.
        """
        self._app, self._window, self._tasks, self._undo = app, window, tasks, undo
        self._refresh = refresh
        servers, permissions, callers = window.servers, window.permissions, window.callers
        servers.remove_requested.connect(lambda name: self._start(self._remove(name), "remove"))
        permissions.revoke_requested.connect(lambda grant: self._take_back({grant}))
        permissions.revoke_all_requested.connect(
            lambda: self._take_back({grant.id for grant in app.grants.all()})
        )
        for page in (servers, callers):
            page.ask_again_requested.connect(lambda name: self._take_back(self._of(name)))
        callers.revoke_requested.connect(lambda name: self._start(self._revoke(name), "revoke"))

    def _start(self, work: Coroutine[Any, Any, None], name: str) -> None:
        self._tasks.start(work, name)

    def _of(self, caller: str) -> set[str]:
        return {grant.id for grant in self._app.grants.all() if grant.server == caller}

    async def _remove(self, name: str) -> None:
        removal = self._app.supervisor.removal
        gone = await removal.take_out(name)
        self._undo.offer(
            tr("{server} was removed.", server=wording.one_line(name)),
            lambda: self._bring_back(gone),
            lambda: removal.forget(gone),
        )

    async def _bring_back(self, gone: TakenOut) -> None:
        name = gone.spec.name
        self._app.supervisor.removal.bring_back(gone)
        self._window.servers.select(name)
        self._refresh()
        if gone.ran:
            await self._app.supervisor.start(name)

    def _take_back(self, ids: Iterable[str]) -> None:
        grants = [grant for grant in self._app.grants.all() if grant.id in ids]
        if grants:
            self._start(self._revoke_grants(grants), "take permissions back")

    async def _revoke_grants(self, grants: list[Grant]) -> None:
        for grant in grants:
            await self._app.grants.revoke(grant.id)
        self._refresh()
        self._undo.offer(
            tr("A permission was taken back. What it let pass is asked about again.")
            if len(grants) == 1
            else tr(
                "{n} permission(s) were taken back. What they let pass is asked about again.",
                "",
                len(grants),
            ),
            lambda: self._restore(grants),
        )

    async def _restore(self, grants: list[Grant]) -> None:
        await self._app.grants.restore(grants)
        self._refresh()

    async def _revoke(self, name: str) -> None:
        programs = self._app.programs
        program = next((one for one in programs.callers.programs() if one.name == name), None)
        said = programs.settings.programs.get(name)
        grants = [grant for grant in self._app.grants.all() if grant.server == name]
        await self._app.revoke(name)
        self._refresh()
        if program is None:  # Another Parley gave it the token, which is revoked all the same.
            return

        async def undo() -> None:
            await programs.restore(program, said.sampling if said else None)
            await self._restore(grants)

        self._undo.offer(
            tr("The token of {program} is worthless now.", program=wording.one_line(name)), undo
        )
