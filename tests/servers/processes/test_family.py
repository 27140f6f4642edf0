"""The processes of a server whose start is cut off."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import anyio
import psutil
import pytest

from desktop.servers.config import bundled_server
from desktop.servers.processes.family import start

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("steps", range(10))
async def test_a_start_that_is_cut_off_at_any_moment_leaves_no_process(
    tmp_path: Path, steps: int
) -> None:
    others = set(psutil.Process().children(recursive=True))

    async def start_and_end() -> None:
        processes = await start(bundled_server(), log)
        with anyio.CancelScope(shield=True):
            await processes.end()

    with (tmp_path / "log").open("w") as log:
        async with anyio.create_task_group() as group:
            group.start_soon(start_and_end)
            for _ in range(steps):
                await asyncio.sleep(0)
            group.cancel_scope.cancel()
    assert set(psutil.Process().children(recursive=True)) <= others
