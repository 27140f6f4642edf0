"""A supervisor with one server that has an address, and the person beside it."""

from __future__ import annotations

import json
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import anyio
import httpx2

from desktop.events import ServerChanged, ServerStatus
from desktop.servers.memory import ServerMemory
from desktop.servers.supervisor import Supervisor
from desktop.storage.database import Database
from tests.servers.attendant import ScriptedAttendant, admission
from tests.servers.pocket import PocketSecrets

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from mcp_types import CreateMessageRequestParams, ErrorData

    from desktop.events import Event
    from desktop.servers.connection import Origin, Sampler
    from desktop.storage.places import Places


async def browse(link: str) -> None:
    """Goes where a link leads, as a browser does."""
    async with httpx2.AsyncClient(follow_redirects=True, trust_env=False, timeout=10) as browser:
        await browser.get(link)


async def nobody(origin: Origin, params: CreateMessageRequestParams) -> ErrorData:
    raise AssertionError("no completion is asked for here")


class FarDesk:
    """The server is named far."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.person = ScriptedAttendant()
        self.supervisor: Supervisor
        self._news = anyio.Event()

    def publish(self, event: Event) -> None:
        self.events.append(event)
        self._news.set()

    @property
    def states(self) -> list[ServerChanged]:
        changes = [event for event in self.events if isinstance(event, ServerChanged)]
        return [change for change in changes if change.server == "far"]

    @property
    def state(self) -> ServerChanged:
        return self.states[-1]

    async def until(self, status: ServerStatus) -> ServerChanged:
        """Waits until the server stands so."""
        while self.state.status is not status:
            self._news = anyio.Event()
            await self._news.wait()
        return self.state


@asynccontextmanager
async def far_desk(
    places: Places,
    url: str,
    *,
    secrets: PocketSecrets | None = None,
    browser: Callable[[str], Awaitable[None]] | None = browse,
    sampler: Sampler = nobody,
    **more: Any,
) -> AsyncIterator[FarDesk]:
    places.prepare()
    entry = {"url": url, **more}
    places.config_file.write_text(json.dumps({"mcpServers": {"far": entry}}), "utf-8")
    database, made = Database(places.database), FarDesk()
    made.person.browser = browser
    await database.open()
    door = admission(places, database, made.person, secrets or PocketSecrets())
    memory = ServerMemory(database)
    made.supervisor = Supervisor(places, sampler, memory, door, made.person, made.publish)
    made.supervisor.open()
    try:
        with anyio.fail_after(30):
            yield made
    finally:
        await made.supervisor.close()
        await database.close()
