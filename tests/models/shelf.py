"""A library that is open for a test."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.events import Event, Notice
from desktop.models.library import Library
from desktop.storage.database import Database
from desktop.storage.settings import Settings

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable

    from desktop.storage.places import Places


@dataclass
class Shelf:
    """An opened library and what it published."""

    library: Library
    events: list[Event] = field(default_factory=list)
    told: asyncio.Event = field(default_factory=asyncio.Event)

    async def lists(self, model: str) -> None:
        """Waits for the model, as long as the test may take."""
        while model not in self.ids:
            self.told.clear()
            await self.told.wait()

    @property
    def ids(self) -> list[str]:
        return [candidate.context.id for candidate in self.library.candidates()]

    @property
    def problems(self) -> list[str]:
        return [event.text for event in self.events if isinstance(event, Notice) and event.error]


@asynccontextmanager
async def opened(
    places: Places, settings: Callable[[], Settings] = Settings
) -> AsyncGenerator[Shelf]:
    places.prepare()
    database, events, told = Database(places.database), list[Event](), asyncio.Event()

    def publish(event: Event) -> None:
        events.append(event)
        told.set()

    library = Library(places, database, publish, settings)
    await database.open()
    try:
        yield Shelf(library, events, told)
    finally:
        await library.close()
        await database.close()
