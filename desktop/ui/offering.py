"""What servers offer besides tools, in the window: listed, read, filled in; their wire watched."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.errors import ParleyError, ToolFailed
from desktop.language import tr
from desktop.ui.runs import Kind, RunState, ToolRun
from desktop.ui.tasks import UNEXPECTED

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.events import ToolSummary
    from desktop.servers.offers import Offers
    from desktop.servers.supervisor import Supervisor
    from desktop.servers.transport.traffic import Wire
    from desktop.ui.pages.servers import ServersPage
    from desktop.ui.parts import Shown
    from desktop.ui.tasks import TaskOwner
    from desktop.ui.widgets.asked_pane import AskedPane

LIST_SECONDS = 30.0
"""A server may take this long to list what it has."""

COMPLETION_SECONDS = 5.0
"""How a text goes on is of no use later than this."""

GATHER_SECONDS = 0.2
"""Messages on the wire are shown together for so long."""


class Offering:
    """Lists only what is looked at, and reads only what a person asks for."""

    def __init__(self, supervisor: Supervisor, page: ServersPage, tasks: TaskOwner) -> None:
        self._supervisor = supervisor
        self._page = page
        self._tasks = tasks
        self._taken: dict[tuple[str, Kind, str], asyncio.Task[None]] = {}
        self._unwatch: Callable[[], None] = lambda: None
        self._watched = ""
        self._wire: Wire | None = None
        self._flush: asyncio.TimerHandle | None = None
        page.offers_requested.connect(
            lambda server, kind: tasks.start(self._list(server, Kind(kind)), f"list {kind}")
        )
        page.wire_requested.connect(self._watch)
        page.details.wire.resumed.connect(self._show_wire)
        page.usage_requested.connect(self._measure)
        page.details.tools.read_requested.connect(self._read)
        for kind, tab in page.details.offers.items():
            self._connect(kind, tab.pane)

    def _connect(self, kind: Kind, pane: AskedPane) -> None:
        page = self._page
        pane.run_requested.connect(
            lambda name, values: self._take(page.selected, kind, name, values)
        )
        pane.cancel_requested.connect(lambda name: self._taken[page.selected, kind, name].cancel())
        pane.read_requested.connect(self._read)
        pane.completion_requested.connect(
            lambda name, argument, values: self._tasks.start(
                self._complete(page.selected, kind, name, argument, values), "go on with a text"
            )
        )

    async def _list(self, server: str, kind: Kind) -> None:
        found: tuple[ToolSummary, ...] = ()
        problem = UNEXPECTED
        try:
            async with asyncio.timeout(LIST_SECONDS):
                found = await self._listed(await self._supervisor.offers(server), kind)
            problem = ""
        except TimeoutError:
            problem = tr(
                "{server} did not list them within {list_seconds:.0f} seconds.",
                server=server,
                list_seconds=LIST_SECONDS,
            )
        except ParleyError as error:
            problem = str(error)
        finally:
            self._page.show_offers(server, kind, found, problem)

    async def _listed(self, offers: Offers, kind: Kind) -> tuple[ToolSummary, ...]:
        # Imported only here: the window is on the screen before the MCP library is.
        from desktop.servers import listings  # noqa: PLC0415

        if kind is Kind.PROMPTS:
            return tuple(map(listings.prompt_summary, await offers.prompts()))
        try:
            templates = await offers.templates()
        except ToolFailed:
            templates = []  # Many servers have resources and do not know the word.
        found = map(listings.resource_summary, await offers.resources())
        return *found, *map(listings.template_summary, templates)

    def _read(self, address: str) -> None:
        """Reads a resource to which a server has linked, as the person wishes."""
        server = self._page.selected
        self._page.read_resource(server, address)
        self._take(server, Kind.RESOURCES, address, {})

    def _take(self, server: str, kind: Kind, name: str, values: dict[str, object]) -> None:
        run = ToolRun(server, name, RunState.RUNNING, kind=kind)
        self._page.show_run(run)
        texts = {key: str(value) for key, value in values.items()}
        self._taken[server, kind, name] = self._tasks.start(
            self._took(run, texts), f"take {kind} of {server}"
        )

    async def _took(self, run: ToolRun, values: dict[str, str]) -> None:
        run = replace(run, state=RunState.FAILED, text=UNEXPECTED)
        try:
            shown = await self._fetched(run, values)
            run = replace(run, state=RunState.DONE, text="", shown=shown)
        except ParleyError as error:
            run = replace(run, text=str(error))
        except asyncio.CancelledError:
            run = replace(run, state=RunState.CANCELLED, text="")
            raise
        finally:
            self._page.show_run(run)

    async def _fetched(self, run: ToolRun, values: dict[str, str]) -> Shown:
        from desktop.servers.listings import address_of  # noqa: PLC0415
        from desktop.ui import parts  # noqa: PLC0415

        offers = await self._supervisor.offers(run.server)
        if run.kind is Kind.PROMPTS:
            prompt = await offers.prompt(run.tool, values)
            return await asyncio.to_thread(parts.parts_of_prompt, prompt)
        held = await offers.read(address_of(run.tool, values))
        return await asyncio.to_thread(parts.parts_of_resource, held)

    async def _complete(
        self, server: str, kind: Kind, name: str, argument: str, values: dict[str, object]
    ) -> None:
        typed = {key: str(value) for key, value in values.items()}
        try:
            async with asyncio.timeout(COMPLETION_SECONDS):
                offers = await self._supervisor.offers(server)
                words = await offers.go_on(name, argument, typed, prompt=kind is Kind.PROMPTS)
        except (ParleyError, TimeoutError):
            return  # It is a courtesy, and the text can be typed without it.
        if server == self._page.selected:
            self._page.details.offers[kind].pane.propose(name, argument, words)

    def _measure(self, wanted: bool) -> None:  # noqa: FBT001 - Qt's own signature
        if wanted:
            self._supervisor.show_usage()
        else:
            self._supervisor.hide_usage()

    def _watch(self, server: str) -> None:
        """Follows the wire of the server that is looked at, and of no other."""
        if server == self._watched:
            return
        self._unwatch()
        self._unwatch = lambda: None
        self._watched = server
        self._wire = self._supervisor.wire(server) if server else None
        if self._wire is not None:
            self._unwatch = self._wire.watch(self._soon)
            self._page.details.wire.begin(server)
            self._show_wire()

    def _soon(self) -> None:
        if self._flush is None:
            loop = asyncio.get_running_loop()
            self._flush = loop.call_later(GATHER_SECONDS, self._show_wire)

    def _show_wire(self) -> None:
        if self._flush is not None:
            self._flush.cancel()
            self._flush = None
        if self._wire is not None:
            pane = self._page.details.wire
            pane.take(self._wire.entries(pane.known))
