"""What a connected server tells by itself: that its lists have changed, its log, its progress."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from mcp import MCPError
from mcp.client.subscriptions import (
    PromptsListChanged,
    ResourcesListChanged,
    ResourceUpdated,
    SubscriptionLost,
    ToolsListChanged,
)
from mcp_types import (
    DiscoverResult,
    EmptyResult,
    PromptListChangedNotification,
    ResourceListChangedNotification,
    ServerCapabilities,
    SetLevelRequest,
    SetLevelRequestParams,
    ToolListChangedNotification,
)
from pydantic import ValidationError

from desktop.language import tr

if TYPE_CHECKING:
    from mcp import Client
    from mcp.client.subscriptions import ServerEvent
    from mcp_types import LoggingLevel, LoggingMessageNotificationParams

OnProgress = Callable[[float, float | None, str], None]
"""Is told how far something has come, how far it has to come if that is known, and a message."""

ListKind = Literal["tools", "prompts", "resources"]

LOG_LEVEL: LoggingLevel = "info"
TOO_QUIET = frozenset({"debug"})
LONGEST_LINE = 2_000
ANSWER_SECONDS = 10.0
PROGRESS_SECONDS = 0.05
"""Progress is passed on no more often than a person can see."""

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 60.0
"""How long is waited before the stream of changes is opened again: longer each time."""


@dataclass(frozen=True, slots=True)
class LogLine:
    """One message of a server's log."""

    level: str
    text: str


@dataclass(slots=True)
class Sieve:
    """Lets through so many of a flood in each second."""

    most: int
    _held_back: int = 0
    _second: float = 0.0
    _let: int = 0

    def lets(self, now: float) -> bool:
        """Whether one more may pass now."""
        if now - self._second >= 1.0:
            self._second, self._let = now, 0
        self._let += 1
        self._held_back += self._let > self.most
        return self._let <= self.most

    def empty(self) -> int:
        """Returns how many were held back since this was asked last."""
        left_out, self._held_back = self._held_back, 0
        return left_out


class Progress:
    """Passes progress on, without what comes too soon after another; the end always passes."""

    def __init__(self, tell: OnProgress) -> None:
        self._tell = tell
        self._told_at = 0.0

    def say(self, message: str) -> None:
        """Passes on a message without a number."""
        self._tell(0.0, None, message)

    async def hear(self, progress: float, total: float | None, message: str | None) -> None:
        """Takes what the server tells."""
        now = asyncio.get_running_loop().time()
        if now - self._told_at >= PROGRESS_SECONDS or (total is not None and progress >= total):
            self._told_at = now
            self._tell(progress, total, message or "")


def log_line(params: LoggingMessageNotificationParams) -> LogLine | None:
    """Returns a message of a server's log, cut where it is very long; None where it is too quiet.

    Some servers send everything, whatever they are asked for.
    """
    if params.level in TOO_QUIET:
        return None
    data = params.data
    text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False, default=str)
    if len(text) > LONGEST_LINE:
        text = tr(
            "{words}… ({value:,} more characters)",
            words=text[:LONGEST_LINE],
            value=len(text) - LONGEST_LINE,
        )
    return LogLine(params.level, f"{params.logger}: {text}" if params.logger else text)


def list_of(news: object) -> ListKind | None:
    """Returns which list has changed, by a notification of either era, if one has."""
    match news:
        case ToolListChangedNotification() | ToolsListChanged():
            return "tools"
        case PromptListChangedNotification() | PromptsListChanged():
            return "prompts"
        case ResourceListChangedNotification() | ResourcesListChanged() | ResourceUpdated():
            return "resources"
        case _:
            return None


async def introduce(client: Client) -> None:
    """Asks a newer server what it can, where its era was known and nobody has asked yet."""
    session = client.session
    if session.discover_result is None or session.discover_result != _unasked(client):
        return
    with suppress(MCPError, TimeoutError, ValidationError, RuntimeError):
        async with asyncio.timeout(ANSWER_SECONDS):
            raw = await session.send_discover(client.protocol_version)
            session.adopt(DiscoverResult.model_validate(raw))


def _unasked(client: Client) -> DiscoverResult:
    """Returns what the SDK takes for a server's answer that was never asked."""
    return DiscoverResult(
        supported_versions=[client.protocol_version],
        capabilities=ServerCapabilities(),
        result_type="complete",
        ttl_ms=0,
        cache_scope="public",
    )


async def ask_for_log(client: Client) -> None:
    """Asks an older server for its log, where it has one; a newer is asked with each request."""
    if client.server_capabilities.logging is None:
        return
    request = SetLevelRequest(params=SetLevelRequestParams(level=LOG_LEVEL))
    with suppress(MCPError, TimeoutError, ValidationError):
        async with asyncio.timeout(ANSWER_SECONDS):
            await client.session.send_request(request, EmptyResult)


async def listen(client: Client, changed: Callable[[ListKind], None]) -> None:
    """Follows a newer server's changes until it is cancelled, or the server offers no such stream.

    A stream that breaks off is opened again, after which everything may have changed.
    """
    kinds = _announced(client)
    pause, lost = FIRST_PAUSE, False
    while kinds:
        try:
            async with client.listen(
                tools_list_changed="tools" in kinds,
                prompts_list_changed="prompts" in kinds,
                resources_list_changed="resources" in kinds,
            ) as events:
                if lost:
                    for kind in kinds:
                        changed(kind)
                async for event in events:
                    pause = FIRST_PAUSE
                    _tell(event, changed)
        except MCPError:
            if not lost:
                return  # It does not know the request, or is gone.
        except (SubscriptionLost, TimeoutError, ValidationError):
            pass
        lost = True
        await asyncio.sleep(pause)
        pause = min(LONGEST_PAUSE, pause * 2)


def _tell(event: ServerEvent, changed: Callable[[ListKind], None]) -> None:
    if kind := list_of(event):
        changed(kind)


def _announced(client: Client) -> list[ListKind]:
    """Returns the lists of which the server says that it tells their changes."""
    can = client.server_capabilities
    offers: dict[ListKind, bool | None] = {
        "tools": can.tools.list_changed if can.tools else None,
        "prompts": can.prompts.list_changed if can.prompts else None,
        "resources": can.resources.list_changed if can.resources else None,
    }
    return [kind for kind, tells in offers.items() if tells]
