"""What a connected server tells by itself: held to what a person can take in."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import anyio
import pytest
from mcp import MCPError
from mcp.client.subscriptions import SubscriptionLost, ToolsListChanged
from mcp_types import LoggingMessageNotificationParams, ServerCapabilities, ToolsCapability

from desktop.servers import news
from desktop.servers.news import LONGEST_LINE, LogLine, Progress, Sieve, listen, log_line

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from mcp import Client
    from mcp_types import LoggingLevel

pytestmark = pytest.mark.anyio


def message(data: Any, level: LoggingLevel = "info", logger: str | None = None) -> LogLine | None:
    return log_line(LoggingMessageNotificationParams(level=level, data=data, logger=logger))


def test_a_message_of_any_shape_becomes_a_line_and_a_quiet_one_none() -> None:
    assert message("hello", logger="a") == LogLine("info", "a: hello")
    assert message({"a": [1]}, "error") == LogLine("error", '{"a": [1]}')
    assert message("hello", "debug") is None
    long = message("x" * (LONGEST_LINE + 7))
    assert long is not None
    assert long.text.endswith("… (7 more characters)")


def test_a_flood_is_let_through_bit_by_bit_and_the_rest_is_counted() -> None:
    sieve = Sieve(2)
    assert [sieve.lets(5.0) for _ in range(4)] == [True, True, False, False]
    assert sieve.lets(6.1)
    assert (sieve.empty(), sieve.empty()) == (2, 0)


async def test_progress_is_thinned_out_but_its_end_always_comes() -> None:
    told: list[float] = []
    progress = Progress(lambda done, total, message: told.append(done))
    for step in range(1001):
        await progress.hear(step, 1000, None)
    assert told[0] == 0
    assert told[-1] == 1000
    assert len(told) < 1001


class Stream:
    """A client whose stream of changes breaks off as often as it is told."""

    def __init__(self, *ends: BaseException | None) -> None:
        tools = ToolsCapability(list_changed=True)
        self.server_capabilities = ServerCapabilities(tools=tools)
        self.opened = 0
        self._ends = list(ends)

    @asynccontextmanager
    async def listen(self, **kinds: bool) -> AsyncIterator[AsyncIterator[ToolsListChanged]]:
        assert kinds["tools_list_changed"]
        assert not kinds["prompts_list_changed"]
        self.opened += 1
        yield self._events(self._ends.pop(0))

    async def _events(self, end: BaseException | None) -> AsyncIterator[ToolsListChanged]:
        yield ToolsListChanged()
        if end:
            raise end


async def test_a_stream_that_breaks_off_is_opened_again_and_everything_is_looked_at_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(news, "FIRST_PAUSE", 0.0)
    stream = Stream(SubscriptionLost("lost"), None, MCPError(code=-32000, message="gone"), None)
    changed: list[str] = []
    enough = anyio.Event()

    def tell(kind: str) -> None:
        changed.append(kind)
        if len(changed) == 7:
            enough.set()

    listening = asyncio.create_task(listen(cast("Client", stream), tell))
    with anyio.fail_after(10):
        await enough.wait()
    listening.cancel()
    await asyncio.wait([listening])
    assert stream.opened == 4
    assert set(changed) == {"tools"}


async def test_a_server_that_tells_no_changes_is_not_listened_to() -> None:
    silent = SimpleNamespace(server_capabilities=ServerCapabilities())
    await listen(cast("Client", silent), lambda kind: None)
