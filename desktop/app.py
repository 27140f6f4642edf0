"""The app without a face: storage, models, gateway, servers and inbound, put together."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from desktop.errors import ServerError
from desktop.events import RequestChanged, RequestPhase
from desktop.gateway.gateway import Gateway
from desktop.gateway.grants import Grants
from desktop.gateway.journal import Journal
from desktop.inbound.sampling import SamplingInbound
from desktop.models.library import Library
from desktop.servers.memory import ServerMemory
from desktop.servers.supervisor import Supervisor
from desktop.storage.database import Database

if TYPE_CHECKING:
    from desktop.events import Publish
    from desktop.gateway.approval import Approver
    from desktop.gateway.journal import Entry
    from desktop.servers.supervisor import ConfirmRerun
    from desktop.storage.places import Places

SHOWN = 200
"""Requests of earlier days that are shown at the start."""


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
        gateway = Gateway(self.library, approver, self.grants, self.journal, publish)
        self.supervisor = Supervisor(
            places, SamplingInbound(gateway), ServerMemory(self._database), confirm_rerun, publish
        )
        self._starts: list[asyncio.Task[None]] = []

    async def open(self) -> None:
        """Opens the records and finds servers and models; no server is started.

        Raises:
            StorageError: the records cannot be opened.
        """
        await asyncio.to_thread(self.places.prepare)
        await self._database.open()
        await self.grants.open()
        for entry in reversed(await self.journal.latest(SHOWN)):
            self._publish(_shown(entry))
        await self.library.refresh()
        self.supervisor.open()

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
