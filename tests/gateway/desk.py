"""A gateway with real records on disk, between fakes."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.events import RequestChanged, RequestPhase
from desktop.gateway.budget import Budget
from desktop.gateway.gateway import Gateway
from desktop.gateway.grants import Grants
from desktop.gateway.journal import Journal
from desktop.gateway.pause import Pause
from desktop.gateway.rules import Rules
from desktop.models.library import Library
from desktop.storage.database import Database

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from desktop.events import Event
    from desktop.gateway.approval import Approver
    from desktop.gateway.context import CallsOf
    from desktop.gateway.entry import Entry
    from desktop.storage.places import Places
    from tests.fakes import FakeBackend


@dataclass(frozen=True, slots=True)
class Desk:
    """A gateway with real records, and everything that it published."""

    gateway: Gateway
    library: Library
    database: Database
    grants: Grants
    budget: Budget
    pause: Pause
    journal: Journal
    events: list[Event]

    def phases(self) -> list[RequestPhase]:
        """Returns the phases as they were published, each once in a row."""
        found = [event.phase for event in self.events if isinstance(event, RequestChanged)]
        return [
            phase
            for before, phase in zip([None, *found], found, strict=False)
            if phase is not before
        ]

    async def entry(self) -> Entry:
        """Returns the journal's latest entry."""
        (entry,) = await self.journal.latest(1)
        return entry


@asynccontextmanager
async def opened_desk(
    places: Places,
    approver: Approver,
    *models: FakeBackend,
    calls_of: CallsOf = lambda _: (),
) -> AsyncIterator[Desk]:
    database, events = Database(places.database), list[Any]()
    library, grants = Library(places, database, events.append), Grants(database)
    budget, pause, journal = Budget(database), Pause(places), Journal(database)
    for model in models:
        library.enlist(model)
    await database.open()
    await grants.open()
    await budget.open()
    rules = Rules(grants, budget, pause, calls_of=calls_of)
    gateway = Gateway(library, approver, rules, journal, events.append)
    try:
        yield Desk(gateway, library, database, grants, budget, pause, journal, events)
    finally:
        await library.close()
        await database.close()
