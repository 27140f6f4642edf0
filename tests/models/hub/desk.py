"""Downloads from a hub of the tests' own, for a library that has been read."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from desktop.models.hub.client import Hub
from desktop.models.hub.downloads import Downloads
from tests.models.shelf import Shelf, opened

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from desktop.storage.places import Places
    from tests.programs.hub_server import HubServer


@asynccontextmanager
async def desk(places: Places, server: HubServer) -> AsyncGenerator[tuple[Shelf, Downloads]]:
    async with opened(places) as shelf:
        await shelf.library.refresh()
        yield shelf, Downloads(places, shelf.library, Hub(server.endpoint), pause=0.0)
