"""One attempt at a tool call, in the era in which its server is connected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcp import MCPError

from desktop.errors import REJECTED, ToolFailed
from desktop.events import CallProgressed
from desktop.language import tr
from desktop.servers.calls import ToolOutcome, text_of
from desktop.servers.eras import era_after_error, era_after_result

if TYPE_CHECKING:
    from desktop.events import Publish
    from desktop.servers.connection import Call, Connection
    from desktop.servers.eras import Era


async def attempt(connection: Connection, call: Call, publish: Publish) -> ToolOutcome | Era:
    """Returns what came of a call, or the era in which it must be made.

    Raises:
        ToolFailed: the server answered with an error.
    """
    server = connection.spec.name

    def tell(done: float, total: float | None, message: str) -> None:
        publish(CallProgressed(server, call.tool, done, total, message))

    try:
        result = await connection.call(call, tell)
    except MCPError as error:
        needed = era_after_error(error)
        if needed not in (None, connection.era):
            return needed
        return await _without_result(connection, call, error)
    needed = era_after_result(result)
    if needed not in (None, connection.era):
        return needed
    return ToolOutcome(call.id, text_of(result), is_error=bool(result.is_error), result=result)


async def _without_result(connection: Connection, call: Call, error: MCPError) -> ToolOutcome:
    """Returns what came of a call that was declined on the way, or raises what went wrong."""
    if error.code == REJECTED:
        text = tr(
            "{tool} stopped without a result: {message}", tool=call.tool, message=error.message
        )
        return ToolOutcome(call.id, text, is_error=True, declined=True)
    server = connection.spec.name
    if await connection.visit(error, call):
        raise ToolFailed(
            tr(
                "{tool} needs what {server} asked you to do in the browser. Run it again once "
                "that is done.",
                tool=call.tool,
                server=server,
            )
        ) from error
    raise ToolFailed(
        tr(
            "{server} answered {tool} with an error: {message}",
            server=server,
            tool=call.tool,
            message=error.message,
        )
    ) from error
