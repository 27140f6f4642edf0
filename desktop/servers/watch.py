"""What is done for a server while it runs: its tools looked at, its health, its use."""

from __future__ import annotations

import asyncio
import json
import time
from typing import TYPE_CHECKING

from mcp import MCPError
from mcp_types import ToolAnnotations

from desktop.events import ToolSummary
from desktop.language import tr
from desktop.servers.health import Health

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from typing import Any

    from mcp_types import Tool

    from desktop.servers.config import ServerSpec
    from desktop.servers.connection import Connection
    from desktop.servers.processes.error_log import ErrorLog
    from desktop.servers.transport.traffic import Wire

LIST_SECONDS = 30.0
"""A server may take this long to list its tools."""

BETWEEN_LOOKS = 1.0
"""However often its tools change, they are looked at no more than once in this time."""

LOOK_SECONDS = 2.0
"""How often its error output is kept from growing without end, and its standing told."""


class Watch:
    """Attends to one open connection until it ends, or is to be closed."""

    def __init__(
        self,
        connection: Connection,
        wire: Wire,
        errlog: ErrorLog,
        show_tools: Callable[[Connection], Awaitable[None]],
        tell: Callable[[str], None],
    ) -> None:
        """Attends to nothing yet.

        Args:
            connection: the open connection.
            wire: what goes over it.
            errlog: where the server's error output goes.
            show_tools: lists the server's tools and publishes them.
            tell: is given, every now and then, what a person should know of the server.
        """
        self._connection = connection
        self._wire = wire
        self._errlog = errlog
        self._show_tools = show_tools
        self._tell = tell
        self._health = Health(connection, wire)
        self._look_again = 0.0
        self._unlisted = ""
        """Why its tools could not be listed again, if so."""

    async def until(self, stop: asyncio.Event, *, unused: Callable[[], bool]) -> None:
        """Returns when the server has ended, is to be stopped, or is not used any more."""
        ends = [
            asyncio.create_task(self._connection.ended.wait()),
            asyncio.create_task(stop.wait()),
        ]
        try:
            while not (any(end.done() for end in ends) or unused()):
                await self._once(ends)
        finally:
            self._health.leave()
            for end in ends:
                end.cancel()
            await asyncio.gather(*ends, return_exceptions=True)

    async def _once(self, ends: list[asyncio.Task[Any]]) -> None:
        """Waits for the next thing to do, and does it."""
        changed, now = self._connection.tools_changed, asyncio.get_running_loop().time
        await first_of(
            *ends,
            asyncio.create_task(_after(self._look_again, changed)),
            asyncio.create_task(asyncio.sleep(LOOK_SECONDS)),
            keep=ends,
        )
        if any(end.done() for end in ends):
            return
        self._errlog.trim()
        if changed.is_set() and now() >= self._look_again:
            await first_of(*ends, asyncio.create_task(self._refresh()), keep=ends)
            self._look_again = now() + BETWEEN_LOOKS
        if not any(end.done() for end in ends):
            told = (self._health.look(), self._unlisted, self._wire.conduct)
            self._tell(" ".join(filter(None, told)))

    async def _refresh(self) -> None:
        try:
            async with asyncio.timeout(LIST_SECONDS):
                await self._show_tools(self._connection)
            self._unlisted = ""
        except MCPError as error:
            self._unlisted = tr("Its tools could not be listed: {message}", message=error.message)
        except TimeoutError:
            self._unlisted = tr(
                "Its tools were not listed within {list_seconds:.0f} seconds.",
                list_seconds=LIST_SECONDS,
            )


def is_unused(spec: ServerSpec, wire: Wire) -> bool:
    """Whether a server that starts on use has not been used for as long as its entry says."""
    if spec.start != "use" or not spec.idle_minutes or wire.awaited:
        return False
    return time.monotonic() - wire.used > spec.idle_minutes * 60


def summary(tool: Tool) -> ToolSummary:
    """Returns a tool as a person needs it to run it."""
    said = tool.annotations or ToolAnnotations()
    return ToolSummary(
        tool.name,
        tool.title or said.title or tool.name,
        tool.description or "",
        json.dumps(tool.input_schema, ensure_ascii=False),
        read_only=said.read_only_hint,
        destructive=said.destructive_hint,
        open_world=said.open_world_hint,
    )


async def first_of(*tasks: asyncio.Task[Any], keep: Sequence[asyncio.Task[Any]] = ()) -> None:
    """Waits for the first of several tasks and cancels the others, but for those to keep."""
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        spare = [task for task in tasks if task not in keep]
        for task in spare:
            task.cancel()
        await asyncio.gather(*spare, return_exceptions=True)


async def _after(moment: float, event: asyncio.Event) -> None:
    """Returns when a moment of the loop's clock has passed and an event is set."""
    await asyncio.sleep(moment - asyncio.get_running_loop().time())
    await event.wait()
