"""The app without a face: storage, models, gateway, servers and inbound, put together."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from desktop.errors import ServerError
from desktop.events import PauseChanged, RequestChanged, RequestPhase
from desktop.gateway.budget import Budget
from desktop.gateway.gateway import Gateway
from desktop.gateway.grants import Grants
from desktop.gateway.journal import Journal
from desktop.gateway.limits import TOTAL
from desktop.gateway.pause import Pause
from desktop.gateway.rules import Rules
from desktop.inbound.sampling import SamplingInbound, limited, limits_of
from desktop.models.library import Library
from desktop.servers.memory import ServerMemory
from desktop.servers.supervisor import Supervisor
from desktop.storage.database import Database

if TYPE_CHECKING:
    from desktop.events import Publish
    from desktop.gateway.approval import Approver
    from desktop.gateway.journal import Entry
    from desktop.gateway.limits import Standing
    from desktop.servers.supervisor import ConfirmRerun
    from desktop.storage.places import Places

SHOWN = 200
"""Requests of earlier days that are shown at the start."""

LOOK_SECONDS = 1.0
"""How soon a pause that another Parley began or ended takes hold of what is open, and is shown.

New requests heed it at once.
"""


class App:
    """Everything that runs, built once and handed to a face: the window or the terminal."""

    def __init__(
        self,
        places: Places,
        approver: Approver,
        confirm_rerun: ConfirmRerun,
        publish: Publish,
    ) -> None:
        self.places = places
        self._publish = publish
        self._database = Database(places.database)
        self.library = Library(places, self._database, publish)
        self.grants = Grants(self._database)
        self.journal = Journal(self._database)
        self.budget = Budget(self._database)
        self._pause = Pause(places)
        rules = Rules(self.grants, self.budget, self._pause)
        gateway = Gateway(self.library, approver, rules, self.journal, publish)
        self.supervisor = Supervisor(
            places, SamplingInbound(gateway), ServerMemory(self._database), confirm_rerun, publish
        )
        self._starts: list[asyncio.Task[None]] = []
        self._shown_paused = False
        self._watch: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Opens the records and finds servers and models; no server is started.

        Raises:
            StorageError: the records cannot be opened.
        """
        await asyncio.to_thread(self.places.prepare)
        await self._database.open()
        await self.grants.open()
        await self.budget.open()
        for entry in reversed(await self.journal.latest(SHOWN)):
            self._publish(_shown(entry))
        await self.library.refresh()
        self.supervisor.open()
        self.budget.total = limited(TOTAL, self.supervisor.limits)
        self._heed_pause()
        self._watch = asyncio.create_task(self._watch_pause())

    async def start(self) -> None:
        """Opens, and starts every server in the background."""
        await self.open()
        self._starts = [
            asyncio.create_task(self._start(spec.name)) for spec in self.supervisor.specs()
        ]

    async def stop(self) -> None:
        """Withdraws what is open, ends every process, and closes the records."""
        try:
            await self.supervisor.close()
            await asyncio.gather(*self._starts)
        finally:
            if self._watch:
                self._watch.cancel()
                await asyncio.wait([self._watch])
            await self.library.close()
            await self._database.close()

    async def entry(self, request: str) -> Entry | None:
        """Returns what the journal tells of one request."""
        return await self.journal.entry(request)

    def always_allowed(self, server: str) -> bool:
        """Whether a server has a standing permission."""
        return any(grant.server == server for grant in self.grants.all())

    async def ask_again(self, server: str) -> None:
        """Takes back a server's standing permissions."""
        await self.grants.forget(server)

    def standing(self, server: str) -> Standing | None:
        """Returns what a server has used of its limits, or None where it is not in the list."""
        for spec in self.supervisor.specs():
            if spec.name == server:
                return self.budget.standing(server, limits_of(spec))
        return None

    @property
    def paused(self) -> bool:
        """Whether every request is refused."""
        return self._pause.on

    async def pause(self) -> None:
        """Refuses every request until `resume`, those that are open too.

        Raises:
            StorageError: nothing can be paused.
        """
        await asyncio.to_thread(self._pause.begin)
        self._heed_pause()

    async def resume(self) -> None:
        """Lets requests come in again.

        Raises:
            StorageError: it stays paused.
        """
        await asyncio.to_thread(self._pause.end)
        self._heed_pause()

    async def _watch_pause(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            self._heed_pause()

    def _heed_pause(self) -> None:
        """Ends what is open while everything is paused, and publishes what has changed."""
        paused = self._pause.on
        if paused:
            self._pause.stop_open()
        if paused != self._shown_paused:
            self._shown_paused = paused
            self._publish(PauseChanged(paused))

    async def _start(self, name: str) -> None:
        try:
            await self.supervisor.start(name)
        except ServerError:
            return  # The server's own state says why, in the list of servers.


def _shown(entry: Entry) -> RequestChanged:
    """Returns a request of an earlier run as a fact to publish."""
    blocks = entry.asked.get("messages", [{}])[-1:]
    phase, detail = entry.phase, entry.error or entry.stop_reason
    if not phase.ended:
        phase, detail = RequestPhase.WITHDRAWN, "Parley ended before the request did."
    return RequestChanged(
        entry.request,
        entry.server,
        phase,
        at=entry.at,
        tool=entry.tool,
        model=entry.model,
        prompt=_last_text(blocks),
        text=entry.text,
        detail=detail,
        noticed=entry.noticed,
        noticed_in_answer=entry.noticed_in_answer,
    )


def _last_text(messages: list[object]) -> str:
    match messages:
        case [{"content": {"type": "text", "text": str(text)}}]:
            return text
        case [{"content": [*_, {"type": "text", "text": str(text)}]}]:
            return text
        case _:
            return ""
