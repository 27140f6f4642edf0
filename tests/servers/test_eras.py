"""The words by which a server tells that it was met in the wrong protocol era."""

from __future__ import annotations

import pytest
from mcp import MCPError
from mcp_types import CallToolResult, TextContent

from desktop.servers.eras import Era, era_after_error, era_after_result

ERRORS = {
    "Python's SDK: a push on a 2026-07-28 connection": (
        -32600,
        "Cannot send 'sampling/createMessage': this transport context has no back-channel for "
        "server-initiated requests.",
        Era.LEGACY,
    ),
    "Python's SDK: a result for 2026-07-28 on an older connection": (
        -32602,
        "InputRequiredResult only exists at MCP 2026-07-28 and later.",
        Era.MODERN,
    ),
    "another invalid request": (-32600, "Session terminated", None),
    "other invalid params": (-32602, "Unknown tool: sum", None),
    "the same words with another code": (-32000, "no back-channel", None),
    "a declined request": (-1, "User rejected sampling request", None),
}

RESULTS = {
    "the TypeScript SDK: a push on a 2026-07-28 connection": (
        True,
        "Server-to-client requests are not available on protocol revision 2026-07-28 (stdio).",
        Era.LEGACY,
    ),
    "the same words in a good result": (
        False,
        "Server-to-client requests are not available on protocol revision 2026-07-28",
        None,
    ),
    "another error": (True, "The file was not found.", None),
    "nothing at all": (True, "", None),
}


@pytest.mark.parametrize(("code", "message", "era"), ERRORS.values(), ids=ERRORS.keys())
def test_a_failed_call_tells_the_era_that_it_needs(
    code: int, message: str, era: Era | None
) -> None:
    assert era_after_error(MCPError(code, message)) is era


@pytest.mark.parametrize(("is_error", "text", "era"), RESULTS.values(), ids=RESULTS.keys())
def test_a_tools_error_text_tells_the_era_that_it_needs(
    is_error: bool, text: str, era: Era | None
) -> None:
    blocks = [TextContent(text="First."), TextContent(text=text)]
    result = CallToolResult(content=list(blocks), is_error=is_error)
    assert era_after_result(result) is era
