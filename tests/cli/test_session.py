"""A session of the terminal: what it tells of the requests that came in it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import anyio
import pytest

from desktop.cli.session import Session
from desktop.servers.config import BUNDLED

if TYPE_CHECKING:
    from desktop.storage.places import Places

pytestmark = pytest.mark.anyio


async def test_entries_are_read_while_another_request_comes_in(places: Places) -> None:
    with anyio.fail_after(60):
        async with Session("no", quiet=True, places=places) as session:
            supervisor = session.app.supervisor
            await supervisor.call(BUNDLED, "summarize", {})
            another = asyncio.create_task(supervisor.call(BUNDLED, "summarize", {}))
            while not another.done():
                assert await session.entries()
            assert len(await session.entries()) == 2
