"""A server that Parley runs, as another host has it: its tools there, its questions to models here.

Most hosts lend a server no model. A server that is called this way asks Parley's instead, and the
person in Parley's window.
"""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from mcp.server.lowlevel import Server
from mcp_types import CallToolResult, ListToolsResult, TextContent, Tool

from desktop import __version__
from desktop.errors import ServerError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from mcp.server.context import ServerRequestContext
    from mcp_types import CallToolRequestParams, PaginatedRequestParams

    from desktop.events import ToolSummary
    from desktop.servers.supervisor import Supervisor

    Context = ServerRequestContext[Any, Any]

HEARTBEAT = 5.0
"""Seconds after which a host that waits is told that the tool is still at work."""


def tool_server(name: str, supervisor: Supervisor) -> Server[Any]:
    """Returns what offers the tools of one server to another host.

    Args:
        name: of the server.
        supervisor: runs it, and starts it where it must.
    """

    async def list_tools(
        context: Context, params: PaginatedRequestParams | None
    ) -> ListToolsResult:
        del context, params
        return ListToolsResult(tools=[_tool(one) for one in await supervisor.tools(name)])

    async def call(context: Context, params: CallToolRequestParams) -> CallToolResult:
        try:
            async with _alive(context, name):
                outcome = await supervisor.call(name, params.name, params.arguments or {})
        except ServerError as error:
            return CallToolResult(content=[TextContent(text=str(error))], is_error=True)
        text = [TextContent(text=outcome.text)]
        return outcome.result or CallToolResult(content=[*text], is_error=outcome.is_error)

    return Server(
        f"Parley: {name}", version=__version__, on_list_tools=list_tools, on_call_tool=call
    )


def _tool(summary: ToolSummary) -> Tool:
    schema = json.loads(summary.schema)
    return Tool(
        name=summary.name,
        title=summary.title or None,
        description=summary.description or None,
        input_schema=schema,
    )


@asynccontextmanager
async def _alive(context: Context, name: str) -> AsyncIterator[None]:
    """Tells the host now and then that its call is at work."""

    async def tell() -> None:
        count = 0
        while True:
            await asyncio.sleep(HEARTBEAT)
            count += 1
            said = f"{name} is at work, or waits for the person in Parley's window"
            await context.session.report_progress(float(count), None, said)

    telling = asyncio.create_task(tell())
    try:
        yield
    finally:
        telling.cancel()
        await asyncio.gather(telling, return_exceptions=True)
