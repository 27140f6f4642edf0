"""What a person wishes in the window, passed to the app's services."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from desktop.errors import ParleyError
from desktop.events import Notice
from desktop.language import tr
from desktop.storage.releases import knows_feed, look
from desktop.ui.diagnosing import Diagnosing
from desktop.ui.dialogs.about import AboutDialog
from desktop.ui.exporting import Exporting
from desktop.ui.first_run import FirstRun
from desktop.ui.hosting import Hosting
from desktop.ui.importing import Importing
from desktop.ui.offering import Offering
from desktop.ui.opening import Opening
from desktop.ui.parts import parts_of_result
from desktop.ui.preferences import Preferences
from desktop.ui.removing import Removing
from desktop.ui.runs import Kind, RunState, ToolRun
from desktop.ui.tables.permissions import line_of, permissions
from desktop.ui.tasks import UNEXPECTED
from desktop.ui.undo import Undo

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from typing import Any

    from desktop.app import App
    from desktop.events import RequestChanged
    from desktop.servers.rules import SamplingRules
    from desktop.servers.sandbox.bounds import Sandbox
    from desktop.ui.approvals import DialogApprover
    from desktop.ui.bridge import Bridge
    from desktop.ui.main_window import MainWindow
    from desktop.ui.tables.sought import Sought
    from desktop.ui.tasks import TaskOwner


class Controller:
    """Every wish becomes a task; what fails is said where the wish was made, or in a notice."""

    def __init__(
        self, app: App, window: MainWindow, approver: DialogApprover, tasks: TaskOwner
    ) -> None:
        self._app = app
        self._window = window
        self._approver = approver
        self._tasks = tasks
        self.undo = Undo(window, tasks)
        self.preferences = Preferences(app.settings, window, tasks, self.undo)
        self._runs: dict[tuple[str, str], asyncio.Task[None]] = {}
        self._unsandboxed: str | None = None
        """Why this computer can hold no server in; None while that is not known yet."""
        self._connect_servers()
        self._importing = Importing(app, window, tasks)
        self.first_run = FirstRun(app, window, tasks)
        self.open = Opening(app, window, tasks).open
        self._hosting = Hosting(window, tasks)
        self._exporting = Exporting(app, window, tasks)
        self._offering = Offering(app.supervisor, window.servers, tasks)
        self._connect_models()
        self._connect_help()
        self._connect_activity()
        self._connect_permissions()
        self._connect_callers()
        window.models.show_folder(str(app.places.models))
        window.pause_requested.connect(
            lambda paused: self._start(self._set_pause(paused=paused), "pause")
        )

    def follow_request(self, change: RequestChanged) -> None:
        """Shows an answer as it grows where its tool was run, and what was decided on the way."""
        self._show_rules(change.server)
        if change.phase.ended or not change.text:
            self._show_permissions()  # One may have been given, or used up.
        run = self._runs.get((change.server, change.tool))
        if change.text and not change.asks_person and run and not run.done():
            self._window.servers.show_run(
                ToolRun(change.server, change.tool, RunState.RUNNING, change.text)
            )

    def _connect_servers(self) -> None:
        page, supervisor = self._window.servers, self._app.supervisor
        page.start_requested.connect(lambda name: self._start(supervisor.start(name), "start"))
        page.stop_requested.connect(lambda name: self._start(supervisor.stop(name), "stop"))
        page.restart_requested.connect(
            lambda name: self._start(supervisor.restart(name), "restart")
        )
        page.add_requested.connect(
            lambda name, entry: self._start(self._add_server(name, entry), "add a server")
        )
        page.rules_requested.connect(self._show_rules)
        page.sign_out_requested.connect(
            lambda name: self._start(supervisor.sign_out(name), "sign out")
        )
        page.run_requested.connect(self._run)
        page.cancel_requested.connect(self._cancel)

        page.save_rules_requested.connect(
            lambda name, rules: self._start(self._save_rules(name, rules), "save the rules")
        )
        self._start(self._try_sandbox(), "try the sandbox")
        page.save_sandbox_requested.connect(
            lambda name, held: self._start(self._save_sandbox(name, held), "save the sandbox")
        )

        page.save_endpoint_requested.connect(
            lambda name, has: self._start(self._save_endpoint(name, has=has), "save the endpoint")
        )
        page.save_roots_requested.connect(
            lambda name, roots: self._start(self._save_roots(name, roots), "share folders")
        )

    def _connect_activity(self) -> None:
        page = self._window.activity
        page.record_requested.connect(self._show_record)
        page.review_requested.connect(self._approver.raise_dialog)
        page.find_requested.connect(
            lambda sought, until: self._start(self._find(sought, until), "look for requests")
        )
        page.usage_requested.connect(
            lambda since: self._start(self._show_usage(since), "read the usage")
        )

    def _connect_permissions(self) -> None:
        page = self._window.permissions
        page.refresh_requested.connect(self._show_permissions)
        page.ask_again_requested.connect(self._ask_about)

    def _connect_models(self) -> None:
        self._window.models.open_folder_requested.connect(self._open_folder)
        # Imported only here: what they need of the models comes after the window is there.
        from desktop.ui.combining import Combining  # noqa: PLC0415
        from desktop.ui.fetching import Fetching  # noqa: PLC0415
        from desktop.ui.getting import Getting  # noqa: PLC0415
        from desktop.ui.hub_token import HubTokenDesk  # noqa: PLC0415
        from desktop.ui.keeping import Keeping  # noqa: PLC0415
        from desktop.ui.providers import ProviderDesk  # noqa: PLC0415

        parts = self._app, self._window, self._tasks
        self._models = (Keeping(*parts, self.undo), Getting(*parts), Fetching(*parts))
        self._hub_token = HubTokenDesk(*parts, self.undo)
        self._providers = ProviderDesk(self._app.library, self._window, self._tasks, self.undo)
        self._combining = Combining(self._app.library, self._window, self._tasks)

    def _connect_callers(self) -> None:
        from desktop.ui.calling import Calling  # noqa: PLC0415  (as above)
        from desktop.ui.chatting import Chatting  # noqa: PLC0415

        self.calling = Calling(self._app, self._window, self._tasks)
        self.chatting = Chatting(self._app, self._window, self._approver, self.undo, self._tasks)
        parts = self._app, self._window, self._tasks, self.undo
        self._removing = Removing(*parts, self._show_changed_permissions)

    def _connect_help(self) -> None:
        window, places = self._window, self._app.places
        self.diagnosing = Diagnosing(places, window, self._tasks)
        window.about_requested.connect(lambda: AboutDialog(places, window).open())
        window.look_requested.connect(lambda: self._start(self._look(), "look for a release"))
        if knows_feed(places):
            window.offer_look()

    def _start(self, work: Coroutine[Any, Any, None], name: str) -> None:
        self._tasks.start(work, name)

    async def _add_server(self, name: str, entry: dict[str, object]) -> None:
        await self._app.supervisor.add(name, entry)
        self._window.servers.select(name)
        await self._app.supervisor.start(name)

    async def _look(self) -> None:
        self._window.show_busy(tr("Looking for a newer release…"))
        try:
            self._window.show_notice(Notice(str(await look(self._app.places))))
        finally:
            self._window.show_busy("")

    async def _save_rules(self, server: str, rules: SamplingRules) -> None:
        self._app.supervisor.set_rules(server, rules)
        self._show_rules(server)

    async def _try_sandbox(self) -> None:
        """Finds out, beside the window, whether servers can be held in."""
        from desktop.servers.sandbox.bounds import missing  # noqa: PLC0415  (after the window is there)

        self._unsandboxed = await asyncio.to_thread(missing)
        self._show_rules(self._window.servers.selected)

    async def _save_sandbox(self, server: str, sandbox: Sandbox | None) -> None:
        await self._app.supervisor.set_sandbox(server, sandbox)
        self._show_rules(server)

    async def _save_endpoint(self, server: str, *, has: bool) -> None:
        try:
            await self._app.supervisor.set_endpoint(server, has=has)
        finally:
            self._show_rules(server)

    async def _save_roots(self, server: str, roots: list[str]) -> None:
        try:
            await self._app.supervisor.set_roots(server, roots)
        finally:
            self._show_rules(server)

    async def _find(self, sought: Sought, until: float) -> None:
        from desktop.app import SHOWN  # noqa: PLC0415  (the window is there before the app is)

        found = await self._app.find(
            server=sought.server,
            model=sought.model,
            phase=sought.outcome,
            text=sought.text,
            until=until,
            count=SHOWN + 1,
        )
        self._window.activity.show_found(sought, found[:SHOWN], more=len(found) > SHOWN)

    async def _show_usage(self, since: str) -> None:
        self._window.activity.show_usage(await self._app.usage(since))

    def _show_permissions(self) -> None:
        page, grants = self._window.permissions, self._app.grants
        if page.isVisible():
            standing = permissions(grants.all(), self._app.callers())
            page.show_permissions(standing, grants.quiet())

    def _show_changed_permissions(self) -> None:
        self._show_permissions()
        self._show_rules(self._window.servers.selected)
        self.calling.refresh_if_seen()

    def _ask_about(self, server: str) -> None:
        self._app.grants.hush(server, 0)
        self._show_permissions()

    def _show_rules(self, server: str) -> None:
        page = self._window.servers
        for spec in self._app.supervisor.specs():
            if spec.name == server:
                page.show_rules(server, spec.sampling)
                page.show_roots(server, spec.roots, fixed=spec.bundled)
                page.show_endpoint(server, has=spec.endpoint, url=spec.url)
                if self._unsandboxed is not None:
                    page.show_sandbox(server, spec.sandbox, self._unsandboxed, url=spec.url)
        page.show_trust(server, always=self._app.always_allowed(server))
        self._show_granted(server)
        if standing := self._app.standing(server):
            page.show_limits(server, standing)

    def _show_granted(self, server: str) -> None:
        if server == self._window.servers.selected:
            grants = [grant for grant in self._app.grants.all() if grant.server == server]
            standing = permissions(grants, self._app.callers())
            self._window.servers.details.show_permissions([*map(line_of, standing)])

    async def _set_pause(self, *, paused: bool) -> None:
        try:
            await (self._app.pause() if paused else self._app.resume())
        finally:
            self._window.show_pause(paused=self._app.paused)

    def _show_record(self, request: str) -> None:
        self._tasks.start(self._fetch_record(request), "read the journal")

    async def _fetch_record(self, request: str) -> None:
        if entry := await self._app.entry(request):
            self._window.activity.show_record(entry)

    def _run(self, server: str, tool: str, values: dict[str, object]) -> None:
        self._window.servers.show_run(ToolRun(server, tool, RunState.RUNNING))
        self._runs[server, tool] = self._tasks.start(
            self._call(server, tool, values), f"run {tool}"
        )

    def _cancel(self, server: str, tool: str) -> None:
        self._runs[server, tool].cancel()

    async def _call(self, server: str, tool: str, values: dict[str, object]) -> None:
        run = ToolRun(server, tool, RunState.FAILED, UNEXPECTED)
        try:
            outcome = await self._app.supervisor.call(server, tool, values)
            state = RunState.FAILED if outcome.is_error else RunState.DONE
            whole = outcome.result
            shown = await asyncio.to_thread(parts_of_result, whole) if whole else None
            run = replace(run, state=state, text=outcome.text, shown=shown)
        except ParleyError as error:
            run = replace(run, text=str(error))
        except asyncio.CancelledError:
            run = replace(run, state=RunState.CANCELLED, text="")
            raise
        finally:
            self._window.servers.show_run(run)
            self._show_permissions()  # What was allowed for this call ends with it.

    def _open_folder(self) -> None:
        folder = self._app.places.models
        folder.mkdir(parents=True, exist_ok=True)
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            text = tr("No file manager could be opened. The folder is {folder}.", folder=folder)
            self._window.show_notice(Notice(text))


def follow(bridge: Bridge, window: MainWindow) -> None:
    """Lets the window's pages follow the services' events."""
    bridge.server_changed.connect(window.servers.apply)
    bridge.server_removed.connect(window.servers.remove)
    bridge.server_logged.connect(window.servers.add_log)
    bridge.call_progressed.connect(window.servers.show_progress)
    bridge.server_usage.connect(window.servers.show_usage)
    bridge.list_changed.connect(
        lambda change: window.servers.forget_offers(change.server, Kind(change.kind))
    )
    bridge.model_changed.connect(window.models.apply)
    bridge.model_removed.connect(window.models.remove)
    bridge.model_changed.connect(window.servers.know_model)
    bridge.model_removed.connect(window.servers.forget_model)
    bridge.request_changed.connect(window.activity.apply)
    bridge.pause_changed.connect(lambda paused: window.show_pause(paused=paused))
    bridge.permissions_changed.connect(window.permissions.refresh_requested)
    bridge.notice.connect(window.show_notice)
