"""What a person wishes of those that may ask: the endpoint, programs, their tokens and rules."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from desktop.errors import ParleyError
from desktop.events import RequestPhase
from desktop.ui.dialogs.add_program import AddProgramDialog, TokenDialog
from desktop.ui.tables.callers import CallerRow
from desktop.ui.widgets.endpoint_strip import Endpoint

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from typing import Any

    from desktop.app import App
    from desktop.events import RequestChanged
    from desktop.gateway.request import Caller
    from desktop.servers.rules import SamplingRules
    from desktop.ui.bridge import Bridge
    from desktop.ui.main_window import MainWindow
    from desktop.ui.tasks import TaskOwner


class Calling:
    """Passes the page's wishes on, and tells it how all that may ask stand."""

    def __init__(self, app: App, window: MainWindow, tasks: TaskOwner) -> None:
        self._app, self._window, self._tasks = app, window, tasks
        self._page = page = window.callers
        self._last: dict[str, float] = {}
        """When each asked last."""
        page.refresh_requested.connect(self.refresh)
        page.strip.turn_requested.connect(
            lambda on, port: self._start(self._turn(on=on, port=port), "turn the endpoint")
        )
        page.add_requested.connect(self._open_add)
        page.requests_requested.connect(window.show_requests_of)
        page.save_rules_requested.connect(
            lambda name, rules: self._start(self._save_rules(name, rules), "save the rules")
        )

    def follow(self, bridge: Bridge) -> None:
        """Lets the page follow the services' events."""
        bridge.request_changed.connect(self._follow_request)
        for signal in (
            bridge.endpoint_changed,
            bridge.permissions_changed,
            bridge.server_changed,
            bridge.server_removed,
        ):
            signal.connect(lambda *_: self.refresh_if_seen())

    def refresh(self) -> None:
        """Shows how the endpoint and all that may ask stand now."""
        app, programs = self._app, self._app.programs
        self._page.strip.show_endpoint(
            Endpoint(programs.address, programs.settings.port, programs.servers)
        )
        stands = Counter((grant.server, grant.fingerprint) for grant in app.grants.all())
        rows = [
            self._row(caller, stands[caller.name, caller.fingerprint]) for caller in app.callers()
        ]
        self._page.show_models({one.id: one.name for one in app.library.contexts()})
        self._page.show_callers(rows)

    def _row(self, caller: Caller, permissions: int) -> CallerRow:
        app, programs = self._app, self._app.programs
        specs = {spec.name: spec for spec in app.supervisor.specs()}
        spec = None if caller.is_program else specs.get(caller.name)
        return CallerRow(
            caller.name,
            caller.target,
            app.budget.standing(caller.name, caller.limits),
            spec.sampling if spec else programs.settings.rules(caller.name),
            caller.is_program,
            has_token=any(one.name == caller.name for one in programs.known()),
            fixed=bool(spec and spec.bundled),
            by_endpoint=bool(spec and spec.endpoint),
            permissions=permissions,
            last=self._last.get(caller.name, 0.0),
        )

    def _follow_request(self, change: RequestChanged) -> None:
        if not change.asks_person:
            self._last[change.server] = max(change.at, self._last.get(change.server, 0.0))
        if change.phase is not RequestPhase.ANSWERING:
            self.refresh_if_seen()

    def refresh_if_seen(self) -> None:
        """Shows it while somebody looks."""
        if self._page.isVisible():
            self.refresh()

    def _start(self, work: Coroutine[Any, Any, None], name: str) -> None:
        self._tasks.start(work, name)

    async def _turn(self, *, on: bool, port: int) -> None:
        try:
            await self._app.programs.turn(on=on, port=port)
        finally:
            self.refresh()

    def _open_add(self) -> None:
        dialog = AddProgramDialog(self._window, off=not self._app.programs.address)
        dialog.add_requested.connect(
            lambda name, on: self._start(self._add(dialog, name, on=on), "add a program")
        )
        dialog.open()

    async def _add(self, dialog: AddProgramDialog, name: str, *, on: bool) -> None:
        programs = self._app.programs
        try:
            if on:
                await programs.keep_open()
            token = await programs.add(name)
        except ParleyError as error:
            dialog.say(str(error))
            self.refresh()
            return
        dialog.finish()
        self.refresh()
        self._page.select(name)
        TokenDialog(name, token, programs.address, self._window).open()

    async def _save_rules(self, name: str, rules: SamplingRules) -> None:
        if any(spec.name == name for spec in self._app.supervisor.specs()):
            self._app.supervisor.set_rules(name, rules)
        else:
            await self._app.programs.set_rules(name, rules)
        self.refresh()
