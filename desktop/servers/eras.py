"""Protocol eras: which one a server speaks, and how to tell that it was met in the wrong one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from desktop.language import tr

if TYPE_CHECKING:
    from mcp import MCPError
    from mcp_types import CallToolResult

MODERN_REVISION = "2026-07-28"


class Era(Enum):
    """How a connection is opened; the values are those of `mcp.Client(mode=...)`."""

    AUTO = "auto"
    LEGACY = "legacy"
    MODERN = MODERN_REVISION


@dataclass(frozen=True, slots=True)
class Rerun:
    """A tool call that stopped halfway because the server was met in the wrong era."""

    server: str
    tool: str
    era: Era
    """The era in which the server is connected now, and in which the tool would run again."""
    reason: str


def era_after_error(error: MCPError) -> Era | None:
    """Returns the era that a failed call asks for, or None where the failure is another one.

    The texts are those of the SDKs: Python's NoBackChannelError for a server that pushes on a
    2026-07-28 connection, and FastMCP's and Python's refusals of a hand-written
    InputRequiredResult on an older one. Python's says no more than that the result is invalid.
    """
    if error.code == -32600 and "back-channel" in error.message:
        return Era.LEGACY
    if error.code == -32602 and f"only exists at MCP {MODERN_REVISION}" in error.message:
        return Era.MODERN
    if error.code == -32603 and error.message == "Handler returned an invalid result":
        return Era.MODERN
    return None


def era_after_result(result: CallToolResult) -> Era | None:
    """Returns the era that a tool's error text asks for, or None.

    The TypeScript SDK reports a push on a 2026-07-28 connection as the tool's own error.
    """
    if not result.is_error:
        return None
    refusal = f"requests are not available on protocol revision {MODERN_REVISION}"
    texts = [block.text for block in result.content if block.type == "text"]
    return Era.LEGACY if any(refusal in text for text in texts) else None


def why_again(era: Era) -> str:
    """Returns why a server has to be met in another era."""
    if era is Era.LEGACY:
        return tr("It sends requests of its own, which the newer protocol does not allow.")
    return tr("It answers with requests inside results, which the older protocol does not know.")
